import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fantascope/film';
import { crashRun } from '../../test/crash/crash-run.ts';
import { type Child, openScene, type Scene } from '../../test/crash/scene.ts';
import type { BenchRow } from '../row.ts';

type Figures = Readonly<{ rssMb: number; cpuMs: number; loopP99Ms: number; inHand: number }>;
const wire = 'kling-v1';

async function figuresOf({ port }: Child): Promise<Figures> {
  return (await (await fetch(`http://127.0.0.1:${port}/figures`)).json()) as Figures;
}

async function withServer<T>(workMs: number, measure: (scene: Scene, server: Child) => Promise<T>): Promise<T> {
  const scene = await openScene({ wires: [wire], seed: 1, ratio: 0, isSabotaged: false, isHasty: false, workMs });
  try {
    const server = scene.start({ order: 'none', kill: null });
    while (!server.isReady) await pause(20);
    return await measure(scene, server);
  } finally {
    await scene.close();
  }
}

async function shoot({ port }: Child, count: number): Promise<void> {
  const one = async (): Promise<void> => {
    const takeId = newId('take', { nowMs: Date.now(), random: Math.random });
    const reply = await fetch(`http://127.0.0.1:${port}/shoot?take=${takeId}&wire=${wire}`);
    if (!reply.ok) throw new Error(`a shoot was answered ${reply.status}: ${await reply.text()}`);
  };
  for (let at = 0; at < count; at += 10) await Promise.all(Array.from({ length: Math.min(10, count - at) }, one));
}

async function waitFor({ database }: Scene, { count, where }: Readonly<{ count: number; where: string }>): Promise<void> {
  for (const endMs = performance.now() + 240_000; ; await pause(100)) {
    const { rows } = await database.pool.query<{ count: string }>(`select count(*) from fantascope.take where ${where}`);
    if (Number(rows[0]?.count) >= count) return;
    if (performance.now() > endMs) throw new Error(`only ${rows[0]?.count} of ${count} takes came to ${where}`);
  }
}

type InFlight = Readonly<{ start: Figures; end: Figures; sec: number; rssMb: readonly number[] }>;
let inFlight: Promise<InFlight> | undefined;
const lookSec = 5;
const lookMinutes = 3;

/** Resident memory of a process, from /proc: asking the process itself would begin its event loop's figures anew. Linux only. */
async function rssMbOf({ process: { pid } }: Child): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6;
}

/** A thousand takes at their provider, and three minutes of polling them, memory looked at every five seconds. Measured once for its rows. */
function thousand(): Promise<InFlight> {
  inFlight ??= withServer(900_000, async (scene, server) => {
    await shoot(server, 1000);
    await waitFor(scene, { count: 1000, where: "state = 'shooting'" });
    await pause(5000);
    const start = await figuresOf(server);
    const startMs = performance.now();
    const rssMb: number[] = [];
    for (let at = 1; at <= (lookMinutes * 60) / lookSec; at += 1) {
      await pause(startMs + at * lookSec * 1000 - performance.now());
      rssMb.push(await rssMbOf(server));
    }
    await waitFor(scene, { count: 1000, where: "state = 'shooting'" });
    return { start, end: await figuresOf(server), sec: (performance.now() - startMs) / 1000, rssMb };
  });
  return inFlight;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
/** The middle of the twelve looks of a minute (1 the first): one look may fall just before or just after the garbage is collected. */
const inMinute = ({ rssMb }: InFlight, minute: number) => median(rssMb.slice(((minute - 1) * 60) / lookSec, (minute * 60) / lookSec));

let crash: ReturnType<typeof crashRun> | undefined;
function someKills(): ReturnType<typeof crashRun> {
  crash ??= crashRun({ kills: 12, takes: 30, seed: 1, isSabotaged: false, wires: ['kling-v1', 'fal-queue', 'comfyui', 'runway'] });
  return crash;
}
const crashRow = (name: 'lost' | 'paidTwice' | 'halfAssets' | 'ledgerWrong'): BenchRow => ({
  name: `crash.${name}`,
  unit: 'takes',
  measure: async () => {
    const { [name]: value, kills, takes, unknown, unknownExplained } = await someKills();
    return {
      value,
      note: `${kills} kills, ${takes} takes, ${unknownExplained} of ${unknown} unknown ones explained; npm run test:crash kills a hundred times`,
    };
  },
});

/** Durable work: what it costs, and what it bears. */
export const rows: readonly BenchRow[] = [
  {
    name: 'jobs.overhead.cpuMsPerTake',
    unit: 'ms',
    measure: async () =>
      withServer(50, async (scene, server) => {
        await shoot(server, 20);
        await waitFor(scene, { count: 20, where: 'ended_at is not null' });
        const before = await figuresOf(server);
        await shoot(server, 100);
        await waitFor(scene, { count: 120, where: 'ended_at is not null' });
        const after = await figuresOf(server);
        return {
          value: Number(((after.cpuMs - before.cpuMs) / 100).toFixed(1)),
          note: "CPU of the server's process from order to asset, warm, 100 takes; the database's own not counted",
        };
      }),
  },
  {
    name: 'jobs.inFlight1000.rssMb',
    unit: 'MB',
    measure: async () => {
      const held = await thousand();
      return {
        value: Math.round(inMinute(held, lookMinutes)),
        note: `1000 takes polled for ${Math.round(held.sec)} s, median of the last minute; ${Math.round(held.start.rssMb)} MB at the beginning, at most ${Math.round(Math.max(...held.rssMb))} MB`,
      };
    },
  },
  {
    name: 'jobs.inFlight1000.growthMb',
    unit: 'MB',
    measure: async () => {
      const held = await thousand();
      const minutes = Array.from({ length: lookMinutes }, (_, at) => inMinute(held, at + 1));
      return {
        value: Number(((minutes.at(-1) ?? 0) - (minutes[0] ?? 0)).toFixed(1)),
        note: `from the first minute to minute ${lookMinutes}, medians of twelve looks each: ${minutes.map((mb) => `${mb.toFixed(0)} MB`).join(', ')}`,
      };
    },
  },
  {
    name: 'jobs.inFlight1000.loopP99Ms',
    unit: 'ms',
    measure: async () => {
      const { start, end, sec } = await thousand();
      const cpu = Math.round((100 * (end.cpuMs - start.cpuMs)) / (sec * 1000));
      return {
        value: Number(end.loopP99Ms.toFixed(1)),
        note: `event loop of the server's process, each take polled every 2 s as emulators are, ${cpu} % of a core`,
      };
    },
  },
  crashRow('lost'),
  crashRow('paidTwice'),
  crashRow('halfAssets'),
  crashRow('ledgerWrong'),
];
