import type { ToldMove } from './told-move.ts';
import { isForward, isStill } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** MiniMax's fifteen bracket commands: at most three in one bracket run together, brackets follow one another. */
export const minimaxBrackets: Vocabulary = {
  together: 3,
  inSequence: true,
  tokensOf: (told) => {
    const fit = tokensOf(told);
    return fit === undefined ? undefined : { ...fit, as: bracketText([fit.tokens]) };
  },
};

function tokensOf({ move }: ToldMove): ReturnType<Vocabulary['tokensOf']> {
  const forward = isForward(move);
  const side = forward ? 'right' : 'left';
  const height = forward ? 'up' : 'down';
  if (isStill(move)) return { tokens: ['Static shot'], hasAmount: true };
  switch (move.kind) {
    case 'pan':
      return { tokens: [`Pan ${side}`] };
    case 'whip-pan':
      return { tokens: [`Pan ${side}`], like: 'plan.like-fast-pan', isSaidToo: true };
    case 'tilt':
      return { tokens: [`Tilt ${height}`] };
    case 'truck':
      return { tokens: [`Truck ${side}`] };
    case 'pedestal':
      return { tokens: [`Pedestal ${height}`] };
    case 'dolly':
      return { tokens: [forward ? 'Push in' : 'Pull out'] };
    case 'push-to':
      return { tokens: ['Push in'], like: 'plan.like-closer' };
    case 'zoom':
      return { tokens: [forward ? 'Zoom in' : 'Zoom out'] };
    // Circling to the left is going left while looking right.
    case 'orbit':
      return { tokens: forward ? ['Truck right', 'Pan left'] : ['Truck left', 'Pan right'], like: 'plan.like-two-moves' };
    case 'crane':
      return { tokens: forward ? ['Pedestal up', 'Tilt down'] : ['Pedestal down', 'Tilt up'], like: 'plan.like-two-moves' };
    case 'dolly-zoom':
      return { tokens: forward ? ['Push in', 'Zoom out'] : ['Pull out', 'Zoom in'], like: 'plan.like-two-moves' };
    case 'follow':
      return { tokens: ['Tracking shot'], like: 'plan.like-its-way', severity: 'slight' };
    case 'shake':
      return { tokens: ['Shake'], like: 'plan.like-stronger' };
    case 'hold':
      return { tokens: ['Static shot'], hasAmount: true };
    case 'roll':
    case 'rack-focus':
      return undefined;
    default:
      return move satisfies never;
  }
}

/** Groups of commands as they stand in the text: [Pan left,Tilt up] [Push in]. */
export function bracketText(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => `[${group.join(',')}]`).join(' ');
}
