import { spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Fault, type WordCode, words } from '@fantascope/film';
import { type ChildLine, MEMORY_EXIT, memoryVariable } from './child-line.ts';

/** How a process ended: with what it made, or with nothing, `how` being its exit code, its signal or an unknown fault. */
export type ChildEnd<Made> = Readonly<{ end: 'made'; made: Made }> | Readonly<{ end: 'memory' | 'broke'; how: string }>;

/** What a process at work may use and whom it tells. */
export type ChildTerms<News> = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** Memory that it may use, the programs it starts left out. */
  mostMib: number;
  /** How long it may take to clear its half-made files away once it is called off, milliseconds. Default 5,000. */
  graceMs?: number;
  onNews: (news: News) => void;
}>;

/** What the process sees of our environment: where programs, folders and the way out are, and no key. */
function childEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept =
    /^(PATH|HOME|TMPDIR|LANG|LD_LIBRARY_PATH|FFMPEG_PATH|XDG_CACHE_HOME|FANTASCOPE_CACHE|FANTASCOPE_HUB_URL|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|(https?|no)_proxy)$/i;
  const compiled = getCompileCacheDir();
  return {
    ...Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => kept.test(pair[0]) && pair[1] !== undefined)),
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
  };
}

/**
 * Has a module of ours, which calls workAsChild, do one task in a process of its own, so that whoever answers people meanwhile is not kept waiting, and
 * so that one that breaks down takes nothing with it. It ends with us, the programs it started with it, or once it uses more memory than it may.
 * Throws the signal's reason and the fault that the process met.
 */
export async function workInProcess<Made, News>(
  module: URL,
  task: unknown,
  { env, signal, mostMib, graceMs = 5000, onNews }: ChildTerms<News>,
): Promise<ChildEnd<Made>> {
  signal.throwIfAborted();
  const args = [`--max-old-space-size=${mostMib}`, '--disable-warning=ExperimentalWarning', fileURLToPath(module)];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...childEnvironment({ ...process.env, ...env }), [memoryVariable]: String(mostMib) },
    // A group of its own, so that the programs it started end with it.
    detached: true,
  });
  let said: Exclude<ChildLine<Made, News>, { news: News }> | undefined;
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    timer = setTimeout(endGroup, graceMs);
  };
  signal.addEventListener('abort', stop);
  // Read to the end so that it never waits for us; what it says in its trouble is its own and names this machine's paths.
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as ChildLine<Made, News>;
    if ('news' in line) onNews(line.news);
    else said = line;
  });
  child.stdin.write(`${JSON.stringify(task)}\n`);
  try {
    const how = await new Promise<string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, name) => resolve(name ?? `exit ${code}`));
    });
    signal.throwIfAborted();
    if (said !== undefined && 'made' in said) return { end: 'made', made: said.made };
    if (said !== undefined && said.fault.code in words) throw new Fault(said.fault.code as WordCode, said.fault.params);
    // By SIGABRT a process ends that is given no more memory, its heap's or a decoder's.
    const isMemory = said === undefined && (how === `exit ${MEMORY_EXIT}` || how === 'SIGABRT');
    return { end: isMemory ? 'memory' : 'broke', how: said?.fault.code ?? how };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    endGroup();
  }
}
