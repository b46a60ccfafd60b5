import type { NativeCamera } from '@fantascope/models';
import { meantFactor } from './as-meant.ts';
import { isForward, isNamed, type ToldMove } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** ReCamMaster's ten paths for a clip that is there already; an orbit is given in degrees. */
export const recamMaster: Vocabulary = { together: 1, inSequence: false, isRequired: true, tokensOf: (told) => tokensOf(told) };

function tokensOf({ move }: ToldMove): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  switch (move.kind) {
    case 'orbit': {
      const angleDeg = orbitDeg(move);
      return { tokens: [`orbit ${angleDeg}°`], by: 'number', hasAmount: Math.abs(move.angleDeg) <= 180 };
    }
    case 'pan':
      return { tokens: [forward ? 'pan_right' : 'pan_left'] };
    case 'whip-pan':
      return { tokens: [forward ? 'pan_right' : 'pan_left'], like: 'plan.like-fast-pan' };
    case 'tilt':
      return { tokens: [forward ? 'tilt_up' : 'tilt_down'] };
    case 'pedestal':
      return { tokens: [forward ? 'translate_up' : 'translate_down'] };
    case 'crane':
      return { tokens: [forward ? 'translate_up' : 'translate_down'], like: 'plan.like-no-aim' };
    // Its zoom goes nearer, like a dolly.
    case 'dolly':
      return { tokens: [forward ? 'zoom_in' : 'zoom_out'] };
    case 'zoom':
      return { tokens: [forward ? 'zoom_in' : 'zoom_out'], like: 'plan.like-nearer' };
    case 'push-to':
      return { tokens: ['zoom_in'], like: 'plan.like-closer' };
    case 'hold':
    case 'roll':
    case 'truck':
    case 'dolly-zoom':
    case 'follow':
    case 'rack-focus':
    case 'shake':
      return undefined;
    default:
      return move satisfies never;
  }
}

/** The camera of the token that `recamMaster` gave. */
export function recamNative(told: ToldMove): NativeCamera {
  if (told.move.kind === 'orbit') return { dialect: 'orbit-degrees', angleDeg: orbitDeg(told.move) };
  return { dialect: 'tokens', groups: [[...(tokensOf(told)?.tokens ?? [])]] };
}

/** Degrees, + = counter-clockwise seen from above. A camera that stands before its subject and travels to its right goes counter-clockwise, so the sign is ours. */
function orbitDeg(move: Extract<ToldMove['move'], { kind: 'orbit' }>): number {
  const size = Math.abs(move.angleDeg) * (isNamed(move) ? 1 : meantFactor('orbit'));
  return Math.sign(move.angleDeg) * Math.min(180, Number(size.toFixed(2)));
}
