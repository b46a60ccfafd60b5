import { expect, test } from 'vitest';
import type { Progress } from '../wire.ts';
import { judgeWait, type Wait } from './judge-wait.ts';

const missing: Progress = { state: 'unclear', reason: 'no such task', isMissing: true };
const error: Progress = { state: 'unclear', reason: 'HTTP 503' };

function after(steps: readonly (readonly [number, Progress])[]): Progress {
  let wait: Wait = { sinceMs: 0 };
  let last: Progress = error;
  for (const [nowMs, progress] of steps) ({ wait, progress: last } = judgeWait(wait, progress, { nowMs }));
  return last;
}

test('a take that is missing for two minutes is expired, and not before', () => {
  expect(
    after([
      [0, missing],
      [119_000, missing],
    ]).state,
  ).toBe('unclear');
  expect(
    after([
      [0, missing],
      [120_000, missing],
    ]),
  ).toMatchObject({ state: 'expired', problem: { code: 'missing' } });
});

test('an error in between neither starts nor ends the time missing; a sign of life ends it', () => {
  expect(
    after([
      [0, error],
      [120_000, missing],
    ]).state,
  ).toBe('unclear');
  expect(
    after([
      [0, missing],
      [60_000, error],
      [120_000, missing],
    ]).state,
  ).toBe('expired');
  expect(
    after([
      [0, missing],
      [60_000, { state: 'running' }],
      [130_000, missing],
    ]).state,
  ).toBe('unclear');
});

test('a provider in trouble is asked for hours, not for ever, and what is late is never called failed', () => {
  expect(after([[5 * 3_600_000, error]]).state).toBe('unclear');
  expect(after([[6 * 3_600_000, error]])).toMatchObject({ state: 'expired', problem: { code: 'waited-too-long' } });
  expect(after([[6 * 3_600_000, { state: 'succeeded', files: [] }]]).state).toBe('succeeded');
});

test('an end told in a doubtful form is believed once it has lasted two minutes, and forgotten at a sign of life', () => {
  const ending: Progress = {
    state: 'unclear',
    reason: 'HTTP 500',
    ending: { state: 'failed', problem: { code: '50501', message: '', isRetryLater: false } },
  };
  expect(
    after([
      [0, ending],
      [60_000, error],
      [119_000, ending],
    ]).state,
  ).toBe('unclear');
  expect(
    after([
      [0, ending],
      [60_000, error],
      [120_000, ending],
    ]),
  ).toMatchObject({ state: 'failed', problem: { code: '50501' } });
  expect(
    after([
      [0, ending],
      [60_000, { state: 'running' }],
      [130_000, ending],
    ]).state,
  ).toBe('unclear');
  // A trouble of the line when the time is over ends nothing.
  expect(
    after([
      [0, ending],
      [130_000, error],
    ]).state,
  ).toBe('unclear');
});
