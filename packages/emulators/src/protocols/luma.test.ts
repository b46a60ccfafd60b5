import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let luma: Emulator;
beforeEach(async () => {
  luma = await startEmulator('luma', { workMs: 10 });
});
afterEach(() => luma.close());

const headers = { authorization: 'Bearer emulated-luma-key' };
const example = {
  model: 'ray-2',
  prompt: 'a lantern in the rain',
  aspect_ratio: '16:9',
  duration: '5s',
  resolution: '540p',
  loop: false,
  keyframes: { frame0: { type: 'image', url: 'https://example.com/first.png' } },
  concepts: [{ key: 'push_in' }, { key: 'pedestal_up' }],
};
const submit = (json: unknown, path = '/generations/video') => askEmulator(luma, { method: 'POST', path, json, headers });
const ask = (path: string, method = 'GET') => askEmulator(luma, { path, method, headers });

test('a generation goes from queued over dreaming to completed, and says what it was asked for', async () => {
  const { status, json } = await submit(example);
  expect([status, json['state'], json['assets'], json['failure_reason']]).toEqual([201, 'queued', null, null]);
  const done = await askUntil(
    () => ask(`/generations/${json['id']}`),
    (answer) => answer.json['state'] === 'completed',
  );
  expect(at(done.json, 'assets.video')).toMatch(/\.mp4$/);
  expect(done.json['request']).toMatchObject({ concepts: [{ key: 'push_in' }, { key: 'pedestal_up' }], keyframes: example.keyframes });
  expect(luma.bill).toMatchObject([{ taskId: json['id'], model: 'ray-2' }]);
});

test('the older address takes the same body', async () => {
  expect((await submit(example, '/generations')).status).toBe(201);
});

test('the list names 34 concepts, and each is taken', async () => {
  const list = (await ask('/generations/concepts/list')).json as unknown as string[];
  expect([list.length, new Set(list).size]).toEqual([34, 34]);
  expect((await submit({ ...example, concepts: list.map((key) => ({ key })) })).status).toBe(201);
});

test('a frame may be another generation, if there is one', async () => {
  const { json } = await submit(example);
  const next = (id: unknown) => submit({ ...example, keyframes: { frame0: { type: 'generation', id } } });
  expect((await next(json['id'])).status).toBe(201);
  expect((await next('nobody')).status).toBeGreaterThanOrEqual(400);
});

test('a list is newest first and says whether there is more', async () => {
  const ids: unknown[] = [];
  for (let take = 0; take < 3; take++) ids.push((await submit(example)).json['id']);
  const { json } = await ask('/generations?limit=2&offset=0');
  expect([(json['generations'] as { id: string }[]).map(({ id }) => id), json['has_more']]).toEqual([[ids[2], ids[1]], true]);
});

test('a generation that is deleted is gone, and one that had not begun costs nothing', async () => {
  const slow = await startEmulator('luma', { workMs: 60_000 });
  try {
    const speak = (path: string, method: string, json?: unknown) =>
      askEmulator(slow, { path: `/generations${path}`, method, headers, ...(json === undefined ? {} : { json }) });
    const { json } = await speak('/video', 'POST', example);
    expect((await speak(`/${json['id']}`, 'DELETE')).status).toBe(204);
    expect((await speak(`/${json['id']}`, 'GET')).status).toBe(404);
    expect(slow.bill).toMatchObject([{ isCancelled: true }]);
  } finally {
    await slow.close();
  }
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown field', { camera_motion: 'push_in' }, 'camera_motion'],
    ['a concept that does not exist', { concepts: [{ key: 'dolly_in' }] }, 'concepts'],
    ['a length as a number', { duration: 5 }, 'duration'],
    ['a length between', { duration: '7s' }, 'duration'],
    ['a model of the other API', { model: 'ray-3.2' }, 'model'],
    ['a frame that is bare text', { keyframes: { frame0: 'https://example.com/a.png' } }, 'frame0'],
    ['a third frame', { keyframes: { frame2: { type: 'image', url: 'https://example.com/a.png' } } }, 'frame2'],
    ['a seed', { seed: 0 }, 'seed'],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect([400, 422]).toContain(reply.status);
    expect(JSON.stringify(reply.json['detail'])).toContain(place);
    expect(luma.bill).toEqual([]);
  });
});
