import { expect, test } from 'vitest';
import { matchTask } from './match-task.ts';

const wanted = { clientKey: 'k', request: { model: 'm' }, sentAtMs: 1_000_000, knownIds: ['theirs'] };
const ticket = (taskId: string) => ({ wire: 'w', taskId });
const match = (...tasks: Parameters<typeof matchTask>[0]) => matchTask(tasks, wanted, ticket);

test('the only task like it since it was sent is it', () => {
  expect(match({ taskId: 'a', madeAtMs: 1_001_000, isLike: true }, { taskId: 'b', madeAtMs: 1_001_000, isLike: false })).toEqual({
    found: ticket('a'),
  });
  expect(match({ taskId: 'a', madeAtMs: 950_000, isLike: true })).toEqual({ found: ticket('a') });
});

test('older tasks, those of other takes and unlike ones are none', () => {
  expect(match()).toBe('none');
  expect(match({ taskId: 'a', madeAtMs: 900_000, isLike: true }, { taskId: 'theirs', madeAtMs: 1_001_000, isLike: true })).toBe('none');
  expect(match({ taskId: 'a', madeAtMs: 1_001_000, isLike: false })).toBe('none');
});

test('two, or one that tells too little, is for a person to look at', () => {
  expect(match({ taskId: 'a', madeAtMs: 1_001_000, isLike: true }, { taskId: 'b', madeAtMs: 1_002_000, isLike: true })).toBe('maybe');
  expect(match({ taskId: 'a', madeAtMs: 1_001_000 })).toBe('maybe');
  expect(match({ taskId: 'a', isLike: true })).toBe('maybe');
});
