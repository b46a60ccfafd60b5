import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { hearWebhooks } from '../hear-webhooks.ts';

let ark: Emulator;
beforeEach(async () => {
  ark = await startEmulator('ark', { workMs: 20 });
});
afterEach(() => ark.close());

const headers = { authorization: 'Bearer emulated-ark-key' };
const tasks = '/contents/generations/tasks';
const submit = (json: unknown, path = tasks) => askEmulator(ark, { method: 'POST', path, json, headers });
const get = (path: string) => askEmulator(ark, { path: `${tasks}${path}`, headers });
const text = { type: 'text', text: 'a lantern' };
const frame = (role: string) => ({ type: 'image_url', image_url: { url: 'https://example.com/a.png' }, role });
const example = { model: 'seedance-1-5-pro-251215', content: [text], resolution: '1080p', ratio: '16:9', duration: 5, seed: 0 };
const ended = (id: unknown) =>
  askUntil(
    () => get(`/${id}`),
    ({ json }) => json['status'] === 'succeeded' || json['status'] === 'failed',
  );

test('a task tells its seed, its length and the tokens it cost', async () => {
  const { json } = await submit({ ...example, return_last_frame: true });
  expect((await ended(json['id'])).json).toMatchObject({
    ...{
      model: example.model,
      status: 'succeeded',
      error: null,
      seed: 0,
      resolution: '1080p',
      ratio: '16:9',
      duration: 5,
      framespersecond: 24,
    },
    // w × h × fps × seconds / 1024
    usage: { completion_tokens: 243000, total_tokens: 243000 },
    content: { last_frame_url: expect.stringMatching(/\.png$/) },
  });
  expect(ark.bill[0]?.usd).toBeCloseTo(243 * 0.007);
});

test('the list is filtered by model and status, newest first, so that a lost task can be found', async () => {
  const ids = [await submit(example), await submit({ ...example, model: 'dreamina-seedance-2-0-260128' })].map(({ json }) => json['id']);
  await ended(ids[1]);
  const items = async (query: string) =>
    ((await get(`?page_num=1&page_size=50${query}`)).json['items'] as { id: string }[]).map(({ id }) => id);
  expect(await items('')).toEqual([ids[1], ids[0]]);
  expect(await items(`&filter.model=${example.model}`)).toEqual([ids[0]]);
  expect(await items('&filter.status=cancelled')).toEqual([]);
});

test('a queued task can be cancelled and costs nothing', async () => {
  await ark.close();
  ark = await startEmulator('ark', { workMs: 600_000 });
  const { json } = await submit(example);
  const cancel = () => askEmulator(ark, { method: 'DELETE', path: `${tasks}/${json['id']}`, headers });
  expect((await cancel()).status).toBe(200);
  expect((await get(`/${json['id']}`)).json).toMatchObject({ status: 'cancelled' });
  expect(ark.bill).toMatchObject([{ isCancelled: true }]);
});

describe('refused with 400 and the place', () => {
  test.each([
    ['a flag of the old prompts as a field', { rs: '1080p' }, 'rs'],
    ['a duration as text', { duration: '5' }, 'duration'],
    ['a length the model does not make', { duration: 13 }, 'duration'],
    ['seconds and frames', { frames: 29 }, 'frames'],
    ['frames off the step', { duration: undefined, frames: 30 }, 'frames'],
    [
      'first frame beside references',
      { model: 'dreamina-seedance-2-0-260128', content: [text, frame('first_frame'), frame('reference_image')] },
      'content',
    ],
    ['a last frame alone', { content: [text, frame('last_frame')] }, 'content'],
    ['references for a model without them', { content: [text, frame('reference_image')] }, 'content'],
    [
      'a locked camera beside references',
      { model: 'dreamina-seedance-2-0-260128', content: [text, frame('reference_image')], camera_fixed: true },
      'camera_fixed',
    ],
    ['sound for a silent model', { model: 'seedance-1-0-pro-250528', generate_audio: true }, 'generate_audio'],
    ['a model nobody has', { model: 'seedance-9' }, 'model'],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'InvalidParameter', type: 'BadRequest' } } });
    expect(at(reply.json, 'error.param')).toContain(place);
    expect(ark.bill).toEqual([]);
  });
});

test('callbacks hold the task itself; in disorder the end comes before the start', async () => {
  const states = await hearWebhooks(async (url, heard) => {
    ark.misbehave('webhook-disorder');
    const { json } = await submit({ ...example, callback_url: url });
    await askUntil(
      () => get(`/${json['id']}`),
      () => heard.length === 2,
    );
    return heard.map(({ body }) => (JSON.parse(body) as { status: string }).status);
  });
  expect(states).toEqual(['succeeded', 'running']);
});

test('pictures come in the reply, by address or as base64', async () => {
  const wish = {
    model: 'seedream-4-0-250828',
    prompt: 'a lantern',
    size: '512x768',
    sequential_image_generation: 'auto',
    sequential_image_generation_options: { max_images: 2 },
  };
  const reply = await submit(wish, '/images/generations');
  expect(reply.json).toMatchObject({ data: [{ size: '512x768' }, { size: '512x768' }], usage: { generated_images: 2 } });
  const file = await askEmulator(ark, { path: String(at(reply.json, 'data.0.url')) });
  expect([file.headers.get('content-type'), [...file.bytes.subarray(1, 4)]]).toEqual(['image/png', [80, 78, 71]]);
  const inside = await submit({ ...wish, response_format: 'b64_json' }, '/images/generations');
  expect(Buffer.from(String(at(inside.json, 'data.1.b64_json')), 'base64').equals(file.bytes)).toBe(true);
  expect((await submit({ ...wish, camera: 'low' }, '/images/generations')).status).toBe(400);
});
