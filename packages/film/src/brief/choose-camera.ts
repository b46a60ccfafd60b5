import type { Move } from '../move.ts';
import type { Strength } from '../presets/preset.ts';
import { presetMoves } from '../presets/preset-camera.ts';
import type { Depiction } from './brief.ts';
import type { Mood, Motion } from './facts.ts';

/** What the choice of a camera knows of a shot. */
export type CameraNeed = Readonly<{
  /** Where in the film it stands. */
  role: 'opening' | 'scene-opening' | 'inside' | 'ending';
  size: NonNullable<Depiction['size']>;
  hasSubject: boolean;
  isDialogue: boolean;
  motion: Motion | undefined;
  mood: Mood;
  lengthSec: number;
}>;

/** A chosen camera: the preset, and the way it goes, by which neighbours are kept apart. */
export type ChosenCamera = Readonly<{ preset: string; way: string; moves: readonly Move[] }>;

const byMotion: Readonly<Record<Motion, readonly string[]>> = {
  travel: ['track-right', 'track-left', 'parallax'],
  rise: ['boom-up', 'crane-up', 'tilt-reveal'],
  fall: ['boom-down', 'crane-down'],
  'look-up': ['boom-up', 'tilt-reveal', 'crane-up'],
  reveal: ['slide-reveal', 'arc-push', 'reveal'],
  burst: ['track-left', 'push-in', 'handheld-push'],
  leave: ['pull-out', 'track-left', 'crane-up'],
  approach: ['push-in', 'arc-push', 'creep-in'],
};

/** Presets that suit a shot, best first. */
function candidates({ role, size, hasSubject, isDialogue, motion, mood }: CameraNeed): readonly string[] {
  if (role === 'opening') return size === 'far' || !hasSubject ? ['boom-up', 'push-in', 'creep-in'] : ['push-in', 'creep-in'];
  if (role === 'ending') return ['crane-out', 'pull-out', 'crane-up'];
  const moved = motion === undefined ? [] : byMotion[motion];
  if (isDialogue) return [...(mood === 'tense' ? ['handheld-push'] : []), 'creep-in', 'arc-right', 'arc-left', 'hold'];
  const wide =
    role === 'scene-opening'
      ? ['push-in', 'boom-up', 'track-right', 'crane-down']
      : ['track-right', 'push-in', 'boom-up', 'track-left', 'pull-out'];
  if (size === 'far' || !hasSubject) return [...moved, ...wide];
  if (size === 'near') return [...moved, 'creep-in', 'arc-left', 'arc-right', 'pull-out'];
  return [...moved, 'arc-right', 'push-in', 'track-left', 'arc-left', 'boom-up', 'pull-out'];
}

/**
 * A camera for a shot nobody named one for: by its place in the film, its content and what the shots before it did, so that neighbours differ. All amounts are
 * nominal, so that the stage may shrink them to what a picture holds.
 */
export function chooseCamera(
  need: CameraNeed,
  { before, after, subjectDistanceM }: Readonly<{ before: readonly string[]; after?: string | undefined; subjectDistanceM: number }>,
): ChosenCamera {
  const suited = candidates(need);
  const [last, secondLast] = [before.at(-1), before.at(-2)];
  const options = suited.map((preset) => {
    const moves = presetMoves(preset, { subjectDistanceM, strength: strengthOf(need) });
    return { preset, way: wayOfMoves(moves), moves };
  });
  // Two of one way side by side look like one shot that was cut for no reason.
  const apart = options.filter(({ way }) => way !== last && way !== after);
  return apart.find(({ way }) => way !== secondLast) ?? apart[0] ?? options.find(({ way }) => way !== last) ?? (options[0] as ChosenCamera);
}

/** Short shots and quiet films go half as far: the same way in less time would be a jolt. */
function strengthOf({ lengthSec, mood, motion }: CameraNeed): Strength {
  if (motion === 'burst') return 'medium';
  return lengthSec < 4 || ((mood === 'calm' || mood === 'melancholy') && lengthSec < 5) ? 'weak' : 'medium';
}

/** The way moves go on screen that somebody named. */
export function wayOfMoves(moves: readonly Move[]): string {
  const [move] = moves;
  if (move === undefined) return 'still';
  switch (move.kind) {
    case 'dolly':
    case 'dolly-zoom':
      return move.distanceM < 0 ? 'out' : 'in';
    case 'zoom':
      return move.ratio < 1 ? 'out' : 'in';
    case 'truck':
    case 'follow':
      return move.distanceM < 0 ? 'left' : 'right';
    case 'pan':
    case 'whip-pan':
      return move.angleDeg < 0 ? 'left' : 'right';
    case 'pedestal':
    case 'crane':
      return move.distanceM < 0 ? 'down' : 'up';
    case 'tilt':
      return move.angleDeg < 0 ? 'down' : 'up';
    case 'orbit':
      return move.angleDeg < 0 ? 'round-left' : 'round-right';
    case 'push-to':
      return 'in';
    case 'hold':
      return 'still';
    default:
      return move.kind;
  }
}
