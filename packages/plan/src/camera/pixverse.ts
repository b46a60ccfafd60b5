import type { ToldMove } from './told-move.ts';
import { isForward, isStill, paceOf } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** PixVerse's camera_movement: one of twenty. */
export const pixverseMovement: Vocabulary = {
  together: 1,
  inSequence: false,
  tokensOf: (told, { shot }) => tokensOf(told, shot.camera.subjectDistanceM),
};

function tokensOf({ move }: ToldMove, subjectDistanceM: number): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  const side = forward ? 'right' : 'left';
  const isQuick = paceOf(move, subjectDistanceM) === 'fast';
  if (isStill(move)) return { tokens: ['fix_bg'], hasAmount: true };
  switch (move.kind) {
    case 'pan':
      return { tokens: [`pan_${side}`] };
    case 'truck':
      return { tokens: [`horizontal_${side}`] };
    case 'pedestal':
      return { tokens: [forward ? 'vertical_up' : 'vertical_down'] };
    case 'zoom':
      return { tokens: [`${isQuick ? 'quickly_' : ''}zoom_${forward ? 'in' : 'out'}`] };
    case 'dolly':
      return forward
        ? { tokens: [isQuick ? 'quickly_zoom_in' : 'smooth_zoom_in'], like: 'plan.like-zoom' }
        : { tokens: ['super_dolly_out'], like: 'plan.like-push-away' };
    case 'push-to':
      return { tokens: ['smooth_zoom_in'], like: 'plan.like-closer' };
    case 'crane':
      return forward ? { tokens: ['crane_up'] } : undefined;
    case 'roll':
      return { tokens: ['camera_rotation'], like: 'plan.like-way-unknown', isSaidToo: true };
    case 'dolly-zoom':
      return { tokens: ['hitchcock'], like: 'plan.like-way-unknown', isSaidToo: true };
    case 'whip-pan':
      return { tokens: ['whip_pan'], like: 'plan.like-way-unknown', isSaidToo: true };
    case 'follow':
      return { tokens: [`${side}_follow`] };
    case 'hold':
      return { tokens: ['fix_bg'], hasAmount: true };
    case 'tilt':
    case 'orbit':
    case 'rack-focus':
    case 'shake':
      return undefined;
    default:
      return move satisfies never;
  }
}
