import { Fault } from '@fantascope/film';
import type { CatalogueEntry, Progress, SubmitOutcome, TakeRequest } from '@fantascope/models';
import { submitOutcome } from '@fantascope/models/transport';
import type { Plan } from '@fantascope/plan';
import type { IntentRow } from '../journal/row.ts';
import { type Ceiling, checkCeiling } from '../money/ceiling.ts';
import { usualDayCap } from '../money/day-cap.ts';
import { usdMicros, usdText } from '../money/money.ts';
import { noMoney, unknownMoney } from '../money/settle.ts';
import type { Address } from '../provider/address.ts';
import { cleanText } from '../provider/clean-text.ts';
import { bodyHash, slimRequest } from '../provider/slim-request.ts';
import { confirmLate, stopwatch } from './late-send.ts';
import type { TakePorts } from './ports.ts';
import type { Supply } from './supplied.ts';
import { supplyRequest } from './supply.ts';

/** A take that is wanted. */
export type TakeJob = Readonly<{
  /** A new id (`newId('take')`); also the client key. */
  take: string;
  purpose: 'shoot' | 'probe';
  entry: CatalogueEntry;
  address: Address;
  plan: Plan;
  /** Where its file goes. */
  out: string;
  ceiling: Ceiling | null;
  supply: Supply;
  /** Told what the wire has no place for, before anything is paid. */
  onDropped?: (parts: readonly string[]) => void;
}>;

// Ours alone: what they are for is told or found without them.
const ownFields = ['clientKey', 'webhookUrl', 'settings'];
// Without these it would be another shot.
const mediaFields =
  /^(firstFrame|lastFrame|references|referenceVideos|baseVideo|control|camera|prompt|shots|stillMask|motionMasks|paintMask)\b/;

/** Holds a plan's estimate against what a person has allowed. Throws take.unpriced, take.no-ceiling and take.over-ceiling. */
export function allowedMoney({
  plan,
  entry,
  ceiling,
}: Readonly<{ plan: Pick<Plan, 'estimateUsd'>; entry: Pick<CatalogueEntry, 'id'>; ceiling: Ceiling | null }>): IntentRow['money'] {
  const verdict = checkCeiling(plan.estimateUsd, ceiling);
  switch (verdict.verdict) {
    case 'allowed':
      return verdict.reservedUsdMicros === 0 && verdict.basis === 'estimate'
        ? noMoney
        : { state: 'reserved', usdMicros: verdict.reservedUsdMicros, basis: verdict.basis };
    case 'unpriced':
      throw new Fault('take.unpriced', { model: entry.id });
    case 'no-ceiling':
      throw new Fault('take.no-ceiling', { amount: usdText(usdMicros(plan.estimateUsd?.high ?? 0)) });
    case 'over':
      throw new Fault('take.over-ceiling', { amount: usdText(verdict.estimateUsdMicros), ceiling: usdText(verdict.ceilingUsdMicros) });
    default:
      return verdict satisfies never;
  }
}

/**
 * Brings the files, writes the intent to the disk, and posts: once. The rows say what came of it: a ticket, a refusal, or that nobody knows.
 * Some providers answer with the result at once: that is returned. The post is not cut off by the signal, because then nobody would know. Throws the faults of the ceiling, take.over-day, take.part-lost,
 * take.interrupted, those of the files, and where it was stopped for a while behind its intent those of `Journal.confirm`; all before anything is sent.
 */
