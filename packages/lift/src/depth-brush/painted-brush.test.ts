import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { brushedDisparity, decodeBrush } from './painted-brush.ts';

const photograph = { widthPx: 640, heightPx: 480 };
/** A brush whose left half has one grey and whose right half another. */
async function brush(left: number, right: number, { widthPx = 128, heightPx = 96 } = {}): Promise<Buffer> {
  const bytes = Buffer.from(Uint8Array.from({ length: widthPx * heightPx }, (_, i) => (i % widthPx < widthPx / 2 ? left : right)));
  return await sharp(bytes, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}
/** A TIFF of one grey channel of 32-bit floating-point numbers, all of one value (TIFF 6.0, SampleFormat 3). */
function floatTiff(widthPx: number, heightPx: number, value: number): Buffer {
  const tags = [
    [256, widthPx],
    [257, heightPx],
    [258, 32],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, heightPx],
    [279, widthPx * heightPx * 4],
    [339, 3],
  ] as const;
  const pixels = Buffer.alloc(widthPx * heightPx * 4);
  for (let i = 0; i < pixels.length; i += 4) pixels.writeFloatLE(value, i);
  const directory = Buffer.alloc(2 + tags.length * 12 + 4);
  directory.writeUInt16LE(tags.length, 0);
  for (const [k, [tag, held]] of tags.entries()) {
    directory.writeUInt16LE(tag, 2 + k * 12);
    directory.writeUInt16LE(4, 4 + k * 12);
    directory.writeUInt32LE(1, 6 + k * 12);
    directory.writeUInt32LE(held, 10 + k * 12);
  }
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(8 + pixels.length, 4);
  return Buffer.concat([header, pixels, directory]);
}

const decode = (bytes: Buffer) => decodeBrush({ path: 'brush.png', bytes }, photograph);
const codeOf = (bytes: Buffer) =>
  decode(bytes).then(
    () => 'no fault',
    (error: { code: string }) => error.code,
  );
const inverseOf = (d: number): number => 0.15 + 0.85 * d;

describe('a painted depth brush', () => {
  test('white is an octave nearer, black an octave farther, 128 nothing', async () => {
    const { octaves, notices } = await decode(await brush(128, 255));
    expect([octaves[0], octaves[127], notices]).toEqual([0, 1, []]);
    expect((await decode(await brush(0, 128))).octaves[0]).toBe(-1);
  });

  test('the middle of 16 bits does nothing either', async () => {
    const steps = Uint16Array.from({ length: 128 * 96 }, (_, i) => (i % 128 < 64 ? 32768 : 65535));
    const sixteen = sharp(steps, { raw: { width: 128, height: 96, channels: 1 } }).toColourspace('grey16');
    expect((await decode(await sixteen.png().toBuffer())).octaves[0]).toBe(0);
  });

  test('changes distances by its octaves against what it leaves alone, whatever the nearest becomes', async () => {
    const painted = await decode(await brush(128, 255));
    const size = { widthPx: 128, heightPx: 96 };
    const before = new Float32Array(128 * 96).fill(0.8);
    const { disparity, unbrushed } = brushedDisparity(before, size, painted);
    expect(inverseOf(disparity[127] as number) / inverseOf(disparity[0] as number)).toBeCloseTo(2, 4);
    expect(Math.max(...disparity)).toBeCloseTo(1, 5);
    expect(unbrushed(0.8)).toBeCloseTo(disparity[0] as number, 5);
    const far = brushedDisparity(new Float32Array(128 * 96), size, await decode(await brush(0, 128))).disparity;
    expect(inverseOf(far[0] as number)).toBeCloseTo(0.075, 5);
  });

  test('one single grey is said to change nothing', async () => {
    for (const grey of [128, 200])
      expect((await decode(await brush(grey, grey))).notices).toEqual([{ code: 'lift.depth-brush-idle', params: { path: 'brush.png' } }]);
  });

  test('in colour, of another shape, of floating-point numbers or no picture it is refused', async () => {
    const red = sharp({ create: { width: 128, height: 96, channels: 3, background: '#c03030' } });
    expect(await codeOf(await red.png().toBuffer())).toBe('lift.depth-brush-colour');
    expect(await codeOf(await brush(128, 255, { widthPx: 96, heightPx: 128 }))).toBe('lift.depth-brush-shape');
    expect(await codeOf(floatTiff(128, 96, Number.NaN))).toBe('lift.depth-brush-float');
    expect(await codeOf(Buffer.from('nothing'))).toBe('lift.picture-not-a-picture');
  });
});
