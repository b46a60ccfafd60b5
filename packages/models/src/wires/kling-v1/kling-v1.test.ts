import { expect, test } from 'vitest';
import { replyOf } from '../../contract/wire-cases.ts';
import { klingV1 } from './kling-v1.ts';

const setting = { baseUrl: 'https://api-singapore.klingai.com', dialect: {} };
const image = { url: 'https://media.example.com/a.png' };
// 10 × 20 pixels.
const mask = { dataUri: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAUCAYAAAC07w7b' };
const bodyOf = (request: Parameters<typeof klingV1.submit>[0], dialect = {}) => klingV1.submit(request, { ...setting, dialect });

test('the documented request is sent as it stands there', () => {
  const { http, dropped } = bodyOf({
    model: 'kling-v1-5',
    resolution: 'pro',
    lengthSec: 5,
    firstFrame: image,
    prompt: '镜头推近',
    guidanceScale: 0.5,
    camera: { dialect: 'kling-axis', axis: 'zoom', value: -5 },
    clientKey: 'shot-12-take-3',
  });
  expect(http).toEqual({
    method: 'POST',
    url: 'https://api-singapore.klingai.com/v1/videos/image2video',
    json: {
      model_name: 'kling-v1-5',
      mode: 'pro',
      duration: '5',
      image: image.url,
      prompt: '镜头推近',
      cfg_scale: 0.5,
      camera_control: { type: 'simple', config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: -5 } },
      external_task_id: 'shot-12-take-3',
    },
  });
  expect(dropped).toEqual([]);
});

test('pictures go as bare base64, because a data: head is refused', () => {
  expect(bodyOf({ model: 'kling-v1-6', firstFrame: mask }).http.json).toMatchObject({ image: mask.dataUri.split(',')[1] });
});

test('mask points are turned over, for Kling counts from the bottom left', () => {
  const way = [
    { xPx: 0, yPx: 0 },
    { xPx: 10, yPx: 15 },
  ];
  const { http } = bodyOf({ model: 'kling-v1', firstFrame: image, motionMasks: [{ mask, way }] });
  expect(http.json).toMatchObject({
    dynamic_masks: [
      {
        trajectories: [
          { x: 0, y: 20 },
          { x: 10, y: 5 },
        ],
      },
    ],
  });
  const unknown = bodyOf({ model: 'kling-v1', firstFrame: image, motionMasks: [{ mask: image, way }] });
  expect(unknown.dropped).toEqual(['motionMasks']);
  expect(bodyOf({ model: 'kling-v1', firstFrame: image, motionMasks: [{ mask: image, way, heightPx: 15 }] }).http.json).toMatchObject({
    dynamic_masks: [{ trajectories: [{ y: 15 }, { y: 0 }] }],
  });
});

test('end frame, masks and camera exclude each other before anything is spent', () => {
  const camera = { dialect: 'kling-preset', preset: 'down_back' } as const;
  const pairs = [
    { camera, lastFrame: image },
    { camera, stillMask: image },
    { lastFrame: image, motionMasks: [{ mask, way: [] }] },
  ];
  for (const pair of pairs) {
    expect(() => bodyOf({ model: 'kling-v1', firstFrame: image, ...pair })).toThrow(
      expect.objectContaining({ code: 'models.bad-request' }),
    );
  }
  expect(() => bodyOf({ model: 'kling-v1', firstFrame: image, stillMask: image, motionMasks: [{ mask, way: [] }] })).not.toThrow();
});

test('a constant Kling does not have is refused with its name', () => {
  expect(() => bodyOf({ model: 'kling-v1', settings: { seed: 1 } })).toThrow(/kling-v1.*seed/);
});

test('each task path takes what belongs to it', () => {
  expect(bodyOf({ model: 'kling-v1', extends: 'v77', prompt: 'x', clientKey: 'k' })).toMatchObject({
    http: { url: `${setting.baseUrl}/v1/videos/video-extend`, json: { video_id: 'v77', prompt: 'x' } },
    dropped: ['model', 'clientKey'],
  });
  const voice = { url: 'https://media.example.com/a.mp3' };
  expect(bodyOf({ model: 'lip', baseVideo: image, referenceAudios: [voice] }, { endpoint: 'videos/lip-sync' }).http.json).toEqual({
    input: { video_url: image.url, mode: 'audio2video', audio_type: 'url', audio_url: voice.url },
  });
  const omni = bodyOf({ model: 'kling-v3-omni', firstFrame: image, referenceVideos: [image] }, { endpoint: 'videos/omni-video' });
  expect(omni.http.json).toMatchObject({
    image_list: [{ image_url: image.url, type: 'first_frame' }],
    video_list: [{ video_url: image.url, refer_type: 'feature' }],
  });
  expect(bodyOf({ model: 'kling-v3', firstFrame: image, shots: [{ prompt: '雨', lengthSec: 3 }] }).http.json).toMatchObject({
    multi_shot: true,
    shot_type: 'customize',
    multi_prompt: [{ index: 1, prompt: '雨', duration: '3' }],
  });
});

