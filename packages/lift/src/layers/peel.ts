import type { Hidden } from '../fill/hidden-fill.ts';
import { membraneQuarter } from '../fill/membrane-quarter.ts';
import { type Border, borderOf } from './border.ts';
import { boxMean } from './box-mean.ts';
import { foregroundColour } from './foreground-colour.ts';
import { nearestSeed } from './nearest-seed.ts';
import type { Size } from './size.ts';
import { softEdge } from './soft-edge.ts';
import { windowMax } from './window-max.ts';

/** One cut: everything in the matte or in the mask of upright things above one half, or everything nearer than a disparity. */
export type Cut = Readonly<
  { by: 'matte'; matte: Float32Array } | { by: 'upright'; mask: Float32Array } | { by: 'disparity'; threshold: number }
>;

/** A layer taken off the front, at work size, with what came to light behind it. */
export type PeeledLayer = Readonly<{
  cut: Cut;
  /** 0..1. */
  alpha: Float32Array;
  /** The layer's own colour, freed of the background, 0..255. */
  rgb: Float32Array;
  disparity: Float32Array;
  /** How much a pixel's disparity may be believed: 0 beyond the layer, little on the ramp at a depth edge, 1 inside. */
  trust: Float32Array;
  /** 1 where what stands behind had to be filled. */
  isHole: Uint8Array;
  /** The picture behind, filled, 0..255. */
  rgbBehind: Float32Array;
}>;

/** The layers front to back, and what is left behind them all. */
export type Peeled = Readonly<{ fronts: readonly PeeledLayer[]; rgb: Float32Array; disparity: Float32Array }>;

export type PeelOptions = Readonly<{
  /** Front to back. */
  cuts: readonly Cut[];
  fill: (hidden: Hidden, size: Size) => Float32Array;
  seed: number;
  /** Soft disparity maps do not meet the matte's edge exactly: at a cut by matte or mask at least this many pixels of it are replaced. Default 0. */
  leastInsetPx?: number;
  /**
   * How deep behind a depth edge a camera may come to look, in pixels, for a jump of 1 in disparity; the hole goes that deep. Beyond it the layer behind keeps
   * the front's own picture and depth, so that its border stays where the front's is and nothing false is shown there.
   */
  parallaxPx: number;
}>;

/** Pixels over which alpha is softened at a depth edge, and over which a layer fades over a continuous cut. */
const softPx = 2;
const featherPx = 6;
/** How far hair and seeds may stand out from the subject's body, in pixels. */
const wispPx = 40;
/** Pixels beyond the alpha that count as touched by the front's colour. */
const growPx = 1;
/** Upright things smaller than this share of the pixels get no layer. */
const leastUprightRatio = 5e-4;
/** Beside an upright thing the ground falls behind from its foot on. It parts from it where it would drift by a pixel over a truck of 6 %, at 1080p. */
const uprightJump = 0.008;

/**
 * Takes layers off the front, one cut after the other. What stands behind is a hole only behind depth edges; where the cut runs through a
 * continuous surface both layers keep the same colour and depth, so that it stays whole (peeling instead of cutting is worth 2 dB against the true view).
 */
export function peel(rgb: Float32Array, disparity: Float32Array, size: Size, options: PeelOptions): Peeled {
  const pixels = size.widthPx * size.heightPx;
  const fronts: PeeledLayer[] = [];
  let picture = rgb;
  let depth = disparity;
  for (const cut of options.cuts) {
    const isFront = new Uint8Array(pixels);
    let inFront = 0;
    for (let i = 0; i < pixels; i++) {
      if (!isInFront(cut, depth, i)) continue;
      isFront[i] = 1;
      inFront++;
    }
    const least = cut.by === 'upright' ? pixels * leastUprightRatio : Math.min(50, pixels * 0.01);
    if (inFront < least || inFront > pixels * 0.985) continue;
    const front = peelOne(picture, depth, size, { ...options, cut, isFront, seed: options.seed + fronts.length });
    if (front === null) continue;
    fronts.push(front.layer);
    picture = front.layer.rgbBehind;
    depth = front.disparityBehind;
  }
  return { fronts, rgb: picture, disparity: depth };
}

