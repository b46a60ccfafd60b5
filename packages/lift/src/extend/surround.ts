import type { Scene, SceneLayer } from '@fantascope/stage';
import { boxMean } from '../layers/box-mean.ts';
import type { Size } from '../layers/size.ts';

/** The blurred copy is worked out on a grid of so many cells along its longer side. */
const longSideCells = 160;
/** Radius of each of three box blurs, as a share of the shorter side: together some 4 % of it. */
const blurRatio = 0.035;
/** How light the copy is beside the photograph. */
const lightRatio = 0.85;
/** Mesh cells along the longer side: the layer is flat, and only large triangles would cost the kernel precision. */
const longSideMesh = 64;
/** Of 16 pixels side by side so many are rounded up: a slow gradient shows no steps. */
const thresholds = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map((rank) => (rank + 0.5) / 16);

/** An opaque, flat back layer over a whole canvas: the photograph of a scene, made to cover it, blurred and 15 % darker. `disparity` is its own everywhere. */
export function surroundOf(scene: Scene, { canvas, disparity }: Readonly<{ canvas: Size; disparity: number }>): SceneLayer {
  const { widthPx, heightPx } = canvas;
  const cells = (count: number, side: number) => Math.max(1, Math.round((count * side) / Math.max(widthPx, heightPx)));
  const gridWidth = cells(longSideMesh, widthPx);
  const gridHeight = cells(longSideMesh, heightPx);
  const small = { widthPx: cells(longSideCells, widthPx), heightPx: cells(longSideCells, heightPx) };
  return {
    name: 'surround',
    kind: 'back',
    xPx: 0,
    yPx: 0,
    widthPx,
    heightPx,
    rgba: enlarge(blur(shrunkCover(scene, canvas, small), small), small, canvas),
    gridWidth,
    gridHeight,
    disparity: new Float32Array((gridWidth + 1) * (gridHeight + 1)).fill(disparity),
  };
}

/** The photograph made to cover a canvas, shrunk: red, green and blue planes 0..255. Four samples a cell are enough for what is blurred. */
function shrunkCover(scene: Scene, canvas: Size, { widthPx: W, heightPx: H }: Size): Float32Array[] {
  const { photo } = scene;
  const cover = Math.max(canvas.widthPx / photo.widthPx, canvas.heightPx / photo.heightPx);
  const across = canvas.widthPx / cover;
  const down = canvas.heightPx / cover;
  const left = photo.xPx + (photo.widthPx - across) / 2;
  const top = photo.yPx + (photo.heightPx - down) / 2;
  const planes = [0, 1, 2].map(() => new Float32Array(W * H));
  for (let y = 0; y < H * 2; y++)
    for (let x = 0; x < W * 2; x++) {
      const colour = colourAt(scene, Math.floor(left + ((x + 0.5) / (W * 2)) * across), Math.floor(top + ((y + 0.5) / (H * 2)) * down));
      const k = (y >> 1) * W + (x >> 1);
      planes.forEach((plane, c) => {
        plane[k] = (plane[k] as number) + ((colour[c] as number) * lightRatio) / 4;
      });
    }
  return planes;
}

/** The colour 0..255 seen in the first frame at a canvas pixel. */
function colourAt({ layers }: Scene, xPx: number, yPx: number): readonly [number, number, number] {
  let [red, green, blue, clear] = [0, 0, 0, 1];
  for (let l = layers.length - 1; l >= 0 && clear > 0.002; l--) {
    const layer = layers[l] as SceneLayer;
    const x = xPx - layer.xPx;
    const y = yPx - layer.yPx;
    if (x < 0 || y < 0 || x >= layer.widthPx || y >= layer.heightPx) continue;
    const at = (y * layer.widthPx + x) * 4;
    red += clear * (layer.rgba[at] as number);
    green += clear * (layer.rgba[at + 1] as number);
    blue += clear * (layer.rgba[at + 2] as number);
    clear *= 1 - (layer.rgba[at + 3] as number) / 255;
  }
  return [red, green, blue];
}

function blur(planes: readonly Float32Array[], size: Size): Float32Array[] {
  const radius = Math.max(1, Math.round(blurRatio * Math.min(size.widthPx, size.heightPx)));
  return planes.map((plane) => boxMean(boxMean(boxMean(plane, size, radius), size, radius), size, radius));
}

/** Enlarges blurred planes to opaque pixels, two by two alike: they are far smoother than that. */
function enlarge(planes: readonly Float32Array[], small: Size, { widthPx, heightPx }: Size): Uint8Array {
  const pixels = new Uint32Array(new SharedArrayBuffer(widthPx * heightPx * 4));
  const columns = tapsOf(widthPx / 2, small.widthPx);
  const rows = tapsOf(heightPx / 2, small.heightPx);
  const [red, green, blue] = planes.map(() => new Float32Array(small.widthPx + 1)) as [Float32Array, Float32Array, Float32Array];
  for (let y = 0; y < heightPx / 2; y++) {
    const above = (rows.first[y] as number) * small.widthPx;
    const below = Math.min(small.heightPx - 1, (rows.first[y] as number) + 1) * small.widthPx;
    [red, green, blue].forEach((row, c) => {
      const plane = planes[c] as Float32Array;
      for (let x = 0; x <= small.widthPx; x++) {
        const i = Math.min(x, small.widthPx - 1);
        const value = plane[above + i] as number;
        row[x] = value + (rows.share[y] as number) * ((plane[below + i] as number) - value);
      }
    });
    const to = y * 2 * widthPx;
    for (let x = 0; x < widthPx / 2; x++) {
      const i = columns.first[x] as number;
      const share = columns.share[x] as number;
      const up = thresholds[(y & 3) * 4 + (x & 3)] as number;
      const r = (red[i] as number) + share * ((red[i + 1] as number) - (red[i] as number)) + up;
      const g = (green[i] as number) + share * ((green[i + 1] as number) - (green[i] as number)) + up;
      const b = (blue[i] as number) + share * ((blue[i + 1] as number) - (blue[i] as number)) + up;
      // light × 255 + threshold stays below 256
      const pixel = r | 0 | ((g | 0) << 8) | ((b | 0) << 16) | 0xff000000;
      pixels[to + x * 2] = pixel;
      pixels[to + x * 2 + 1] = pixel;
    }
    pixels.copyWithin(to + widthPx, to, to + widthPx);
  }
  return new Uint8Array(pixels.buffer);
}

/** For every one of `count` places along a row of `cells`, the cell left of it and how far it lies towards the next. */
function tapsOf(count: number, cells: number): Readonly<{ first: Int32Array; share: Float32Array }> {
  const first = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.max(0, Math.min(cells - 1, ((i + 0.5) / count) * cells - 0.5));
    first[i] = Math.floor(at);
    share[i] = at - Math.floor(at);
  }
  return { first, share };
}
