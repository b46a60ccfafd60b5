import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { frameHashes, sampleJob } from './sample-film.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'render-slow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const here = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);

/** Another process that renders the sample film into `folder`, and says "done" or a Fault's code. */
function child({ changes = '{}', limit = '' }: { changes?: string; limit?: string } = {}): ChildProcess {
  const script = `
    import { renderFilm, withInterrupt } from ${here('index.ts')};
    import { sampleFilm, sampleJob } from ${here('sample-film.ts')};
    const changes = ${changes};
    try {
      await withInterrupt((signal) => renderFilm(sampleJob(${JSON.stringify(folder)}, { signal, ...changes })));
      console.log('done');
    } catch (error) {
      console.log(error.message);
      console.log(error.code);
      process.exitCode = 3;
    }`;
  const command = `${limit} exec "${process.execPath}" --input-type=module --no-warnings -e "$SCRIPT"`;
  return spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, SCRIPT: script } });
}

/** All that a process says, and how it ended. */
async function ending(process: ChildProcess): Promise<{ text: string; code: number | null }> {
  let text = '';
  process.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(process, 'close');
  return { text, code };
}

/** Processes whose command line names our folder: every ffmpeg of ours does. */
function encodersHere(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(folder) && command.includes('rawvideo');
    } catch {
      return false;
    }
  });
}

async function until(condition: () => boolean): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error('it never came');
    await new Promise((done) => setTimeout(done, 20));
  }
}

test.skipIf(process.platform !== 'linux')(
  'Ctrl-C ends the process by itself, with one fault, no half film and no encoder left',
  async () => {
    const cacheDir = join(folder, 'cache');
    const running = child({ changes: JSON.stringify({ cacheDir }) });
    const end = ending(running);
    await until(() => encodersHere().length > 0 && readdirSync(join(cacheDir, 'segments')).length > 0);
    running.kill('SIGINT');
    const { text, code } = await end;
    expect(text).toContain('render.interrupted');
    expect(code).toBe(3);
    expect(encodersHere()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['cache']);
    expect(readdirSync(join(cacheDir, 'segments')).filter((name) => name.endsWith('.part'))).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a process killed outright leaves no encoder, and the next run goes on and shows the same film',
  async () => {
    const cacheDir = join(folder, 'cache');
    const segments = join(cacheDir, 'segments');
    const running = child({ changes: `{ cacheDir: ${JSON.stringify(cacheDir)}, workers: 1 }` });
    await until(() => existsSync(segments) && readdirSync(segments).some((name) => name.endsWith('.mp4')));
    running.kill('SIGKILL');
    await once(running, 'close');
    await until(() => encodersHere().length === 0);
    expect(existsSync(join(folder, 'film.mp4'))).toBe(false);
    const report = await renderFilm(sampleJob(folder, { cacheDir }));
    expect(report.reusedFrames).toBeGreaterThan(0);
    expect(readdirSync(segments).filter((name) => name.endsWith('.part'))).toEqual([]);
    const whole = await renderFilm(sampleJob(folder, { out: join(folder, 'whole.mp4') }));
    expect(frameHashes(report.out)).toEqual(frameHashes(whole.out));
  },
);

test.each([
  ['a segment', 8],
  ['the film', 64],
])('a disk that is full in the middle of %s is said in one sentence', async (_, blocks) => {
  // A file-size limit fails writes as a full disk does; sh counts 512-byte blocks, and some shells 1024.
  const { text, code } = await ending(child({ limit: `ulimit -f ${blocks};` }));
  expect(text).toContain('media.disk-full');
  expect(code).toBe(3);
  expect(readdirSync(folder)).toEqual([]);
});

test('twenty runs in a row end by themselves', async () => {
  for (let run = 0; run < 20; run++) {
    const { text, code } = await ending(child({ changes: '{ film: sampleFilm({ lengths: [0.2] }) }' }));
    expect([text.trim(), code]).toEqual(['done', 0]);
  }
});
