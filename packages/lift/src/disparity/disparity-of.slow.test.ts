import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DownloadProgress } from '../download.ts';
import type { HubFile } from '../hub-file.ts';
import type { Matte } from '../matte.ts';
import { writeOnnx } from '../onnx-writer.ts';
import type { Picture } from '../picture.ts';
import { disparityOf } from './disparity-of.ts';

const size = { widthPx: 160, heightPx: 120 };

/** Dark on the left, bright on the right: the tiny model calls bright near. */
const ramp: Picture = {
  ...size,
  rgb: Uint8Array.from({ length: size.widthPx * size.heightPx * 3 }, (_, i) =>
    Math.round(((Math.floor(i / 3) % size.widthPx) / 159) * 255),
  ),
  alpha: null,
  sha256: '',
  notices: [],
};
const noMatte: Matte = { ...size, matte: new Float32Array(size.widthPx * size.heightPx), method: 'none', ms: 0, notices: [] };

// predicted_depth = mean of the three channels, batch × height × width, any size
const onnx = writeOnnx({
  nodes: [
    { op: 'Conv', inputs: ['pixel_values', 'weight'], outputs: ['grey'], attributes: { kernel_shape: [1, 1] } },
    { op: 'Squeeze', inputs: ['grey', 'axes'], outputs: ['predicted_depth'] },
  ],
  constants: [
    { name: 'weight', dims: [1, 3, 1, 1], data: Float32Array.of(0.3, 0.3, 0.4) },
    { name: 'axes', dims: [1], data: BigInt64Array.of(1n) },
  ],
  input: { name: 'pixel_values', dims: ['batch', 3, 'height', 'width'] },
  output: { name: 'predicted_depth', dims: ['batch', 'height', 'width'] },
});
const model: HubFile = {
  name: 'tiny',
  file: 'tiny.onnx',
  bytes: onnx.length,
  sha256: createHash('sha256').update(onnx).digest('hex'),
  hubPath: 'test/tiny-depth/resolve/abc/onnx/model.onnx',
};

let cache: string;
let stopHub: (() => Promise<void>) | undefined;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'disparity-'));
});
afterEach(async () => {
  await stopHub?.();
  stopHub = undefined;
  await rm(cache, { recursive: true });
});

