import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { hearWebhooks } from '../hear-webhooks.ts';

let replicate: Emulator;
beforeEach(async () => {
  replicate = await startEmulator('replicate', { workMs: 20 });
});
afterEach(() => replicate.close());

const headers = { authorization: 'Bearer emulated-replicate-token' };
const create = (model: string, json: unknown, more: Readonly<Record<string, string>> = {}) =>
  askEmulator(replicate, { method: 'POST', path: `/models/${model}/predictions`, json, headers: { ...headers, ...more } });
const get = (path: string) => askEmulator(replicate, { path, headers });
const input = { prompt: 'a lantern', duration: 5 };
const kling = 'kwaivgi/kling-v3-video';

test('a prediction is 201 and starting, its own address tells the rest', async () => {
  const { status, json } = await create(kling, { input });
  expect([status, json['status'], json['output'], at(json, 'urls.get')]).toEqual([
    201,
    'starting',
    null,
    `${replicate.baseUrl}/predictions/${json['id']}`,
  ]);
  const done = await askUntil(
    () => get(String(at(json, 'urls.get'))),
    (answer) => answer.json['status'] === 'succeeded',
  );
  expect(done.json).toMatchObject({ error: null, input, output: expect.stringMatching(/\.mp4$/) });
});

test('Prefer: wait keeps the reply until the prediction has ended; pictures are a list', async () => {
  const { json } = await create('black-forest-labs/flux-1.1-pro', { input: { prompt: 'a lantern', seed: 0 } }, { prefer: 'wait=5' });
  expect(json).toMatchObject({ status: 'succeeded', output: [expect.stringMatching(/\.png$/)] });
});

test('what the model does not take is 422 with its place; an unknown model is 404', async () => {
  expect(await create(kling, { input: { ...input, camera: 'left' } })).toMatchObject({
    status: 422,
    json: { status: 422, invalid_fields: [{ field: 'input.camera' }] },
  });
  expect((await create(kling, { input, webook: 'x' })).status).toBe(422);
  expect((await create('nobody/nothing', { input })).status).toBe(404);
  expect(replicate.bill).toEqual([]);
});

test('the list finds a lost prediction by its input', async () => {
  replicate.misbehave('accept-then-hang-up');
  await expect(create(kling, { input })).rejects.toThrow();
  expect((await get('/predictions')).json).toMatchObject({ next: null, results: [{ input, id: replicate.bill[0]?.taskId }] });
});

test('a model’s own schema can be read, to see which camera it has', async () => {
  const { json } = await get('/models/bytedance/seedance-1-pro');
  expect(at(json, 'latest_version.openapi_schema.components.schemas.Input.properties.camera_fixed')).toEqual({ type: 'boolean' });
});

test('webhooks are signed as standard webhooks are, and only the asked events come', async () => {
  const heard = await hearWebhooks(async (url, told) => {
    await create(kling, { input, webhook: `${url}?k=take-1`, webhook_events_filter: ['completed'] });
    await askUntil(
      () => get('/predictions'),
      () => told.length > 0,
    );
    return told;
  });
  const [hook] = heard;
  const secret = String((await get('/webhooks/default/secret')).json['key']);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${hook?.headers['webhook-id']}.${hook?.headers['webhook-timestamp']}.${hook?.body}`;
  expect(hook?.headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
  expect([heard.length, (JSON.parse(hook?.body ?? '{}') as { status: string }).status, replicate.bill[0]?.clientKey]).toEqual([
    1,
    'succeeded',
    'take-1',
  ]);
});

test('a cancelled prediction is canceled with one l, and was not charged while it waited', async () => {
  await replicate.close();
  replicate = await startEmulator('replicate', { workMs: 600_000 });
  const { json } = await create(kling, { input });
  const reply = await askEmulator(replicate, { method: 'POST', path: `/predictions/${json['id']}/cancel`, headers });
  expect([reply.json['status'], replicate.bill[0]?.isCancelled]).toEqual(['canceled', true]);
});
