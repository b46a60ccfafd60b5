import type { Desk } from '../effect.ts';
import type { LayerMotion } from '../look.ts';
import type { MovedLayer } from './motion-layout.ts';

/** A sway bends at most this many times its reach away from the photograph. */
const SWAY_REACH = 2;

/** Flags of tiles as they are where a picture may have moved by `reach` tiles: along, then down, so that far is not slow. */
export function spreadFar(
  { kernel }: Desk,
  { from, between, to }: Readonly<{ from: number; between: number; to: number }>,
  { widthPx, heightPx, tilePitch, reach }: Readonly<{ widthPx: number; heightPx: number; tilePitch: number; reach: number }>,
): void {
  const [across, down] = [Math.ceil(widthPx / 8), Math.ceil(heightPx / 8)];
  kernel.spreadTiles(from, between, tilePitch, across, down, reach, 0);
  kernel.spreadTiles(between, to, tilePitch, across, down, 0, reach);
}

/** How far a layer's alpha may move at a level, in tiles. */
export function reachTiles(motions: MovedLayer['motions'], at: number): number {
  return Math.ceil(reachTexels(motions.map(({ motion }) => motion)) / 2 ** at / 8);
}

/** How far motions may carry a layer's alpha, in texels of the finest level. */
export function reachTexels(motions: readonly LayerMotion[]): number {
  return Math.max(0, ...motions.map(({ kind, amount }) => (kind === 'sway' ? SWAY_REACH * amount : kind === 'drift' ? amount : 0)));
}
