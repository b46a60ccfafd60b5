import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { runway } from './runway.ts';

const setting = { baseUrl: 'https://api.dev.runwayml.com', dialect: {} };
const picture = { url: 'https://media.example.com/a.png' };
const ticket = { wire: 'runway', taskId: 'u-1' };
const progress = (json: object, status = 200) => runway.readProgress(replyOf(json, { status }), ticket, setting);

test('the path is the one for what is given, the ratio is a size, the version is always told', () => {
  const json = (request: object) => runway.submit({ model: 'gen4.5', ...request }, setting).http;
  expect(json({ prompt: '雨', widthPx: 1280, heightPx: 720, lengthSec: 5, seed: 0 })).toEqual({
    method: 'POST',
    url: `${setting.baseUrl}/v1/text_to_video`,
    headers: { 'x-runway-version': '2024-11-06' },
    json: { model: 'gen4.5', promptText: '雨', ratio: '1280:720', duration: 5, seed: 0 },
  });
  expect(json({ firstFrame: picture }).json).toMatchObject({ promptImage: picture.url });
  expect(json({ firstFrame: picture, lastFrame: picture }).json).toMatchObject({
    promptImage: [{ position: 'first' }, { position: 'last' }],
  });
  expect(json({ baseVideo: picture }).url).toBe(`${setting.baseUrl}/v1/video_to_video`);
  expect(runway.poll(ticket, setting).headers).toEqual({ 'x-runway-version': '2024-11-06' });
});

test('a task kept back by our own limit waits, and one that goes backwards runs', () => {
  expect(progress({ id: 'u-1', status: 'THROTTLED' })).toEqual({ state: 'queued' });
  expect(progress({ id: 'u-1', status: 'RUNNING', progress: 1.7 })).toEqual({ state: 'running', ratio: 1 });
});

test('a moderated task is not to be repeated, one that Runway spoilt may be', () => {
  expect(progress({ status: 'FAILED', failureCode: 'SAFETY.OUTPUT.VIDEO', failure: 'x' })).toMatchObject({
    problem: { isRetryLater: false },
  });
  expect(progress({ status: 'FAILED', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01', failure: 'x' })).toMatchObject({
    problem: { isRetryLater: true },
  });
});

test('a task that is gone is missing', () => {
  expect(progress({ error: 'not found' }, 404)).toMatchObject({ state: 'unclear', isMissing: true });
});
