import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Fault } from '@fantascope/film';

/** How a voice's program may be run: killed after `silentSec` without a word from it, or, where `mostMib` is given, with more memory than that. */
export type VoiceChildTerms = Readonly<{ silentSec: number; mostMib?: number; signal?: AbortSignal | undefined }>;

/** What became of it: its exit code (null: killed by somebody else), all it wrote, and what it said last on its standard error, a line. */
export type VoiceChildEnd = Readonly<{ code: number | null; bytes: Buffer; told: string }>;

/** How much of what it says on its standard error is remembered, characters. */
const SAID_MOST = 4000;

/** How often its memory is looked at, milliseconds. */
const LOOK_MS = 200;

/** Runs a voice's program, hands it `input` on its standard input and gathers what it writes. Throws render.interrupted, and sound.voice-failed where it had to be killed. */
export async function runVoiceChild(module: URL, input: string, { silentSec, mostMib, signal }: VoiceChildTerms): Promise<VoiceChildEnd> {
  // V8's own heap stays small: what is large is a model's, outside of it.
  const heap = mostMib === undefined ? [] : [`--max-old-space-size=${Math.ceil(mostMib / 4)}`];
  const child = spawn(process.execPath, [...heap, '--disable-warning=ExperimentalWarning', fileURLToPath(module)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let killed: string | undefined;
  const kill = (why?: string) => {
    killed ??= why;
    child.kill('SIGKILL');
  };
  const stop = () => kill();
  const silence = setTimeout(() => kill(`nothing came for ${silentSec} s`), silentSec * 1000);
  const look = mostMib === undefined ? undefined : setInterval(() => void lookAtMemory(mostMib), LOOK_MS);
  const lookAtMemory = async (limitMib: number) => {
    const usedMib = child.pid === undefined ? undefined : await memoryMib(child.pid);
    if (usedMib !== undefined && usedMib > limitMib) kill(`it took more than ${limitMib} MiB of memory`);
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  const parts: Buffer[] = [];
  let told = '';
  child.stdout.on('data', (part: Buffer) => {
    silence.refresh();
    parts.push(part);
  });
  child.stderr.on('data', (part: Buffer) => {
    told = (told + part.toString()).slice(-SAID_MOST);
  });
  // A child that ends early closes its end: its exit says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    if (signal?.aborted === true) throw new Fault('render.interrupted');
    if (killed !== undefined) throw new Fault('sound.voice-failed', { reason: killed });
    return { code, bytes: Buffer.concat(parts), told: lastWord(told) };
  } finally {
    clearTimeout(silence);
    clearInterval(look);
    signal?.removeEventListener('abort', stop);
  }
}

/** The error that ended a program, out of the trace that Node writes around it; where there is none, the last line. */
function lastWord(told: string): string {
  const lines = told.split('\n').map((line) => line.trim());
  const error = lines.findLast((line) => /^(?:Uncaught )?\w*Error\b.*:/.test(line));
  return error ?? lines.findLast((line) => line !== '' && !line.startsWith('Node.js v')) ?? '';
}

/** The memory that a process holds, MiB; undefined where the system does not tell (it has no /proc) and for one that has ended. */
async function memoryMib(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return kib === undefined ? undefined : Number(kib) / 1024;
}
