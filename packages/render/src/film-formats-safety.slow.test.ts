import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fault } from '@fantascope/film';
import { encodersAlive, locateFfmpeg } from '@fantascope/media';
import { type FilmFormat, formatsWith, listEncoders } from '@fantascope/media/formats';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { sampleFilm, sampleJob } from './sample-film.ts';

const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
const available = new Map(formatsWith(await listEncoders(ffmpegPath)).map(({ format, encoder }) => [format, encoder]));
const why = (format: FilmFormat) => (available.get(format) == null ? ` (skipped: ${ffmpegPath} has no encoder for it)` : '');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-slow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What was written, as one hash: a file's bytes, or the bytes of all pictures. */
function hashOf(out: string): string {
  const hash = createHash('sha256');
  for (const name of out.endsWith('/') ? readdirSync(out).sort() : ['']) hash.update(name).update(readFileSync(`${out}${name}`));
  return hash.digest('hex');
}

describe.each(['vp9', 'av1', 'prores', 'png', 'gif', 'webp'] as const)('%s', (format) => {
  const name = { vp9: 'film.webm', av1: 'film.webm', prores: 'film.mov', png: 'frames/', gif: 'film.gif', webp: 'film.webp' }[format];

  test.skipIf(available.get(format) == null)(
    `is the same for one, two and four workers, and when it goes on from finished segments${why(format)}`,
    async () => {
      const short = (caption: string) => sampleFilm({ caption, lengths: [0.8, 0.9, 0.6] });
      const hashes: string[] = [];
      for (const workers of [1, 2, 4]) {
        const out = `${folder}/${workers}-${name}`;
        await renderFilm(sampleJob(folder, { film: short('hello'), out, format, workers }));
        // MOV and MP4 say when they were made.
        hashes.push(format === 'prores' ? execFileSync(ffmpegPath, ['-v', 'error', '-i', out, '-f', 'md5', '-']).toString() : hashOf(out));
      }
      expect(new Set(hashes).size).toBe(1);
      const cacheDir = join(folder, 'cache');
      await renderFilm(sampleJob(folder, { film: short('goodbye'), out: `${folder}/part-${name}`, format, cacheDir }));
      const out = `${folder}/on-${name}`;
      const report = await renderFilm(sampleJob(folder, { film: short('hello'), out, format, cacheDir }));
      expect(report.reusedFrames).toBeGreaterThan(0);
      expect(report.reusedFrames).toBeLessThan(report.frames);
      expect(format === 'prores' ? execFileSync(ffmpegPath, ['-v', 'error', '-i', out, '-f', 'md5', '-']).toString() : hashOf(out)).toBe(
        hashes[0],
      );
    },
  );

  test.skipIf(available.get(format) == null)(
    `when its encoder dies there is one sentence, no half film and no child${why(format)}`,
    async () => {
      const job = sampleJob(folder, {
        out: `${folder}/${name}`,
        format,
        onProgress: ({ doneFrames }) => {
          if (doneFrames > 0) for (const pid of encodersAlive()) process.kill(pid, 'SIGKILL');
        },
      });
      const fault = await renderFilm(job).then(
        () => undefined,
        (error: unknown) => error as Fault,
      );
      expect(fault?.code).toBe('media.encoder-died');
      expect(encodersAlive()).toEqual([]);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

/** Another process that renders the sample film, and says "done" or a Fault's code. */
function child(format: FilmFormat, { name, limit = '' }: { name: string; limit?: string }): ChildProcess {
  const here = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href);
  const script = `
    import { renderFilm, withInterrupt } from ${here('index.ts')};
    import { sampleJob } from ${here('sample-film.ts')};
    const format = ${JSON.stringify(format)};
    const onProgress = ({ stage }) => console.log(stage);
    try {
      await withInterrupt((signal) => renderFilm(sampleJob('.', { signal, format, onProgress, out: ${JSON.stringify(`${folder}/${name}`)} })));
      console.log('done');
    } catch (error) {
      console.log(error.code ?? error.stack);
      process.exitCode = 3;
    }`;
  const command = `${limit} exec "${process.execPath}" --input-type=module --no-warnings -e "$SCRIPT"`;
  return spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, SCRIPT: script } });
}

test.each([
  ['vp9', 'film.webm', 8],
  ['prores', 'film.mov', 800],
  ['png', 'frames/', 20],
  ['gif', 'film.gif', 800],
  ['webp', 'film.webp', 40],
] as const)('a disk that is full while %s is written to %s is said in one sentence, with nothing left', async (format, name, blocks) => {
  expect(available.get(format), `${ffmpegPath} has no encoder for it`).not.toBeNull();
  const running = child(format, { name, limit: `ulimit -f ${blocks};` });
  let text = '';
  running.stdout?.on('data', (chunk) => (text += chunk));
  await once(running, 'close');
  expect(text).toContain('media.disk-full');
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['drawing', 'joining'])('Ctrl-C while a GIF is %s ends the process, with no half file and no ffmpeg left', async (stage) => {
  const running = child('gif', { name: 'film.gif' });
  let text = '';
  running.stdout?.on('data', (chunk) => {
    const isNew = !text.includes(stage);
    text += chunk;
    // Once: a second one ends a process on the spot.
    if (isNew && text.includes(stage)) running.kill('SIGINT');
  });
  const [code] = await once(running, 'close');
  expect(text).toContain('render.interrupted');
  expect(code).toBe(3);
  expect(readdirSync(folder)).toEqual([]);
});

test('an ffmpeg without the encoder is one sentence before anything is opened, and H.264 never asks', async () => {
  const fake = join(folder, 'ffmpeg');
  writeFileSync(
    fake,
    `#!/bin/sh\necho "$*" >> '${folder}/asked'\ncase "$*" in *-encoders*) echo ' V....D libx264 x';; *) exec ${ffmpegPath} "$@";; esac\n`,
  );
  chmodSync(fake, 0o755);
  const env = { FFMPEG_PATH: fake };
  let opened = 0;
  const base = sampleJob(folder, { film: sampleFilm({ lengths: [0.2] }), env });
  const scenes: typeof base.scenes = (shot, index) => base.scenes(shot, index + 0 * opened++);
  const asked = renderFilm({ ...base, scenes, format: 'vp9', out: join(folder, 'film.webm') });
  await expect(asked).rejects.toMatchObject({ code: 'media.format-missing' } satisfies Partial<Fault>);
  expect(opened).toBe(0);
  expect(existsSync(join(folder, 'film.webm'))).toBe(false);
  rmSync(join(folder, 'asked'));
  await renderFilm(base);
  expect(readFileSync(join(folder, 'asked'), 'utf8')).not.toContain('-encoders');
});
