import type { NativeCamera } from '@fantascope/models';
import { both, bothAs } from '../both.ts';
import { type Draft, dialectOf, lose } from '../draft.ts';
import { amountOf, isForward, isNamed, isStill, paceOf, type ToldMove } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

type Axis = Extract<NativeCamera, { dialect: 'kling-axis' }>['axis'];
type Preset = Extract<NativeCamera, { dialect: 'kling-preset' }>['preset'];

/** What ten steps are taken to be: degrees, shares of the subject's distance, doublings of the lens. No document says (G). */
const tenSteps = { pan: 45, 'whip-pan': 45, tilt: 30, roll: 45, truck: 0.5, pedestal: 0.5, zoom: 1 } as const;
const nominalSteps = { slow: 3, normal: 5, fast: 8 } as const;

/** Kling v1 camera_control: one of six numbers, or one of four presets. */
export const klingSimple: Vocabulary = { together: 1, inSequence: false, tokensOf };

function tokensOf(told: ToldMove, draft: Draft): ReturnType<Vocabulary['tokensOf']> {
  if (isStill(told.move)) return undefined;
  const preset = presetOf(told);
  if (preset !== undefined) return { tokens: [preset.name], like: preset.like };
  const number = axisOf(told, draft);
  if (number === undefined) return undefined;
  // Ten steps are a fast pan; that it is a whip is said beside them.
  return { tokens: [`${number.axis} ${signed(number.value)}`], by: 'number', hasAmount: true, isSaidToo: told.move.kind === 'whip-pan' };
}

/** The camera of the token that `klingSimple` gave, as the request holds it. */
export function klingCamera(told: ToldMove, draft: Draft): NativeCamera {
  const preset = presetOf(told);
  if (preset !== undefined) return { dialect: 'kling-preset', preset: preset.name };
  const number = axisOf(told, draft) ?? { axis: 'pan', value: 0 };
  return { dialect: 'kling-axis', ...number };
}

/** Tells what is unsure of a number that was sent: what a step is worth, and which axis pan and tilt are. */
export function klingDoubts({ part, move, name }: ToldMove, { draft, as }: Readonly<{ draft: Draft; as: string }>): void {
  const params = { ...bothAs('move', name), as };
  if (move.kind === 'whip-pan')
    lose(draft, part, {
      kind: 'approximated',
      severity: 'notable',
      of: ['magnitude'],
      code: 'plan.move-rough',
      params: { ...params, ...bothAs('like', both('plan.like-fast-pan')) },
    });
  else if (isNamed(move))
    lose(draft, part, {
      kind: 'approximated',
      severity: 'notable',
      of: ['magnitude'],
      code: isBeyond(move, draft) ? 'plan.amount-capped' : 'plan.move-scaled',
      params,
    });
  // Once a probe has found which axis is which, nothing is unsure.
  const isSettled = draft.facts.dialect?.['panTilt'] !== undefined;
  if (!isSettled && (move.kind === 'pan' || move.kind === 'tilt' || move.kind === 'whip-pan'))
    lose(draft, part, { kind: 'approximated', severity: 'slight', of: ['direction'], code: 'plan.axis-unsure', params });
}

function presetOf({ move }: ToldMove): Readonly<{ name: Preset; like: Parameters<typeof both>[0] }> | undefined {
  if (move.kind === 'orbit') return { name: isForward(move) ? 'right_turn_forward' : 'left_turn_forward', like: 'plan.like-turn-forward' };
  if (move.kind === 'crane')
    return isForward(move) ? { name: 'forward_up', like: 'plan.like-forward-up' } : { name: 'down_back', like: 'plan.like-down-back' };
  return undefined;
}

function stepsOf(
  kind: keyof typeof tenSteps,
  { amount, subjectDistanceM }: Readonly<{ amount: number; subjectDistanceM: number }>,
): number {
  const most = kind === 'truck' || kind === 'pedestal' ? tenSteps[kind] * subjectDistanceM : tenSteps[kind];
  return (Math.abs(amount) / most) * 10;
}

/** More was asked for than ten steps are taken to be. */
function isBeyond(move: ToldMove['move'], draft: Draft): boolean {
  if (!(move.kind in tenSteps)) return false;
  const kind = move.kind as keyof typeof tenSteps;
  const amount = move.kind === 'zoom' ? Math.log2(move.ratio) : (amountOf(move) ?? 0);
  return stepsOf(kind, { amount, subjectDistanceM: draft.shot.camera.subjectDistanceM }) > 10.5;
}

function axisOf({ move }: ToldMove, draft: Draft): Readonly<{ axis: Axis; value: number }> | undefined {
  const { subjectDistanceM } = draft.shot.camera;
  const is2024 = dialectOf(draft, 'panTilt') === '2024';
  const steps = (kind: keyof typeof tenSteps, amount: number) => {
    const size = isNamed(move) ? stepsOf(kind, { amount, subjectDistanceM }) : nominalSteps[paceOf(move, subjectDistanceM)];
    // Whole steps, at least one: nought would be no camera at all.
    return Math.sign(amount) * Math.min(10, Math.max(1, Math.round(size)));
  };
  switch (move.kind) {
    case 'truck':
      return { axis: 'horizontal', value: steps('truck', move.distanceM) };
    case 'pedestal':
      return { axis: 'vertical', value: steps('pedestal', move.distanceM) };
    // Modern: pan turns about the upright axis. The documents of 2024 call that tilt.
    case 'pan':
      return { axis: is2024 ? 'tilt' : 'pan', value: steps('pan', move.angleDeg) };
    case 'whip-pan':
      return { axis: is2024 ? 'tilt' : 'pan', value: Math.sign(move.angleDeg) * 10 };
    case 'tilt':
      return { axis: is2024 ? 'pan' : 'tilt', value: steps('tilt', move.angleDeg) };
    case 'roll':
      return { axis: 'roll', value: steps('roll', move.angleDeg) };
    // Kling's zoom is a width: negative is the longer lens.
    case 'zoom':
      return { axis: 'zoom', value: -steps('zoom', Math.log2(move.ratio)) };
    case 'hold':
    case 'dolly':
    case 'orbit':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
    case 'push-to':
    case 'rack-focus':
    case 'shake':
      return undefined;
    default:
      return move satisfies never;
  }
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
