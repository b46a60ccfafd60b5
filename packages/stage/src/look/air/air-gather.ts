import type { Pose } from '@fantascope/film';
import type { Staging } from '../../frame.ts';
import { type FrameSize, viewProjection } from '../../place.ts';
import type { KernelExports } from '../../raster/kernel-wasm.ts';
import type { Colour } from '../grade/colour.ts';
import { gradeColour } from '../grade/grade-colour.ts';
import type { Look } from '../look.ts';
import { openSecOf } from '../shutter/shutter-effect.ts';
import type { AirKind } from './air-kinds.ts';
import { type Flock, flocksOf, roomFor, writeFlock } from './flock.ts';

/** Where in a block for gathering the view stands, and after it the flock; kernel/air.ts says what lies in each. */
export const VIEW = 0;
/** See VIEW. */
export const FLOCK = 64;
/** Bytes of a particle as the kernel lists it. */
export const PARTICLE_BYTES = 96;

type Ground = Readonly<{ look: Look; staging: Staging; frame: FrameSize }>;

/** All flocks of a look, farthest thing first as asked, and the most particles that may show at once. */
export function flocksOfLook({ look, staging, frame }: Ground): Readonly<{ flocks: readonly Flock[]; most: number }> {
  const each = (look.air ?? []).map((air) => flocksOf(air, { staging, frame, seed: look.seed }));
  const most = each.reduce((sum, flocks, i) => sum + roomFor(flocks, look.air?.[i]?.count ?? flocks[0]?.kind.count ?? 0), 0);
  return { flocks: each.flat(), most };
}

/** Where particles are gathered: `address` holds the view and a flock, `list` has room for `most` particles. */
export type AirDesk = Readonly<{
  kernel: Pick<KernelExports, 'airGather'>;
  ints: Int32Array;
  floats: Float32Array;
  address: number;
  list: number;
  most: number;
}>;

/** Gathers, for one moment, a flock's particles that show behind the `count` that are in the list; answers how many there are then. */
export function airGatherer(
  { kernel, ints, floats, address, list, most }: AirDesk,
  { look, frame, light, pose, tSec }: Readonly<{ look: Look; frame: FrameSize; light: Colour; pose: Pose; tSec: number }>,
): (flock: Flock, count: number) => number {
  writeView(floats, address + VIEW, { pose, frame });
  const blurPx = confusionPx(look, pose, frame);
  return (flock, count) => {
    const { kind } = flock;
    const [first, second] = kind.colours;
    const colours = [planesOf(first, kind, { light, look }), planesOf(second, kind, { light, look })] as const;
    const openSec = openSecOf(look, kind.alwaysStreaks);
    writeFlock({ ints, floats, address: address + FLOCK }, flock, { pose, frame, tSec, openSec, blurPx, colours });
    return kernel.airGather(address + FLOCK, address + VIEW, list, count, most);
  };
}

/** Radius of the circle of confusion in pixels is this × |distance − focus| / distance (thin lens, f-number on the 36 mm frame); 0 without an aperture. */
function confusionPx({ aperture }: Look, { lensMm, focusM }: Pose, frame: FrameSize): number {
  if (aperture === undefined) return 0;
  const focusMm = Math.max(focusM * 1000, lensMm * 1.01);
  return ((lensMm * lensMm) / (aperture.fStop * (focusMm - lensMm)) / 72) * frame.widthPx;
}

/** Y, Cb, Cr (BT.709 limited range) of a colour of a kind in the shot's light and grade; chroma around 0. What only adds light has no black of its own. */
export function planesOf(
  rgb: Colour,
  kind: AirKind,
  { light, look }: Readonly<{ light: Colour; look: Look }>,
): readonly [number, number, number] {
  const lit = (k: 0 | 1 | 2) => Math.min(1, rgb[k] * (1 + kind.litRatio * (light[k] - 1)));
  // Day is made night by a grade: what shines by itself must not go out with the sun.
  const { grade } = look;
  const graded =
    kind.litRatio > 0 || grade === undefined ? look : { ...look, grade: { ...grade, exposureStops: Math.max(0, grade.exposureStops) } };
  const [r, g, b] = gradeColour([lit(0), lit(1), lit(2)], graded);
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 * kind.coverRatio + 219 * luma, (224 * (b - luma)) / 1.8556, (224 * (r - luma)) / 1.5748];
}

// Rows that give pixels right of and below the frame's centre times w, then w; the centre in pixel centres; pixels a metre at 1 m.
function writeView(floats: Float32Array, address: number, { pose, frame }: Readonly<{ pose: Pose; frame: FrameSize }>): void {
  const m = viewProjection(pose, frame);
  const at = address >> 2;
  const scales = [frame.widthPx / 2, -frame.heightPx / 2, 1];
  [0, 1, 3].forEach((row, i) => {
    for (let column = 0; column < 4; column++) floats[at + i * 4 + column] = (m[column * 4 + row] as number) * (scales[i] as number);
  });
  floats.set([(frame.widthPx - 1) / 2, (frame.heightPx - 1) / 2, (pose.lensMm / 36) * frame.widthPx], at + 12);
}
