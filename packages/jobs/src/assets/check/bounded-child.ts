import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a child may use. Address space is bounded where the system can (Linux); everywhere the child watches its own memory. */
export type ChildBounds = Readonly<{
  /** Default 60,000 */
  timeMs?: number;
  /** Processor seconds, also of each program it starts. Default 60. */
  cpuSec?: number;
  /** Memory in use. Default 1,024 MiB. */
  memoryMib?: number;
  signal?: AbortSignal;
}>;

/** How a child ended: its answer, or what it was stopped by. */
export type ChildEnd = Readonly<{ end: 'answered'; answer: unknown }> | Readonly<{ end: 'time' | 'memory' | 'crash'; said: string }>;

/** The exit code of a child that has found itself to use too much memory. */
export const MEMORY_EXIT = 86;
/** What a child may answer, bytes. */
const ANSWER_MOST_BYTES = 4 * 2 ** 20;
/** Node reserves this much address space before it does anything, MiB; measured with sharp loaded: 1,900. */
const RESERVED_MIB = 6144;
/** What an unforeseen child may say for the log, characters. */
const SAID_MOST = 2000;

// The one shell word is constant and everything else are its arguments. What a system does not know (macOS: -v) is left out.
const limited = 'ulimit -c 0 2>/dev/null; ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; shift 2; exec "$@"';

/** What a child sees of our environment: enough to find programs, and no key. */
function childEnvironment(memoryMib: number): Record<string, string> {
  const kept = ['PATH', 'FFMPEG_PATH', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];
  const own = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] as string]]));
  return { ...Object.fromEntries(own), FANTASCOPE_CHILD_MEMORY_MIB: String(memoryMib) };
}

/** Runs one of our modules in a child of its own with bounds, given one JSON value on its command line; its answer is one JSON value on its standard output. All it started ends with it. */
export async function runBounded(
  module: URL,
  input: unknown,
  { timeMs = 60_000, cpuSec = 60, memoryMib = 1024, signal }: ChildBounds = {},
): Promise<ChildEnd> {
  signal?.throwIfAborted();
  const node = [process.execPath, `--max-old-space-size=${Math.floor(memoryMib / 2)}`, '--disable-warning=ExperimentalWarning'];
  const args = [
    '-c',
    limited,
    'fantascope-child',
    String((RESERVED_MIB + memoryMib) * 1024),
    String(cpuSec),
    ...node,
    fileURLToPath(module),
  ];
  const child = spawn('/bin/sh', [...args, JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: childEnvironment(memoryMib),
    // A group of its own, so that its programs end with it.
    detached: true,
  });
  let stopped: 'time' | 'memory' | undefined;
  const stop = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => {
    stopped = 'time';
    stop();
  }, timeMs);
  signal?.addEventListener('abort', stop);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > ANSWER_MOST_BYTES) stop();
      else chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-SAID_MOST);
    });
    // It has no input; the pipe tells it that we are gone.
    child.stdin.on('error', () => undefined);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (own) => resolve(own));
    });
    signal?.throwIfAborted();
    if (stopped !== undefined) return { end: stopped, said };
    if (code === MEMORY_EXIT || /out of memory|ENOMEM|bad_alloc/i.test(said)) return { end: 'memory', said };
    if (code !== 0 || bytes > ANSWER_MOST_BYTES) return { end: 'crash', said };
    return { end: 'answered', answer: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
