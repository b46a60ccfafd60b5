import type { ToldMove } from './told-move.ts';
import { isForward, paceOf } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Jimeng's camera templates: one of eleven, in three strengths. */
export const jimengTemplate: Vocabulary = { together: 1, inSequence: false, isRequired: true, tokensOf: (told) => tokensOf(told) };

function tokensOf({ move }: ToldMove): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  switch (move.kind) {
    case 'dolly-zoom':
      return { tokens: [forward ? 'hitchcock_dolly_in' : 'hitchcock_dolly_out'] };
    case 'orbit':
      // The template circles one way only, and which is not documented.
      return { tokens: ['central_orbit'], like: 'plan.like-way-unknown' };
    case 'crane':
      return forward ? { tokens: ['crane_push'], like: 'plan.like-forward-up' } : undefined;
    case 'dolly':
      return forward ? undefined : { tokens: ['quick_pull_back'], like: 'plan.like-push-away' };
    case 'roll':
      return { tokens: [forward ? 'clockwise_swivel' : 'counterclockwise_swivel'], like: 'plan.like-template' };
    case 'shake':
      return { tokens: ['handheld'], hasAmount: true };
    case 'hold':
    case 'pan':
    case 'tilt':
    case 'truck':
    case 'pedestal':
    case 'zoom':
    case 'follow':
    case 'push-to':
    case 'whip-pan':
    case 'rack-focus':
      return undefined;
    default:
      return move satisfies never;
  }
}

/** The strength that stands for a move's pace, or for its named amount beside the usual one. */
export function jimengStrength({ move }: ToldMove, subjectDistanceM: number): 'weak' | 'medium' | 'strong' {
  return ({ slow: 'weak', normal: 'medium', fast: 'strong' } as const)[paceOf(move, subjectDistanceM)];
}
