import { spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Fault, type WordCode, words } from '@fantascope/film';
import { renderMemoryMib } from './render-memory.ts';
import { MEMORY_EXIT, memoryVariable, type RenderLine, type RenderMade, type RenderTask } from './render-task.ts';

const childModule = new URL('./render-child.ts', import.meta.url);
/** How long a called-off process may take to clear its half-made files away, milliseconds. */
const GRACE_MS = 5000;

/** The memory of the machine, or of the container that we are in, bytes. */
function memoryHere(): number {
  const bound = process.constrainedMemory();
  // Where there is no bound this is 0, or a number beyond all machines.
  return bound > 0 && bound < totalmem() ? bound : totalmem();
}

/** What the process sees of our environment: where programs, folders and the way out are, and no key. */
function childEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept =
    /^(PATH|HOME|TMPDIR|LANG|LD_LIBRARY_PATH|FFMPEG_PATH|XDG_CACHE_HOME|FANTASCOPE_CACHE|FANTASCOPE_HUB_URL|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|(https?|no)_proxy)$/i;
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => kept.test(pair[0]) && pair[1] !== undefined));
}

/**
 * Draws in a process of its own, so that whoever answers people meanwhile is not kept waiting, and so that one that breaks down takes nothing with it.
 * It ends with us, its encoders with it, or once it uses more memory than it may. Throws the signal's reason, the fault that it met, jobs.render-memory and
 * jobs.render-broke.
 */
export async function renderInProcess(
  task: RenderTask,
  {
    env,
    signal,
    onProgress,
    mostMib = renderMemoryMib(env, { totalBytes: memoryHere() }),
  }: Readonly<{
    env: Readonly<Record<string, string | undefined>>;
    signal: AbortSignal;
    onProgress: (doneRatio: number) => void;
    /** Memory that it may use, its encoders' left out. Default: renderMemoryMib. */
    mostMib?: number;
  }>,
): Promise<RenderMade> {
  signal.throwIfAborted();
  const args = [`--max-old-space-size=${mostMib}`, '--disable-warning=ExperimentalWarning', fileURLToPath(childModule)];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...childEnvironment({ ...process.env, ...env }), [memoryVariable]: String(mostMib) },
    // A group of its own, so that its encoders end with it.
    detached: true,
  });
  let made: RenderMade | undefined;
  let fault: Fault | undefined;
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
    timer = setTimeout(endGroup, GRACE_MS);
  };
  signal.addEventListener('abort', stop);
  // Read to the end so that it never waits for us; what it says in its trouble is its own and names this machine's paths.
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as RenderLine;
    if ('doneRatio' in line) onProgress(line.doneRatio);
    else if ('made' in line) made = line.made;
    else fault = faultOf(line.fault);
  });
  child.stdin.write(`${JSON.stringify(task)}\n`);
  try {
    const how = await new Promise<string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, name) => resolve(name ?? `exit ${code}`));
    });
    signal.throwIfAborted();
    if (fault !== undefined) throw fault;
    // By SIGABRT a process ends that is given no more memory, its heap's or a decoder's.
    if (made === undefined && (how === `exit ${MEMORY_EXIT}` || how === 'SIGABRT')) throw new Fault('jobs.render-memory', { mostMib });
    if (made === undefined) throw new Fault('jobs.render-broke', { how });
    return made;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    endGroup();
  }
}

function faultOf({ code, params }: Extract<RenderLine, { fault: unknown }>['fault']): Fault {
  return code in words ? new Fault(code as WordCode, params) : new Fault('jobs.render-broke', { how: code });
}