function isInFront(cut: Cut, disparity: Float32Array, i: number): boolean {
  if (cut.by === 'disparity') return (disparity[i] as number) > cut.threshold;
  return ((cut.by === 'matte' ? cut.matte : cut.mask)[i] as number) > 0.5;
}

type One = PeelOptions & Readonly<{ cut: Cut; isFront: Uint8Array }>;

/** Null for upright things that nowhere stand before anything. */
function peelOne(
  rgb: Float32Array,
  disparity: Float32Array,
  size: Size,
  one: One,
): { layer: PeeledLayer; disparityBehind: Float32Array } | null {
  const { cut, isFront } = one;
  const measured = borderOf(disparity, isFront, size, cut.by === 'upright' ? uprightJump : undefined);
  if (cut.by === 'upright' && measured.depthEdge.index[0] === -1) return null;
  const border = cut.by !== 'disparity' ? { ...measured, insetPx: Math.max(measured.insetPx, one.leastInsetPx ?? 0) } : measured;
  const alpha = alphaOf(rgb, size, one, border);
  const { isHole, isTouched } = holeBehind(alpha, size, one, border);
  const own = foregroundColour(rgb, alpha, size);
  const atEdge = border.depthEdge.distancePx;
  const atCut = border.continuous.distancePx;
  for (let i = 0; i < alpha.length; i++) {
    if ((alpha[i] as number) <= 0.995 && (atCut[i] as number) >= (atEdge[i] as number)) continue;
    own[i * 3] = rgb[i * 3] as number;
    own[i * 3 + 1] = rgb[i * 3 + 1] as number;
    own[i * 3 + 2] = rgb[i * 3 + 2] as number;
  }
  const { values, trust } = frontDisparity(disparity, alpha, size, one, border);
  const filled = one.fill({ rgb, isHole, isFront: isTouched, seed: one.seed }, size);
  returnToPhotograph(own, rgb, filled, alpha);
  return {
    layer: { cut, alpha, rgb: own, disparity: values, trust, isHole, rgbBehind: filled },
    disparityBehind: disparityBehind(disparity, isHole, size, one, border),
  };
}

/** Gives the front's soft pixels what is missing so that, laid over what was filled in, they show the photograph again: the first frame is the picture itself. */
function returnToPhotograph(own: Float32Array, rgb: Float32Array, filled: Float32Array, alpha: Float32Array): void {
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] as number;
    if (a < 0.05 || a > 0.995) continue;
    // at low alpha the colour would have to leave all bounds; half the way is enough there
    const share = Math.min(1, a / 0.3);
    for (let c = i * 3; c < i * 3 + 3; c++) {
      const missing = (rgb[c] as number) - a * (own[c] as number) - (1 - a) * (filled[c] as number);
      own[c] = Math.max(0, Math.min(255, (own[c] as number) + (share * missing) / a));
    }
  }
}

/** Soft at depth edges; where only a cut through a surface is near, whole inside and fading outside over the same colour and depth, so invisible. */
function alphaOf(rgb: Float32Array, size: Size, { cut, isFront }: One, { depthEdge, continuous }: Border): Float32Array {
  const band = new Uint8Array(isFront.length);
  for (let i = 0; i < band.length; i++) band[i] = (depthEdge.distancePx[i] as number) <= softPx + 0.5 ? 1 : 0;
  const alpha = softEdge(rgb, isFront, band, size);
  if (cut.by === 'matte') {
    const differs = new Float32Array(alpha.length);
    for (let i = 0; i < differs.length; i++) differs[i] = (cut.matte[i] as number) > 0.5 === (isFront[i] === 1) ? 0 : 1;
    const disagrees = boxMean(differs, size, 7);
    for (let i = 0; i < alpha.length; i++) {
      const a = cut.matte[i] as number;
      if ((disagrees[i] as number) < 0.15) alpha[i] = a < 0.03 ? 0 : a > 0.97 ? 1 : a;
      // the matte's faint guesses far from the subject are other things, which must not travel with it
      if (!isFront[i]) alpha[i] = (alpha[i] as number) * Math.max(0, Math.min(1, (wispPx - (depthEdge.distancePx[i] as number)) / 8));
    }
  }
  for (let i = 0; i < alpha.length; i++) {
    const toCut = continuous.distancePx[i] as number;
    if (toCut >= (depthEdge.distancePx[i] as number)) continue;
    if (isFront[i]) alpha[i] = 1;
    else if (toCut <= featherPx) alpha[i] = Math.max(0, 1 - toCut / (featherPx + 1));
  }
  return alpha;
}

