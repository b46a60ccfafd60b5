import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let veo: Emulator;
beforeEach(async () => {
  veo = await startEmulator('vertex-veo', { workMs: 10 });
});
afterEach(() => veo.close());

const headers = { authorization: 'Bearer emulated-google-token' };
const model = '/projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001';
const image = { gcsUri: 'gs://b/a.png', mimeType: 'image/png' };
/** The documented example. */
const example = {
  instances: [{ prompt: 'Slow dolly-in on a lantern', image }],
  parameters: {
    ...{ aspectRatio: '16:9', durationSeconds: 8, resolution: '1080p', sampleCount: 1, seed: 7, generateAudio: true },
    storageUri: 'gs://b/shot12/',
  },
};
const small = { instances: [{ prompt: 'a lantern' }], parameters: { durationSeconds: 4, resolution: '720p' } };
const submit = (json: unknown, path = model) => askEmulator(veo, { method: 'POST', path: `${path}:predictLongRunning`, json, headers });
const poll = (name: unknown, path = model) =>
  askEmulator(veo, { method: 'POST', path: `${path}:fetchPredictOperation`, json: { operationName: name }, headers });
const get = (path: string) => askEmulator(veo, { path, headers });
const done = (name: unknown) =>
  askUntil(
    () => poll(name),
    ({ json }) => json['done'] === true,
  );

test('the documented example is an operation that says, when done, where the clip lies', async () => {
  const { json, status } = await submit(example);
  expect([status, Object.keys(json)]).toEqual([200, ['name']]);
  expect(json['name']).toMatch(
    /^projects\/p\/locations\/us-central1\/publishers\/google\/models\/veo-3\.1-generate-001\/operations\/[\w-]+$/,
  );
  const end = await done(json['name']);
  expect(end.json['response']).toMatchObject({
    raiMediaFilteredCount: 0,
    videos: [{ gcsUri: 'gs://b/shot12/sample_0.mp4', mimeType: 'video/mp4' }],
  });
  expect(veo.bill).toMatchObject([{ taskId: json['name'], request: example }]);
  expect(veo.bill[0]?.usd).toBeCloseTo(3.2);
});

test('an operation under way says its name and nothing more', async () => {
  const slow = await startEmulator('vertex-veo', { workMs: 60_000 });
  try {
    const post = (path: string, json: unknown) => askEmulator(slow, { method: 'POST', path: `${model}:${path}`, json, headers });
    const { json } = await post('predictLongRunning', small);
    expect((await post('fetchPredictOperation', { operationName: json['name'] })).json).toEqual({ name: json['name'] });
  } finally {
    await slow.close();
  }
});

test('the bucket lists by prefix what was made, and gives it by its JSON and by its plain address', async () => {
  const { json } = await submit({ ...small, parameters: { ...small.parameters, sampleCount: 2, storageUri: 'gs://b/take 1' } });
  expect((await get('/storage/v1/b/b/o?prefix=take%201/')).json['items']).toBeUndefined();
  await done(json['name']);
  const { items } = (await get('/storage/v1/b/b/o?prefix=take%201/')).json as { items: { name: string }[] };
  expect(items.map(({ name }) => name)).toEqual(['take 1/sample_0.mp4', 'take 1/sample_1.mp4']);
  expect((await get('/storage/v1/b/b/o?prefix=take%202/')).json['items']).toBeUndefined();
  for (const path of ['/storage/v1/b/b/o/take%201%2Fsample_1.mp4?alt=media', '/b/take%201/sample_1.mp4']) {
    expect((await get(path)).headers.get('content-type')).toBe('video/mp4');
  }
  expect((await get('/b/take%201/sample_2.mp4')).status).toBe(404);
});

test('a take whose operation was never told still lies in the bucket', async () => {
  veo.misbehave('accept-then-hang-up');
  await expect(submit({ ...small, parameters: { ...small.parameters, storageUri: 'gs://b/lost/' } })).rejects.toThrow();
  const found = await askUntil(
    () => get('/storage/v1/b/b/o?prefix=lost/'),
    ({ json }) => json['items'] !== undefined,
  );
  expect(at(found.json, 'items.0.name')).toBe('lost/sample_0.mp4');
});

test('without a bucket the clip comes inside the reply', async () => {
  const end = await done((await submit(small)).json['name']);
  expect(
    Buffer.from(String(at(end.json, 'response.videos.0.bytesBase64Encoded')), 'base64')
      .subarray(4, 8)
      .toString(),
  ).toBe('ftyp');
});

test('what was filtered is done, counted, and not there', async () => {
  veo.misbehave('content-refused');
  const end = await done((await submit(small)).json['name']);
  expect(end.json['response']).toMatchObject({ raiMediaFilteredCount: 1 });
  expect(at(end.json, 'response.videos')).toBeUndefined();
});

test('an operation is known to its own model only', async () => {
  const { json } = await submit(small);
  expect(await poll(json['name'], model.replace('3.1', '3.0'))).toMatchObject({ status: 404, json: { error: { status: 'NOT_FOUND' } } });
});

describe('refused before anything is spent', () => {
  const one = (instance: object, parameters: object = {}) => ({ instances: [instance], parameters });
  test.each([
    ['an unknown field', { ...small, camera: 'in' }, 'camera'],
    ['an unknown parameter', one({ prompt: 'a' }, { cameraControl: 'in' }), 'cameraControl'],
    ['two instances', { instances: [{ prompt: 'a' }, { prompt: 'b' }] }, 'instances'],
    ['five seconds', one({ prompt: 'a' }, { durationSeconds: 5 }), 'durationSeconds'],
    ['seconds as text', one({ prompt: 'a' }, { durationSeconds: '8' }), 'durationSeconds'],
    ['a square', one({ prompt: 'a' }, { aspectRatio: '1:1' }), 'aspectRatio'],
    ['a picture by URL', one({ prompt: 'a', image: { gcsUri: 'https://example.com/a.png', mimeType: 'image/png' } }), 'image'],
    ['a last frame alone', one({ prompt: 'a', lastFrame: image }), 'lastFrame'],
    ['references beside a first frame', one({ image, referenceImages: [{ image, referenceType: 'asset' }] }), 'referenceImages'],
    [
      'references in six seconds',
      one({ prompt: 'a', referenceImages: [{ image, referenceType: 'asset' }] }, { durationSeconds: 6 }),
      'durationSeconds',
    ],
    ['neither words nor pictures', one({}), 'prompt'],
  ])('%s', async (_, body, place) => {
    const reply = await submit(body);
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 400, status: 'INVALID_ARGUMENT' } } });
    expect(reply.text).toContain(place);
    expect(veo.bill).toEqual([]);
  });

  test('a model that does not exist is not found', async () => {
    expect((await submit(small, model.replace('veo-3.1', 'veo-9'))).status).toBe(404);
  });
});
