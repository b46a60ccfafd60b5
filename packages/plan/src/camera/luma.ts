import type { ToldMove } from './told-move.ts';
import { isForward, isStill } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Luma's concepts: several may be combined, and nothing says in which order they run. */
export const lumaConcepts: Vocabulary = { together: 4, inSequence: false, tokensOf };

function tokensOf({ move }: ToldMove): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  const side = forward ? 'right' : 'left';
  const height = forward ? 'up' : 'down';
  if (isStill(move)) return { tokens: ['static'], hasAmount: true };
  switch (move.kind) {
    case 'pan':
    case 'truck':
    case 'orbit':
    case 'roll':
      return { tokens: [`${move.kind}_${side}`] };
    case 'tilt':
    case 'pedestal':
    case 'crane':
      return { tokens: [`${move.kind}_${height}`] };
    case 'dolly':
      return { tokens: [forward ? 'push_in' : 'pull_out'] };
    case 'push-to':
      return { tokens: ['push_in'], like: 'plan.like-closer' };
    case 'zoom':
      return { tokens: [forward ? 'zoom_in' : 'zoom_out'] };
    case 'dolly-zoom':
      // One concept for both ways.
      return { tokens: ['dolly_zoom'], like: 'plan.like-way-unknown' };
    case 'shake':
      return { tokens: ['handheld'] };
    case 'hold':
      return { tokens: ['static'], hasAmount: true };
    case 'whip-pan':
    case 'follow':
    case 'rack-focus':
      return undefined;
    default:
      return move satisfies never;
  }
}