test('the prompt of the whole is named as dropped beside several shots, because Kling does not read it there', () => {
  const { http, dropped } = bodyOf({ model: 'kling-v3', prompt: '雨夜', lengthSec: 3, shots: [{ prompt: '雨', lengthSec: 3 }] });
  expect(http.json).not.toHaveProperty('prompt');
  expect(dropped).toEqual(['prompt']);
});

test('a pair of keys is signed anew, a single key is sent as it is', () => {
  const http = bodyOf({ model: 'kling-v1' }).http;
  expect(klingV1.authorize('api-key', { nowSec: 1, http })).toEqual({ authorization: 'Bearer api-key' });
  const one = klingV1.authorize('AK:SK', { nowSec: 1000, http })['authorization'];
  expect(one).toMatch(/^Bearer eyJ/);
  expect(klingV1.authorize('AK:SK', { nowSec: 2000, http })['authorization']).not.toBe(one);
});

const refused = (code: number, status: number) =>
  klingV1.readSubmit(replyOf({ code, message: 'm', request_id: 'r' }, { status }), { model: 'kling-v1' }, setting);

test('a submit is refused by 4xx and by errors inside a 200; what failed at Kling itself is unknown', () => {
  expect(refused(1303, 429)).toMatchObject({ outcome: 'refused', problem: { code: '1303', isRetryLater: true } });
  expect(refused(1302, 200)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(refused(1101, 429)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: false } });
  expect(refused(1301, 400)).toMatchObject({ outcome: 'refused', problem: { code: '1301' } });
  expect(refused(1004, 401)).toMatchObject({ outcome: 'refused' });
  expect(refused(5000, 500)).toMatchObject({ outcome: 'unknown' });
  expect(refused(5001, 200)).toMatchObject({ outcome: 'unknown' });
});

test('a lost take is found by its key, and only by it', () => {
  const wanted = { clientKey: 'take-1', sentAtMs: 1_764_000_000_000, request: { model: 'kling-v1', prompt: 'x', clientKey: 'take-1' } };
  expect(klingV1.find?.request(wanted, setting).url).toBe(`${setting.baseUrl}/v1/videos/text2video/take-1`);
  const task = (key: string | undefined, at = wanted.sentAtMs) => ({
    task_id: '8401',
    created_at: at,
    task_info: { external_task_id: key },
  });
  const read = (json: unknown, status = 200) => klingV1.find?.read(replyOf(json, { status }), wanted, setting);
  expect(read({ code: 0, data: task('take-1') })).toMatchObject({ found: { taskId: '8401', kind: 'videos/text2video' } });
  expect(read({ code: 0, data: task('other') })).toBe('maybe');
  expect(read({ code: 1203, message: 'not found' }, 404)).toBe('none');
  expect(read({ code: 5000, message: 'x' }, 500)).toBe('unclear');
  expect(read({ code: 0, data: [task('other'), task('take-1')] })).toMatchObject({ found: { taskId: '8401' } });
  expect(read({ code: 0, data: [task('other'), task(undefined, wanted.sentAtMs - 3_600_000)] })).toBe('none');
  expect(read({ code: 0, data: [task(undefined, wanted.sentAtMs + 1000)] })).toBe('maybe');
});

test('a lengthening has no place for a key and is looked for in the list', () => {
  const wanted = { clientKey: 'take-1', sentAtMs: 0, request: { model: 'kling-v1', extends: 'v77', clientKey: 'take-1' } };
  expect(klingV1.find?.request(wanted, setting).url).toBe(`${setting.baseUrl}/v1/videos/video-extend?pageNum=1&pageSize=500`);
});

test('a task Kling has forgotten is missing; a proxy that forgot Kling is not', () => {
  const ticket = { wire: 'kling-v1', taskId: '8401', kind: 'videos/text2video' };
  expect(klingV1.readProgress(replyOf({ code: 1203, message: 'm' }, { status: 404 }), ticket, setting)).toMatchObject({ isMissing: true });
  expect(klingV1.readProgress(replyOf({ error: 'no route' }, { status: 404 }), ticket, setting)).not.toHaveProperty('isMissing');
  expect(klingV1.readProgress(replyOf({ code: 1004, message: 'expired token' }, { status: 401 }), ticket, setting).state).toBe('unclear');
});

test('a callback is believed only with the secret in its address, and is only a hint', () => {
  const body = JSON.stringify({ task_id: '8401', task_status: 'succeed', task_info: { external_task_id: 'take-1' } });
  const call = { headers: {}, body, secret: 's3cret', nowSec: 0 };
  expect(klingV1.webhook?.read({ ...call, query: { t: 's3cret' } })).toEqual({ taskId: '8401', clientKey: 'take-1' });
  expect(klingV1.webhook?.read({ ...call, query: { t: 'wrong' } })).toBeNull();
  expect(klingV1.webhook?.read(call)).toBeNull();
  expect(klingV1.webhook?.read({ ...call, secret: '', query: { t: '' } })).toBeNull();
});
