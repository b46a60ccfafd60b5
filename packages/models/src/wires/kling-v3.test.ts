import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { klingV3 } from './kling-v3.ts';

const setting = { baseUrl: 'https://api-singapore.klingai.com', dialect: {} };
const picture = { url: 'https://media.example.com/a.png' };

test('the documented request is sent: shots in the prompt, the picture among the contents', () => {
  const shots = [
    { prompt: '雨', lengthSec: 3 },
    { prompt: 'a door opens', lengthSec: 4 },
  ];
  const { http, dropped } = klingV3.submit(
    { model: 'kling-3.0', shots, firstFrame: picture, resolution: '1080p', lengthSec: 7, clientKey: 'k1' },
    setting,
  );
  expect(http).toEqual({
    method: 'POST',
    url: `${setting.baseUrl}/image-to-video/kling-3.0`,
    json: {
      contents: [
        { type: 'prompt', text: 'shot 1, 3, 雨; shot 2, 4, a door opens;' },
        { type: 'first_frame', url: picture.url },
      ],
      settings: { resolution: '1080p', duration: 7 },
      options: { external_task_id: 'k1' },
    },
  });
  expect(dropped).toEqual([]);
});

test('it has no camera and no masks, and says so', () => {
  const camera = { dialect: 'kling-axis', axis: 'zoom', value: -5 } as const;
  expect(klingV3.submit({ model: 'kling-3.0', prompt: 'x', camera, stillMask: picture, seed: 0 }, setting).dropped).toEqual([
    'camera',
    'stillMask',
    'seed',
  ]);
});

test('a task nobody knows is an empty list, not an error', () => {
  const empty = replyOf({ code: 0, message: 'SUCCEED', data: [] });
  expect(klingV3.readProgress(empty, { wire: 'kling-v3', taskId: 't_9' }, setting)).toMatchObject({ state: 'unclear', isMissing: true });
  const wanted = { clientKey: 'k1', request: { model: 'kling-3.0' }, sentAtMs: 0 };
  expect(klingV3.find?.read(empty, wanted, setting)).toBe('none');
  const one = replyOf({ code: 0, data: [{ id: 't_9', status: 'processing' }] });
  expect(klingV3.find?.read(one, wanted, setting)).toEqual({ found: { wire: 'kling-v3', taskId: 't_9' } });
});
