import { Fault } from '@fantascope/film';
import { addressOf, exchange, isPublicAddress, type Outgoing } from '@fantascope/models/transport';
import { Webhook } from 'standardwebhooks';
import { openSealer, type Sealer } from '../people/sealer.ts';
import type { Studio } from '../studio.ts';
import { type ClaimedDelivery, claimDeliveries, hookSealName, noteTry, type Tried, writeDeliveries } from './webhook-delivery.ts';

const LOOK_EVERY_MS = 1000;
const AT_ONCE = 8;
const CONNECT_MS = 5_000;
const TOTAL_MS = 15_000;
/** Longer than a try takes. */
const HOLD_MS = 60_000;

/** What sending needs. */
export type WebhookSenderOptions = Readonly<{
  studio: Pick<Studio, 'database' | 'ports' | 'home'>;
  /** Which addresses may be called; asked of the very address that is connected to. Default public ones; only tests give another. */
  isAllowed?: (address: string) => boolean;
  /** How names are resolved; only tests give another. */
  resolve?: Outgoing['resolve'];
}>;

/** Tells events to people's own servers, signed by Standard Webhooks (standardwebhooks.com), again and again until one takes it. */
export class WebhookSender {
  readonly #studio: WebhookSenderOptions['studio'];
  readonly #isAllowed: (address: string) => boolean;
  readonly #resolve: Outgoing['resolve'];
  #sealer: Sealer | undefined;

  constructor({ studio, isAllowed = isPublicAddress, resolve }: WebhookSenderOptions) {
    this.#resolve = resolve;
    this.#studio = studio;
    this.#isAllowed = isAllowed;
  }

  /** Sends until the signal is raised. A database that is away for a moment is asked again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const sent = await this.round().catch(() => 0);
      if (sent === 0) await this.#studio.ports.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Writes down what is new and sends what is due, once; gives how many were sent. */
  async round(): Promise<number> {
    await writeDeliveries(this.#studio);
    const claimed = await claimDeliveries(this.#studio, { limit: AT_ONCE, holdMs: HOLD_MS });
    await Promise.all(claimed.map(async (each) => noteTry(this.#studio, { delivery: each.delivery, tried: await this.#send(each) })));
    return claimed.length;
  }

  async #send({ delivery, endpoint }: ClaimedDelivery): Promise<Tried> {
    try {
      this.#sealer ??= await openSealer(this.#studio.home);
      const secret = this.#sealer.open(hookSealName(endpoint.id), endpoint.sealedSecret);
      const sentAt = new Date(this.#studio.ports.nowMs());
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'fantascope',
        'webhook-id': delivery.id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(delivery.id, sentAt, delivery.body),
      };
      const times = { connectMs: CONNECT_MS, idleMs: TOTAL_MS, totalMs: TOTAL_MS };
      const outgoing = {
        url: addressOf(endpoint.url),
        method: 'POST',
        headers,
        body: Buffer.from(delivery.body),
        isAllowed: this.#isAllowed,
      };
      // Its answer is not read: a redirect is not followed, and what it says is not shown, so that nobody reads through us.
      const resolver = this.#resolve === undefined ? {} : { resolve: this.#resolve };
      const ended = await exchange({ ...outgoing, ...times, ...resolver }, async (reply) => reply.statusCode ?? 0);
      if (ended.state !== 'reply')
        return { status: null, reason: ended.isBlocked === true ? 'the address may not be called' : 'no answer' };
      return { status: ended.value, reason: ended.value >= 200 && ended.value < 300 ? null : `HTTP ${ended.value}` };
    } catch (error) {
      return { status: null, reason: error instanceof Fault ? error.code : 'it could not be sent' };
    }
  }
}
