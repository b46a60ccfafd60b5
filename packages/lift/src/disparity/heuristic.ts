import { findSubjects, placeCards, type Subjects } from './cards.ts';
import type { Features } from './features.ts';
import { type Ground, groundDisparity, horizonDisparity, isFlat, layGround, skyDisparity } from './ground.ts';
import { findHorizon, type Horizon } from './horizon.ts';
import { boxMean, type Size } from './plane.ts';
import { findSky, type Sky } from './sky.ts';
import { findUprights, type Uprights } from './upright.ts';

/** What the rules found, for looking at and for tests; `disparity` is the result, 0 far … 1 near. */
export type HeuristicDepth = Size &
  Readonly<{ disparity: Float32Array; sky: Sky; horizon: Horizon; ground: Ground; uprights: Uprights; subjects: Subjects }>;

/**
 * Estimates disparity by rules alone: sky far, ground rising linearly below the horizon, upright things at the disparity of their foot, the subject as
 * a card. The bench measures its rank correlation with true disparity (lift.heuristic.spearman.motorcycle).
 */
export function heuristicDepth(features: Features): HeuristicDepth {
  const { widthPx, heightPx, matte } = features;
  const sky = findSky(features);
  const horizon = findHorizon(features, sky);
  const subjects = findSubjects(features, horizon);
  const subjectShare = matte.reduce((sum, value) => sum + value, 0) / matte.length;
  const ground = layGround(horizon, { heightPx, subjectShare, isCutOff: subjects.isCutOff, hasSubject: subjects.parts.length > 0 });
  if (isFlat(ground)) {
    const nothing = { disparity: new Float32Array(matte.length), plain: new Float32Array(matte.length), count: 0 };
    return { widthPx, heightPx, disparity: new Float32Array(matte.length).fill(0.5), sky, horizon, ground, uprights: nothing, subjects };
  }
  const cards = placeCards(features, subjects, ground);
  const uprights = findUprights(features, { ground, sky, subjects });
  const behind = levelGround(features, ground, sky);
  const hints = nearnessHints(features, sky);
  const disparity = new Float32Array(matte.length);
  for (let i = 0; i < disparity.length; i++) {
    const foot = uprights.disparity[i] as number;
    const far = sky.soft[i] as number;
    const level = Math.max(horizonDisparity / 2, (behind[i] as number) + (hints[i] as number));
    const back = foot > 0 ? foot : far * skyDisparity + (1 - far) * level;
    const card = cards[i] as number;
    const share = card === 0 ? 0 : Math.min(1, Math.max(0, ((matte[i] as number) - 0.15) / 0.7));
    disparity[i] = Math.min(1, Math.max(0, back * (1 - share) + card * share));
  }
  return { widthPx, heightPx, disparity, sky, horizon, ground, uprights, subjects };
}

/** Level ground below the horizon; above it a slow rise (a ceiling, a slope), slower under a sky. */
function levelGround({ widthPx, heightPx }: Features, ground: Ground, sky: Sky): Float32Array {
  const out = new Float32Array(widthPx * heightPx);
  const rise = sky.share > 0.03 ? 0.03 : 0.1;
  for (let y = 0; y < heightPx; y++) {
    const above = Math.max(0, (ground.horizonPx - y) / ground.horizonPx);
    out.fill(groundDisparity(y, ground) + rise * above, y * widthPx, (y + 1) * widthPx);
  }
  return out;
}

/** Detail and colour as hints of nearness (defocus, haze), smoothed wide so that no texture is printed into depth; not in the sky or the subject. */
function nearnessHints(features: Features, sky: Sky): Float32Array {
  const { matte, texture, saturation } = features;
  const isIn = (i: number) => !sky.mask[i] && (matte[i] as number) < 0.3;
  let sum = 0;
  let count = 1e-6;
  for (let i = 0; i < matte.length; i++) {
    if (!isIn(i)) continue;
    sum += texture[i] as number;
    count++;
  }
  const mean = sum / count;
  const cue = new Float32Array(matte.length);
  const weight = new Float32Array(matte.length);
  for (let i = 0; i < matte.length; i++) {
    if (!isIn(i)) continue;
    weight[i] = 1;
    cue[i] = 0.06 * Math.max(-1, Math.min(1, ((texture[i] as number) - mean) / (mean + 0.02))) + 0.05 * ((saturation[i] as number) - 0.25);
  }
  const radius = Math.round(features.widthPx / 24);
  const near = boxMean(boxMean(cue, features, radius), features, radius);
  const known = boxMean(boxMean(weight, features, radius), features, radius);
  return near.map((value, i) => ((known[i] as number) > 1e-3 ? value / (known[i] as number) : 0));
}
