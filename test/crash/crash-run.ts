import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fantascope/film';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import type { TakePoint } from '../../packages/jobs/src/takes/take-room.ts';
import { crashWires } from './recipe.ts';
import { type CrashReport, paidTwiceOf, reportOf } from './report.ts';
import { type Child, openScene, type Scene, type SceneAssets } from './scene.ts';
import { allPoints } from './told.ts';

/** What a run is asked for. */
export type CrashOptions = Readonly<{
  kills: number;
  takes: number;
  seed: number;
  isSabotaged: boolean;
  /** Where processes are killed. Default: everywhere, and at random. */
  points?: readonly TakePoint[];
  /** How often a provider misbehaves, 0..1. Default 0.12. */
  faultRatio?: number;
  /** Where assets are kept. Default `folder`. */
  assets?: SceneAssets;
  /** Default: all that have an emulator. */
  wires?: readonly string[];
  onStep?: (line: string) => void;
}>;

/** How many processes are at work at once. */
const CHILDREN = 2;
/** A process that does not come to its point in this time is killed at random instead, milliseconds. */
const POINT_MS = 8000;
/** A process that is not ready in this time is killed as it is, milliseconds. */
const START_MS = 30_000;
/** How long is waited for the last takes to end, milliseconds. */
const END_MS = 180_000;

/** Numbers in 0..1 by a seed (Park and Miller 1988). */
function randomOf(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Kills servers, workers and the database at every named point and at random while takes of all wires are made, and counts what became of them. */
export async function crashRun(options: CrashOptions): Promise<CrashReport> {
  const {
    kills: wantedKills,
    seed,
    isSabotaged,
    onStep = () => undefined,
    wires = crashWires,
    assets: kind = 'folder',
    points = allPoints,
  } = options;
  const random = randomOf(seed);
  const scene = await openScene({ wires, seed, assets: kind, ratio: options.faultRatio ?? 0.12, isSabotaged, onStep });
  try {
    const { children, kills, fences, crashes, database, emulators, assets } = scene;
    const orders = ordersOf({ kills: wantedKills, points, random });
    const accepted = new Set<string>();
    const live = () => [...children].filter(({ isReady }) => isReady);
    // A last process can only come to its point where there is still something to shoot.
    let isKilling = true;
    const shooting = shootAll({ count: options.takes, wires, random, accepted, live, pacing: () => isKilling });
    await killAll({ orders, random, scene });
    isKilling = false;
    onStep(`${kills.length} kills done; letting the rest run out`);
    for (let at = 0; at < CHILDREN; at += 1) scene.start({ kill: null, order: 'none' });
    await shooting;
    // What forgets is found out by one bill; the takes that it leaves lying would never end.
    await drained(database, { mostMs: END_MS, isOver: () => isSabotaged && paidTwiceOf(emulators).length > 0 });
    return await reportOf({ database, assets, emulators, accepted, kills, fences, crashes, seed, points: allPoints });
  } finally {
    await scene.close();
  }
}

/** Every named point three times and more where there are kills enough, the database now and then, and the rest at random; shuffled by the seed. */
function ordersOf({ kills, points, random }: Readonly<{ kills: number; points: readonly TakePoint[]; random: () => number }>): string[] {
  const shuffled = () => [...points].map((point) => ({ point, at: random() })).sort((one, other) => one.at - other.at);
  const named: string[] = [];
  for (let round = 0; round < 4; round += 1) named.push(...shuffled().map(({ point }) => point));
  // A seventh of it for the database and chance, and no point four times before every point was met three times.
  const most = points.length < allPoints.length ? kills : Math.max(points.length * 3, Math.floor(kills * 0.6));
  const orders = named.slice(0, Math.min(named.length, most, points.length < allPoints.length ? kills : Math.floor(kills * 0.85)));
  for (let at = 0; orders.length < kills; at += 1)
    orders.push(points.length < allPoints.length ? (points[at % points.length] ?? 'random') : at % 4 === 3 ? 'database' : 'random');
  return orders
    .map((order) => ({ order, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ order }) => order);
}

/** Carries out the orders, with as many processes at once as there are. */
async function killAll({ orders, random, scene }: Readonly<{ orders: string[]; random: () => number; scene: Scene }>): Promise<void> {
  // A slow machine may never come to a rare point in time: as often as there are orders one comes back, then chance takes its place.
  let missesLeft = orders.length;
  const lane = async (): Promise<void> => {
    for (;;) {
      const order = orders.shift();
      if (order === undefined) return;
      if (order === 'database') {
        await scene.killDatabase();
        await pause(300);
        continue;
      }
      const point = allPoints.find((each) => each === order);
      const child = scene.start({ kill: point === undefined ? null : { at: point, nth: 1 + Math.floor(random() * 3) }, order });
      const isOver = () => child.process.exitCode !== null || child.process.signalCode !== null;
      const startedMs = performance.now();
      while (!child.isReady && !isOver() && performance.now() - startedMs < START_MS) await pause(20);
      const untilMs = performance.now() + (point === undefined ? 200 + random() * 2500 : POINT_MS);
      while (!isOver() && performance.now() < untilMs) await pause(10);
      if (!isOver()) {
        // It was not reached: killed anyway, and the point comes back at the end.
        if (point !== undefined && missesLeft > 0) orders.push(point);
        missesLeft -= 1;
        child.order = 'random';
        child.process.kill('SIGKILL');
      }
      await child.ended;
      // It ended by itself, fenced or by a fault: the order is still to be carried out.
      if (child.process.signalCode !== 'SIGKILL' && missesLeft > 0) orders.push(order);
      if (child.process.signalCode !== 'SIGKILL') missesLeft -= 1;
    }
  };
  await Promise.all(Array.from({ length: CHILDREN }, lane));
}

/** Orders every take until a server has taken it, and calls some off. */
async function shootAll({
  count,
  wires,
  random,
  accepted,
  live,
  pacing,
}: Readonly<{
  count: number;
  wires: readonly string[];
  random: () => number;
  accepted: Set<string>;
  live: () => readonly Child[];
  pacing: () => boolean;
}>): Promise<void> {
  const ask = async (path: string): Promise<boolean> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const child = live()[Math.floor(random() * live().length)];
      const reply =
        child === undefined
          ? null
          : await fetch(`http://127.0.0.1:${child.port}${path}`, { signal: AbortSignal.timeout(15_000) }).catch(() => null);
      await reply?.arrayBuffer().catch(() => undefined);
      if (reply !== null && (reply.ok || reply.status === 409)) return true;
      await pause(100);
    }
    return false;
  };
  for (let at = 0; at < count || pacing(); at += 1) {
    const takeId = newId('take', { nowMs: Date.now(), random });
    const wire = wires[at % wires.length] ?? '';
    if (await ask(`/shoot?take=${takeId}&wire=${wire}`)) accepted.add(takeId);
    if (random() < 0.05) void pause(random() * 1500).then(() => ask(`/cancel?take=${takeId}`));
    // Some at all times, and never so many that the machine does nothing else.
    await pause(pacing() ? 350 : 60);
  }
}

/** Waits until nothing goes on by itself any more. */
async function drained({ pool }: Database, { mostMs, isOver }: Readonly<{ mostMs: number; isOver: () => boolean }>): Promise<void> {
  const untilMs = performance.now() + mostMs;
  for (;;) {
    const open = await pool.query<{ count: string }>('select count(*) from fantascope.take where ended_at is null').catch(() => null);
    if (Number(open?.rows[0]?.count ?? 1) === 0 || isOver() || performance.now() > untilMs) return;
    await pause(250);
  }
}
