import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { dashscope } from './dashscope.ts';

const setting = { baseUrl: 'https://dashscope-intl.aliyuncs.com', dialect: {} };
const ticket = { wire: 'dashscope', taskId: '0385' };
const picture = { url: 'https://media.example.com/a.png' };

test('up to 2.6 each file has a field of its own', () => {
  const { http, dropped } = dashscope.submit(
    {
      model: 'wan2.6-i2v',
      prompt: '镜头左移',
      negativePrompt: '',
      firstFrame: picture,
      resolution: '720P',
      lengthSec: 10,
      seed: 0,
      isPromptRewritten: false,
      hasAudio: true,
    },
    setting,
  );
  expect(http).toMatchObject({
    url: 'https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/video-generation/video-synthesis',
    headers: { 'x-dashscope-async': 'enable' },
  });
  expect(http.json).toEqual({
    model: 'wan2.6-i2v',
    input: { prompt: '镜头左移', negative_prompt: '', img_url: picture.url },
    parameters: { resolution: '720P', duration: 10, seed: 0, prompt_extend: false, audio: true },
  });
  expect(dropped).toEqual([]);
});

test('a size in words becomes the size in pixels that the text models ask for', () => {
  const size = (aspect: string, resolution: string) =>
    dashscope.submit({ model: 'wan2.6-t2v', aspect, resolution }, setting).http.json as { parameters: object };
  expect(size('16:9', '720P').parameters).toEqual({ size: '1280*720' });
  expect(size('9:16', '1080P').parameters).toEqual({ size: '1080*1920' });
  expect(dashscope.submit({ model: 'wan2.6-t2v', aspect: '16:9', resolution: '720P' }, setting).dropped).toEqual([]);
  expect(dashscope.submit({ model: 'wan2.6-t2v', aspect: '1:1' }, setting).http.json).toMatchObject({ parameters: { size: '1440*1440' } });
  // A picture gives the shape itself: there the resolution is a word.
  const image = dashscope.submit({ model: 'wan2.6-i2v', aspect: '16:9', resolution: '720P', firstFrame: picture }, setting);
  expect(image.http.json).toMatchObject({ parameters: { resolution: '720P' } });
  expect(image.dropped).toEqual(['aspect']);
});

test('from 2.7 on all files are one list, and the shape is a ratio', () => {
  const submission = dashscope.submit(
    {
      model: 'wan2.7-r2v-2026-06-12',
      prompt: 'x',
      references: [picture],
      referenceVideos: [{ url: 'https://media.example.com/move.mp4' }],
      aspect: '16:9',
      lengthSec: 5,
    },
    setting,
  );
  expect(submission.http.json).toEqual({
    model: 'wan2.7-r2v-2026-06-12',
    input: {
      prompt: 'x',
      media: [
        { type: 'reference_image', url: picture.url },
        { type: 'reference_video', url: 'https://media.example.com/move.mp4' },
      ],
    },
    parameters: { ratio: '16:9', duration: 5 },
  });
  expect(submission.dropped).toEqual([]);
});

test('the list form has no size in pixels, and a pair of frames no sound: both are named', () => {
  const listed = dashscope.submit({ model: 'wan3.0-video', widthPx: 1280, heightPx: 720 }, setting);
  expect(listed.dropped).toEqual(['widthPx', 'heightPx']);
  expect(dashscope.submit({ model: 'wan2.2-kf2v-flash', hasAudio: false }, setting).dropped).toEqual(['hasAudio']);
});

test('a pair of frames goes to the path that takes pairs', () => {
  const { http } = dashscope.submit({ model: 'wan2.2-kf2v-flash', firstFrame: picture, lastFrame: picture }, setting);
  expect(http.url).toMatch(/\/aigc\/image2video\/video-synthesis$/);
  expect(http.json).toMatchObject({ input: { first_frame_url: picture.url, last_frame_url: picture.url } });
});

test('what DashScope calls UNKNOWN is missing, not running', () => {
  const read = dashscope.readProgress(replyOf({ output: { task_id: '0385', task_status: 'UNKNOWN' } }), ticket, setting);
  expect(read).toMatchObject({ state: 'unclear', isMissing: true });
});

test('a cancelled and a failed task are told apart', () => {
  const read = (output: object) => dashscope.readProgress(replyOf({ output: { task_id: '0385', ...output } }), ticket, setting);
  expect(read({ task_status: 'CANCELED' })).toMatchObject({ state: 'cancelled' });
  expect(read({ task_status: 'FAILED', code: 'DataInspectionFailed', message: 'no' })).toMatchObject({
    state: 'failed',
    problem: { code: 'DataInspectionFailed', message: 'no' },
  });
});

test('throttling is a refusal to come back after, an error inside a 200 a refusal, an internal error unknown', () => {
  const read = (code: string, status: number) =>
    dashscope.readSubmit(replyOf({ code, message: 'm', request_id: 'r' }, { status }), { model: 'wan2.6-t2v' }, setting);
  expect(read('Throttling.RateQuota', 429)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(read('Arrearage', 400)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: false } });
  expect(read('InvalidParameter', 200)).toMatchObject({ outcome: 'refused' });
  expect(read('InternalError', 500)).toMatchObject({ outcome: 'unknown' });
});

test('a list without requests is at most a maybe, and other takes of ours are not it', () => {
  const wanted = { clientKey: 'k', request: { model: 'wan2.6-t2v' }, sentAtMs: 0, knownIds: ['a'] };
  const list = (...ids: string[]) => replyOf({ total: ids.length, data: ids.map((task_id) => ({ task_id, status: 'RUNNING' })) });
  expect(dashscope.find?.read(list('a'), wanted, setting)).toBe('none');
  expect(dashscope.find?.read(list('a', 'b'), wanted, setting)).toBe('maybe');
});

test('only what waits can be cancelled', () => {
  expect(dashscope.cancel?.request(ticket, setting)).toEqual({ method: 'POST', url: `${setting.baseUrl}/api/v1/tasks/0385/cancel` });
  expect(dashscope.cancel?.read(replyOf({ code: 'UnsupportedOperation', message: 'no' }, { status: 400 }))).toBe('too-late');
});
