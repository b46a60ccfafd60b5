import type { Air, Pose } from '@fantascope/film';
import type { Staging } from '../../frame.ts';
import type { FrameSize } from '../../place.ts';
import { type AirKind, airKinds, SHAPES } from './air-kinds.ts';

/** Particles that drift alike, in cells of one size: what kernel/air.ts needs of them for a whole shot. */
export type Flock = Readonly<{
  kind: AirKind;
  name: Air['kind'];
  seed: number;
  cellM: number;
  perCell: number;
  nearM: number;
  farM: number;
  sizeM: number;
  opacityRatio: number;
  swayM: number;
  velocityMps: readonly [number, number, number];
}>;

/** Bytes of a flock as the kernel reads it. */
export const FLOCK_BYTES = 192 + 352;
const MOST_FLOCKS = 8;

/**
 * The flocks of one thing in the air. Each holds as many particles in the first frame's view as the others but ends nearer or farther, so that the air is denser near the
 * camera than far off; an even density would put nearly everything behind the subject. They also fall a little faster or slower than each other.
 */
export function flocksOf(air: Air, { staging, frame, seed }: Readonly<{ staging: Staging; frame: FrameSize; seed: number }>): Flock[] {
  const kind = airKinds[air.kind];
  const { count = kind.count, sizeM = kind.sizeM, opacityRatio = kind.opacityRatio } = air;
  const [nearM, farM] = boundsOf(air, staging.subjectDistanceM);
  const wind = air.windMps ?? kind.windMps;
  const flocks = Math.max(1, Math.min(MOST_FLOCKS, Math.floor(count / 6)));
  return Array.from({ length: flocks }, (_, k) => {
    const end = nearM + (farM - nearM) * ((k + 1) / flocks) ** 0.6;
    const volumeM3 = ((36 / staging.lensMm) ** 2 * (frame.heightPx / frame.widthPx) * (end ** 3 - nearM ** 3)) / 3;
    const own = count / flocks;
    const perCell = own < 60 ? 1 : 4;
    // 0.75 … 1.25, far from its neighbours' (multiples of the golden ratio)
    const haste = 0.75 + 0.5 * ((k * 0.618034) % 1);
    return {
      kind,
      name: air.kind,
      seed: ((air.seed ?? seed) + k * 7919 + SHAPES[kind.shape] * 104729) | 0,
      cellM: Math.cbrt((volumeM3 * perCell) / own),
      perCell,
      nearM,
      farM: end,
      sizeM,
      opacityRatio,
      // Before a blossom at arm's length nothing wanders as far as across a street.
      swayM: kind.swayM * Math.min(1, farM / 2),
      velocityMps: [wind[0] * haste, wind[1] - kind.fallMps * haste, wind[2] * haste],
    };
  });
}

/** Nearest and farthest distance; where only one is asked for, the other keeps its distance from it. */
function boundsOf(air: Air, subjectDistanceM: number): readonly [number, number] {
  const kind = airKinds[air.kind];
  const nearM = air.nearM ?? Math.min(kind.nearRatio * subjectDistanceM, (air.farM ?? Number.POSITIVE_INFINITY) / 4);
  return [nearM, air.farM ?? Math.max(kind.farRatio * subjectDistanceM, nearM * 4)];
}

/** How many particles of these flocks may show at once: twice what the first frame's view holds on average, and some. */
export function roomFor(flocks: readonly Flock[], count: number): number {
  return 2 * count + 64 + 16 * flocks.length;
}

/** What of a flock changes from frame to frame; colours are Y 16..235 and chroma around 0. */
export type FlockMoment = Readonly<{
  pose: Pose;
  frame: FrameSize;
  tSec: number;
  openSec: number;
  /** px × |w − focus| / w is the radius of the circle of confusion. */
  blurPx: number;
  colours: readonly [readonly [number, number, number], readonly [number, number, number]];
}>;