/** A hub on the loopback; returns its address and what it was asked. */
async function hub(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.range ?? ''}`.trim());
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stopHub = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const whole = (_request: IncomingMessage, response: ServerResponse) => response.end(onnx);

function expectRamp(disparity: Float32Array): void {
  const row = disparity.subarray(60 * size.widthPx, 61 * size.widthPx);
  expect(row[8]).toBeLessThan(0.15);
  expect(row[80]).toBeCloseTo(0.5, 1);
  expect(row[151]).toBeGreaterThan(0.85);
}

describe('disparity by the model', () => {
  test('fetches the weights once with progress, checks them and runs them; the next picture asks nobody', async () => {
    const { url, asked } = await hub(whole);
    const steps: DownloadProgress[] = [];
    const options = {
      method: 'auto',
      cache,
      model,
      env: { FANTASCOPE_HUB_URL: url },
      onProgress: (step: DownloadProgress) => steps.push(step),
    };
    const first = await disparityOf(ramp, noMatte, options);
    expect(first).toMatchObject({ method: 'depth-anything-v2-small', ...size, notices: [] });
    expectRamp(first.disparity);
    expect(asked).toEqual(['GET /test/tiny-depth/resolve/abc/onnx/model.onnx']);
    expect(steps.at(-1)).toMatchObject({ bytes: onnx.length, totalBytes: onnx.length });
    await disparityOf(ramp, noMatte, options);
    expect(asked.length).toBe(1);
    expect((await readdir(join(cache, 'weights'))).sort()).toEqual(['tiny.onnx', 'tiny.onnx.checked']);
  });

  test('continues a download that was cut off', async () => {
    await mkdir(join(cache, 'weights'));
    await writeFile(join(cache, 'weights', 'tiny.onnx.part'), onnx.subarray(0, 100));
    const { url, asked } = await hub((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(206, { 'content-range': `bytes ${from}-${onnx.length - 1}/${onnx.length}` }).end(onnx.subarray(from));
    });
    const { method } = await disparityOf(ramp, noMatte, { method: 'model', cache, model, env: { FANTASCOPE_HUB_URL: url } });
    expect(method).toBe('depth-anything-v2-small');
    expect(asked).toEqual(['GET /test/tiny-depth/resolve/abc/onnx/model.onnx bytes=100-']);
    expect(await readFile(join(cache, 'weights', 'tiny.onnx'))).toEqual(Buffer.from(onnx));
  });

  test('starts again when the server knows no ranges', async () => {
    await mkdir(join(cache, 'weights'));
    await writeFile(join(cache, 'weights', 'tiny.onnx.part'), 'left over');
    const { url } = await hub(whole);
    const { method } = await disparityOf(ramp, noMatte, { method: 'auto', cache, model, env: { FANTASCOPE_HUB_URL: url } });
    expect(method).toBe('depth-anything-v2-small');
  });

  test('keeps what came when the connection breaks, and nothing at the final path', async () => {
    const { url } = await hub((_request, response) => {
      response.writeHead(200, { 'content-length': onnx.length });
      response.write(onnx.subarray(0, 120), () => setTimeout(() => response.destroy(), 50));
    });
    const found = await disparityOf(ramp, noMatte, { method: 'auto', cache, model, env: { FANTASCOPE_HUB_URL: url } });
    expect(found).toMatchObject({ method: 'heuristic', notices: [{ code: 'lift.depth-model-unreachable' }] });
    expect(await readdir(join(cache, 'weights'))).toEqual(['tiny.onnx.part']);
    expect(await readFile(join(cache, 'weights', 'tiny.onnx.part'))).toEqual(Buffer.from(onnx.subarray(0, 120)));
  });

  test('refuses bytes that are not the file expected and goes by rules', async () => {
    const { url } = await hub((_request, response) => response.end(Buffer.from(onnx).reverse()));
    const found = await disparityOf(ramp, noMatte, { method: 'auto', cache, model, env: { FANTASCOPE_HUB_URL: url } });
    expect(found.method).toBe('heuristic');
    expect(found.notices[0]?.params.reason).toMatch(/hash/);
    expect(await readdir(join(cache, 'weights'))).toEqual([]);
  });

  test('a hub that does not answer is waited for once, not once a picture', async () => {
    const { url, asked } = await hub(() => undefined);
    const options = { method: 'auto', cache, model, env: { FANTASCOPE_HUB_URL: url }, connectMs: 100 };
    for (let k = 0; k < 3; k++) {
      const found = await disparityOf(ramp, noMatte, options);
      expect(found).toMatchObject({
        method: 'heuristic',
        notices: [{ code: 'lift.depth-model-unreachable', params: { reason: 'no answer within 0.1 s' } }],
      });
    }
    expect(asked.length).toBe(1);
  });

  test('asked for by name and not to be had it is a fault that says what to do', async () => {
    const { url } = await hub((_request, response) => response.writeHead(404).end());
    const asked = disparityOf(ramp, noMatte, { method: 'model', cache, model, env: { FANTASCOPE_HUB_URL: url } });
    await expect(asked).rejects.toThrow(/the server answered 404.*--depth heuristic/);
    await expect(asked).rejects.toMatchObject({ code: 'lift.depth-model-needed' });
  });

  test('FANTASCOPE_HUB_URL=off goes by rules without a word', async () => {
    const found = await disparityOf(ramp, noMatte, { method: 'auto', cache, model, env: { FANTASCOPE_HUB_URL: 'off' } });
    expect(found).toMatchObject({ method: 'heuristic', notices: [] });
  });
});

describe('disparity from a picture', () => {
  const depth = (name: string) => join(cache, name);

  test('brighter is nearer, in 8 and in 16 bits', async () => {
    const eight = Uint8Array.from({ length: 160 * 120 }, (_, i) => Math.round(((i % 160) / 159) * 255));
    await sharp(eight, { raw: { width: 160, height: 120, channels: 1 } })
      .png()
      .toFile(depth('8.png'));
    const sixteen = Uint16Array.from({ length: 160 * 120 }, (_, i) => Math.round(((i % 160) / 159) * 65535));
    await sharp(sixteen, { raw: { width: 160, height: 120, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toFile(depth('16.png'));
    for (const [name, step] of [
      ['8.png', 0.005],
      ['16.png', 0.0005],
    ] as const) {
      const { disparity, method, notices } = await disparityOf(ramp, noMatte, { method: depth(name), cache });
      expect({ method, notices }).toEqual({ method: 'file', notices: [] });
      for (let x = 0; x < 160; x += 7) expect(Math.abs((disparity[60 * 160 + x] as number) - x / 159)).toBeLessThan(step);
    }
  });

  test('another size is resized; another shape gets a notice', async () => {
    await sharp({ create: { width: 96, height: 72, channels: 3, background: '#000' } })
      .composite([{ input: { create: { width: 48, height: 72, channels: 3, background: '#fff' } }, left: 48, top: 0 }])
      .toColourspace('b-w')
      .png()
      .toFile(depth('small.png'));
    const small = await disparityOf(ramp, noMatte, { method: depth('small.png'), cache });
    expect(small).toMatchObject({ ...size, notices: [] });
    expect([small.disparity[60 * 160 + 20], small.disparity[60 * 160 + 140]]).toEqual([0, 1]);
    await sharp(depth('small.png')).resize(100, 100, { fit: 'fill' }).toFile(depth('square.png'));
    expect((await disparityOf(ramp, noMatte, { method: depth('square.png'), cache })).notices[0]?.code).toBe('lift.depth-file-resized');
  });

  test('of quite another shape belongs to another picture and is refused', async () => {
    const tall = Uint8Array.from({ length: 100 * 160 }, (_, i) => i % 100);
    await sharp(tall, { raw: { width: 100, height: 160, channels: 1 } })
      .png()
      .toFile(depth('tall.png'));
    await expect(disparityOf(ramp, noMatte, { method: depth('tall.png'), cache })).rejects.toMatchObject({ code: 'lift.depth-file-shape' });
  });

  test.each([
    ['colour', '#c03030', '#3030c0', 'lift.depth-file-colour'],
    ['one grey', '#808080', '#808080', 'lift.depth-file-flat'],
  ] as const)('in %s it is refused', async (_name, left, right, code) => {
    await sharp({ create: { width: 100, height: 80, channels: 3, background: left } })
      .composite([{ input: { create: { width: 50, height: 80, channels: 3, background: right } }, left: 50, top: 0 }])
      .png()
      .toFile(depth('bad.png'));
    const fault = await disparityOf(ramp, noMatte, { method: depth('bad.png'), cache }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).code).toBe(code);
  });
});