/** What must be filled behind the front, and every pixel its colour has touched. */
function holeBehind(alpha: Float32Array, size: Size, { cut, isFront, parallaxPx }: One, { depthEdge, continuous, jump }: Border) {
  const deepPx = Math.max(8, jump * parallaxPx + 8);
  const isHole = new Uint8Array(alpha.length);
  const isTouched = new Uint8Array(alpha.length);
  for (let i = 0; i < alpha.length; i++) {
    const toEdge = depthEdge.distancePx[i] as number;
    const byEdge = toEdge <= (continuous.distancePx[i] as number);
    const isSoft = (alpha[i] as number) > 0.02;
    const reach = cut.by === 'matte' ? wispPx : softPx + growPx + 1;
    if (byEdge && (isFront[i] ? toEdge <= deepPx : toEdge <= growPx || (isSoft && toEdge <= reach))) isHole[i] = 1;
    if (isFront[i] || isHole[i]) isTouched[i] = 1;
  }
  // one more pixel round soft mattes: the last trace of a hair below the alpha that counts
  if (cut.by === 'matte') {
    const { distancePx } = nearestSeed(size, (i) => isHole[i] === 1 && !isFront[i]);
    for (let i = 0; i < alpha.length; i++) {
      if (isTouched[i] || (distancePx[i] as number) > growPx) continue;
      isHole[i] = 1;
      isTouched[i] = 1;
    }
  }
  return { isHole, isTouched };
}

/** Pixels on the ramp carry mixed depths and would tear the rim into combs: inside the layer they take the nearest depth around them, outside none is believed. */
function frontDisparity(disparity: Float32Array, alpha: Float32Array, size: Size, { cut, isFront }: One, border: Border) {
  const { insetPx } = border;
  const values = disparity.slice();
  const trust = new Float32Array(disparity.length);
  const inside = new Float32Array(disparity.length).fill(-1);
  for (let i = 0; i < inside.length; i++) if (isFront[i]) inside[i] = disparity[i] as number;
  const nearest = insetPx === 0 ? disparity : windowMax(inside, size, insetPx);
  for (let i = 0; i < trust.length; i++) {
    const toEdge = border.depthEdge.distancePx[i] as number;
    const toCut = border.continuous.distancePx[i] as number;
    if (toCut < toEdge) {
      // ground beside the foot of an upright thing would bend it
      trust[i] = isFront[i] || (toCut <= featherPx + 8 && cut.by !== 'upright') ? 1 : 0;
    } else if (isFront[i]) {
      const onRamp = toEdge <= insetPx;
      if (onRamp) values[i] = nearest[i] as number;
      trust[i] = onRamp || (alpha[i] as number) <= 0.9 ? 1e-3 : 1;
    }
  }
  return { values, trust };
}

/** Depth behind the hole: the far side continued, never nearer than the cut (or, behind a matte or a mask, than what stood there). */
function disparityBehind(disparity: Float32Array, isHole: Uint8Array, size: Size, { cut, isFront }: One, border: Border): Float32Array {
  const { insetPx, depthEdge, continuous } = border;
  const unknown = isHole.slice();
  for (let i = 0; i < unknown.length; i++) {
    const toEdge = depthEdge.distancePx[i] as number;
    if (!isFront[i] && insetPx > 0 && toEdge <= insetPx + softPx && toEdge <= (continuous.distancePx[i] as number)) unknown[i] = 1;
  }
  const behind = membraneQuarter(disparity, unknown, size);
  for (let i = 0; i < behind.length; i++) {
    if (isHole[i]) behind[i] = Math.min(behind[i] as number, cut.by === 'disparity' ? cut.threshold : (disparity[i] as number));
  }
  return behind;
}
