import { receiptOf, type TakeEnd } from '@fantascope/take';
import type { Door } from './door.ts';
import { sayReceipt } from './take-speech.ts';

/** Says how a take ended; its exit code is that of its end. */
export function tellEnd({ record, left }: TakeEnd, door: Door): void {
  const receipt = receiptOf(record, left);
  sayReceipt(receipt, door);
  door.result({ ...receipt, notices: door.spokenNotices() });
  process.exitCode = exitCodeOf(record.state);
}

/** 0 ready, 130 called off or left, 3 refused or failed, 6 for what a person has to look at. */
export function exitCodeOf(state: TakeEnd['record']['state']): number {
  switch (state) {
    case 'ready':
    case 'closed':
      return 0;
    case 'cancelled':
    case 'shooting':
      return 130;
    case 'refused':
    case 'failed':
      return 3;
    default:
      return 6;
  }
}
