import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@fantascope/film';
import type { Journal } from '@fantascope/take';
import { openAssetStore } from '../../packages/jobs/src/assets/open-asset-store.ts';
import { openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { plan as planTable, shot } from '../../packages/jobs/src/database/schema/index.ts';
import { ownMark } from '../../packages/jobs/src/engine/machine-mark.ts';
import { openWork } from '../../packages/jobs/src/engine/open-work.ts';
import { cancelTake } from '../../packages/jobs/src/takes/cancel.ts';
import { environmentKeys } from '../../packages/jobs/src/takes/provider-keys.ts';
import { planHash, shootTake } from '../../packages/jobs/src/takes/shoot.ts';
import { quick } from '../takes/desk.ts';
import type { Told } from './told.ts';

// A server that takes orders and does the work, in a process that can be killed at any moment.
const told = JSON.parse(process.env['FANTASCOPE_CRASH'] ?? '{}') as Told;
const { recipes, kill } = told;
const ports = {
  nowMs: Date.now,
  random: Math.random,
  sleep: (ms: number, signal?: AbortSignal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** As short as the emulators' work, so that a run of many kills is over soon. */
const hasty = { ...quick, pollFirstMs: 60, pollMostMs: 300, lookUps: 4, lookUpWaitMs: 100, missingMs: 3000, mostMs: 15_000 };

let seen = 0;
const atPoint = async (point: string): Promise<void> => {
  if (point !== kill?.at) return;
  seen += 1;
  if (seen !== kill.nth) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more may happen here.
  await new Promise(() => undefined);
};

/** A program that forgets that it has asked: it sends what was cut off again. */
const forgetful = (journal: Journal): Journal => ({
  ...journal,
  take: async (id) => {
    const record = await journal.take(id);
    return record?.state === 'sent' ? undefined : record;
  },
  append: async (row) => {
    try {
      return await journal.append(row);
    } catch (error) {
      if (row.kind === 'intent' && (error as { cause?: { code?: unknown } }).cause?.code === '23505')
        return { v: 1, atMs: Date.now(), ...row };
      throw error;
    }
  },
});

const database = await openDatabase({ env: { ...process.env, ...told.env }, home: told.home, connections: 8 });
const assets = await openAssetStore({ env: told.env, home: told.home });
const byId = new Map(recipes.map(({ entry }) => [entry.id, entry]));
const most = 1e15;
const settings = { env: told.env, capPerDayUsdMicros: most, capPerProjectUsdMicros: most, uploadMostBytes: 2 ** 31, doesWork: true };
const shared = {
  database,
  assets,
  catalogue: { entries: [...byId.values()], byId: (id: string) => byId.get(id) },
  settings,
  ports,
  home: told.home,
};
const work = await openWork({
  ...shared,
  keys: environmentKeys(told.env),
  version: 'crash',
  ...(told.machine === undefined ? {} : { mark: { ...ownMark(), machine: told.machine } }),
  ...(told.isHasty ? { patience: hasty } : {}),
  pause: atPoint,
  ...(told.isSabotaged ? { journal: forgetful } : {}),
  // Three: it stopped itself because it could not write its heartbeat.
  onFenced: () => process.exit(3),
  onTrouble: (text) => process.stderr.write(`${text}\n`),
});

async function shoot(takeId: string, wire: string): Promise<unknown> {
  const recipe = recipes.find((each) => each.wire === wire);
  if (recipe === undefined) throw new Error(`no recipe for ${wire}`);
  const { db } = database;
  const suffix = takeId.slice('take_'.length);
  const [shotId, planId] = [`shot_${suffix}`, `plan_${suffix}`];
  // Said in the prompt, so that a bill can be told to its take whatever else the provider keeps.
  const request = { ...recipe.request, prompt: `slow push in, ${takeId}` };
  const estimateUsd = { low: recipe.usd, high: recipe.usd, source: 'the suite', asOf: '2026-11-22' };
  const needs = JSON.stringify(request).includes('need:picture') ? [{ kind: 'picture' as const, path: told.pictureId }] : [];
  const document = { model: recipe.entry.id, request, carriers: [], losses: [], estimateUsd, needs };
  const at = new Date();
  const home = { projectId: told.projectId, createdAt: at };
  await db
    .insert(shot)
    .values({ id: shotId, name: takeId, document: {}, revision: 1, updatedAt: at, ...home })
    .onConflictDoNothing();
  const hash = planHash(document);
  await db
    .insert(planTable)
    .values({ id: planId, shotId, shotRevision: 1, model: recipe.entry.id, hash, document, ...home })
    .onConflictDoNothing();
  const actor = { userId: 'user_crash', isServerOwner: true, door: 'http' } as const;
  return shootTake({ ...shared, engine: work.engine, pause: atPoint }, { actor, takeId, shotId, of: { planId, hash } });
}

/** Memory, CPU and how late the event loop is; the delays are counted anew from each question. */
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();
function figures(): unknown {
  const { user, system } = process.cpuUsage();
  // The clock of the histogram itself ticks every 10 ms; what is late is what comes on top.
  const loopP99Ms = Math.max(0, delays.percentile(99) / 1e6 - 10);
  delays.reset();
  return { rssMb: process.memoryUsage().rss / 1e6, cpuMs: (user + system) / 1000, loopP99Ms, inHand: work.engine.inHand() };
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const takeId = url.searchParams.get('take') ?? '';
  if (url.pathname === '/figures') return void response.end(JSON.stringify(figures()));
  const answer =
    url.pathname === '/shoot'
      ? shoot(takeId, url.searchParams.get('wire') ?? '')
      : cancelTake({ ...shared, engine: work.engine }, { takeId, byUserId: 'user_crash' });
  answer.then(
    (value) => response.end(JSON.stringify(value)),
    (error: unknown) => {
      const code = error instanceof Fault ? error.code : 'unforeseen';
      if (!(error instanceof Fault)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.writeHead(error instanceof Fault ? 409 : 500).end(JSON.stringify({ code }));
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port, worker: work.engine.workerId })}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  void work.close({ graceMs: 5000 }).then(() => database.close().then(() => process.exit(0)));
});
