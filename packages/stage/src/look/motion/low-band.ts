import type { TileBox } from './motion-layout.ts';

/** A plane of signed bytes (value − 128) in memory; tilePx is how many of its texels lie along one luma tile: 8, or 4 for chroma. */
export type BandPlane = Readonly<{ bytes: Uint8Array; address: number; pitch: number; widthPx: number; heightPx: number; tilePx: number }>;

/** The blurred plane at a box's nodes, at scale 64 as the kernel weighs it: the tiles' means through two boxes of `radius` tiles each side. */
export function lowBand(plane: BandPlane, box: TileBox, radius: number): Int16Array {
  const across = Math.ceil(plane.widthPx / plane.tilePx);
  const down = Math.ceil(plane.heightPx / plane.tilePx);
  // Two boxes reach twice their radius; what lies farther away is not looked at.
  const reach = 2 * radius + 1;
  const left = Math.max(0, box.x - reach);
  const top = Math.max(0, box.y - reach);
  const wide = Math.min(across, box.x + box.across + reach) - left;
  const tall = Math.min(down, box.y + box.down + reach) - top;
  if (wide <= 0 || tall <= 0) return new Int16Array((box.across + 1) * (box.down + 1));
  let means = tileMeans(plane, { left, top, wide, tall });
  for (let round = 0; round < 2; round++) {
    means = boxAlong(means, { length: wide, step: 1, lines: tall, lineStep: wide, radius });
    means = boxAlong(means, { length: tall, step: wide, lines: wide, lineStep: 1, radius });
  }
  const nodes = new Int16Array((box.across + 1) * (box.down + 1));
  const at = (x: number, y: number) =>
    means[Math.max(0, Math.min(tall - 1, y - top)) * wide + Math.max(0, Math.min(wide - 1, x - left))] as number;
  for (let row = 0, k = 0; row <= box.down; row++)
    for (let column = 0; column <= box.across; column++, k++) {
      const [x, y] = [box.x + column, box.y + row];
      nodes[k] = Math.round(16 * (at(x - 1, y - 1) + at(x, y - 1) + at(x - 1, y) + at(x, y)));
    }
  return nodes;
}

type TileArea = Readonly<{ left: number; top: number; wide: number; tall: number }>;

function tileMeans({ bytes, address, pitch, widthPx, heightPx, tilePx }: BandPlane, { left, top, wide, tall }: TileArea): Float32Array {
  const means = new Float32Array(wide * tall);
  for (let row = 0, k = 0; row < tall; row++) {
    const firstY = (top + row) * tilePx;
    const endY = Math.min(heightPx, firstY + tilePx);
    for (let column = 0; column < wide; column++, k++) {
      const firstX = (left + column) * tilePx;
      const endX = Math.min(widthPx, firstX + tilePx);
      let sum = 0;
      for (let y = firstY; y < endY; y++)
        for (let i = address + y * pitch + firstX, end = i + endX - firstX; i < end; i++) sum += ((bytes[i] as number) << 24) >> 24;
      means[k] = sum / ((endX - firstX) * (endY - firstY));
    }
  }
  return means;
}

/** Running means along lines; near the ends over what is there. */
function boxAlong(
  values: Float32Array,
  { length, step, lines, lineStep, radius }: Readonly<{ length: number; step: number; lines: number; lineStep: number; radius: number }>,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let sum = 0;
    for (let i = 0; i < Math.min(length, radius); i++) sum += values[start + i * step] as number;
    for (let i = 0; i < length; i++) {
      if (i + radius < length) sum += values[start + (i + radius) * step] as number;
      if (i - radius - 1 >= 0) sum -= values[start + (i - radius - 1) * step] as number;
      out[start + i * step] = sum / (Math.min(length - 1, i + radius) - Math.max(0, i - radius) + 1);
    }
  }
  return out;
}
