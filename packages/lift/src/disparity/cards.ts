import { connectedParts, type Part } from './connected-parts.ts';
import type { Features } from './features.ts';
import { type Ground, groundDisparity } from './ground.ts';
import type { Horizon } from './horizon.ts';
import { boxMean } from './plane.ts';

/** One subject: its box, and whether the picture's lower edge cuts through it. */
export type Subject = Readonly<Part & { isCutOff: boolean }>;

/** The parts of the matte that are large enough to be things of their own; `labels` -1 elsewhere. */
export type Subjects = Readonly<{ labels: Int32Array; parts: readonly Subject[]; isCutOff: boolean }>;

/** Parts of the matte smaller than this share of the picture get no card of their own. */
const leastShare = 0.002;

/** A subject always stands clear of the far background, whatever row its foot is in. */
const leastDisparity = 0.35;

/** A subject cut off by the picture's lower edge stands in front of all ground that shows. */
const cutOffDisparity = 0.88;

/** The nearest a card stands; ground at the lower edge may be nearer. */
const nearestDisparity = 0.95;

/** Finds the subjects in a matte. */
export function findSubjects(features: Features, horizon: Horizon): Subjects {
  const { matte, widthPx, heightPx } = features;
  const { labels, parts } = connectedParts(features, (i) => (matte[i] as number) >= 0.5);
  const names = new Map<number, number>();
  const kept = parts.filter((part, label) => part.pixels > leastShare * matte.length && names.set(label, names.size));
  for (let i = 0; i < labels.length; i++) labels[i] = names.get(labels[i] as number) ?? -1;
  // a thing that only touches the lower edge (a stem), or stands where the ground is seen edge-on (a launch pad), has its foot there; one cut
  // through has it far below
  const lowest = new Int32Array(kept.length);
  for (let i = labels.length - 2 * widthPx; i < labels.length - widthPx; i++) {
    const label = labels[i] as number;
    if (label >= 0) lowest[label] = (lowest[label] as number) + 1;
  }
  const isCutOff = (label: number) => {
    const part = kept[label] as Part;
    if (horizon.yPx > 0.75 * heightPx || part.bottom < heightPx - 2) return false;
    return part.bottom - part.top > 0.3 * heightPx && (lowest[label] as number) > 0.3 * (part.right - part.left);
  };
  const subjects = kept.map((part, label) => ({ ...part, isCutOff: isCutOff(label) }));
  return { labels, parts: subjects, isCutOff: subjects.some((subject) => subject.isCutOff) };
}

/**
 * Makes each subject a card at the disparity of the ground at its foot, a little rounder towards its middle; 0 where there is none. It reaches a few
 * pixels beyond the matte, for its soft rim. A card has no slope from foot to head: that would make a person or a stem lean. Wide, low subjects that
 * lie on the ground (a pier) follow the ground instead.
 */
export function placeCards(features: Features, { labels, parts }: Subjects, ground: Ground): Float32Array {
  const { widthPx, matte } = features;
  const bases = parts.map((part) => cardDisparity(part, ground));
  const lying = parts.map((part) => isLying(part, ground, features));
  const thickness = boxMean(matte, features, Math.max(3, Math.round(widthPx / 24)));
  const weights = new Float32Array(matte.length);
  const values = new Float32Array(matte.length);
  for (let i = 0; i < matte.length; i++) {
    const label = labels[i] as number;
    if (label < 0) continue;
    const row = Math.floor(i / widthPx) + 1;
    weights[i] = 1;
    values[i] = lying[label] ? groundDisparity(row, ground) : (bases[label] as number) - 0.03 * (1 - (thickness[i] as number));
  }
  const near = boxMean(weights, features, 6);
  const spread = boxMean(values, features, 6);
  return values.map((value, i) => (value === 0 && (near[i] as number) > 1e-3 ? (spread[i] as number) / (near[i] as number) : value));
}

/** The disparity of a subject as a card. */
export function cardDisparity(subject: Subject, ground: Ground): number {
  if (subject.isCutOff) return cutOffDisparity;
  const foot = subject.bottom > ground.horizonPx ? groundDisparity(subject.bottom + 1, ground) : 0.5;
  return Math.min(nearestDisparity, Math.max(leastDisparity, foot));
}

function isLying({ left, right, top, bottom }: Part, ground: Ground, { widthPx, heightPx }: Features): boolean {
  return right - left > 0.75 * widthPx && bottom - top < 0.55 * heightPx && top > ground.horizonPx - 0.05 * heightPx;
}
