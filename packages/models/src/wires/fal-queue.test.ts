import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { falQueue } from './fal-queue.ts';

const baseUrl = 'https://queue.fal.run';
const setting = { baseUrl, dialect: {} };
const model = 'fal-ai/kling-video/v3/pro/image-to-video';
const picture = { url: 'https://media.example.com/a.png' };
const submitted = (inputs: string, request: object) => falQueue.submit({ model, ...request }, { baseUrl, dialect: { inputs } });

test('each endpoint gets its own names and forms, and nothing it did not ask for', () => {
  const request = {
    prompt: '雨',
    lengthSec: 5,
    firstFrame: picture,
    seed: 0,
    camera: { dialect: 'tokens', groups: [['whip_pan']] },
  } as const;
  const kling = submitted('prompt lengthSec=duration:text firstFrame=start_image_url', request);
  expect(kling.http.json).toEqual({ prompt: '雨', duration: '5', start_image_url: picture.url });
  expect(kling.dropped).toEqual(['seed', 'camera']);
  const pixverse = submitted('prompt lengthSec=duration firstFrame=image_url seed camera=camera_movement:token', request);
  expect(pixverse.http.json).toEqual({ prompt: '雨', duration: 5, image_url: picture.url, seed: 0, camera_movement: 'whip_pan' });
  expect(pixverse.dropped).toEqual([]);
  expect(submitted('lengthSec=duration:seconds firstFrame=image_urls:list', { lengthSec: 8, firstFrame: picture }).http.json).toEqual({
    duration: '8s',
    image_urls: [picture.url],
  });
});

test('a word of an entry that says nothing is a fault, and not a field that goes missing', () => {
  for (const word of ['lenghtSec=duration', 'lengthSec=duration:txt', 'a=b=c', 'control=video_url', '=duration']) {
    expect(() => submitted(`prompt ${word}`, { prompt: 'x' }), word).toThrow(expect.objectContaining({ code: 'models.bad-request' }));
  }
});

test('constants of the entry are laid under what is asked', () => {
  const { http } = submitted('prompt negativePrompt=negative_prompt', {
    prompt: 'x',
    settings: { negative_prompt: 'blurry', enable_prompt_expansion: false },
  });
  expect(http.json).toEqual({ prompt: 'x', negative_prompt: 'blurry', enable_prompt_expansion: false });
  const own = submitted('negativePrompt=negative_prompt', { negativePrompt: '', settings: { negative_prompt: 'blurry' } });
  expect(own.http.json).toEqual({ negative_prompt: '' });
});

test('cameras go in the form their endpoint has', () => {
  const json = (inputs: string, camera: object) => submitted(inputs, { camera }).http.json;
  expect(json('camera=:kling', { dialect: 'kling-preset', preset: 'down_back' })).toEqual({ camera_control: 'down_back' });
  expect(json('camera=:kling', { dialect: 'kling-axis', axis: 'pan', value: 0 })).toEqual({
    advanced_camera_control: { movement_type: 'pan', movement_value: 0 },
  });
  expect(json('camera=camera_fixed:locked', { dialect: 'locked' })).toEqual({ camera_fixed: true });
  expect(json('camera=:viewpoint', { dialect: 'viewpoint', horizontalDeg: 90, verticalDeg: 0, zoom: 5 })).toEqual({
    horizontal_angle: 90,
    vertical_angle: 0,
    zoom: 5,
  });
  expect(json('camera=concepts:keys', { dialect: 'tokens', groups: [['pan_left', 'zoom_in']] })).toEqual({
    concepts: [{ key: 'pan_left' }, { key: 'zoom_in' }],
  });
  expect(submitted('camera=camera_movement:token', { camera: { dialect: 'tokens', groups: [['a'], ['b']] } }).dropped).toEqual(['camera']);
});

