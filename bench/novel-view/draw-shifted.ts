import type { SceneLayer } from '@fantascope/stage';

/** A drawn view: colours 0..255, three a pixel, and where no opaque surface was met. */
export type View = Readonly<{ widthPx: number; heightPx: number; rgb: Float32Array; uncoveredPx: number }>;

/**
 * Draws layers as a camera sees them that has moved to its right: every point moves left by shiftPx × disparity. Exact per pixel: the map of each
 * triangle is affine for such a move. Nearest wins inside a layer; layers lie over one another, back first (Porter & Duff 1984, over).
 */
export function drawShifted(
  layers: readonly SceneLayer[],
  { widthPx: W, heightPx: H, shiftPx }: { widthPx: number; heightPx: number; shiftPx: number },
): View {
  const out = new Float32Array(W * H * 4);
  for (const layer of layers) lay(layer, out, W, H, shiftPx);
  const rgb = new Float32Array(W * H * 3);
  let uncoveredPx = 0;
  for (let i = 0; i < W * H; i++) {
    if ((out[i * 4 + 3] as number) < 250) uncoveredPx++;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = out[i * 4 + c] as number;
  }
  return { widthPx: W, heightPx: H, rgb, uncoveredPx };
}

function lay(layer: SceneLayer, out: Float32Array, W: number, H: number, shiftPx: number): void {
  const { gridWidth, gridHeight, disparity } = layer;
  const columns = gridWidth + 1;
  const nearest = new Float32Array(W * H);
  const fromX = new Float32Array(W * H);
  const cellW = layer.widthPx / gridWidth;
  const cellH = layer.heightPx / gridHeight;
  const sourceX = (k: number): number => layer.xPx + (k % columns) * cellW;
  const sourceY = (k: number): number => layer.yPx + Math.floor(k / columns) * cellH;
  const triangle = (a: number, b: number, c: number): void => {
    const at = [a, b, c].map((k) => ({
      x: sourceX(k) - shiftPx * (disparity[k] as number),
      y: sourceY(k),
      s: sourceX(k),
      q: disparity[k] as number,
    }));
    const [p, q, r] = at as [(typeof at)[0], (typeof at)[0], (typeof at)[0]];
    const area = (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y);
    if (Math.abs(area) < 1e-9) return;
    const left = Math.max(0, Math.ceil(Math.min(p.x, q.x, r.x) - 0.5 - 1e-6));
    const right = Math.min(W - 1, Math.floor(Math.max(p.x, q.x, r.x) - 0.5 + 1e-6));
    const top = Math.max(0, Math.ceil(Math.min(p.y, q.y, r.y) - 0.5 - 1e-6));
    const bottom = Math.min(H - 1, Math.floor(Math.max(p.y, q.y, r.y) - 0.5 + 1e-6));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const dx = x + 0.5 - p.x;
        const dy = y + 0.5 - p.y;
        const u = (dx * (r.y - p.y) - (r.x - p.x) * dy) / area;
        const v = ((q.x - p.x) * dy - dx * (q.y - p.y)) / area;
        if (u < -1e-6 || v < -1e-6 || u + v > 1 + 1e-6) continue;
        const near = p.q + u * (q.q - p.q) + v * (r.q - p.q);
        const i = y * W + x;
        if (near <= (nearest[i] as number)) continue;
        nearest[i] = near;
        fromX[i] = p.s + u * (q.s - p.s) + v * (r.s - p.s);
      }
    }
  };
  for (let row = 0; row < gridHeight; row++) {
    for (let column = 0; column < gridWidth; column++) {
      const k = row * columns + column;
      triangle(k, k + 1, k + columns);
      triangle(k + 1, k + columns + 1, k + columns);
    }
  }
  for (let i = 0; i < W * H; i++) {
    if ((nearest[i] as number) === 0) continue;
    const y = Math.floor(i / W) - layer.yPx;
    const at = Math.max(0, Math.min(layer.widthPx - 1, (fromX[i] as number) - layer.xPx - 0.5));
    const x0 = Math.floor(at);
    const share = at - x0;
    const p = (y * layer.widthPx + x0) * 4;
    const q = (y * layer.widthPx + Math.min(layer.widthPx - 1, x0 + 1)) * 4;
    const texel = (c: number): number => (layer.rgba[p + c] as number) * (1 - share) + (layer.rgba[q + c] as number) * share;
    const clear = 1 - texel(3) / 255;
    for (let c = 0; c < 4; c++) out[i * 4 + c] = (out[i * 4 + c] as number) * clear + texel(c);
  }
}
