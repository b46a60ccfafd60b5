import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { lumaAgents } from './luma-agents.ts';

const setting = { baseUrl: 'https://agents.lumalabs.ai/v1', dialect: {} };
const picture = { url: 'https://media.example.com/a.png' };
const model = 'ray-3.2';

test('a shot between two frames is sent as the guide shows it', () => {
  const { http, dropped } = lumaAgents.submit(
    {
      model,
      prompt: 'slow dolly',
      aspect: '16:9',
      resolution: '720p',
      lengthSec: 5,
      firstFrame: picture,
      lastFrame: { dataUri: 'data:image/png;base64,AAAA' },
    },
    setting,
  );
  expect(http.url).toBe('https://agents.lumalabs.ai/v1/generations');
  expect(http.json).toEqual({
    model,
    type: 'video',
    prompt: 'slow dolly',
    aspect_ratio: '16:9',
    video: { resolution: '720p', duration: '5s', start_frame: picture, end_frame: { data: 'AAAA', media_type: 'image/png' } },
  });
  expect(dropped).toEqual([]);
});

test('a generation is lengthened alone: frames beside it are named', () => {
  const { http, dropped } = lumaAgents.submit({ model, extends: 'g7', firstFrame: picture, lastFrame: picture }, setting);
  expect(http.json).toMatchObject({ video: { start_frame: { generation_id: 'g7' } } });
  expect(dropped).toEqual(['firstFrame', 'lastFrame']);
});

test('a clip is changed in the way the entry says, else in Luma’s own', () => {
  const baseVideo = { url: 'https://media.example.com/v.mp4' };
  const edit = (settings?: { video: { edit: { strength: string } } }) =>
    lumaAgents.submit({ model, baseVideo, aspect: '16:9', ...(settings === undefined ? {} : { settings }) }, setting);
  expect(edit().http.json).toEqual({
    model,
    type: 'video_edit',
    source: { ...baseVideo, media_type: 'video/mp4' },
    video: { edit: { auto_controls: true } },
  });
  expect(edit().dropped).toEqual(['aspect']);
  expect(edit({ video: { edit: { strength: 'adhere_1' } } }).http.json).toMatchObject({ video: { edit: { strength: 'adhere_1' } } });
});

test('timed keyframes of an entry and a first frame are refused together', () => {
  const settings = { video: { keyframes: [picture], keyframe_indexes: [60] } };
  expect(() => lumaAgents.submit({ model, firstFrame: picture, settings }, setting)).toThrowError(/keyframes/);
});

test('concepts and a seed have no place here', () => {
  expect(lumaAgents.submit({ model, seed: 0, camera: { dialect: 'tokens', groups: [['push_in']] } }, setting).dropped).toEqual([
    'seed',
    'camera',
  ]);
});

test('a picture is made from references, or from one that is changed', () => {
  const at = { ...setting, dialect: { makes: 'image' } };
  expect(lumaAgents.submit({ model: 'uni-1', references: [picture] }, at).http.json).toEqual({
    model: 'uni-1',
    type: 'image',
    image_ref: [picture],
  });
  expect(lumaAgents.submit({ model: 'uni-1', firstFrame: picture }, at).http.json).toEqual({
    model: 'uni-1',
    type: 'image_edit',
    source: picture,
  });
});

test('a film is read, the EXR beside it is not taken for one, and a failure says its code', () => {
  const read = (body: object) => lumaAgents.readProgress(replyOf({ id: 'g7', ...body }), { wire: 'luma-agents', taskId: 'g7' }, setting);
  const output = [
    { type: 'video', url: 'https://cdn.example.com/a.mp4?s=1' },
    { type: 'exr', url: 'https://cdn.example.com/a.exr?s=1' },
  ];
  expect(read({ state: 'completed', output })).toEqual({
    state: 'succeeded',
    files: [{ url: 'https://cdn.example.com/a.mp4?s=1', kind: 'video', expiresInSec: 3600 }],
  });
  expect(read({ state: 'failed', failure_code: 'content_moderated', failure_reason: 'no' })).toMatchObject({
    state: 'failed',
    problem: { code: 'content_moderated', message: 'no' },
  });
});
