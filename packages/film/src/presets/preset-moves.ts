import { grain } from '../language/nominal.ts';
import type { Move } from '../move.ts';
import { type Step, type Strength, stepCaps } from './preset.ts';

const factors: Readonly<Record<Strength, number>> = { weak: 0.5, medium: 1, strong: 1.8 };

/** The moves of a preset's steps for a subject at a distance in metres, all nominal. A strong one goes 1.8 times as far, but no further than its cap. */
export function movesOfSteps(
  steps: readonly Step[],
  { subjectDistanceM, strength }: Readonly<{ subjectDistanceM: number; strength: Strength }>,
): Move[] {
  return steps.map((step) => moveOfStep(step, subjectDistanceM, factors[strength]));
}

function moveOfStep(step: Step, subjectDistanceM: number, factor: number): Move {
  const timing = { startRatio: step.from ?? 0, endRatio: step.to ?? 1, easing: step.easing ?? ('in-out' as const) };
  const nominal = { ...timing, isNominal: true as const };
  switch (step.kind) {
    case 'hold':
      return { kind: step.kind, ...timing };
    case 'push-to':
      return { kind: step.kind, framing: step.framing, ...timing };
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'whip-pan':
      return { kind: step.kind, angleDeg: grain(step.deg * factor), ...nominal };
    case 'orbit':
      return { kind: step.kind, angleDeg: grain(capped(step.deg, factor, stepCaps.orbit)), ...nominal };
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return { kind: step.kind, distanceM: grain(capped(step.share, factor, stepCaps[step.kind]) * subjectDistanceM), ...nominal };
    case 'zoom':
      return { kind: step.kind, ratio: grain(step.ratio ** factor), ...nominal };
    case 'shake':
      return { kind: step.kind, strengthRatio: grain(step.strength * factor), ...nominal };
    case 'rack-focus':
      return { kind: step.kind, fromM: grain(step.focus[0] * subjectDistanceM), toM: grain(step.focus[1] * subjectDistanceM), ...nominal };
    default:
      return step satisfies never;
  }
}

function capped(amount: number, factor: number, cap: number): number {
  return Math.max(-cap, Math.min(cap, amount * factor));
}
