import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { Fault, say, type WordCode } from '@fantascope/film';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodePicture, readPicture, workPicture, workSize } from './picture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picture-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** Left half one colour, right half another. */
function halves(left: string, right: string, { width = 128, height = 96 } = {}) {
  return sharp({ create: { width, height, channels: 3, background: right } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: left } }, left: 0, top: 0 },
  ]);
}

function pixel({ rgb, widthPx }: { rgb: Uint8Array; widthPx: number }, x: number, y: number): number[] {
  return [...rgb.subarray(3 * (y * widthPx + x), 3 * (y * widthPx + x) + 3)];
}

function expectNear(actual: number[], expected: number[], within: number): void {
  for (let c = 0; c < 3; c++) expect(Math.abs((actual[c] as number) - (expected[c] as number))).toBeLessThanOrEqual(within);
}

async function faultOf(path: string): Promise<Fault> {
  const fault = await readPicture(path).then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(Fault);
  return fault as Fault;
}

async function expectRefused(path: string, code: WordCode): Promise<void> {
  const fault = await faultOf(path);
  expect(fault.code).toBe(code);
  for (const language of ['en', 'zh'] as const) {
    const sentence = say(language, fault);
    expect(sentence).toContain(path);
    expect(sentence).not.toMatch(/\{\w+\}/);
  }
}

