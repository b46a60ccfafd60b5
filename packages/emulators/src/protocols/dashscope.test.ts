import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let dashscope: Emulator;
beforeEach(async () => {
  dashscope = await startEmulator('dashscope', { workMs: 10 });
});
afterEach(() => dashscope.close());

const headers = { authorization: 'Bearer emulated-dashscope-key' };
const video = '/api/v1/services/aigc/video-generation/video-synthesis';
const older = {
  model: 'wan2.6-t2v',
  input: { prompt: '镜头缓慢推近', negative_prompt: '' },
  parameters: { size: '1280*720', duration: 5, seed: 0, prompt_extend: false, shot_type: 'single', audio: false },
};
const newer = {
  model: 'wan2.7-r2v',
  input: {
    prompt: '参考视频的运镜',
    media: [
      { type: 'first_frame', url: 'https://example.com/a.png' },
      { type: 'reference_video', url: 'https://example.com/previs.mp4' },
    ],
  },
  parameters: { ratio: '16:9', resolution: '720P', duration: 7, prompt_extend: false, watermark: false },
};
const submit = (json: unknown, more: Readonly<Record<string, string>> = { 'x-dashscope-async': 'enable' }, path = video) =>
  askEmulator(dashscope, { method: 'POST', path, json, headers: { ...headers, ...more } });
const ask = (path: string, method = 'GET') => askEmulator(dashscope, { path, method, headers });

test.each([
  ['before 2.7', older],
  ['from 2.7', newer],
])('the body of models %s is taken, asked after and made', async (_, body) => {
  const { status, json } = await submit(body);
  expect([status, at(json, 'output.task_status')]).toEqual([200, 'PENDING']);
  const id = at(json, 'output.task_id');
  const done = await askUntil(
    () => ask(`/api/v1/tasks/${id}`),
    ({ text }) => text.includes('SUCCEEDED'),
  );
  expect(at(done.json, 'output.submit_time')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  expect(at(done.json, 'output.video_url')).toMatch(/\.mp4/);
  expect(at(done.json, 'output.orig_prompt')).toBe(body.input.prompt);
  expect(at(done.json, 'usage.duration')).toBe(body.parameters.duration);
  expect(dashscope.bill).toMatchObject([{ taskId: id, request: body }]);
});

test('first and last frame have an address of their own', async () => {
  const body = {
    model: 'wan2.2-kf2v-flash',
    input: { prompt: '', first_frame_url: 'https://example.com/a.png', last_frame_url: 'https://example.com/b.png' },
    parameters: { resolution: '720P', prompt_extend: false },
  };
  expect((await submit(body, undefined, '/api/v1/services/aigc/image2video/video-synthesis')).status).toBe(200);
});

test('without the header that makes it asynchronous nothing is taken', async () => {
  expect(await submit(older, {})).toMatchObject({ status: 403, json: { code: 'AccessDenied' } });
  expect(dashscope.bill).toEqual([]);
});

test('a task nobody knows is a 200 that says UNKNOWN', async () => {
  expect(await ask('/api/v1/tasks/0385')).toMatchObject({ status: 200, json: { output: { task_id: '0385', task_status: 'UNKNOWN' } } });
});

test('the list is filtered by model and status', async () => {
  await submit(older);
  await submit(newer);
  const { json, status } = await ask(`/api/v1/tasks/?model_name=${newer.model}&page_no=1&page_size=10`);
  expect(status).toBe(200);
  expect(JSON.stringify(json)).toContain(String(dashscope.bill[1]?.taskId));
  expect(JSON.stringify(json)).not.toContain(String(dashscope.bill[0]?.taskId));
});

test('a waiting task can be called off and costs nothing; a running one cannot', async () => {
  const slow = await startEmulator('dashscope', { workMs: 1000, slots: 1 });
  try {
    const speak = (path: string, method: string, json?: unknown) =>
      askEmulator(slow, { path, method, ...(json === undefined ? {} : { json }), headers: { ...headers, 'x-dashscope-async': 'enable' } });
    const ids: unknown[] = [];
    for (let take = 0; take < 2; take++) ids.push(at((await speak(video, 'POST', older)).json, 'output.task_id'));
    expect((await speak(`/api/v1/tasks/${ids[1]}/cancel`, 'POST')).status).toBe(200);
    await askUntil(
      () => speak(`/api/v1/tasks/${ids[0]}`, 'GET'),
      ({ text }) => text.includes('RUNNING'),
    );
    expect(await speak(`/api/v1/tasks/${ids[0]}/cancel`, 'POST')).toMatchObject({ status: 400, json: { code: 'UnsupportedOperation' } });
    expect((await speak(`/api/v1/tasks/${ids[1]}`, 'GET')).text).toContain('CANCELED');
    expect(slow.bill.map(({ isCancelled = false }) => isCancelled)).toEqual([false, true]);
  } finally {
    await slow.close();
  }
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown field', { ...older, camera: 'in' }, 'camera'],
    ['an unknown parameter', { ...older, parameters: { ...older.parameters, camera_fixed: true } }, 'camera_fixed'],
    ['the newer list in an older body', { ...older, input: { ...older.input, media: [] } }, 'media'],
    ['an older name in a newer body', { ...newer, input: { ...newer.input, img_url: 'https://example.com/a.png' } }, 'img_url'],
    ['a size with an x', { ...older, parameters: { size: '1280x720' } }, 'size'],
    ['seven seconds before 2.7', { ...older, parameters: { duration: 7 } }, 'duration'],
    ['sixteen seconds', { ...newer, parameters: { duration: 16 } }, 'duration'],
    ['seconds as text', { ...newer, parameters: { duration: '5' } }, 'duration'],
    ['a class in small letters', { ...newer, parameters: { resolution: '720p' } }, 'resolution'],
    [
      'a role that does not exist',
      { ...newer, input: { prompt: 'a', media: [{ type: 'control_video', url: 'https://example.com/a.mp4' }] } },
      'media',
    ],
  ])('%s', async (_, body, place) => {
    const reply = await submit(body);
    expect(reply).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } });
    expect(reply.json['message']).toContain(place);
    expect(dashscope.bill).toEqual([]);
  });
});
