import type { TakeRequest } from '../take-request.ts';
import type { SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import type { Delivery } from './transport.ts';

/** How a submit ended, from how its request was delivered: what never left this machine was not taken and may be sent later. */
export function submitOutcome(
  delivery: Delivery,
  { wire, request, setting }: Readonly<{ wire: Wire; request: TakeRequest; setting: WireSetting }>,
): SubmitOutcome {
  switch (delivery.state) {
    case 'reply':
      return wire.readSubmit(delivery.reply, request, setting);
    case 'never-left':
      return { outcome: 'refused', problem: { code: 'not-sent', message: delivery.reason, isRetryLater: true } };
    case 'unknown':
      return { outcome: 'unknown', reason: delivery.reason };
    default:
      return delivery satisfies never;
  }
}
