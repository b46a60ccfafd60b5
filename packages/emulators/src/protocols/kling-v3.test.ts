import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { hearWebhooks } from '../hear-webhooks.ts';

let kling: Emulator;
beforeEach(async () => {
  kling = await startEmulator('kling-v3', { workMs: 20 });
});
afterEach(() => kling.close());

const headers = { authorization: 'Bearer emulated-kling-key' };
const contents = [
  { type: 'prompt', text: 'shot 1, 3, a lantern; shot 2, 4, the rain;' },
  { type: 'first_frame', url: 'https://example.com/a.png' },
];
const example = { contents, settings: { resolution: '1080p', duration: 7 }, options: { external_task_id: 'k1' } };
const submit = (json: unknown, path = '/image-to-video/kling-3.0') => askEmulator(kling, { method: 'POST', path, json, headers });
const get = (path: string) => askEmulator(kling, { path, headers });

test('a task is found by its id and by our key, and nobody’s id is an empty list', async () => {
  const { json } = await submit(example);
  expect(json).toMatchObject({ code: 0, data: { status: 'submitted' } });
  const done = await askUntil(
    () => get('/tasks?external_task_ids=k1'),
    (answer) => at(answer.json, 'data.0.status') === 'succeeded',
  );
  expect(done.json).toMatchObject({
    data: [{ id: at(json, 'data.id'), outputs: [{ type: 'video', duration: '7.0' }], billing: [{ charge_type: 'unit' }] }],
  });
  expect((await get('/tasks?task_ids=t_9')).json).toMatchObject({ code: 0, data: [] });
});

test.each([
  ['the older generation’s camera', { ...example, camera_control: {} }, '/image-to-video/kling-3.0'],
  ['a length as text', { ...example, settings: { duration: '7' } }, '/image-to-video/kling-3.0'],
  ['shots that do not add up', { ...example, settings: { duration: 5 } }, '/image-to-video/kling-3.0'],
  ['a ratio beside a picture', { ...example, settings: { duration: 7, aspect_ratio: '16:9' } }, '/image-to-video/kling-3.0'],
  ['no picture for image to video', { contents: contents.slice(0, 1) }, '/image-to-video/kling-3.0'],
  ['prompt and contents at once', { prompt: 'a', contents }, '/text-to-video/kling-3.0'],
])('refused: %s', async (_, json, path) => {
  expect(await submit(json, path)).toMatchObject({ status: 400, json: { code: 1201 } });
  expect(kling.bill).toEqual([]);
});

test('the same external_task_id is one task', async () => {
  await submit(example);
  expect((await submit(example)).status).toBe(400);
  expect(kling.bill.length).toBe(1);
});

test('callbacks are signed, and a forged one is not', async () => {
  const heard = await hearWebhooks(async (url, told) => {
    kling.misbehave('webhook-forged');
    await submit({ ...example, options: { external_task_id: 'k2', callback_url: url } });
    await askUntil(
      () => get('/tasks?external_task_ids=k2'),
      () => told.length === 3,
    );
    return told;
  });
  const holds = heard.map(({ body, headers: sent }) => {
    const wanted = createHmac('sha256', kling.webhookSecret)
      .update(`${sent['webhook-id']}.${sent['webhook-timestamp']}.${body}`)
      .digest('base64');
    return sent['webhook-signature'] === `v1,${wanted}`;
  });
  expect(holds).toEqual([false, true, true]);
});
