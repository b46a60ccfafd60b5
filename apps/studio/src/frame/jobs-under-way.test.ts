import { expect, test } from 'vitest';
import type { ListedJob, ListedTake } from '../app/queries.ts';
import { progressOf } from './jobs-progress.ts';
import { underWayOf } from './jobs-under-way.ts';

const take = (id: string, state: string, over: Partial<ListedTake> = {}) =>
  ({ id, state, model: 'a/model', createdAt: '2026-11-22T10:00:00.000Z', endedAt: null, ...over }) as ListedTake;
const job = (id: string, takeId: string | null, endedAt: string | null = null) => ({ id, takeId, endedAt }) as ListedJob;
const ids = (all: readonly Readonly<{ id: string }>[]) => all.map(({ id }) => id);

test('what is done for a take is shown with the take, and what has ended is not shown', () => {
  const takes = [take('take_1', 'shooting'), take('take_2', 'ready', { endedAt: '2026-11-22T10:01:00.000Z' })];
  const jobs = [job('job_1', 'take_1'), job('job_2', null), job('job_3', null, '2026-11-22T10:01:00.000Z')];
  const underWay = underWayOf('project_1', { takes, jobs });
  expect([ids(underWay.takes), ids(underWay.jobs), underWay.isShooting]).toEqual([['take_1'], ['job_2'], true]);
});

test('an unknown outcome is no work under way: it waits for a person, and lights no tally', () => {
  const underWay = underWayOf('project_1', { takes: [take('take_1', 'unknown')], jobs: [] });
  expect([ids(underWay.takes), ids(underWay.unknown), underWay.isShooting]).toEqual([[], ['take_1'], false]);
});

test('the usual time of a model is the middle one of what it took here; failures do not count', () => {
  const after = (id: string, sec: number, state = 'ready') =>
    take(id, state, { endedAt: new Date(Date.parse('2026-11-22T10:00:00.000Z') + sec * 1000).toISOString() });
  const takes = [after('1', 10), after('2', 30), after('3', 90), after('4', 1, 'failed')];
  expect(underWayOf('project_1', { takes, jobs: [] }).usualSec.get('a/model')).toBe(30);
});

test('progress comes from its events, and a change of state ends what was said before', () => {
  expect(progressOf('take.progress', { state: 'queued', queuePlace: 3 })).toEqual({ ratio: 0, queuePlace: 3 });
  expect(progressOf('job.progress', { progressPermille: 420 })).toEqual({ ratio: 0.42, queuePlace: null });
  expect(progressOf('take.changed', { state: 'ready' })).toBeNull();
  expect(progressOf('shot.changed', { revision: 2 })).toBeUndefined();
});
