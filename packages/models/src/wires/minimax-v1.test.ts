import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { minimaxV1 } from './minimax-v1.ts';

const setting = { baseUrl: 'https://api.minimax.io', dialect: {} };
const request = { model: 'T2V-01-Director' };
const told = (code: number, json = {}) => replyOf({ ...json, base_resp: { status_code: code, status_msg: 'm' } });

test('commands stand in brackets behind the words: together in one, one after another in several', () => {
  const camera = { dialect: 'tokens', groups: [['Pan left', 'Pedestal up'], ['Zoom in']] } as const;
  const { http } = minimaxV1.submit(
    { ...request, prompt: '雨夜', camera: { ...camera, groups: camera.groups.map((group) => [...group]) }, isPromptRewritten: false },
    setting,
  );
  expect(http.json).toEqual({ model: 'T2V-01-Director', prompt: '雨夜 [Pan left,Pedestal up] [Zoom in]', prompt_optimizer: false });
  expect(minimaxV1.submit({ ...request, camera: { dialect: 'locked' } }, setting).dropped).toEqual(['camera']);
});

test('a 200 may be an error, and MiniMax’s own errors leave open what happened', () => {
  expect(minimaxV1.readSubmit(told(1002), request, setting)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(minimaxV1.readSubmit(told(1026), request, setting)).toMatchObject({
    outcome: 'refused',
    problem: { code: '1026', isRetryLater: false },
  });
  for (const code of [1000, 1001, 1024, 1033])
    expect(minimaxV1.readSubmit(told(code, { task_id: '' }), request, setting).outcome).toBe('unknown');
  expect(minimaxV1.readSubmit(told(0, { task_id: 17 }), request, setting)).toMatchObject({ outcome: 'accepted', ticket: { taskId: '17' } });
});

test('a finished task names a file, which is asked for', () => {
  const ticket = { wire: 'minimax-v1', taskId: '17' };
  const asked = minimaxV1.readProgress(told(0, { task_id: '17', status: 'Success', file_id: 'f 1' }), ticket, setting);
  expect(asked).toEqual({ state: 'ask', next: { method: 'GET', url: 'https://api.minimax.io/v1/files/retrieve?file_id=f%201' } });
  const file = { file: { download_url: 'https://cdn.example.com/a.mp4' } };
  expect(minimaxV1.readProgress(told(0, file), ticket, setting)).toMatchObject({ state: 'succeeded', files: [{ kind: 'video' }] });
  expect(minimaxV1.readProgress(told(1002, file), ticket, setting).state).toBe('unclear');
});

test('the first call of a webhook is a challenge to be sent back', () => {
  const call = { headers: {}, secret: 's', query: { t: 's', k: 'take-1' }, nowSec: 0 };
  expect(minimaxV1.webhook?.read({ ...call, body: '{"challenge":"c1"}' })).toEqual({ answer: { challenge: 'c1' } });
  expect(minimaxV1.webhook?.read({ ...call, body: '{"challenge":"c1"}', query: { t: 'x' } })).toBeNull();
  expect(minimaxV1.webhook?.read({ ...call, body: '{"task_id":"17","status":"Success"}' })).toEqual({ taskId: '17', clientKey: 'take-1' });
  expect(minimaxV1.webhook?.read({ ...call, body: '{"task":{"id":"t1"}}' })).toEqual({ taskId: 't1', clientKey: 'take-1' });
});

test('a question whose only parameter is wrong asks for a task that MiniMax does not know', () => {
  const read = (status_code: number) =>
    minimaxV1.readProgress(
      replyOf({ base_resp: { status_code, status_msg: 'm' } }),
      { wire: 'minimax-v1', taskId: '1' },
      { baseUrl: 'https://api.minimax.io', dialect: {} },
    );
  expect(read(2013)).toMatchObject({ state: 'unclear', isMissing: true });
  for (const code of [1000, 1002, 1004, 1024]) expect(read(code), String(code)).not.toHaveProperty('isMissing');
});
