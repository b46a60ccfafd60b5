import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { speakFilm } from '@fantascope/render';
import { type GetFiles, type NeededFile, type SpokenClip, speak } from '@fantascope/sound';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type OnnxNode, writeOnnx } from '../packages/lift/src/onnx-writer.ts';
import { voiceFiles } from '../packages/render/src/sound/voice-files.ts';

/** Samples that the tiny model gives for each symbol. */
const EACH = 480;

/**
 * A model with Kokoro's inputs and output, run by the real engine: for each symbol a stretch of one tone as loud as symbol × style ÷ speed, so that what it was handed can
 * be heard. The real weights were never at hand.
 */
function tinyModel({ ending = [], last = 'waves' }: Readonly<{ ending?: readonly OnnxNode[]; last?: string }> = {}): Uint8Array {
  return writeOnnx({
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 1 } },
      { op: 'Reshape', inputs: ['ids', 'column'], outputs: ['rows'] },
      { op: 'MatMul', inputs: ['rows', 'tone'], outputs: ['tones'] },
      { op: 'ReduceMean', inputs: ['style'], outputs: ['loud'], attributes: { axes: [0, 1], keepdims: 1 } },
      { op: 'Mul', inputs: ['tones', 'loud'], outputs: ['styled'] },
      { op: 'Div', inputs: ['styled', 'speed'], outputs: ['waves'] },
      ...ending,
      { op: 'Reshape', inputs: [last, 'flat'], outputs: ['waveform'] },
    ],
    constants: [
      { name: 'column', dims: [2], data: BigInt64Array.of(-1n, 1n) },
      { name: 'flat', dims: [1], data: BigInt64Array.of(-1n) },
      { name: 'tone', dims: [1, EACH], data: Float32Array.from({ length: EACH }, (_, n) => Math.sin((2 * Math.PI * 10 * n) / EACH) / 177) },
    ],
    input: { name: 'input_ids', dims: [1, 'symbols'], type: 'int64' },
    moreInputs: [
      { name: 'style', dims: [1, 256] },
      { name: 'speed', dims: [1] },
    ],
    output: { name: 'waveform', dims: ['samples'] },
  });
}

const folder = mkdtempSync(join(tmpdir(), 'fantascope-kokoro-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(folder, 'cache-'));
});
let stopHub: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stopHub?.();
  stopHub = undefined;
});

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Styles whose row for n symbols is n ÷ 1000 everywhere. */
const styles = fileOf('styles.bin', new Uint8Array(Float32Array.from({ length: 510 * 256 }, (_, n) => Math.floor(n / 256) / 1000).buffer));
const model = fileOf('tiny.onnx', tinyModel());

/** Hands out the tiny model and its styles for the real ones, and counts how often it was asked. */
function tiny(path = model): Readonly<{ files: GetFiles; asked: string[] }> {
  const asked: string[] = [];
  const files: GetFiles = async (needed) =>
    needed.map(({ name }) => {
      asked.push(name);
      return { outcome: 'found', path: name === 'kokoro-82m-v1.0-q8' ? path : styles };
    });
  return { files, asked };
}

const voice = { name: 'kokoro/af_heart', rateRatio: 1, pitchRatio: 1 };
const line = { text: 'Every night, the keeper climbs the stairs.', language: 'en', voice } as const;
const loudest = ({ samples }: SpokenClip) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

test('a line is said by the model: its symbols, its voice’s style for so many of them and its speed arrive, and its words have places and times', async () => {
  const { files, asked } = tiny();
  const [clip] = await speak([line], { files });
  const [local] = await speak([{ ...line, voice: { ...voice, name: 'auto' } }]);
  if (clip === undefined || local === undefined) throw new Error('nothing was said');
  expect(asked).toEqual(['kokoro-82m-v1.0-q8', 'kokoro-af_heart']);
  expect([clip.engine, clip.sampleRateHz]).toEqual(['kokoro-82m-v1.0-q8/af_heart', 24_000]);
  expect(clip.words.map(({ at, length }) => [at, length])).toEqual(local.words.map(({ at, length }) => [at, length]));
  const times = clip.words.map(({ startSec }) => startSec);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(clip.lengthSec);
  // ˈɛvɹi nˈIt, ðə kˈipəɹ klˈImz ðə stˈɛɹz. — 39 symbols, of the silence at both ends 0.02 s each; the loudest is the sign of stress, ˈ, 156.
  expect(Math.round((clip.lengthSec * 24_000) / EACH)).toBe(39 + 2);
  expect(loudest(clip)).toBeCloseTo((156 / 177) * 0.039, 3);
  const [faster] = await speak([{ ...line, voice: { ...voice, rateRatio: 2 } }], { files });
  expect(loudest(faster as SpokenClip)).toBeCloseTo((156 / 177) * 0.039 * 0.5, 3);
});

