import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { lumaAgentsPlay } from './luma-agents-play.ts';

let luma: Emulator;
beforeEach(async () => {
  luma = await startEmulator('luma-agents', { workMs: 10 });
});
afterEach(() => luma.close());

const headers = { authorization: 'Bearer luma-api-emulated' };
const example = lumaAgentsPlay.submit.json;
const submit = (json: unknown, more: Readonly<Record<string, string>> = headers) =>
  askEmulator(luma, { method: 'POST', path: '/generations', json, headers: more });
const completed = (id: unknown) =>
  askUntil(
    () => askEmulator(luma, { path: `/generations/${id}`, headers }),
    ({ json }) => json['state'] === 'completed',
  );
const video = (fields: object) => ({ model: 'ray-3.2', type: 'video', prompt: 'a lantern', video: fields });
const change = {
  model: 'ray-3.2',
  type: 'video_edit',
  prompt: 'a lantern',
  source: { url: 'https://example.com/a.mp4', media_type: 'video/mp4' },
};
const frame = { url: 'https://example.com/a.png' };

test('the documented example is created and made, and costs a block of five seconds', async () => {
  const { status, json } = await submit(example);
  expect([status, json['state'], json['output'], json['failure_code']]).toEqual([201, 'queued', [], null]);
  expect(at((await completed(json['id'])).json, 'output.0')).toMatchObject({ type: 'video', url: expect.stringMatching(/\.mp4$/) });
  expect(luma.bill).toMatchObject([{ taskId: json['id'], usd: 0.3, request: example }]);
});

test('without a model it is a picture', async () => {
  const { json } = await submit({ prompt: 'a lantern', aspect_ratio: '1:1' });
  expect([json['model'], json['type']]).toEqual(['uni-1', 'image']);
  expect(at((await completed(json['id'])).json, 'output.0.type')).toBe('image');
});

test('a clip is made longer by its generation, once that is completed', async () => {
  const { json } = await submit(example);
  await completed(json['id']);
  expect((await submit(video({ start_frame: { generation_id: json['id'] } }))).status).toBe(201);
  expect((await submit(video({ start_frame: { generation_id: 'nobody' } }))).status).toBe(400);
});

test('a clip is changed, kept to by itself or in one of nine strengths, and costs more than a new one', async () => {
  for (const edit of [{ auto_controls: true }, { strength: 'flex_2' }])
    expect((await submit({ ...change, video: { resolution: '720p', edit } })).status).toBe(201);
  expect(luma.bill.map(({ usd }) => usd)).toEqual([1.08, 1.08]);
});

test('each wrong key is told in words of its own', async () => {
  expect(await submit(example, {})).toMatchObject({ status: 401, json: { detail: 'Missing or invalid API key' } });
  expect(await submit(example, { authorization: 'Bearer luma-api-else' })).toMatchObject({
    status: 401,
    json: { detail: 'Invalid API key' },
  });
});

test('a rate limit says its numbers, a concurrency limit does not', async () => {
  luma.misbehave('rate-limit');
  const rate = await submit(example);
  expect([rate.status, rate.json['detail'], rate.headers.get('x-ratelimit-remaining')]).toEqual([429, 'Rate limit exceeded', '0']);
  luma.misbehave('concurrency-limit');
  const busy = await submit(example);
  expect([busy.status, busy.json['detail'], busy.headers.get('x-ratelimit-remaining')]).toEqual([429, 'Too many concurrent jobs', null]);
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown field', { ...example, concepts: [] }, 'concepts'],
    ['an unknown field of the video', video({ seed: 0 }), 'seed'],
    ['a video of the picture model', { prompt: 'a', type: 'video' }, "'uni-1'"],
    ['seconds as a number', video({ duration: 5 }), 'duration'],
    ['seven seconds', video({ duration: '7s' }), 'duration'],
    ['ten seconds from a frame', video({ duration: '10s', start_frame: frame }), 'duration'],
    ['a loop that ends elsewhere', video({ loop: true, end_frame: frame }), 'loop'],
    ['keyframes beside an end frame', video({ keyframes: [frame], keyframe_indexes: [0], end_frame: frame }), 'keyframes'],
    ['keyframes without times', video({ keyframes: [frame] }), 'keyframe_indexes'],
    ['a keyframe after the end', video({ keyframes: [frame], keyframe_indexes: [121] }), 'keyframe_indexes'],
    ['bare data', video({ start_frame: { data: 'AAAA' } }), 'media_type'],
    ['a picture both ways', video({ start_frame: { ...frame, data: 'AAAA', media_type: 'image/png' } }), 'start_frame'],
    ['an empty prompt', { ...example, prompt: '' }, 'between 1 and 6000'],
    ['high range in a draft', video({ hdr: true, resolution: '360p' }), 'hdr'],
    ['an edit without being one', video({ edit: { auto_controls: true } }), 'edit'],
    ['an edit two ways', { ...change, video: { edit: { auto_controls: true, controls: { depth: true } } } }, 'controls'],
    ['an edit in a strength there is not', { ...change, video: { edit: { strength: 'adhere_4' } } }, 'strength'],
    ['an edit that loops', { ...change, video: { loop: true } }, 'loop'],
    ['a source that is no clip', { ...change, source: frame }, 'media_type'],
    ['an edit of nothing', { ...video({}), type: 'video_edit' }, 'source'],
  ])('%s', async (_, body, place) => {
    const reply = await submit(body);
    expect(reply.status).toBe(400);
    expect(String(reply.json['detail'])).toContain(place);
    expect(luma.bill).toEqual([]);
  });
});
