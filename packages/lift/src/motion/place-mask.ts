import { Fault, type MotionPlace } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import { nearestSeed } from '../layers/nearest-seed.ts';
import type { Size } from '../layers/size.ts';
import { softEdge } from '../layers/soft-edge.ts';
import { recolourEdge } from './recolour-edge.ts';
import type { SceneView } from './scene-view.ts';

/** A painted mask, 0 stays … 1 moves, over the whole photograph, of any size. */
export type PaintedMask = Size & Readonly<{ values: Float32Array }>;

/** Pixels round a painted edge within which it follows the picture's own edges, twice: coarse, then fine. */
const coarse = 4;
const bandPx = 4;

/** The region on the view, 0..1; a painted one is moved to the picture's own edges where `followsEdges`. Throws `lift.motion-no-subject` where it is the subject's and the scene has none. */
export function placeMask(
  place: MotionPlace,
  { view, scene, painted, followsEdges }: Readonly<{ view: SceneView; scene: Scene; painted?: PaintedMask; followsEdges: boolean }>,
): Float32Array {
  const { size, scale, rgb } = view;
  const { widthPx: W, heightPx: H } = size;
  const mask = new Float32Array(W * H);
  if ('matte' in place) {
    const cards = scene.layers.map(({ kind }) => kind === 'card');
    if (!cards.includes(true)) throw new Fault('lift.motion-no-subject', { place: place.matte });
    cards.forEach((isCard, l) => {
      if (isCard) for (let i = 0; i < mask.length; i++) mask[i] = (mask[i] as number) + (view.seen[l]?.[i] as number);
    });
    return place.matte === 'subject' ? mask : mask.map((share) => 1 - share);
  }
  const { photo } = scene;
  // A pixel outside the photograph belongs to what lies nearest inside.
  const across = (x: number) => Math.max(0, Math.min(1, ((x + 0.5) * scale - photo.xPx) / photo.widthPx));
  const down = (y: number) => Math.max(0, Math.min(1, ((y + 0.5) * scale - photo.yPx) / photo.heightPx));
  if ('region' in place) {
    const { xRatio, yRatio, widthRatio, heightRatio } = place.region;
    for (let y = 0; y < H; y++)
      for (let x = 0; x < W; x++) {
        const [u, v] = [across(x), down(y)];
        if (u >= xRatio && u <= xRatio + widthRatio && v >= yRatio && v <= yRatio + heightRatio) mask[y * W + x] = 1;
      }
    return mask;
  }
  if (painted === undefined) throw new RangeError('a painted place without its mask');
  for (let y = 0; y < H; y++) {
    const v = Math.min(painted.heightPx - 1, Math.floor(down(y) * painted.heightPx)) * painted.widthPx;
    for (let x = 0; x < W; x++)
      mask[y * W + x] = painted.values[v + Math.min(painted.widthPx - 1, Math.floor(across(x) * painted.widthPx))] as number;
  }
  return followsEdges ? followEdges(mask, rgb, size) : mask;
}

/** A hand cannot paint along a mountain's edge: the mask is moved to the picture's own edges, by some forty view pixels at most. */
function followEdges(mask: Float32Array, rgb: Float32Array, size: Size): Float32Array {
  const { widthPx: W, heightPx: H } = size;
  const small = { widthPx: Math.ceil(W / coarse), heightPx: Math.ceil(H / coarse) };
  const shrink = (plane: Float32Array, channels: number) => {
    const out = new Float32Array(small.widthPx * small.heightPx * channels);
    for (let y = 0; y < small.heightPx; y++)
      for (let x = 0; x < small.widthPx; x++) {
        let count = 0;
        const to = (y * small.widthPx + x) * channels;
        for (let v = y * coarse; v < Math.min(H, y * coarse + coarse); v++)
          for (let u = x * coarse; u < Math.min(W, x * coarse + coarse); u++, count++)
            for (let c = 0; c < channels; c++) out[to + c] = (out[to + c] as number) + (plane[(v * W + u) * channels + c] as number);
        for (let c = 0; c < channels; c++) out[to + c] = (out[to + c] as number) / count;
      }
    return out;
  };
  const smallRgb = shrink(rgb, 3);
  const smallMask = shrink(mask, 1);
  const painted = new Uint8Array(smallMask.length).map((_, i) => ((smallMask[i] as number) > 0.5 ? 1 : 0));
  const rough = recolourEdge(painted, smallRgb, small);
  const enlarged = new Float32Array(W * H);
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++) enlarged[y * W + x] = rough[Math.floor(y / coarse) * small.widthPx + Math.floor(x / coarse)] as number;
  return soften(enlarged, rgb, size);
}

function soften(mask: Float32Array, rgb: Float32Array, size: Size): Float32Array {
  const isFront = new Uint8Array(mask.length).map((_, i) => ((mask[i] as number) > 0.5 ? 1 : 0));
  const inside = nearestSeed(size, (i) => isFront[i] === 1).distancePx;
  const outside = nearestSeed(size, (i) => isFront[i] === 0).distancePx;
  const band = isFront.map((_, i) => ((inside[i] as number) <= bandPx && (outside[i] as number) <= bandPx ? 1 : 0));
  return softEdge(rgb, isFront, band, size);
}

/** A region and what of its soft rim lies within some pixels outside it: what is cut out takes its own blur along. */
export function withRim(mask: Float32Array, size: Size): Float32Array {
  const { distancePx } = nearestSeed(size, (i) => (mask[i] as number) > 0.5);
  return mask.map((value, i) => Math.max(value, Math.min(1, (rimPx - (distancePx[i] as number)) / 3)));
}

const rimPx = 5;