test('what was said is kept by voice, speed and text, and is there without any file', async () => {
  const { files, asked } = tiny();
  const [first] = await speak([line], { files, cacheDir });
  asked.length = 0;
  const [again] = await speak([line], { cacheDir });
  expect(again).toEqual(first);
  for (const other of [
    { ...line, voice: { ...voice, name: 'kokoro/bf_emma' } },
    { ...line, voice: { ...voice, rateRatio: 1.1 } },
    { ...line, text: 'Every night' },
  ])
    await expect(speak([other], { cacheDir })).rejects.toMatchObject({ code: 'sound.kokoro-missing' });
});

test('lines keep their places among those of other voices, and the same line is said once', async () => {
  const { files, asked } = tiny();
  const british = { ...line, voice: { ...voice, name: 'kokoro/bm_george' } };
  const local = { ...line, voice: { ...voice, name: 'espeak/male' } };
  const bought = { ...line, voice: { ...voice, name: 'openai/nova' } };
  const buy = async () => [{ samples: new Float32Array(4800).fill(0.5), sampleRateHz: 48_000 }];
  const clips = await speak([british, local, line, bought, british], { files, buy, cacheDir });
  expect(clips.map(({ engine }) => engine)).toEqual([
    'kokoro-82m-v1.0-q8/bm_george',
    'espeak-ng 1',
    'kokoro-82m-v1.0-q8/af_heart',
    'openai/nova',
    'kokoro-82m-v1.0-q8/bm_george',
  ]);
  expect(clips[4]?.samples).toEqual(clips[0]?.samples);
  expect(asked).toEqual(['kokoro-82m-v1.0-q8', 'kokoro-bm_george', 'kokoro-af_heart']);
});

test('a line of the greatest length is said in pieces, whole', async () => {
  const text = `${'The wind rises over the grey water, and a small boat turns. '.repeat(33)}`.slice(0, 1980);
  const [clip] = await speak([{ ...line, text }], tiny());
  // Each piece is at most 400 symbols; all of them together more than the model takes at once.
  expect(Math.round(((clip?.lengthSec ?? 0) * 24_000) / EACH)).toBeGreaterThan(1500);
  expect(loudest(clip as SpokenClip)).toBeLessThanOrEqual((177 / 177) * 0.4);
  expect(clip?.words.length).toBeGreaterThan(380);
});

test('what such a voice cannot do is refused before a file is asked for', async () => {
  const { files, asked } = tiny();
  const refuse = (changed: object, code: string) => expect(speak([{ ...line, ...changed }], { files })).rejects.toMatchObject({ code });
  await refuse({ text: '你冷吗？' }, 'sound.voice-english');
  await refuse({ voice: { ...voice, pitchRatio: 1.2 } }, 'sound.voice-no-pitch');
  await refuse({ voice: { ...voice, name: 'kokoro/zf_xiaoxiao' } }, 'sound.no-such-voice');
  await refuse({ voice: { ...voice, name: 'kokoro/toString' } }, 'sound.no-such-voice');
  await refuse({ text: 'a '.repeat(1500) }, 'sound.line-too-long');
  expect(asked).toEqual([]);
});

test('a model that is none, another one, or gives no sound is a fault that says so', async () => {
  const fail = async (bytes: Uint8Array, reason: RegExp) => {
    const { files } = tiny(fileOf('broken.onnx', bytes));
    const error = await speak([line], { files }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'sound.voice-failed', params: { reason: expect.stringMatching(reason) } });
  };
  await fail(new TextEncoder().encode('no model'), /rotobuf|model/i);
  const other = writeOnnx({
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    constants: [],
    input: { name: 'x', dims: [1] },
    output: { name: 'y', dims: [1] },
  });
  await fail(other, /takes x and gives y: it is not Kokoro/);
  // 0 ÷ 0 where the padding is.
  await fail(tinyModel({ ending: [{ op: 'Div', inputs: ['waves', 'waves'], outputs: ['none'] }], last: 'none' }), /no sound/);
});

test('called off, it ends as an interruption', async () => {
  const stop = new AbortController();
  const files: GetFiles = async (needed, { signal }) => {
    expect(signal).toBe(stop.signal);
    stop.abort();
    return await tiny().files(needed, {});
  };
  await expect(speak([line], { files, signal: stop.signal })).rejects.toMatchObject({ code: 'render.interrupted' });
});

