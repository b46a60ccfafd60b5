import { expect, test } from 'vitest';
import { replyOf } from '../../contract/wire-cases.ts';
import { ark } from './ark.ts';

const setting = { baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3', dialect: {} };
const model = 'seedance-1-5-pro-251215';
const picture = { url: 'https://media.example.com/a.png' };
const tasks = `${setting.baseUrl}/contents/generations/tasks`;

test('the documented request is sent as it stands there', () => {
  const request = {
    model,
    prompt: 'slow dolly in',
    firstFrame: picture,
    lastFrame: picture,
    aspect: 'adaptive',
    resolution: '1080p',
    lengthSec: 5,
    seed: 0,
    hasWatermark: false,
    camera: { dialect: 'locked' },
    clientKey: 'shot12',
    webhookUrl: 'https://me.example.com/cb',
    settings: { return_last_frame: true },
  } as const;
  expect(ark.submit(request, setting)).toEqual({
    http: {
      method: 'POST',
      url: tasks,
      json: {
        model,
        content: [
          { type: 'text', text: 'slow dolly in' },
          { type: 'image_url', image_url: { url: picture.url }, role: 'first_frame' },
          { type: 'image_url', image_url: { url: picture.url }, role: 'last_frame' },
        ],
        ratio: 'adaptive',
        resolution: '1080p',
        duration: 5,
        seed: 0,
        camera_fixed: true,
        watermark: false,
        return_last_frame: true,
        callback_url: 'https://me.example.com/cb?k=shot12',
      },
    },
    dropped: [],
  });
  expect(ark.submit({ model, camera: { dialect: 'locked' } }, { ...setting, dialect: { cameraFixed: 'no' } }).dropped).toEqual(['camera']);
});

test('frames and references exclude each other before anything is spent', () => {
  expect(() => ark.submit({ model, firstFrame: picture, references: [picture] }, setting)).toThrow(/exclude each other/);
  expect(() => ark.submit({ model, references: [picture], referenceVideos: [picture] }, setting)).not.toThrow();
});

test('an overload is known by how its code begins', () => {
  const read = (code: string, status: number) =>
    ark.readSubmit(replyOf({ error: { code, message: 'm', type: 't' } }, { status }), { model }, setting);
  expect(read('RateLimitExceeded.EndpointRPMExceeded', 429)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(read('QuotaExceeded', 400)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(read('InputTextSensitiveContentDetected', 400)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: false } });
  expect(read('InternalServiceError', 500)).toMatchObject({ outcome: 'unknown' });
});

test('a lost take is found by time, model and a seed of our own, and only where one task fits', () => {
  const sentAtMs = 1_764_000_000_000;
  const wanted = { clientKey: 'k', sentAtMs, request: { model, seed: 11 } };
  expect(ark.find?.request(wanted, setting).url).toBe(`${tasks}?page_num=1&page_size=100&filter.model=${model}`);
  const item = (id: string, seed: number, at = 1_764_000_001) => ({ id, model, status: 'running', seed, created_at: at });
  const read = (items: object[], more = {}) => ark.find?.read(replyOf({ total: 1, items }), { ...wanted, ...more }, setting);
  expect(read([item('a', 11), item('b', 12)])).toEqual({ found: { wire: 'ark', taskId: 'a' } });
  expect(read([item('a', 11), item('b', 11)])).toBe('maybe');
  expect(read([item('a', 11), item('b', 11)], { knownIds: ['b'] })).toEqual({ found: { wire: 'ark', taskId: 'a' } });
  expect(read([item('a', 11, 1_763_000_000)])).toBe('none');
  expect(read([item('a', 77)], { request: { model } })).toBe('maybe');
  expect(read([item('a', 77)], { request: { model, seed: -1 } })).toBe('maybe');
});

test('where no seed was asked for, one made of our key is sent, and finds the take again', () => {
  const { http, dropped } = ark.submit({ model, prompt: 'x', clientKey: 'take-1' }, setting);
  const { seed } = http.json as { seed: number };
  expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
  expect(dropped).toEqual([]);
  expect((ark.submit({ model, prompt: 'x', clientKey: 'take-2' }, setting).http.json as { seed: number }).seed).not.toBe(seed);
  expect(ark.submit({ model, prompt: 'x', clientKey: 'take-1', seed: 0 }, setting).http.json).toMatchObject({ seed: 0 });
  expect(ark.submit({ model, prompt: 'x' }, setting).http.json).not.toHaveProperty('seed');
  const wanted = { clientKey: 'take-1', sentAtMs: 1_764_000_000_000, request: { model, prompt: 'x', clientKey: 'take-1' } };
  const items = [seed, seed + 1].map((each, at) => ({ id: `t${at}`, model, status: 'running', seed: each, created_at: 1_764_000_001 }));
  expect(ark.find?.read(replyOf({ items }), wanted, setting)).toEqual({ found: { wire: 'ark', taskId: 't0' } });
});

test('a finished task tells its film, its last frame, its seed and what it cost', () => {
  const task = {
    id: 'cgt-1',
    status: 'succeeded',
    error: null,
    content: { video_url: 'https://v.example.com/a.mp4', last_frame_url: 'https://v.example.com/a.png' },
    usage: { completion_tokens: 246_840 },
    seed: 0,
    duration: 5,
  };
  expect(ark.readProgress(replyOf(task), { wire: 'ark', taskId: 'cgt-1' }, setting)).toEqual({
    state: 'succeeded',
    files: [
      { url: 'https://v.example.com/a.mp4', kind: 'video', expiresInSec: 86_400, lengthSec: 5 },
      { url: 'https://v.example.com/a.png', kind: 'last-frame', expiresInSec: 86_400 },
    ],
    charge: { amount: 246_840, unit: 'tokens' },
    seed: 0,
  });
  expect(ark.readProgress(replyOf({ ...task, status: 'expired' }), { wire: 'ark', taskId: 'x' }, setting).state).toBe('expired');
});
