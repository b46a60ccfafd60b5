import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { replicate } from './replicate.ts';

const setting = { baseUrl: 'https://api.replicate.com/v1', dialect: { inputs: 'prompt seed firstFrame=start_image' } };
const ticket = { wire: 'replicate', taskId: 'gm3qor' };
const progress = (json: object) => replicate.readProgress(replyOf({ id: 'gm3qor', status: 'succeeded', ...json }), ticket, setting);

test('official models are asked by name, others by version', () => {
  const named = replicate.submit({ model: 'kwaivgi/kling-v3-video', prompt: '雨', seed: 0, settings: { mode: 'pro' } }, setting);
  expect(named.http.url).toMatch(/\/models\/kwaivgi\/kling-v3-video\/predictions$/);
  expect(named.http.json).toEqual({ input: { mode: 'pro', prompt: '雨', seed: 0 } });
  const versioned = replicate.submit({ model: 'lucataco/x:abc123', prompt: 'x' }, setting);
  expect(versioned.http.url).toMatch(/\/predictions$/);
  expect(versioned.http.json).toMatchObject({ version: 'abc123' });
});

test('an output is a string, a list or an object, and none once it is removed', () => {
  for (const output of [
    'https://replicate.delivery/a.mp4',
    ['https://replicate.delivery/a.mp4'],
    { video: 'https://replicate.delivery/a.mp4' },
  ]) {
    expect(progress({ output })).toMatchObject({ state: 'succeeded', files: [{ kind: 'video', url: 'https://replicate.delivery/a.mp4' }] });
  }
  expect(progress({ output: null, data_removed: true })).toMatchObject({ state: 'expired' });
  expect(progress({ output: 'no file here' })).toMatchObject({ state: 'failed', problem: { code: 'empty-result' } });
  expect(progress({ status: 'aborted', output: null })).toMatchObject({ state: 'cancelled' });
});

test('cancelling a finished prediction is too late', () => {
  const read = (status: string) => replicate.cancel?.read(replyOf({ id: 'gm3qor', status }));
  expect(read('canceled')).toBe('cancelled');
  expect(read('succeeded')).toBe('too-late');
});

test('a lost prediction is found by what was asked of it', () => {
  const wanted = { clientKey: 'k', sentAtMs: Date.parse('2026-11-22T10:00:00Z'), request: { model: 'a/b', prompt: '雨', seed: 0 } };
  const row = (id: string, input: object | undefined, at = '2026-11-22T10:00:05Z') => ({
    id,
    model: 'a/b',
    status: 'starting',
    created_at: at,
    input,
  });
  const read = (results: object[]) => replicate.find?.read(replyOf({ results }), wanted, setting);
  expect(read([row('p1', { prompt: '雨', seed: 0 }), row('p2', { prompt: 'x' }), row('p3', { prompt: '雨', seed: 1 })])).toEqual({
    found: { wire: 'replicate', taskId: 'p1' },
  });
  expect(read([row('p1', undefined)])).toBe('maybe');
  expect(read([row('p1', { prompt: '雨' }, '2026-11-22T08:00:00Z')])).toBe('none');
});

test('a prediction that never began is not charged', () => {
  const read = (status: string) =>
    replicate.readProgress(replyOf({ id: 'p1', status, output: null }), { wire: 'replicate', taskId: 'p1' }, setting);
  expect(read('aborted')).toMatchObject({ state: 'cancelled', charge: { amount: 0, unit: 'USD' } });
  expect(read('canceled')).not.toHaveProperty('charge');
});
