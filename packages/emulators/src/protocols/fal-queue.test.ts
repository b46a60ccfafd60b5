import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { hearWebhooks } from '../hear-webhooks.ts';

let fal: Emulator;
beforeEach(async () => {
  fal = await startEmulator('fal-queue', { workMs: 20 });
});
afterEach(() => fal.close());

/** Starts it again so slowly that nothing moves while a test looks. */
async function still(slots = 1000): Promise<void> {
  await fal.close();
  fal = await startEmulator('fal-queue', { workMs: 600_000, slots });
}

const headers = { authorization: 'Key emulated-fal-id:emulated-fal-secret' };
const ask = (path: string, method = 'GET') => askEmulator(fal, { path, method, headers });
const submit = (path: string, json: unknown) => askEmulator(fal, { method: 'POST', path, json, headers });
const kling = '/fal-ai/kling-video/v1/standard/text-to-video';
const example = { prompt: 'a lantern', duration: '5', advanced_camera_control: { movement_type: 'zoom', movement_value: -5 } };
const done = (statusUrl: unknown) =>
  askUntil(
    () => ask(String(statusUrl)),
    ({ status }) => status === 200,
  );

test('addresses keep the first two parts of the endpoint; the whole name is for the submit only', async () => {
  const { json } = await submit(kling, example);
  expect(json).toMatchObject({
    status: 'IN_QUEUE',
    queue_position: 0,
    response_url: `${fal.baseUrl}/fal-ai/kling-video/requests/${json['request_id']}`,
  });
  expect((await ask(`${kling}/requests/${json['request_id']}/status`)).status).toBe(404);
});

test('202 while it waits, and the result is a 400', async () => {
  await still();
  const { json } = await submit(kling, example);
  expect([(await ask(String(json['status_url']))).status, (await ask(String(json['response_url']))).json]).toEqual([
    202,
    { detail: 'Request is still in progress' },
  ]);
});

test('200 at the end, for the status and the result', async () => {
  const { json } = await submit(kling, example);
  expect((await done(json['status_url'])).json).toMatchObject({ status: 'COMPLETED', metrics: {} });
  const result = await ask(String(json['response_url']));
  expect(result.json).toMatchObject({ video: { content_type: 'video/mp4' } });
  expect(fal.bill).toMatchObject([{ model: kling.slice(1), request: example }]);
});

describe('inputs are held to the published types of each endpoint', () => {
  test.each([
    ['seconds with an s', kling, { ...example, duration: '5s' }, 'duration'],
    ['a number for a word', kling, { ...example, duration: 5 }, 'duration'],
    ['a field of another endpoint', kling, { ...example, tail_image_url: 'https://example.com/a.png' }, 'tail_image_url'],
    [
      'a movement nobody has',
      '/fal-ai/pixverse/v4/image-to-video',
      { prompt: 'a', image_url: 'https://example.com/a.png', camera_movement: 'dolly_in' },
      'camera_movement',
    ],
    ['nothing for a required one', '/fal-ai/lightx/recamera', { camera: 'traj' }, 'video_url'],
    [
      'a nested field too many',
      kling,
      { ...example, advanced_camera_control: { movement_type: 'pan', movement_value: 1, speed: 2 } },
      'speed',
    ],
  ])('%s', async (_, path, json, field) => {
    const reply = await submit(path, json);
    expect(reply.status).toBe(422);
    expect(at(reply.json, 'detail.0.loc')).toContain(field);
    expect(fal.bill).toEqual([]);
  });

  test.each([
    [
      '/fal-ai/lightx/recamera',
      { video_url: 'https://example.com/a.mp4', camera: 'traj', trajectory: { theta: [0, 30], phi: [0, 0], radius: [1, 1] }, seed: 0 },
    ],
    [
      '/fal-ai/qwen-image-edit-2511-multiple-angles',
      { image_urls: ['https://example.com/a.png'], horizontal_angle: 90, vertical_angle: -30, zoom: 0 },
    ],
    [
      '/fal-ai/ltx-2-19b/image-to-video',
      { prompt: 'a', image_url: 'https://example.com/a.png', camera_lora: 'dolly_in', camera_lora_scale: 0.5 },
    ],
    [
      '/fal-ai/kling-video/v3/pro/image-to-video',
      { prompt: 'a', start_image_url: 'https://example.com/a.png', duration: '15', generate_audio: false },
    ],
  ])('%s takes its documented fields', async (path, json) => {
    expect((await submit(path, json)).status).toBe(200);
  });

  test('an endpoint that does not exist is a 404', async () => {
    expect((await submit('/fal-ai/kling-video/v9/text-to-video', example)).status).toBe(404);
  });
});