test('the whole name of a model is asked, its key goes home in the webhook', () => {
  const { http, dropped } = submitted('prompt', { prompt: 'x', clientKey: 'take 1', webhookUrl: 'https://me.example.com/h?t=s' });
  const hook = encodeURIComponent('https://me.example.com/h?t=s&k=take%201');
  expect(http.url).toBe(`https://queue.fal.run/${model}?fal_webhook=${hook}`);
  expect(dropped).toEqual([]);
  expect(submitted('prompt', { clientKey: 'take-1' }).dropped).toEqual(['clientKey']);
});

test('a take whose reply was lost comes back by its webhook', () => {
  const body = JSON.stringify({ request_id: '7640', status: 'OK', payload: {} });
  const call = { headers: {}, body, secret: 's3cret', nowSec: 0 };
  expect(falQueue.webhook?.read({ ...call, query: { k: 'take-1', t: 's3cret' } })).toEqual({ taskId: '7640', clientKey: 'take-1' });
  expect(falQueue.webhook?.read({ ...call, query: { k: 'take-1' } })).toBeNull();
  // With no more than its id and the model, its addresses are built by fal's rule: the first two parts of the name.
  expect(falQueue.poll({ wire: 'fal-queue', taskId: '7640', kind: model }, setting).url).toBe(
    'https://queue.fal.run/fal-ai/kling-video/requests/7640/status',
  );
});

test('addresses in a reply are asked only where they are fal’s own', () => {
  const read = (host: string, at = setting) =>
    falQueue.readSubmit(
      replyOf({ request_id: '1', status_url: `${host}/s`, response_url: `${host}/r`, cancel_url: `${host}/c` }),
      { model },
      at,
    );
  expect(read('https://queue.fal.run')).toMatchObject({ ticket: { urls: { status: 'https://queue.fal.run/s' } } });
  expect(read('https://eu.queue.fal.run')).toMatchObject({ ticket: { urls: { status: 'https://eu.queue.fal.run/s' } } });
  const strays = [
    'https://evil.example.com',
    'https://queue.fal.run.evil.example',
    'https://evilfal.run',
    'http://queue.fal.run',
    'https://queue.fal.run@evil.example',
  ];
  for (const host of strays) {
    const stray = read(host);
    expect(JSON.stringify(stray.outcome === 'accepted' && stray.ticket), host).not.toContain('evil');
    expect(stray, host).toMatchObject({ ticket: { urls: { status: 'https://queue.fal.run/fal-ai/kling-video/requests/1/status' } } });
    expect(stray.outcome === 'accepted' && stray.warnings?.length, host).toBe(3);
  }
  const local = { baseUrl: 'http://127.0.0.1:4750', dialect: {} };
  expect(read('http://127.0.0.1:4750', local)).toMatchObject({ ticket: { urls: { status: 'http://127.0.0.1:4750/s' } } });
  expect(read('https://queue.fal.run', local)).toMatchObject({ warnings: expect.any(Array) });
});

const ticket = { wire: 'fal-queue', taskId: '7640', kind: model };
const progress = (json: unknown, status = 200) => falQueue.readProgress(replyOf(json, { status }), ticket, setting);

test('queue, work and end are told apart; the result is a second question', () => {
  expect(progress({ status: 'IN_QUEUE', request_id: '7640', queue_position: 0 }, 202)).toEqual({ state: 'queued', queuePlace: 0 });
  expect(progress({ status: 'IN_PROGRESS', logs: [] }, 202)).toEqual({ state: 'running' });
  expect(progress({ status: 'COMPLETED', metrics: {} })).toEqual({
    state: 'ask',
    next: { method: 'GET', url: 'https://queue.fal.run/fal-ai/kling-video/requests/7640' },
  });
  expect(progress({ detail: 'Request is still in progress' }, 400)).toMatchObject({ state: 'running' });
  expect(progress({ images: [{ url: 'https://v3.fal.media/a.png', content_type: 'image/png' }], seed: 0, timings: {} })).toMatchObject({
    state: 'succeeded',
    seed: 0,
    files: [{ kind: 'image', mime: 'image/png', expiresInSec: 3600 }],
  });
});

