import type { Scene, Staging } from '@fantascope/stage';
import sharp from 'sharp';

/** Size of one picture on a sheet. */
export const tile = { widthPx: 640, heightPx: 360 };

/** One picture of a sheet, PNG, with what is written over it. */
export type Tile = Readonly<{ label: string; image: Buffer }>;

/** What a sheet of looks is drawn with: the kernel, and lifted photographs of examples/photos by file name with their 16:9 window. */
export type SheetGround = Readonly<{
  kernel: WebAssembly.Module;
  lifted: (photo: string) => Promise<Readonly<{ scene: Scene; staging: Staging }>>;
}>;

/** BT.709 limited-range planar 4:2:0 as a PNG. */
export async function yuvImage(frame: Uint8Array, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Promise<Buffer> {
  const rgb = Buffer.alloc(widthPx * heightPx * 3);
  const pixels = widthPx * heightPx;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const luma = ((frame[y * widthPx + x] as number) - 16) * (255 / 219);
      const chroma = (y >> 1) * (widthPx >> 1) + (x >> 1);
      const blue = ((frame[pixels + chroma] as number) - 128) * (255 / 224);
      const red = ((frame[pixels + (pixels >> 2) + chroma] as number) - 128) * (255 / 224);
      const o = (y * widthPx + x) * 3;
      rgb[o] = clampByte(luma + 1.5748 * red);
      rgb[o + 1] = clampByte(luma - 0.1873 * blue - 0.4681 * red);
      rgb[o + 2] = clampByte(luma + 1.8556 * blue);
    }
  return fitted(sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } }));
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** A picture scaled into a tile, PNG. */
export async function fitted(image: ReturnType<typeof sharp>): Promise<Buffer> {
  return image
    .resize(tile.widthPx, tile.heightPx, { fit: 'contain', background: '#111' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/** Writes tiles under their labels, three a row, as a JPEG. */
export async function writeSheet(tiles: readonly Tile[], out: string): Promise<void> {
  const columns = 3;
  const gap = 8;
  const caption = 26;
  const rows = Math.ceil(tiles.length / columns);
  const width = columns * (tile.widthPx + gap) + gap;
  const height = rows * (tile.heightPx + caption + gap) + gap;
  const placed = tiles.flatMap(({ label, image }, index) => {
    const left = gap + (index % columns) * (tile.widthPx + gap);
    const top = gap + Math.floor(index / columns) * (tile.heightPx + caption + gap);
    const words = `<svg width="${tile.widthPx}" height="${caption}"><text x="2" y="19" font-size="17" font-family="sans-serif" fill="#ddd">${label.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text></svg>`;
    return [
      { input: image, left, top: top + caption },
      { input: Buffer.from(words), left, top },
    ];
  });
  await sharp({ create: { width, height, channels: 3, background: '#1a1a1a' } })
    .composite(placed)
    .jpeg({ quality: 88 })
    .toFile(out);
}