/** Writes a flock for one moment, as kernel/air.ts reads it. */
export function writeFlock(
  to: Readonly<{ ints: Int32Array; floats: Float32Array; address: number }>,
  flock: Flock,
  moment: FlockMoment,
): void {
  const { ints, floats } = to;
  const { kind, cellM, velocityMps, nearM, farM, sizeM } = flock;
  const { tSec, openSec, blurPx, colours, pose } = moment;
  const at = to.address >> 2;
  // Whole cells and the rest: seconds times metres a second would lose the millimetres in 32 bits.
  const drift = velocityMps.map((speed) => speed * tSec);
  const whole = drift.map((metres) => Math.floor(metres / cellM));
  const rest = drift.map((metres, i) => metres - (whole[i] as number) * cellM);
  // As far as one sways, reaches with its halo, streaks and blurs.
  const blurM = (blurPx * farM * 36) / (pose.lensMm * moment.frame.widthPx);
  const reachM = flock.swayM * 2 + sizeM * (kind.shape === 'glow' ? 7 : 1.5) + Math.hypot(...velocityMps) * openSec + blurM;
  const box = viewBox(pose, moment.frame, flock).map(([low, high], i) => {
    const aroundM = i === 2 ? flock.swayM * 2 : reachM;
    const cell = (metres: number) => Math.floor((metres - (rest[i] as number)) / cellM);
    return [cell(low - aroundM), Math.max(cell(low - aroundM), cell(high + aroundM) + 1)] as const;
  });
  const cells = withinReason(box);
  ints.set(
    cells.map(([first]) => first),
    at,
  );
  ints.set(
    cells.map(([, end]) => end),
    at + 3,
  );
  ints.set([...whole, flock.seed, flock.perCell, SHAPES[kind.shape]], at + 6);
  floats.set([cellM, ...rest, ...velocityMps, nearM, farM, sizeM, kind.spreadRatio, flock.swayM, kind.swayHz, kind.spinHz], at + 12);
  floats.set([tSec, openSec, flock.opacityRatio, kind.coverRatio, kind.flickerHz, kind.flickerRatio], at + 26);
  floats.set([...colours[0], ...colours[1], blurPx, pose.focusM, kind.streakGain, kind.haloRatio], at + 32);
}

/** Cells looked through for one flock and frame at the most. */
const MOST_CELLS = 120_000;

/** The middle of a box of cells, where a camera far from the scene asks for more than can be looked through; nobody can tell what is missing among as many. */
function withinReason(box: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const count = box.reduce((product, [first, end]) => product * (end - first), 1);
  if (count <= MOST_CELLS) return box;
  const share = Math.cbrt(MOST_CELLS / count);
  return box.map(([first, end]) => {
    const half = ((end - first) * share) / 2;
    const middle = (first + end) / 2;
    return [Math.floor(middle - half), Math.floor(middle + half)] as const;
  });
}

/** The box of world metres, low and high along each axis, that holds all the flock's particles in view. */
function viewBox(
  { position, orientation, lensMm }: Pose,
  frame: FrameSize,
  { nearM, farM }: Flock,
): readonly (readonly [number, number])[] {
  const [x, y, z, w] = orientation;
  // Columns of the camera→world rotation.
  const right = [1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)];
  const up = [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)];
  const back = [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)];
  const depthM = farM + Math.hypot(...position);
  const halfX = (18 / lensMm) * depthM;
  const halfY = (halfX * frame.heightPx) / frame.widthPx;
  return position.map((from, i) => {
    const middle = from - (back[i] as number) * depthM;
    const aside = Math.abs(right[i] as number) * halfX + Math.abs(up[i] as number) * halfY;
    // Nobody needs air that lies four times as far to the side as ahead.
    const [least, most] = i === 2 ? [-farM, -nearM] : [-4 * farM, 4 * farM];
    return [Math.max(least, Math.min(from, middle - aside)), Math.min(most, Math.max(from, middle + aside))];
  });
}
