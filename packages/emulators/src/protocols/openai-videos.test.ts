import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let server: Emulator;
beforeEach(async () => {
  server = await startEmulator('openai-videos', { workMs: 250 });
});
afterEach(() => server.close());

const headers = { authorization: 'Bearer emulated-server-key' };
const example = { prompt: 'animate this image', width: '1280', height: '720', num_frames: '80', fps: '16', seed: '0' };
function form(fields: Readonly<Record<string, string | undefined>>, file?: Readonly<{ name: string; blob: Blob }>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) made.append(name, value);
  if (file !== undefined) made.append(file.name, file.blob, 'input.png');
  return made;
}
const picture = { name: 'input_reference', blob: new Blob(['png'], { type: 'image/png' }) };
const submit = (body: FormData, path = '/videos') => askEmulator(server, { method: 'POST', path, body, headers });
const ask = (path: string, method = 'GET') => askEmulator(server, { path, method, headers });
const finished = (id: unknown) =>
  askUntil(
    () => ask(`/videos/${id}`),
    ({ json }) => json['status'] === 'completed',
  );

test('the documented form with a picture is taken; its numbers arrive as numbers, seed 0 among them', async () => {
  const { status, json } = await submit(form(example, picture));
  expect([status, json['object'], json['status'], json['progress']]).toEqual([200, 'video', 'queued', 0]);
  expect(server.bill).toMatchObject([
    {
      taskId: json['id'],
      usd: 0,
      request: { num_frames: 80, seed: 0, input_reference: { name: 'input.png', mime: 'image/png', sizeBytes: 3 } },
    },
  ]);
  const done = await finished(json['id']);
  expect(done.json).toMatchObject({ progress: 100, size: '1280x720', seconds: '5', error: null });
});

test('the content is a file only once it is made, with ranges', async () => {
  const { json } = await submit(form({ ...example, width: '64', height: '48', num_frames: '8' }));
  expect((await ask(`/videos/${json['id']}/content`)).status).toBe(404);
  await finished(json['id']);
  const whole = await ask(`/videos/${json['id']}/content`);
  expect(whole.headers.get('content-type')).toBe('video/mp4');
  expect(whole.bytes.subarray(4, 8)).toEqual(Uint8Array.from(Buffer.from('ftyp')));
  const part = await askEmulator(server, { path: `/videos/${json['id']}/content`, headers: { ...headers, range: 'bytes=4-7' } });
  expect([part.status, part.text]).toEqual([206, 'ftyp']);
});

test('content that went to a cloud is no longer here, and the record says where it is', async () => {
  const { json } = await submit(form({ ...example, width: '64', height: '48', num_frames: '8' }));
  await finished(json['id']);
  server.misbehave('result-shape');
  const { json: record } = await ask(`/videos/${json['id']}`);
  expect((await ask(`/videos/${json['id']}/content`)).status).toBe(400);
  expect((await ask(String(record['url']))).headers.get('content-type')).toBe('video/mp4');
});

test('the synchronous route answers with the film itself', async () => {
  const reply = await submit(form({ ...example, width: '64', height: '48', num_frames: '8' }), '/videos/sync');
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'video/mp4']);
});

test('a job that is deleted is unknown afterwards', async () => {
  const { json } = await submit(form(example));
  expect((await ask(`/videos/${json['id']}`, 'DELETE')).json).toMatchObject({ id: json['id'], deleted: true });
  expect((await ask(`/videos/${json['id']}`)).status).toBe(404);
});

test('the record and the list say what was asked', async () => {
  const { json } = await submit(form(example));
  expect([json['prompt'], at((await ask('/videos')).json, 'data.0.prompt')]).toEqual([example.prompt, example.prompt]);
});

test('the list goes on after an id', async () => {
  const ids: unknown[] = [];
  for (let take = 0; take < 3; take++) ids.push((await submit(form(example))).json['id']);
  const { json } = await ask(`/videos?limit=1&after=${ids[2]}`);
  expect([(json['data'] as { id: string }[]).map(({ id }) => id), json['has_more']]).toEqual([[ids[1]], true]);
});

describe('refused before any work', () => {
  test.each([
    ['an unknown field', { camera: 'push in' }, 'camera'],
    ['no prompt', { prompt: undefined }, 'prompt'],
    ['a size in another form', { size: '1280*720' }, 'size'],
    ['a number that is none', { fps: 'sixteen' }, 'fps'],
    ['a width alone', { height: undefined }, 'width'],
    ['a reference that is not JSON', { image_reference: 'https://example.com/a.png' }, 'image_reference'],
    ['a reference by file id', { image_reference: '{"file_id":"f1"}' }, 'image_reference'],
    ['a kind of control without a control', { control_type: 'depth' }, 'control_type'],
    ['two references', { image_reference: '{"image_url":"x"}', video_reference: '{"video_url":"x"}' }, 'video_reference'],
  ])('%s', async (_, change, place) => {
    const reply = await submit(form({ ...example, ...change }));
    expect(reply).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
    expect(reply.text).toContain(place);
    expect(server.bill).toEqual([]);
  });
});