test('only the result’s own refusal ends a take, never an error of a poll', () => {
  expect(progress({ status: 'COMPLETED', error: 'broke', error_type: 'runner_error' })).toMatchObject({
    state: 'failed',
    problem: { code: 'runner_error' },
  });
  expect(progress({ detail: [{ loc: ['body', 'duration'], msg: 'bad', type: 'literal_error' }] }, 422)).toMatchObject({
    state: 'failed',
    problem: { code: 'literal_error', message: 'body.duration bad' },
  });
  for (const status of [401, 403, 429, 500, 502, 503]) expect(progress({ detail: 'x' }, status).state, String(status)).toBe('unclear');
  expect(progress({ detail: 'not found' }, 404)).toMatchObject({ state: 'unclear', isMissing: true });
  expect(progress({ images: [] })).toMatchObject({ state: 'failed', problem: { code: 'empty-result' } });
});

test('an empty balance is a refusal', () => {
  expect(
    falQueue.readSubmit(replyOf({ detail: 'User is locked. Reason: Exhausted balance' }, { status: 403 }), { model }, setting),
  ).toMatchObject({
    outcome: 'refused',
    problem: { isRetryLater: false },
  });
});

test('a model whose output has a status of its own is not taken for the queue', () => {
  const url = 'https://queue.fal.run/fal-ai/kling-video/requests/7640';
  const output = { status: 'completed', video: { url: 'https://v3.fal.media/a.mp4' } };
  expect(falQueue.readProgress({ ...replyOf(output), url }, ticket, setting)).toMatchObject({ state: 'succeeded' });
  expect(progress({ status: 'COMPLETED', metrics: {} })).toMatchObject({ state: 'ask' });
});

test('what the result answers once the work is over is the end: typed at once, untyped only if it stays so, and a 5xx is not billed', () => {
  const url = 'https://queue.fal.run/fal-ai/kling-video/requests/7640';
  const result = (json: unknown, status: number, headers: Readonly<Record<string, string>> = {}) =>
    falQueue.readProgress({ ...replyOf(json, { status, headers }), url }, ticket, setting);
  const free = { charge: { amount: 0, unit: 'USD' } };
  const infra = { detail: 'Internal Server Error', error_type: 'internal_error' };
  expect(result(infra, 500)).toEqual({
    state: 'failed',
    problem: { code: 'internal_error', message: 'Internal Server Error', isRetryLater: false },
    ...free,
  });
  expect(result({ detail: 'gone' }, 503, { 'x-fal-error-type': 'runner_disconnected' })).toMatchObject({ state: 'failed', ...free });
  const refusedByModel = result({ detail: [{ loc: ['body'], msg: 'too long', type: 'generation_timeout' }] }, 504);
  expect(refusedByModel).toMatchObject({ state: 'failed', problem: { code: 'generation_timeout' }, ...free });
  expect(result({ detail: [{ loc: ['body'], msg: 'm', type: 'image_too_small' }] }, 400)).not.toHaveProperty('charge');
  expect(result({ detail: 'Internal Server Error' }, 500)).toMatchObject({ state: 'unclear', ending: { state: 'failed', ...free } });
  expect(result({ detail: 'Request is still in progress' }, 400)).toMatchObject({ state: 'unclear', ending: { state: 'failed' } });
  for (const status of [401, 403, 404, 408, 429]) expect(result(infra, status), String(status)).not.toHaveProperty('ending');
  // The same words to the question for the status are trouble with the question.
  const asked = { ...replyOf(infra, { status: 500 }), url: `${url}/status` };
  expect(falQueue.readProgress(asked, ticket, setting)).toEqual(expect.not.objectContaining({ ending: expect.anything() }));
});

test('a request that its caller called off is cancelled, and an error of the platform costs nothing', () => {
  const done = (error_type: string) => progress({ status: 'COMPLETED', request_id: '7640', error: 'e', error_type });
  expect(done('client_cancelled')).toMatchObject({ state: 'cancelled' });
  expect(done('runner_disconnected')).toMatchObject({ state: 'failed', charge: { amount: 0, unit: 'USD' } });
  expect(done('bad_request')).not.toHaveProperty('charge');
});
