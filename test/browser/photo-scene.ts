import path from 'node:path';
import type { Scene, SceneLayer, Staging } from '@fantascope/stage';
import sharp from 'sharp';
import { root } from '../source-tree.ts';

/** A photograph of examples/photos as the back of a scene, and an oval of one before it. */
export type PhotoScene = Readonly<{
  back: string;
  card: string;
  /** The oval in ratios of the canvas, and how many pixels its edge is soft. */
  oval: Readonly<{ x: number; y: number; radiusX: number; radiusY: number; softPx: number }>;
  /** Disparity of the back at its top and at its foot; the oval's is 1, at 3 metres. */
  far: readonly [top: number, foot: number];
  /** Changes the back's red, green and blue, for example for lights in a night. */
  repaint?: (rgba: Uint8Array, widthPx: number) => void;
}>;

/** Makes it, on a canvas an eighth larger than the frame on every side, filmed with 35 mm. */
export async function photoScene(
  frame: Readonly<{ widthPx: number; heightPx: number }>,
  { back, card, oval, far, repaint }: PhotoScene,
): Promise<Readonly<{ scene: Scene; staging: Staging }>> {
  const even = (px: number) => Math.round(px / 2) * 2;
  const [widthPx, heightPx] = [even(frame.widthPx * 1.25), even(frame.heightPx * 1.25)];
  const open = async (name: string) =>
    new Uint8Array(
      await sharp(path.join(root, 'examples/photos', name))
        .resize(widthPx, heightPx, { fit: 'fill' })
        .ensureAlpha()
        .raw()
        .toBuffer(),
    );
  const behind = await open(back);
  repaint?.(behind, widthPx);
  const before = Uint8Array.from(await open(card), (value, i) => {
    const [x, y] = [((i >> 2) % widthPx) - oval.x * widthPx, Math.floor((i >> 2) / widthPx) - oval.y * heightPx];
    const [radiusX, radiusY] = [oval.radiusX * widthPx, oval.radiusY * heightPx];
    const alpha = ((1 - Math.hypot(x / radiusX, y / radiusY)) * Math.min(radiusX, radiusY)) / oval.softPx;
    return Math.round((i % 4 === 3 ? 255 : value) * Math.max(0, Math.min(1, alpha)));
  });
  const [gridWidth, gridHeight] = [Math.round(widthPx / 14), Math.round(heightPx / 14)];
  const grid = (disparityAt: (y: number) => number) =>
    Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_, k) => disparityAt(Math.floor(k / (gridWidth + 1)) / gridHeight));
  const layer = { xPx: 0, yPx: 0, widthPx, heightPx, gridWidth, gridHeight };
  const layers: SceneLayer[] = [
    { ...layer, name: 'back', kind: 'back', rgba: behind, disparity: grid((y) => far[0] + (far[1] - far[0]) * y) },
    { ...layer, name: 'card', kind: 'card', rgba: before, disparity: grid(() => 1) },
  ];
  const window = {
    widthPx: frame.widthPx,
    heightPx: frame.heightPx,
    xPx: (widthPx - frame.widthPx) / 2,
    yPx: (heightPx - frame.heightPx) / 2,
  };
  return {
    scene: { canvas: { widthPx, heightPx }, photo: { xPx: 0, yPx: 0, widthPx, heightPx }, layers, subjectDisparity: 1, subject: null },
    staging: { window, lensMm: 35, subjectDistanceM: 3 },
  };
}
