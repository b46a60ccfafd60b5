import { Fault, type Notice } from '@fantascope/film';
import { decodeGrey, type PictureFile, stretchOf } from '../disparity/grey-file.ts';
import { resizePlane, type Size } from '../disparity/plane.ts';

/** The grey that leaves depth as it is. */
const neutral = 128 / 255;
/** Greys this near to it leave depth alone too, so that the middle of 16 bits and a JPEG's rounding do nothing. */
const slack = 0.75 / 255;
/** Another shape than the photograph's is stretched over it up to this much; beyond, the brush belongs to another picture. */
const mostStretch = 1.5;
/** Relative inverse depth of disparity 0, as splitScene has it. */
const farDisparity = 0.15;

/** A painted brush over a photograph: octaves of inverse depth, −1 (twice as far) … 1 (twice as near), at the brush's own size. */
export type PaintedBrush = Size & Readonly<{ octaves: Float32Array; notices: readonly Notice[] }>;

/**
 * Reads a depth brush: a grey picture over the photograph, 128 leaves depth as it is, white is twice as near, black twice as far.
 * Throws `Fault` for one in colour, of another shape or no picture; one that changes nothing gets a notice.
 */
export async function decodeBrush({ path, bytes }: PictureFile, photograph: Size): Promise<PaintedBrush> {
  const grey = await decodeGrey({ path, bytes }, { colour: 'lift.depth-brush-colour', float: 'lift.depth-brush-float' });
  const { widthPx, heightPx, values } = grey;
  if (stretchOf(grey, photograph) > mostStretch) {
    const { widthPx: photoWidthPx, heightPx: photoHeightPx } = photograph;
    throw new Fault('lift.depth-brush-shape', { path, widthPx, heightPx, photoWidthPx, photoHeightPx });
  }
  const octaves = values.map((value) =>
    Math.abs(value - neutral) <= slack ? 0 : value > neutral ? (value - neutral) / (1 - neutral) : (value - neutral) / neutral,
  );
  // all of a picture nearer is the same picture: only differences of depth show
  const isIdle = grey.most === grey.least || octaves.every((octave) => octave === 0);
  return { widthPx, heightPx, octaves, notices: isIdle ? [{ code: 'lift.depth-brush-idle', params: { path } }] : [] };
}

/** Disparity under a brush, and where a disparity of before stands now that is brushed by nothing. */
export type Brushed = Readonly<{ disparity: Float32Array; unbrushed: (disparity: number) => number }>;

/**
 * Disparity 0..1 under a brush: inverse depth times 2 to the octaves, brought back so that the nearest stays at 1 at most. What was pushed beyond the
 * old background comes out below 0, which the split takes: its inverse depth is still above 0.
 */
export function brushedDisparity(disparity: Float32Array, size: Size, brush: PaintedBrush): Brushed {
  const octaves = resizePlane(brush.octaves, brush, size);
  const inverse = disparity.map((d, i) => inverseOf(d) * 2 ** Math.max(-1, Math.min(1, octaves[i] as number)));
  let nearest = 1;
  for (const one of inverse) if (one > nearest) nearest = one;
  const back = (one: number): number => (one / nearest - farDisparity) / (1 - farDisparity);
  return { disparity: inverse.map(back), unbrushed: (d) => back(inverseOf(d)) };
}

function inverseOf(disparity: number): number {
  return farDisparity + (1 - farDisparity) * disparity;
}
