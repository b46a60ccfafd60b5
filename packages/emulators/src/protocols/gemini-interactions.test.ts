import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let gemini: Emulator;
beforeEach(async () => {
  gemini = await startEmulator('gemini-interactions', { workMs: 10 });
});
afterEach(() => gemini.close());

const headers = { 'x-goog-api-key': 'emulated-google-key' };
const format = { type: 'video', aspect_ratio: '16:9', duration: '3s', resolution: '360p', delivery: 'uri' };
const example = { model: 'gemini-omni-1.2-flash', input: 'slow dolly in on a lantern', response_format: format, background: true };
const submit = (json: unknown, version = 'v1') => askEmulator(gemini, { method: 'POST', path: `/${version}/interactions`, json, headers });
const ask = (path: string, method = 'GET') => askEmulator(gemini, { path, method, headers });
const completed = (id: unknown) =>
  askUntil(
    () => ask(`/v1beta/interactions/${id}`),
    ({ json }) => json['status'] === 'completed',
  );

test.each(['v1', 'v1beta'])('in the background, by %s, it is answered at once and asked after by id', async (version) => {
  const { status, json } = await submit(example, version);
  expect([status, json['status'], json['object']]).toEqual([200, 'queued', 'interaction']);
  const done = await completed(json['id']);
  expect(done.json['steps']).toMatchObject([
    { type: 'user_input' },
    { type: 'model_output', content: [{ type: 'video', mime_type: 'video/mp4' }] },
  ]);
  expect(gemini.bill).toMatchObject([{ taskId: json['id'], model: example.model, request: example }]);
});

test('otherwise the answer waits for the clip, which it carries', async () => {
  const { json } = await submit({ ...example, background: undefined, response_format: { ...format, delivery: 'inline' } });
  expect(json['status']).toBe('completed');
  expect(
    Buffer.from(String(at(json, 'steps.1.content.0.data')), 'base64')
      .subarray(4, 8)
      .toString(),
  ).toBe('ftyp');
});

test('a file asks for the key, in the header or in the address, and says when it is ready', async () => {
  const { json } = await submit(example);
  const done = await completed(json['id']);
  const uri = String(at(done.json, 'steps.1.content.0.uri'));
  expect((await askEmulator(gemini, { path: uri })).status).toBe(403);
  for (const reply of [await ask(uri), await askEmulator(gemini, { path: `${uri}&key=emulated-google-key` })])
    expect(reply.headers.get('content-type')).toBe('video/mp4');
  expect((await ask(`/v1beta/files/${json['id']}`)).json).toMatchObject({ name: `files/${json['id']}`, state: 'ACTIVE' });
});

test('a shot can be talked about further, once it is made', async () => {
  const { json } = await submit(example);
  const next = { ...example, input: 'the same, but crane up', previous_interaction_id: json['id'] };
  await completed(json['id']);
  expect((await submit(next)).status).toBe(200);
  expect((await submit({ ...next, previous_interaction_id: 'v1_nobody' })).status).toBe(404);
});

test('an older revision answers with outputs, and a model may answer with words alone', async () => {
  const { json } = await submit(example);
  await completed(json['id']);
  gemini.misbehave('result-shape');
  expect(at((await ask(`/v1/interactions/${json['id']}`)).json, 'outputs.0.type')).toBe('video');
  gemini.misbehave('error-in-200');
  const worded = await completed((await submit(example)).json['id']);
  expect(at(worded.json, 'steps.1.content.0.type')).toBe('text');
});

test('what is called off while it waits costs nothing', async () => {
  const slow = await startEmulator('gemini-interactions', { workMs: 1000, slots: 1 });
  try {
    const speak = (path: string, json?: unknown) =>
      askEmulator(slow, { path: `/v1/interactions${path}`, method: 'POST', headers, ...(json === undefined ? {} : { json }) });
    await speak('', example);
    const { json } = await speak('', example);
    expect((await speak(`/${json['id']}/cancel`)).json['status']).toBe('cancelled');
    expect(await speak(`/${json['id']}/cancel`)).toMatchObject({ status: 400, json: { error: { status: 'FAILED_PRECONDITION' } } });
    expect(slow.bill.map(({ isCancelled = false }) => isCancelled)).toEqual([false, true]);
  } finally {
    await slow.close();
  }
});

test('a wrong key is a bad request and no key is forbidden', async () => {
  const come = (more: Readonly<Record<string, string>>) =>
    askEmulator(gemini, { method: 'POST', path: '/v1/interactions', json: example, headers: more });
  expect(await come({})).toMatchObject({ status: 403, json: { error: { status: 'PERMISSION_DENIED' } } });
  expect(await come({ 'x-goog-api-key': 'someone' })).toMatchObject({
    status: 400,
    json: { error: { details: [{ reason: 'API_KEY_INVALID' }] } },
  });
});

describe('refused before anything is spent', () => {
  const task = (name: string) => ({ generation_config: { video_config: { task: name } } });
  test.each([
    ['an unknown field', { camera: 'in' }, 'camera'],
    ['an unknown field of the format', { response_format: { ...format, fps: 24 } }, 'fps'],
    ['an unknown field of the input', { input: [{ type: 'text', text: 'a', role: 'user' }] }, 'role'],
    ['a negative prompt', { negative_prompt: 'blur' }, 'negative_prompt'],
    ['seconds as a number', { response_format: { ...format, duration: 5 } }, 'duration'],
    ['sixteen seconds', { response_format: { ...format, duration: '16s' } }, 'duration'],
    ['eleven seconds of the older model', { model: 'gemini-omni-1.1-flash', response_format: { ...format, duration: '11s' } }, 'duration'],
    ['a picture as nothing', { input: [{ type: 'image', mime_type: 'image/png' }] }, 'input'],
    ['a first frame without one', task('image_to_video'), 'task'],
    ['a longer clip without one', task('extend'), 'task'],
    ['a task that does not exist', task('recamera'), 'task'],
    ['the background without keeping', { store: false }, 'background'],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect(reply).toMatchObject({ status: 400, json: { error: { status: 'INVALID_ARGUMENT' } } });
    expect(reply.text).toContain(place);
    expect(gemini.bill).toEqual([]);
  });
});
