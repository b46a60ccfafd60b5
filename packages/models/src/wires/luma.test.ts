import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { luma } from './luma.ts';

const setting = { baseUrl: 'https://api.lumalabs.ai/dream-machine/v1', dialect: {} };
const picture = { url: 'https://media.example.com/a.png' };

test('a shot with concepts is sent as the client of Luma would send it', () => {
  const { http, dropped } = luma.submit(
    {
      model: 'ray-2',
      clientKey: 'take 1',
      prompt: 'a kite over a valley',
      firstFrame: picture,
      lastFrame: { url: 'https://media.example.com/b.png' },
      lengthSec: 9,
      resolution: '720p',
      aspect: '16:9',
      camera: { dialect: 'tokens', groups: [['push_in', 'orbit_left'], ['crane_up']] },
      webhookUrl: 'https://studio.example.com/hook?t=s',
    },
    setting,
  );
  expect(http.url).toBe('https://api.lumalabs.ai/dream-machine/v1/generations/video');
  expect(http.json).toEqual({
    model: 'ray-2',
    prompt: 'a kite over a valley',
    keyframes: { frame0: { type: 'image', url: picture.url }, frame1: { type: 'image', url: 'https://media.example.com/b.png' } },
    duration: '9s',
    resolution: '720p',
    aspect_ratio: '16:9',
    concepts: [{ key: 'push_in' }, { key: 'orbit_left' }, { key: 'crane_up' }],
    callback_url: 'https://studio.example.com/hook?t=s&k=take%201',
  });
  expect(dropped).toEqual([]);
});

test('a camera that stands still is the concept for it', () => {
  const { http, dropped } = luma.submit({ model: 'ray-2', camera: { dialect: 'locked' } }, setting);
  expect(http.json).toMatchObject({ concepts: [{ key: 'static' }] });
  expect(dropped).toEqual([]);
});

test('a generation that is lengthened takes the place of the first frame, and bytes have no place', () => {
  const { http, dropped } = luma.submit({ model: 'ray-2', extends: 'g7', firstFrame: picture }, setting);
  expect(http.json).toMatchObject({ keyframes: { frame0: { type: 'generation', id: 'g7' } } });
  expect(dropped).toEqual(['firstFrame']);
  expect(luma.submit({ model: 'ray-2', firstFrame: { dataUri: 'data:image/png;base64,AAAA' } }, setting).dropped).toEqual(['firstFrame']);
});

test('a clip to be changed goes to modify, with the mode of the entry', () => {
  const { http } = luma.submit(
    { model: 'ray-2', baseVideo: { url: 'https://media.example.com/v.mp4' }, settings: { mode: 'adhere_1' } },
    setting,
  );
  expect(http.url).toMatch(/\/generations\/video\/modify$/);
  expect(http.json).toEqual({ model: 'ray-2', mode: 'adhere_1', media: { url: 'https://media.example.com/v.mp4' } });
});

test('after a lost reply our own callback address names the take exactly', () => {
  const wanted = { clientKey: 'take 1', request: { model: 'ray-2', prompt: 'x' }, sentAtMs: Date.parse('2026-11-22T10:00:00Z') };
  const row = (id: string, callback_url?: string) => ({
    id,
    state: 'dreaming',
    created_at: '2026-11-22T10:00:05Z',
    request: { prompt: 'x', ...(callback_url === undefined ? {} : { callback_url }) },
  });
  const find = (...rows: object[]) => luma.find?.read(replyOf({ generations: rows, count: rows.length }), wanted, setting);
  const own = row('b', 'https://studio.example.com/hook?t=s&k=take%201');
  expect(find(row('a', 'https://studio.example.com/hook?t=s&k=take%202'), own, row('c'))).toEqual({ found: { wire: 'luma', taskId: 'b' } });
  expect(find(row('a'))).toEqual({ found: { wire: 'luma', taskId: 'a' } });
  expect(find(row('a'), row('c'))).toBe('maybe');
  expect(find(row('a', 'https://studio.example.com/hook?t=s&k=take%202'))).toBe('none');
});

test('a still of a film is not its result', () => {
  const assets = {
    video: 'https://cdn.example.com/a.mp4',
    image: 'https://cdn.example.com/a.jpg',
    progress_video: 'https://cdn.example.com/p.mp4',
  };
  const read = luma.readProgress(replyOf({ id: 'g', state: 'completed', assets }), { wire: 'luma', taskId: 'g' }, setting);
  expect(read).toEqual({ state: 'succeeded', files: [{ url: assets.video, kind: 'video' }] });
});

test('a callback is believed only when it comes to our own address', () => {
  const call = { headers: {}, body: JSON.stringify({ id: 'g7', state: 'completed' }), secret: 's', nowSec: 0 };
  expect(luma.webhook?.read({ ...call, query: { t: 's', k: 'take 1' } })).toEqual({ taskId: 'g7', clientKey: 'take 1' });
  expect(luma.webhook?.read({ ...call, query: { t: 'x' } })).toBeNull();
});
