import type { Region } from '@fantascope/film';
import type { Lab } from './lab.ts';
import { EDGES_FROM, SHARES_FROM, sketchOf } from './picture-sketch.ts';
import { type Pixels, smallPicture } from './small-picture.ts';

/** How two shots differ where they join, and how far the later has gone from where its chain began. */
export type JoinDrift = Readonly<{
  /** Mean CIE76 difference of the two frames at the join, each brought to 64 × 64: measured. 0 the same; about 2.3 is just noticeable. */
  joinDeltaE: number;
  /** CIE76 difference of the mean colours of the chain's first frame and the later shot's first: measured. */
  chainDeltaE: number;
  /** Deviation of lightness in the later shot's first frame over that in the chain's first: above 1 harder, below 1 flatter; measured. Null where the first has none. */
  chainContrastRatio: number | null;
  /**
   * How unlike the edges in the subject's box are on both sides of the join, 0 the same … 1 nothing in common. An estimate of whether the subject still looks the same:
   * the directions of edges in 4 × 4 cells, without weights. It knows no faces, and what turns or moves within the box changes it too.
   */
  subjectUnlikeRatio: number;
}>;

/** Compares the last frame of a shot, the first frame of the next, and the first frame of the chain that both are in; `subject` is where the subject stands. Throws RangeError for sizes that the bytes do not fill. */
export function joinDrift({ before, after, first }: Readonly<Record<'before' | 'after' | 'first', Pixels>>, subject: Region): JoinDrift {
  const [b, a, f] = [before, after, first].map((picture) => smallPicture(picture).colours) as [Colours, Colours, Colours];
  const spread = deviation(f);
  return {
    joinDeltaE: a.reduce((sum, colour, at) => sum + deltaE76(colour, b[at] ?? colour), 0) / a.length,
    chainDeltaE: deltaE76(mean(a), mean(f)),
    chainContrastRatio: spread < 0.5 ? null : deviation(a) / spread,
    subjectUnlikeRatio: unlikeEdges(cropped(before, subject), cropped(after, subject)),
  };
}

type Colours = readonly Lab[];

/** CIE 1976 colour difference: the distance in CIELAB (CIE 15:2018, 8.2.2). */
export function deltaE76([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

function mean(colours: Colours): Lab {
  const of = (axis: 0 | 1 | 2) => colours.reduce((sum, colour) => sum + colour[axis], 0) / colours.length;
  return [of(0), of(1), of(2)];
}

function deviation(colours: Colours): number {
  const [middle] = mean(colours);
  return Math.sqrt(colours.reduce((sum, [lightness]) => sum + (lightness - middle) ** 2, 0) / colours.length);
}

/** Ruzicka's distance of the edge numbers of two sketches. */
function unlikeEdges(one: Pixels, other: Pixels): number {
  const [a, b] = [one, other].map((picture) => [...sketchOf(picture)].slice(EDGES_FROM, SHARES_FROM)) as [number[], number[]];
  const [least, most] = [Math.min, Math.max].map((pick) => a.reduce((sum, level, at) => sum + pick(level, b[at] ?? 0), 0));
  return most === undefined || least === undefined || most === 0 ? 0 : 1 - least / most;
}

function cropped({ widthPx, heightPx, rgba }: Pixels, { xRatio, yRatio, widthRatio, heightRatio }: Region): Pixels {
  const left = Math.min(widthPx - 1, Math.max(0, Math.floor(xRatio * widthPx)));
  const top = Math.min(heightPx - 1, Math.max(0, Math.floor(yRatio * heightPx)));
  const [wide, tall] = [Math.round(widthRatio * widthPx), Math.round(heightRatio * heightPx)];
  const size = { widthPx: Math.min(widthPx - left, Math.max(1, wide)), heightPx: Math.min(heightPx - top, Math.max(1, tall)) };
  const part = new Uint8Array(size.widthPx * size.heightPx * 4);
  for (let y = 0; y < size.heightPx; y += 1) {
    const from = ((top + y) * widthPx + left) * 4;
    part.set(rgba.subarray(from, from + size.widthPx * 4), y * size.widthPx * 4);
  }
  return { ...size, rgba: part };
}

/** From where a join is worth a look. */
export const driftLimits = { joinDeltaE: 6, chainDeltaE: 10, chainContrastRatio: 1.25, subjectUnlikeRatio: 0.5, extensions: 3 } as const;

/** What of a join is past its limit. `long`: more extensions one after another than models hold without burning in. */
export type DriftWarning = 'colour' | 'burn-in' | 'subject' | 'long';

/** What is to be said of a join; `extension` counts the shots since the chain's first. */
export function driftWarnings(drift: JoinDrift, extension: number): readonly DriftWarning[] {
  const contrast = drift.chainContrastRatio ?? 1;
  const isBurnt =
    drift.chainDeltaE > driftLimits.chainDeltaE ||
    contrast > driftLimits.chainContrastRatio ||
    contrast < 1 / driftLimits.chainContrastRatio;
  return [
    ...(drift.joinDeltaE > driftLimits.joinDeltaE ? (['colour'] as const) : []),
    ...(isBurnt ? (['burn-in'] as const) : []),
    ...(drift.subjectUnlikeRatio > driftLimits.subjectUnlikeRatio ? (['subject'] as const) : []),
    ...(extension > driftLimits.extensions ? (['long'] as const) : []),
  ];
}