/** A PNG whose header promises a size that its bytes do not hold. */
function bombPng(widthPx: number, heightPx: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('pictures that can be filmed', () => {
  test('a plain JPEG keeps its size and colours and has no notices', async () => {
    const picture = await readPicture(await file('plain.jpg', await halves('#c83232', '#3232c8').jpeg({ quality: 95 }).toBuffer()));
    expect(picture).toMatchObject({ widthPx: 128, heightPx: 96, alpha: null, notices: [] });
    expectNear(pixel(picture, 20, 40), [200, 50, 50], 6);
    expect(picture.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('an EXIF-rotated photograph comes upright', async () => {
    const bytes = await halves('#ff0000', '#0000ff').withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const picture = await readPicture(await file('turned.jpg', bytes));
    expect(picture).toMatchObject({ widthPx: 96, heightPx: 128 });
    expectNear(pixel(picture, 48, 20), [255, 0, 0], 12);
    expectNear(pixel(picture, 48, 108), [0, 0, 255], 12);
  });

  test('CMYK is converted to sRGB with a notice', async () => {
    const picture = await readPicture(
      await file('cmyk.jpg', await halves('#c83232', '#f0f0f0').toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()),
    );
    expect(picture.notices.map(({ code }) => code)).toEqual(['lift.picture-converted']);
    expectNear(pixel(picture, 20, 40), [200, 50, 50], 40);
    expectNear(pixel(picture, 100, 40), [240, 240, 240], 12);
  });

  test('wide-gamut colours are converted by their profile', async () => {
    const raw = Buffer.from(Array.from({ length: 64 * 64 }, () => [200, 100, 100]).flat());
    const plain = sharp(raw, { raw: { width: 64, height: 64, channels: 3 } });
    const picture = await readPicture(await file('p3.png', await plain.clone().withIccProfile('p3').png().toBuffer()));
    // the encoder converted sRGB to P3 numbers; reading must undo exactly that
    expectNear(pixel(picture, 10, 10), [200, 100, 100], 2);
  });

  test('16 bits become 8 with a notice', async () => {
    const raw = Uint16Array.from({ length: 80 * 80 * 3 }, (_, i) => [0x8000, 0x4000, 0xc000][i % 3] as number);
    const bytes = await sharp(raw, { raw: { width: 80, height: 80, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const picture = await readPicture(await file('deep.png', bytes));
    expect(picture.notices.map(({ code }) => code)).toEqual(['lift.picture-to-8-bits']);
    expectNear(pixel(picture, 40, 40), [128, 64, 192], 1);
  });

  test('grey pictures become three equal channels', async () => {
    const bytes = await halves('#404040', '#c0c0c0').toColourspace('b-w').png().toBuffer();
    expectNear(pixel(await readPicture(await file('grey.png', bytes)), 20, 40), [64, 64, 64], 1);
  });

  test('see-through parts lie on off-white and the opacity is kept', async () => {
    const bytes = await sharp({ create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .composite([
        { input: { create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 128, b: 0, alpha: 1 } } }, left: 30, top: 30 },
      ])
      .png()
      .toBuffer();
    const picture = await readPicture(await file('cut-out.png', bytes));
    expect(picture.notices.map(({ code }) => code)).toEqual(['lift.picture-see-through']);
    expect(pixel(picture, 5, 5)).toEqual([244, 244, 242]);
    expect(pixel(picture, 50, 50)).toEqual([0, 128, 0]);
    expect([picture.alpha?.[505], picture.alpha?.[5050]]).toEqual([0, 255]);
  });

  test('an alpha channel that hides nothing is no cut-out', async () => {
    const picture = await readPicture(await file('opaque.png', await halves('#111111', '#eeeeee').ensureAlpha().png().toBuffer()));
    expect(picture).toMatchObject({ alpha: null, notices: [] });
  });

  test('of an animation the first frame is used, with a notice', async () => {
    const frames = await Promise.all(['#ff0000', '#00ff00', '#0000ff'].map((c) => halves(c, c).png().toBuffer()));
    const picture = await readPicture(
      await file(
        'moving.gif',
        await sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer(),
      ),
    );
    expect(picture).toMatchObject({ widthPx: 128, heightPx: 96 });
    expect(picture.notices).toMatchObject([{ code: 'lift.picture-first-frame', params: { frames: 3 } }]);
    expectNear(pixel(picture, 60, 40), [255, 0, 0], 4);
  });

  test('a panorama is read with a notice about its shape', async () => {
    const picture = await readPicture(
      await file('wide.jpg', await halves('#111111', '#eeeeee', { width: 800, height: 100 }).jpeg().toBuffer()),
    );
    expect(picture.notices).toMatchObject([{ code: 'lift.picture-panorama', params: { aspect: '8.0' } }]);
  });

  test('is decoded from bytes read before, whatever has become of the file since', async () => {
    const bytes = await halves('#ff0000', '#00ff00').png().toBuffer();
    const picture = await decodePicture(bytes, join(folder, 'gone-by-now.png'));
    expect(picture.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expectNear(pixel(picture, 10, 40), [255, 0, 0], 0);
  });

  test('what the file is decides, not what it is called', async () => {
    const picture = await readPicture(await file('really-a-png.jpg', await halves('#111111', '#eeeeee').png().toBuffer()));
    expect(picture.widthPx).toBe(128);
  });
});

describe('files that cannot be filmed', () => {
  test('nothing at the path', () => expectRefused(join(folder, 'no-such.jpg'), 'lift.picture-missing'));
  test('a folder', () => expectRefused(folder, 'lift.picture-is-folder'));
  test.skipIf(process.platform === 'win32')('a pipe, at once rather than when somebody writes to it', async () => {
    const path = join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [path]);
    await expectRefused(path, 'lift.picture-unreadable');
    expect((await faultOf(path)).params).toMatchObject({ reason: 'not a plain file' });
  });
  test('an empty file', async () => expectRefused(await file('empty.jpg', ''), 'lift.picture-empty'));
  test('a text', async () => expectRefused(await file('notes.jpg', 'this is no picture, whatever its name'), 'lift.picture-not-a-picture'));
  test('a PDF', async () => expectRefused(await file('paper.pdf', '%PDF-1.7\n1 0 obj'), 'lift.picture-is-document'));
  test('an SVG', async () => {
    await expectRefused(
      await file('drawing.svg', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"></svg>'),
      'lift.picture-is-document',
    );
  });
  test('a HEIC photograph', async () => {
    await expectRefused(await file('phone.heic', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1')), 'lift.picture-is-heic');
  });
  test('a film', async () => {
    await expectRefused(await file('clip.jpg', Buffer.from('\0\0\0\u0018ftypisom\0\0\0\0isomavc1', 'latin1')), 'lift.picture-is-document');
  });
  test.each(['jpg', 'png', 'webp'] as const)('a %s cut short', async (format) => {
    const noise = {
      create: {
        width: 300,
        height: 300,
        channels: 3 as const,
        background: '#888',
        noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
      },
    };
    const bytes = await sharp(noise)
      .toFormat(format === 'jpg' ? 'jpeg' : format)
      .toBuffer();
    await expectRefused(await file(`short.${format}`, bytes.subarray(0, bytes.length / 2)), 'lift.picture-damaged');
  });
  test('one pixel', async () =>
    expectRefused(await file('dot.png', await halves('#111', '#eee', { width: 2, height: 1 }).png().toBuffer()), 'lift.picture-too-small'));
  test('a picture of 63 rows', async () => {
    await expectRefused(
      await file('low.png', await halves('#111111', '#eeeeee', { width: 200, height: 63 }).png().toBuffer()),
      'lift.picture-too-small',
    );
  });
  test('a thread of a picture, which would be no whole cell high on the canvas', async () => {
    const path = await file(
      'thread.png',
      await halves('#111111', '#eeeeee', { width: 64 * 257, height: 64 })
        .png()
        .toBuffer(),
    );
    await expectRefused(path, 'lift.picture-too-long');
    expect((await faultOf(path)).params).toMatchObject({ aspect: 257, limit: 64 });
  });
  test('a pixel bomb is refused by its header', async () => {
    const path = await file('bomb.png', bombPng(40_000, 40_000));
    await expectRefused(path, 'lift.picture-too-large');
    expect((await faultOf(path)).params).toMatchObject({ megapixels: 1600, limit: 100 });
  });
});

describe('work size', () => {
  test('a photograph becomes 1280 wide, a tall one no more pixels than a square', () => {
    expect(workSize({ widthPx: 4000, heightPx: 3000 })).toEqual({ widthPx: 1280, heightPx: 960 });
    const tall = workSize({ widthPx: 2160, heightPx: 3840 });
    expect(tall.widthPx * tall.heightPx).toBeLessThanOrEqual(1280 * 1281);
    expect(tall.heightPx / tall.widthPx).toBeCloseTo(16 / 9, 2);
  });

  test('a small picture is never enlarged', async () => {
    const picture = await readPicture(await file('small.png', await halves('#111111', '#eeeeee').png().toBuffer()));
    expect(await workPicture(picture)).toBe(picture);
    expect(await workPicture(picture, 64)).toMatchObject({ widthPx: 64, heightPx: 48 });
  });
});
