import { Problem } from '@fantascope/client';
import { Shot } from '@fantascope/film';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readDraft } from './draft.ts';
import { type Kept, openShot, type ShotDoor } from './shot-store.ts';

const id = 'shot_01HZY0000000000000000000AA';
const dolly = (distanceM: number) => ({ kind: 'dolly', distanceM, startRatio: 0, endRatio: 1, easing: 'in-out' }) as const;
const shot = Shot.parse({ camera: { moves: [dolly(0.1)] } });
const moveBy = (distanceM: number) => ({ kind: 'moves', moves: [dolly(distanceM)] }) as const;
const distanceOf = (of: Shot) => ('moves' in of.camera ? (of.camera.moves[0] as ReturnType<typeof dolly>).distanceM : Number.NaN);

/** A server that keeps one shot and refuses a revision that has passed, as ours does. */
function serverOf(over: Partial<ShotDoor> = {}): Readonly<{ door: ShotDoor; kept: { now: Kept }; writes: Shot[] }> {
  const kept = { now: { shot, revision: 1 } as Kept };
  const writes: Shot[] = [];
  const door: ShotDoor = {
    write: async (given, revision) => {
      if (revision !== kept.now.revision) throw new Problem({ code: 'jobs.revision-passed', status: 409, detail: 'passed' });
      writes.push(given);
      kept.now = { shot: given, revision: revision + 1 };
      return kept.now;
    },
    read: async () => kept.now,
    ...over,
  };
  return { door, kept, writes };
}

beforeEach(() => {
  const held = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a drag is one step of undo, and is written once it has ended', async () => {
  const { door, writes } = serverOf();
  const store = openShot(id, { shot, revision: 1 }, door);
  for (const distance of [0.2, 0.3, 0.4]) store.edit(moveBy(distance), 'drag');
  store.endGesture();
  await vi.advanceTimersByTimeAsync(400);
  expect(writes.map(distanceOf)).toEqual([0.4]);
  expect(store.state().saving.is).toBe('saved');
  store.undo();
  expect(distanceOf(store.state().shot)).toBe(0.1);
  store.redo();
  expect(distanceOf(store.state().shot)).toBe(0.4);
});

test('a gesture that is called off leaves no step', () => {
  const store = openShot(id, { shot, revision: 1 }, serverOf().door);
  store.edit(moveBy(0.2));
  store.edit(moveBy(0.9), 'drag');
  store.cancelGesture();
  expect(distanceOf(store.state().shot)).toBe(0.2);
  store.undo();
  expect(distanceOf(store.state().shot)).toBe(0.1);
});

test('an edit that the schema refuses changes nothing and says where', () => {
  const store = openShot(id, { shot, revision: 1 }, serverOf().door);
  store.edit({ kind: 'rig', field: 'lensMm', value: 1 });
  expect(store.state().shot).toBe(shot);
  expect(store.state().refused).toContain('lensMm');
});

test('while the server is away edits stay in this browser, and go out when it answers', async () => {
  const away = { is: true };
  const own = serverOf();
  const door: ShotDoor = {
    ...own.door,
    write: (given, revision) => (away.is ? Promise.reject(new TypeError('Failed to fetch')) : own.door.write(given, revision)),
  };
  const store = openShot(id, { shot, revision: 1 }, door);
  store.edit(moveBy(0.5));
  await vi.advanceTimersByTimeAsync(1500);
  expect(store.state().saving.is).toBe('offline');
  expect(distanceOf(readDraft(id)?.shot as Shot)).toBe(0.5);
  away.is = false;
  await vi.advanceTimersByTimeAsync(4000);
  expect(store.state().saving.is).toBe('saved');
  expect(readDraft(id)).toBeNull();
  expect(own.writes.map(distanceOf)).toEqual([0.5]);
});

test('a page that was closed goes on with its draft', async () => {
  const own = serverOf({ write: () => Promise.reject(new TypeError('Failed to fetch')) });
  const first = openShot(id, { shot, revision: 1 }, own.door);
  first.edit(moveBy(0.7));
  first.close();
  const second = openShot(id, { shot, revision: 1 }, serverOf().door);
  expect(distanceOf(second.state().shot)).toBe(0.7);
  await vi.advanceTimersByTimeAsync(100);
  expect(second.state().saving.is).toBe('saved');
});

test('two writers: neither overwrites the other, both versions are shown, and either may stay', async () => {
  const own = serverOf();
  const store = openShot(id, { shot, revision: 1 }, own.door);
  own.kept.now = { shot: { ...shot, name: 'theirs' }, revision: 2 };
  store.edit(moveBy(0.5));
  await vi.advanceTimersByTimeAsync(1500);
  expect(store.state().saving.is).toBe('conflict');
  expect(store.state().conflict?.shot.name).toBe('theirs');
  expect(own.kept.now.shot.name).toBe('theirs');
  store.edit(moveBy(0.6));
  await vi.advanceTimersByTimeAsync(5000);
  expect(own.kept.now.shot.name).toBe('theirs');
  store.keep('mine');
  await vi.advanceTimersByTimeAsync(100);
  expect(distanceOf(own.kept.now.shot)).toBe(0.6);
  expect(own.kept.now.revision).toBe(3);
});

test('theirs may be taken, and ours stays one step back', async () => {
  const own = serverOf();
  const store = openShot(id, { shot, revision: 1 }, own.door);
  store.edit(moveBy(0.5));
  own.kept.now = { shot: { ...shot, name: 'theirs' }, revision: 2 };
  store.heard(2);
  await vi.advanceTimersByTimeAsync(10);
  expect(store.state().saving.is).toBe('conflict');
  store.keep('theirs');
  expect(store.state().shot.name).toBe('theirs');
  store.undo();
  expect(distanceOf(store.state().shot)).toBe(0.5);
});

test('a write whose answer was lost is not taken for another person’s', async () => {
  const own = serverOf();
  const lost = { times: 1 };
  const door: ShotDoor = {
    ...own.door,
    write: async (given, revision) => {
      const done = await own.door.write(given, revision);
      if (lost.times-- > 0) throw new TypeError('Failed to fetch');
      return done;
    },
  };
  const store = openShot(id, { shot, revision: 1 }, door);
  store.edit(moveBy(0.5));
  await vi.advanceTimersByTimeAsync(6000);
  expect(store.state().saving.is).toBe('saved');
  expect(store.state().conflict).toBeNull();
});

test('what somebody else wrote comes in by itself where nothing is unwritten', async () => {
  const own = serverOf();
  const store = openShot(id, { shot, revision: 1 }, own.door);
  own.kept.now = { shot: { ...shot, name: 'theirs' }, revision: 2 };
  store.heard(2);
  await vi.advanceTimersByTimeAsync(10);
  expect(store.state().shot.name).toBe('theirs');
  expect(store.state().saving.is).toBe('saved');
});
