import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { hearWebhooks } from '../hear-webhooks.ts';

const headers = { authorization: 'Bearer emulated-minimax-key' };
let minimax: Emulator;
afterEach(() => minimax.close());
const post = (path: string, json: unknown) => askEmulator(minimax, { method: 'POST', path, json, headers });
const get = (path: string) => askEmulator(minimax, { path, headers });

describe('the first generation', () => {
  beforeEach(async () => {
    minimax = await startEmulator('minimax-v1', { workMs: 20 });
  });
  const example = { model: 'T2V-01-Director', prompt: '[Pan left,Pedestal up] a lantern [Static shot]', prompt_optimizer: false };
  const submit = (json: unknown) => post('/v1/video_generation', json);

  test('a task has a file once it is done, and the file an address', async () => {
    const { json } = await submit(example);
    expect(json).toMatchObject({ base_resp: { status_code: 0, status_msg: 'success' } });
    const done = await askUntil(
      () => get(`/v1/query/video_generation?task_id=${json['task_id']}`),
      (answer) => answer.json['status'] === 'Success',
    );
    expect(done.json).toMatchObject({ video_width: 1280, video_height: 720 });
    const file = await get(`/v1/files/retrieve?file_id=${done.json['file_id']}`);
    expect(at(file.json, 'file.download_url')).toMatch(/\.mp4$/);
  });

  test.each([
    ['a field nobody has', { ...example, camera: 'left' }, 2013],
    ['ten seconds of a Director model', { ...example, duration: 10 }, 2013],
    ['ten seconds at 1080P', { model: 'MiniMax-Hailuo-02', prompt: 'a', duration: 10, resolution: '1080P' }, 2013],
    ['a picture model without a picture', { ...example, model: 'I2V-01-Director' }, 2013],
    ['a last frame where there is none', { ...example, last_frame_image: 'https://example.com/a.png' }, 2013],
  ])('%s is an error inside a 200', async (_, json, code) => {
    expect(await submit(json)).toMatchObject({ status: 200, json: { base_resp: { status_code: code } } });
    expect(minimax.bill).toEqual([]);
  });

  test('a wrong key is an error inside a 200 too', async () => {
    const reply = await askEmulator(minimax, {
      method: 'POST',
      path: '/v1/video_generation',
      json: example,
      headers: { authorization: 'Bearer else' },
    });
    expect(reply).toMatchObject({ status: 200, json: { base_resp: { status_code: 1004 } } });
  });

  test.each([false, true])('a callback address is challenged first; one that does not answer hears nothing (rude: %s)', async (isRude) => {
    await hearWebhooks(
      async (url, heard) => {
        const { json } = await submit({ ...example, callback_url: url });
        const query = `/v1/query/video_generation?task_id=${json['task_id']}`;
        await askUntil(
          () => get(query),
          (answer) => answer.json['status'] === 'Success' && (isRude || heard.length === 2),
        );
        expect(heard.map(({ body }) => (JSON.parse(body) as { status: string }).status)).toEqual(isRude ? [] : ['processing', 'success']);
      },
      { isRude },
    );
  });
});

describe('the second generation', () => {
  beforeEach(async () => {
    minimax = await startEmulator('minimax-v2', { workMs: 20 });
  });
  const text = { type: 'text', text: 'a lantern' };
  const image = (role: string) => ({ type: 'image_url', image_url: { url: 'https://example.com/a.png' }, role });
  const example = { model: 'MiniMax-H3', content: [text, image('first_frame')], resolution: '2K', ratio: '16:9', duration: 6 };
  const submit = (json: unknown) => post('/v2/video_generation', json);

  test('a task, its list and its usage', async () => {
    const { json } = await submit(example);
    const done = await askUntil(
      () => get(`/v2/query/video_generation/${json['task_id']}`),
      (answer) => at(answer.json, 'task.status') === 'succeeded',
    );
    expect(done.json).toMatchObject({
      task: { resolution: '2K', duration: 6, ratio: '16:9', usage: { total_seconds: 6, output_seconds: 6 } },
    });
    expect((await get('/v2/query/video_generation?page_num=1&page_size=10')).json).toMatchObject({
      total: 1,
      tasks: [{ id: json['task_id'] }],
    });
  });

  test.each([
    ['a seed, which it does not have', { ...example, seed: 0 }],
    ['frames beside references', { ...example, content: [text, image('first_frame'), image('reference_image')] }],
    ['four seconds of Max', { ...example, model: 'MiniMax-H3-Max', duration: 4 }],
  ])('refused: %s', async (_, json) => {
    expect(await submit(json)).toMatchObject({
      status: 400,
      json: { type: 'error', error: { type: 'bad_request_error', http_code: '400' } },
    });
    expect(minimax.bill).toEqual([]);
  });
});
