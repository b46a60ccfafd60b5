import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matteOf, openMatte } from './matte.ts';
import { cleanMatte } from './matte-clean.ts';
import { writeOnnx } from './onnx-writer.ts';
import type { Picture } from './picture.ts';
import type { Weights } from './weights.ts';

const size = { widthPx: 200, heightPx: 100 };

/** A grey picture with a white box; `alpha` as given. */
function picture(box: [number, number, number, number], alpha: Uint8Array | null = null): Picture {
  const [left, top, right, bottom] = box;
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  for (let y = top; y < bottom; y++) rgb.fill(255, 3 * (y * size.widthPx + left), 3 * (y * size.widthPx + right));
  return { ...size, rgb, alpha, sha256: '', notices: [] };
}

let folder: string;
let weights: Weights;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matte-'));
  const path = join(folder, 'tiny.onnx');
  // white → 1, black → about 0: the mean of the channels, scaled from −0.5..0.5
  const model = writeOnnx({
    nodes: [{ op: 'Conv', inputs: ['input', 'weight', 'bias'], outputs: ['output'], attributes: { kernel_shape: [1, 1] } }],
    constants: [
      { name: 'weight', dims: [1, 3, 1, 1], data: Float32Array.of(1 / 3, 1 / 3, 1 / 3) },
      { name: 'bias', dims: [1], data: Float32Array.of(0.5) },
    ],
    input: { name: 'input', dims: [1, 3, 1024, 1024] },
    output: { name: 'output', dims: [1, 1, 1024, 1024] },
  });
  await writeFile(path, model);
  weights = { outcome: 'found', name: 'isnet-medium', path };
});
afterAll(() => rm(folder, { recursive: true }));

describe('the matte of a picture', () => {
  test('is the model’s output at work size, and a model stays open between pictures', async () => {
    await using maker = openMatte({ weights });
    for (const left of [40, 100]) {
      const { matte, method, widthPx, heightPx } = await maker.matteOf(picture([left, 20, left + 60, 80]));
      expect({ method, widthPx, heightPx }).toEqual({ method: 'isnet-medium', ...size });
      expect(matte[50 * size.widthPx + left + 30]).toBeCloseTo(1, 1);
      expect(matte[50 * size.widthPx + left - 10]).toBe(0);
    }
  });

  test('is none when what was found is too small or nearly everything', async () => {
    await using maker = openMatte({ weights });
    for (const box of [
      [100, 50, 110, 60],
      [0, 0, 200, 99],
    ] as const) {
      const found = await maker.matteOf(picture([...box]));
      expect(found.method).toBe('none');
      expect(found.matte.every((value) => value === 0)).toBe(true);
      expect(found.notices).toEqual([{ code: 'lift.subject-none', params: {} }]);
    }
  });

  test('is the picture’s own cut-out shape where it has one, without any model', async () => {
    const alpha = new Uint8Array(size.widthPx * size.heightPx);
    for (let y = 20; y < 80; y++) alpha.fill(255, y * size.widthPx + 50, y * size.widthPx + 150);
    const found = await matteOf(picture([0, 0, 1, 1], alpha), { weights: { ...weights, outcome: 'missing' } });
    expect(found.method).toBe('alpha');
    expect(found.matte[50 * size.widthPx + 100]).toBe(1);
    expect(found.notices).toEqual([]);
  });

  test.each([
    ['missing', 'lift.weights-missing'],
    ['damaged', 'lift.weights-damaged'],
  ] as const)('is none with what to do when the weights are %s', async (outcome, code) => {
    const found = await matteOf(picture([50, 20, 150, 80]), { weights: { ...weights, outcome } });
    expect(found).toMatchObject({ method: 'none', notices: [{ code }] });
  });

  test('is none with a notice when the engine does not load, or the file is no model', async () => {
    const load = () => Promise.reject(new Error('cannot open shared object file\nat …'));
    expect(await matteOf(picture([50, 20, 150, 80]), { weights, load })).toMatchObject({
      method: 'none',
      notices: [{ code: 'lift.inference-missing', params: { reason: 'cannot open shared object file' } }],
    });
    const path = join(folder, 'broken.onnx');
    await writeFile(path, 'no model');
    expect((await matteOf(picture([50, 20, 150, 80]), { weights: { ...weights, path } })).method).toBe('none');
  });
});

describe('cleaning a matte', () => {
  const blank = () => new Float32Array(size.widthPx * size.heightPx);
  const fill = (matte: Float32Array, [left, top, right, bottom]: [number, number, number, number], value = 1) => {
    for (let y = top; y < bottom; y++) matte.fill(value, y * size.widthPx + left, y * size.widthPx + right);
  };

  test('takes stray islands away and keeps the subject as it was', () => {
    const matte = blank();
    fill(matte, [50, 20, 100, 80]);
    fill(matte, [180, 5, 184, 9]);
    const clean = cleanMatte(matte, size);
    expect(clean[7 * size.widthPx + 182]).toBe(0);
    expect(clean[50 * size.widthPx + 75]).toBe(1);
  });

  test('keeps thin parts: a faint stem joins its flower, a whisker next to the cat stays', () => {
    const matte = blank();
    fill(matte, [50, 20, 100, 40]);
    fill(matte, [74, 40, 75, 95], 0.3);
    fill(matte, [101, 30, 112, 31], 0.8);
    const clean = cleanMatte(matte, size);
    expect(clean[90 * size.widthPx + 74]).toBeCloseTo(0.3, 5);
    expect(clean[30 * size.widthPx + 106]).toBeCloseTo(0.8, 5);
  });
});
