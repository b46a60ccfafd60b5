import type { ToldMove } from './told-move.ts';
import { isForward, isStill } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** LTX-2's camera LoRAs: one of seven. Its "dolly_left" is a truck: the camera goes left, it does not go nearer. */
export const ltxLora: Vocabulary = { together: 1, inSequence: false, tokensOf };

function tokensOf({ move }: ToldMove): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  if (isStill(move)) return { tokens: ['static'], hasAmount: true };
  switch (move.kind) {
    case 'truck':
      return { tokens: [forward ? 'dolly_right' : 'dolly_left'] };
    case 'follow':
      return { tokens: [forward ? 'dolly_right' : 'dolly_left'], like: 'plan.like-beside', isSaidToo: true };
    case 'dolly':
      return { tokens: [forward ? 'dolly_in' : 'dolly_out'] };
    case 'push-to':
      return { tokens: ['dolly_in'], like: 'plan.like-closer' };
    case 'pedestal':
      return { tokens: [forward ? 'jib_up' : 'jib_down'], like: 'plan.like-jib' };
    case 'crane':
      return { tokens: [forward ? 'jib_up' : 'jib_down'] };
    case 'hold':
      return { tokens: ['static'], hasAmount: true };
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'zoom':
    case 'orbit':
    case 'dolly-zoom':
    case 'whip-pan':
    case 'rack-focus':
    case 'shake':
      return undefined;
    default:
      return move satisfies never;
  }
}
