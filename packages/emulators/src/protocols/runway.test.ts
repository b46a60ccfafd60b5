import { afterEach, beforeEach, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let runway: Emulator;
beforeEach(async () => {
  runway = await startEmulator('runway', { workMs: 1500, slots: 1 });
});
afterEach(() => runway.close());

const headers = { authorization: 'Bearer emulated-runway-key', 'x-runway-version': '2024-11-06' };
const example = {
  model: 'gen4.5',
  promptImage: 'https://example.com/a.png',
  promptText: 'a lantern',
  ratio: '1280:720',
  duration: 5,
  seed: 0,
};
const submit = (json: unknown, more: Readonly<Record<string, string>> = headers) =>
  askEmulator(runway, { method: 'POST', path: '/v1/image_to_video', json, headers: more });
const get = (id: unknown) => askEmulator(runway, { path: `/v1/tasks/${id}`, headers });

test('a second task is THROTTLED while the account’s one place is taken, then runs with progress', async () => {
  const [first, second] = [await submit(example), await submit(example)];
  expect(first.json).toMatchObject({ estimatedCost: { credits: 60 } });
  expect((await get(second.json['id'])).json['status']).toBe('THROTTLED');
  const running = await askUntil(
    () => get(first.json['id']),
    ({ json }) => json['status'] === 'RUNNING',
  );
  expect(running.json['progress']).toBeGreaterThanOrEqual(0);
});

test('progress may go backwards, and a running task back to THROTTLED', async () => {
  const { json } = await submit(example);
  await askUntil(
    () => get(json['id']),
    (answer) => Number(answer.json['progress']) > 0.2,
  );
  runway.misbehave('progress-backwards');
  expect((await get(json['id'])).json).toMatchObject({ status: 'RUNNING', progress: 0.01 });
  runway.misbehave('running-to-queued');
  expect((await get(json['id'])).json).toMatchObject({ status: 'THROTTLED' });
});

test('a finished task says what it cost', async () => {
  await runway.close();
  runway = await startEmulator('runway', { workMs: 20 });
  const { json } = await submit(example);
  const done = await askUntil(
    () => get(json['id']),
    (answer) => answer.json['status'] === 'SUCCEEDED',
  );
  expect(done.json).toMatchObject({ output: [expect.stringMatching(/\.mp4$/)], cost: { credits: 60 } });
});

test('a refused text says so by its failure code', async () => {
  await runway.close();
  runway = await startEmulator('runway', { workMs: 20 });
  runway.misbehave('content-refused');
  const { json } = await submit(example);
  const failed = await askUntil(
    () => get(json['id']),
    (answer) => answer.json['status'] === 'FAILED',
  );
  expect(failed.json['failureCode']).toBe('SAFETY.INPUT.TEXT');
});

test.each([
  ['without the version header', example, { authorization: headers.authorization }],
  ['a ratio with an x', { ...example, ratio: '1280x720' }, headers],
  ['a length gen4_turbo does not make', { ...example, model: 'gen4_turbo', duration: 7 }, headers],
  ['a picture without TLS', { ...example, promptImage: 'http://example.com/a.png' }, headers],
  ['a camera, which is no parameter', { ...example, cameraControl: {} }, headers],
])('refused: %s', async (_, json, more) => {
  expect(await submit(json, more)).toMatchObject({ status: 400, json: { error: 'Validation of body failed' } });
  expect(runway.bill).toEqual([]);
});

test('a waiting task can be cancelled and costs nothing', async () => {
  await runway.close();
  runway = await startEmulator('runway', { workMs: 600_000 });
  const { json } = await submit(example);
  expect((await askEmulator(runway, { method: 'DELETE', path: `/v1/tasks/${json['id']}`, headers })).status).toBe(204);
  expect((await get(json['id'])).json).toMatchObject({ status: 'CANCELLED' });
  expect(runway.bill).toMatchObject([{ isCancelled: true }]);
});

test('a file goes to the upload address and is named by its runway address', async () => {
  const { json } = await askEmulator(runway, {
    method: 'POST',
    path: '/v1/uploads',
    json: { filename: 'a.png', type: 'ephemeral' },
    headers,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(at(json, 'fields') as Record<string, string>)) form.set(name, value);
  form.set('file', new File(['bytes'], 'a.png'));
  expect((await fetch(String(json['uploadUrl']), { method: 'POST', body: form })).status).toBe(204);
  expect((await submit({ ...example, promptImage: json['runwayUri'] })).status).toBe(200);
});
