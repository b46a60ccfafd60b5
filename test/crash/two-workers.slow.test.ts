import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fantascope/film';
import { afterEach, expect, test } from 'vitest';
import { openScene, type Scene, type SceneAssets } from './scene.ts';

let scene: Scene | undefined;
afterEach(() => scene?.close());

type Line = Readonly<{ id: string; state: string; held_by: string | null; ended_at: Date | null }>;

async function lines({ database }: Scene): Promise<readonly Line[]> {
  return (await database.pool.query<Line>('select id, state, held_by, ended_at from fantascope.take')).rows;
}

async function until(what: () => Promise<boolean>, mostMs: number): Promise<boolean> {
  for (const endMs = performance.now() + mostMs; performance.now() < endMs; await pause(100)) if (await what()) return true;
  return false;
}

const isFull = process.env['FANTASCOPE_TEST'] === 'full';
const claim =
  'of two workers one is killed, and only its silence tells: its takes end with the other within a minute, and nothing is sent twice';

test(claim, () => oneIsKilled('folder'), 240_000);
test.runIf(isFull)(`assets in a bucket: ${claim} (only with FANTASCOPE_TEST=full)`, () => oneIsKilled('s3'), 240_000);

async function oneIsKilled(assets: SceneAssets): Promise<void> {
  // Long enough that the takes are under way when it dies.
  scene = await openScene({ wires: ['kling-v1', 'runway'], seed: 3, ratio: 0, isSabotaged: false, assets, workMs: 12_000 });
  const { emulators, start } = scene;
  // As if on another machine, of which nothing is known but the heartbeat.
  const doomed = start({ order: 'doomed', kill: null, machine: 'elsewhere' });
  expect(await until(async () => doomed.isReady, 60_000)).toBe(true);
  for (let at = 0; at < 12; at += 1) {
    const takeId = newId('take', { nowMs: Date.now(), random: Math.random });
    const reply = await fetch(`http://127.0.0.1:${doomed.port}/shoot?take=${takeId}&wire=${at % 3 === 0 ? 'runway' : 'kling-v1'}`);
    expect(reply.status).toBe(200);
  }
  const atWork = async () =>
    (await lines(scene as Scene)).filter(({ state, held_by }) => state === 'shooting' && held_by === doomed.worker);
  expect(await until(async () => (await atWork()).length > 5, 30_000)).toBe(true);
  const other = start({ order: 'none', kill: null });
  expect(await until(async () => other.isReady, 60_000)).toBe(true);
  doomed.process.kill('SIGKILL');
  await doomed.ended;
  const isOver = async () => (await lines(scene as Scene)).every(({ ended_at, held_by }) => ended_at !== null && held_by === null);
  expect(await until(isOver, 60_000)).toBe(true);
  expect(await lines(scene)).toHaveLength(12);
  // Killed between the request and the ticket a take is looked up; Runway has no look-up.
  for (const { state } of await lines(scene)) expect(['ready', 'unknown']).toContain(state);
  const bills = [...emulators.values()].flatMap(({ bill }) => bill.map(({ request }) => /take_\w{26}/.exec(JSON.stringify(request))?.[0]));
  expect(new Set(bills).size).toBe(bills.length);
  expect(bills.length).toBeLessThanOrEqual(12);
}