test('without the inference engine the fault names the package', async () => {
  const hidden = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, at, next) => { if (name === 'onnxruntime-node') throw new Error('Cannot find package ' + name); return next(name, at); } });`;
  const file = join(folder, 'hide.mjs');
  writeFileSync(file, hidden);
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `--import ${file}`;
  try {
    await expect(speak([line], tiny())).rejects.toMatchObject({
      code: 'sound.kokoro-no-runtime',
      params: { reason: expect.stringContaining('onnxruntime-node') },
    });
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
  }
});

const film = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, sound: { narration: 'en', voice: { name: 'kokoro' } } },
  shots: [{ camera: { lengthSec: 4, moves: [] }, lines: [{ text: { en: 'Hello.' } }] }],
});

test('where the hub is not asked, the fault says which file is missing, where it belongs and what to do; no other voice stands in', async () => {
  const error = await speakFilm(film, { cacheDir, env: { FANTASCOPE_HUB_URL: 'off' } }).catch((cause: unknown) => cause);
  expect(error).toMatchObject({
    code: 'sound.kokoro-missing',
    params: {
      ...{ name: 'kokoro', host: 'huggingface.co', reason: 'FANTASCOPE_HUB_URL=off', mb: '92.4' },
      path: join(cacheDir, 'weights', 'kokoro-82m-v1.0-q8.onnx'),
    },
  });
  expect(readdirSync(cacheDir)).toEqual([]);
});

/** A hub on the loopback that holds one file. */
async function hub(path: string, bytes: Uint8Array): Promise<Readonly<{ url: string; asked: string[] }>> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === path) response.end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stopHub = () => new Promise((done) => void server.close(() => done()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('the hub is asked for the pinned file, and a file with another hash is not taken for it', async () => {
  const path = '/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/1939ad2a8e416c0acfeecc08a694d14ef25f2231/onnx/model_quantized.onnx';
  const { url, asked } = await hub(path, tinyModel());
  const env = { FANTASCOPE_HUB_URL: url };
  await expect(speakFilm(film, { cacheDir, env })).rejects.toMatchObject({
    code: 'sound.kokoro-missing',
    params: { reason: 'the transfer ended early', host: new URL(url).host },
  });
  expect(asked).toEqual([path]);
});

test('called off while a file comes, it is an interruption, and what has come is there for the next time', async () => {
  const server = createServer((_, response) => void response.writeHead(200).write(new Uint8Array(1000)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stopHub = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  const env = { FANTASCOPE_HUB_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const stop = new AbortController();
  const speaking = speakFilm(film, { cacheDir, env, signal: stop.signal, onDownload: () => stop.abort() });
  await expect(speaking).rejects.toMatchObject({ code: 'render.interrupted' });
  expect(readdirSync(join(cacheDir, 'weights'))).toEqual(['kokoro-82m-v1.0-q8.onnx.part']);
});

test('a file is fetched once, with progress, checked and found again; one put there by hand is found as well', async () => {
  const bytes = tinyModel();
  const needed: NeededFile = {
    ...{ name: 'tiny', file: 'tiny.onnx', hubPath: 'tiny/resolve/abc/model.onnx', bytes: bytes.length },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const { url, asked } = await hub('/tiny/resolve/abc/model.onnx', bytes);
  const heard: number[] = [];
  const get = voiceFiles({ cacheDir, env: { FANTASCOPE_HUB_URL: url }, onDownload: (progress) => heard.push(progress.bytes) });
  const at = join(cacheDir, 'weights', 'tiny.onnx');
  expect(await get([needed], {})).toEqual([{ outcome: 'found', path: at }]);
  expect(await get([needed], {})).toEqual([{ outcome: 'found', path: at }]);
  expect([asked.length, heard.at(-1)]).toEqual([1, bytes.length]);
  const absent = voiceFiles({ cacheDir, env: { FANTASCOPE_HUB_URL: 'off' } });
  const byHand = { ...needed, name: 'hand', file: 'hand.onnx' };
  expect(await absent([byHand], {})).toMatchObject([{ outcome: 'absent', reason: 'FANTASCOPE_HUB_URL=off' }]);
  mkdirSync(join(cacheDir, 'weights'), { recursive: true });
  writeFileSync(join(cacheDir, 'weights', 'hand.onnx'), bytes);
  expect(await absent([byHand], {})).toMatchObject([{ outcome: 'found' }]);
});
