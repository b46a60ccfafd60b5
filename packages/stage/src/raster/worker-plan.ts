import type { FrameSize } from '../place.ts';
import { MOST_LAYERS, MOST_SIDE_PX, MOST_VERTICES } from './scene-plan.ts';

/** Where one worker's own working memory lies: byte offsets in a block of `bytes`; plain data. */
export type WorkerPlan = Readonly<{
  bytes: number;
  frame: FrameSize;
  /** The drawn size: the frame's, rounded up to whole blocks of 16 × 8 pixels. */
  paddedWidthPx: number;
  paddedHeightPx: number;
  scratch: number;
  view: number;
  descriptors: number;
  projected: number;
  depth: number;
  tile: number;
  maps: readonly number[];
  /** One i32 a block of 16 × 8 pixels, for every layer. */
  covers: readonly number[];
  /** One byte a block, and room for two notes of the same size on what lies around it. */
  hidden: number;
  /** Room for blocks that are drawn pixel by pixel. Address space only: pages that no frame needs are never touched. */
  chunks: number;
  chunkCount: number;
  /** Rows on their way in or out: RGBA being prepared, overlay planes. */
  band: number;
  bandBytes: number;
  /** The padded picture, or 0 where the frame needs no padding and is drawn in place. */
  padded: number;
  frames: readonly number[];
}>;

/** Bytes of one layer's descriptor; MOST_LAYERS of them follow a table of as many pointers. */
export const DESCRIPTOR_BYTES = 128;

/** Depth and texel of 16 × 8 pixels. */
const CHUNK_BYTES = 1536;

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** Lays out one worker's memory for frames of even size up to 4096 px a side. `frames` is how many finished pictures it can hold (default 3). */
export function planWorker(frame: FrameSize, frames = 3): WorkerPlan {
  let top = 0;
  const take = (bytes: number) => {
    const offset = top;
    top += to64(bytes + 64);
    return offset;
  };
  const paddedWidthPx = Math.ceil(frame.widthPx / 16) * 16;
  const paddedHeightPx = Math.ceil(frame.heightPx / 8) * 8;
  const isPadded = paddedWidthPx !== frame.widthPx || paddedHeightPx !== frame.heightPx;
  const nodes = (paddedWidthPx / 8 + 1) * (paddedHeightPx / 8 + 1);
  const blocks = (paddedWidthPx / 16) * (paddedHeightPx / 8);
  // Blocks beyond that are drawn like straight ones: a scene that bent is torn anyway.
  const chunkCount = Math.ceil(blocks / 2);
  const bandBytes = (MOST_SIDE_PX + 16) * 4 * 4;
  const plan = {
    frame,
    paddedWidthPx,
    paddedHeightPx,
    scratch: take(512),
    view: take(64),
    descriptors: take(DESCRIPTOR_BYTES * (MOST_LAYERS + 2)),
    projected: take((MOST_VERTICES * 4 + 80) * 3 + MOST_VERTICES * 8),
    depth: take(nodes * 4),
    tile: take(640),
    maps: Array.from({ length: MOST_LAYERS }, () => take(nodes * 8)),
    covers: Array.from({ length: MOST_LAYERS }, () => take(blocks * 4)),
    hidden: take((blocks + 128) * 3),
    chunks: take(chunkCount * CHUNK_BYTES),
    chunkCount,
    band: take(bandBytes),
    bandBytes,
    padded: isPadded ? take(paddedWidthPx * paddedHeightPx * 1.5) : 0,
    frames: Array.from({ length: frames }, () => take(frame.widthPx * frame.heightPx * 1.5)),
  };
  return { bytes: to64(top), ...plan };
}