export async function begin(job: TakeJob, ports: TakePorts): Promise<Progress | undefined> {
  const { journal, wire, setting, net, secrets, dayCapUsdMicros: cap = usualDayCap } = ports;
  const isStopped = () => ports.signal?.aborted === true;
  const { take, entry, plan, address } = job;
  const money = allowedMoney(job);
  const day = address.isEmulated ? {} : { dayCapUsdMicros: cap };
  // Before anything is drawn or brought; asked again where it is written, in case another take comes in between.
  if (!address.isEmulated) await journal.checkDay(money.usdMicros, cap);
  const wanted: TakeRequest = { ...plan.request, clientKey: take };
  const request = await supplyRequest(wanted, { ...ports, entry, supply: job.supply });
  const submission = wire.submit(request, setting);
  const dropped = submission.dropped.filter((part) => !ownFields.includes(part));
  const missed = dropped.filter((part) => mediaFields.test(part));
  if (missed.length > 0) throw new Fault('take.part-lost', { model: entry.id, parts: missed.join(', ') });
  if (dropped.length > 0) job.onDropped?.(dropped);
  if (isStopped()) throw new Fault('take.interrupted');
  await ports.pause?.('before-intent');
  const { estimateUsd: estimate } = plan;
  const sinceMs = stopwatch(ports);
  await journal.append(
    {
      kind: 'intent',
      take,
      purpose: job.purpose,
      model: entry.id,
      wire: wire.name,
      makes: entry.makes,
      baseUrl: setting.baseUrl,
      dialect: { ...setting.dialect },
      ...(address.keyName === undefined ? {} : { keyName: address.keyName }),
      isEmulated: address.isEmulated,
      clientKey: take,
      request: slimRequest(request) as IntentRow['request'],
      requestSha256: bodyHash(submission.http),
      estimate:
        estimate === null
          ? null
          : {
              lowUsdMicros: usdMicros(estimate.low),
              highUsdMicros: usdMicros(estimate.high),
              source: estimate.source,
              asOf: estimate.asOf,
            },
      ceilingUsdMicros: job.ceiling?.usdMicros ?? null,
      money,
      out: job.out,
      losses: plan.losses as unknown as IntentRow['losses'],
      dropped,
    },
    day,
  );
  await ports.pause?.('after-intent');
  await confirmLate(take, sinceMs, ports);
  if (isStopped()) {
    const problem = { code: 'interrupted', message: 'stopped before anything was sent', isRetryLater: false };
    await journal.append({ kind: 'refused', take, problem, money: noMoney });
    throw new Fault('take.interrupted');
  }
  const delivery = await net.send(submission.http).catch(async (error: unknown) => {
    // The transport throws only before anything is sent.
    const problem = { code: 'not-sent', message: error instanceof Fault ? error.code : 'unforeseen', isRetryLater: false };
    if (error instanceof Fault) await journal.append({ kind: 'refused', take, problem, money: noMoney });
    throw error;
  });
  const outcome = submitOutcome(delivery, { wire, request, setting });
  await ports.pause?.('after-post');
  await noteOutcome(take, { outcome, money, secrets }, ports);
  return outcome.outcome === 'accepted' ? outcome.done : undefined;
}

async function noteOutcome(
  take: string,
  { outcome, money, secrets }: Readonly<{ outcome: SubmitOutcome; money: IntentRow['money']; secrets: readonly string[] }>,
  { journal, onNews, pause }: TakePorts,
): Promise<void> {
  switch (outcome.outcome) {
    case 'accepted': {
      const warnings = (outcome.warnings ?? []).map((text) => cleanText(text, secrets));
      await journal.append({ kind: 'ticket', take, ticket: outcome.ticket, by: 'reply', warnings });
      onNews?.({ news: 'sent' });
      for (const text of warnings) onNews?.({ news: 'warning', text });
      await pause?.('after-ticket');
      return;
    }
    case 'refused': {
      const { problem } = outcome;
      const clean = { ...problem, code: cleanText(problem.code, secrets), message: cleanText(problem.message, secrets) };
      await journal.append({ kind: 'refused', take, problem: clean, money: noMoney });
      return;
    }
    case 'unknown':
      // Looked up before it is called unknown; the row comes then.
      onNews?.({ news: 'looking-up', reason: cleanText(outcome.reason, secrets) });
      await journal.append({
        kind: 'unknown',
        take,
        reason: cleanText(outcome.reason, secrets),
        lookUp: 'unclear',
        money: unknownMoney(money),
      });
      return;
    default:
      return outcome satisfies never;
  }
}