test('places in the queue are told while no slot is free', async () => {
  await still(1);
  const replies = [await submit(kling, example), await submit(kling, example), await submit(kling, example)];
  expect(replies.map(({ json }) => json['queue_position'])).toEqual([0, 1, 2]);
});

test('an error inside a finished request, and one at its result, are two things', async () => {
  fal.misbehave('error-in-200');
  const inside = await submit(kling, example);
  expect((await done(inside.json['status_url'])).json).toMatchObject({ status: 'COMPLETED', error_type: 'runner_disconnected' });
  fal.misbehave('content-refused');
  const refused = await submit(kling, example);
  expect((await done(refused.json['status_url'])).json['error']).toBeUndefined();
  expect(await ask(String(refused.json['response_url']))).toMatchObject({
    status: 422,
    json: { detail: [{ type: 'content_policy_violation' }] },
  });
});

test('cancel: asked for in time, too late, and for nobody', async () => {
  await still();
  const { json } = await submit(kling, example);
  expect(await ask(String(json['cancel_url']), 'PUT')).toMatchObject({ status: 202, json: { status: 'CANCELLATION_REQUESTED' } });
  expect(fal.bill).toMatchObject([{ isCancelled: true }]);
  expect(await ask(String(json['cancel_url']), 'PUT')).toMatchObject({ status: 400, json: { status: 'ALREADY_COMPLETED' } });
  expect(await ask('/fal-ai/kling-video/requests/nobody/cancel', 'PUT')).toMatchObject({ status: 404, json: { status: 'NOT_FOUND' } });
});

test('a file can be put into its storage and read back', async () => {
  const { json } = await submit('/storage/upload/initiate', { file_name: 'a b.png', content_type: 'image/png' });
  await fetch(String(json['upload_url']), { method: 'PUT', body: 'bytes', headers: { 'content-type': 'image/png' } });
  const file = await fetch(String(json['file_url']));
  expect([await file.text(), file.headers.get('content-type')]).toEqual(['bytes', 'image/png']);
});

test('the webhook is signed with the key of its JWKS, and a forged one is not; our own key comes back on the bill', async () => {
  const heard = await hearWebhooks(async (url, told) => {
    fal.misbehave('webhook-forged');
    await submit(`${kling}?fal_webhook=${encodeURIComponent(`${url}?k=shot12`)}`, example);
    await askUntil(
      () => ask('/.well-known/jwks.json'),
      () => told.length === 2,
    );
    return told;
  });
  const { json } = await ask('/.well-known/jwks.json');
  const key = createPublicKey({ key: at(json, 'keys.0') as Record<string, string>, format: 'jwk' });
  const holds = heard.map(({ body, headers: sent }) => {
    const names = ['request-id', 'user-id', 'timestamp'].map((name) => sent[`x-fal-webhook-${name}`]);
    const text = [...names, createHash('sha256').update(body).digest('hex')].join('\n');
    return verify(null, Buffer.from(text), key, Buffer.from(sent['x-fal-webhook-signature'] ?? '', 'hex'));
  });
  expect(holds).toEqual([false, true]);
  expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({ status: 'OK', payload: { video: {} } });
  expect(fal.bill).toMatchObject([{ clientKey: 'shot12' }]);
});
