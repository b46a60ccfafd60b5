import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One whole process, children included, as `time` tells it. */
export type TimedRun = Readonly<{ sec: number; cpuSec: number; command: string }>;

/** Runs a command line under bash's `time`: wall seconds, and user + system seconds of it and all its children. Throws with its last words when it fails. */
export async function timedRun(command: string, { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Promise<TimedRun> {
  const script = `TIMEFORMAT='%R %U %S'; time { ${command} ; } 2>&3`;
  const child = spawn('bash', ['-c', `exec 3>&2; ${script}`], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = said.trim().split('\n');
  const [sec, user, system] = (lines.at(-1) ?? '').split(' ').map(Number);
  if (code !== 0 || sec === undefined || user === undefined || system === undefined) {
    throw new Error(`${command} ended with ${code}: ${lines.slice(-3).join(' · ')}`);
  }
  return { sec, cpuSec: user + system, command };
}

/** Runs several commands in turn, round after round, so that a slow minute of the machine falls on all of them alike. Gives each one's quickest run. */
export async function inTurn(rounds: number, runs: readonly (() => Promise<TimedRun>)[]): Promise<TimedRun[]> {
  const best: (TimedRun | undefined)[] = runs.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    for (const [k, run] of runs.entries()) {
      const found = await run();
      if (found.sec < (best[k]?.sec ?? Number.POSITIVE_INFINITY)) best[k] = found;
    }
  }
  return best as TimedRun[];
}

/** Runs a command and gives the greatest sum of its processes' resident high-water marks (VmHWM), in MB, looked at every 50 ms. Linux only. */
export async function peakMb(command: readonly string[], env: Record<string, string>): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  let peakKb = 0;
  const timer = setInterval(() => {
    if (child.pid !== undefined) peakKb = Math.max(peakKb, treeKb(child.pid));
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`);
  return peakKb / 1024;
}

function treeKb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // The name in brackets may hold spaces; the parent is the second field after it.
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  // Between fork and exec a child shares its parent's pages, which are counted already; it still has its parent's command line.
  const command = read(`/proc/${root}/cmdline`);
  const isShared = (pid: number) => pid !== root && read(`/proc/${pid}/cmdline`) === command;
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()]
    .filter((pid) => isOurs(pid) && !isShared(pid))
    .reduce((sum, pid) => sum + Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0), 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended between two looks.
    return '';
  }
}
