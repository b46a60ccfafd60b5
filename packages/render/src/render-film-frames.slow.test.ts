import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { encodersAlive, probe } from '@fantascope/media';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Progress, type RenderJob, renderFilm } from './index.ts';
import { frameHashes, sampleFilm, sampleJob, sampleScene } from './sample-film.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'render-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const job = (changes: Partial<RenderJob> = {}) => sampleJob(folder, changes);

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const reason = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(Fault);
  return reason as Fault;
}

describe('a film', () => {
  test('has every frame, whatever the number of workers, and shows the same in each', async () => {
    const hashes: string[][] = [];
    for (const workers of [1, 2, 4]) {
      const out = join(folder, `${workers}.mp4`);
      const report = await renderFilm(job({ out, workers }));
      expect(report.frames).toBe(120 + 60 + 45 - 12 - 9);
      hashes.push(frameHashes(out));
    }
    expect(hashes[0]).toHaveLength(204);
    expect(new Set(hashes[0]).size).toBeGreaterThan(150);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
    expect(await probe(join(folder, '4.mp4'))).toMatchObject({ frames: 204, widthPx: 192, heightPx: 108, startSec: 0, primaries: 'bt709' });
    expect(readdirSync(folder).sort()).toEqual(['1.mp4', '2.mp4', '4.mp4']);
  });

  test('stopped in the middle goes on from its finished segments and shows the same', async () => {
    const whole = join(folder, 'whole.mp4');
    await renderFilm(job({ out: whole }));
    const cacheDir = join(folder, 'cache');
    const controller = new AbortController();
    const fault = await faultOf(
      renderFilm(
        job({
          cacheDir,
          workers: 1,
          signal: controller.signal,
          drawCaption: async () => {
            // The first caption is asked for while the first shot is drawn; wait until that one has finished segments.
            while (
              !existsSync(join(cacheDir, 'segments')) ||
              !readdirSync(join(cacheDir, 'segments')).some((name) => name.endsWith('.mp4'))
            ) {
              await new Promise((done) => setTimeout(done, 10));
            }
            controller.abort();
            return await new Promise(() => undefined);
          },
        }),
      ),
    );
    expect(fault.code).toBe('render.interrupted');
    expect(encodersAlive()).toEqual([]);
    expect(existsSync(join(folder, 'film.mp4'))).toBe(false);
    expect(readdirSync(join(cacheDir, 'segments')).filter((name) => name.endsWith('.part'))).toEqual([]);
    const report = await renderFilm(job({ cacheDir }));
    expect(report.reusedFrames).toBeGreaterThan(0);
    expect(report.reusedFrames).toBeLessThan(report.frames);
    expect(frameHashes(report.out)).toEqual(frameHashes(whole));
  });

  test('a changed caption makes only its own segments anew, and opens only their scenes', async () => {
    const cacheDir = join(folder, 'cache');
    await renderFilm(job({ cacheDir }));
    const opened: number[] = [];
    const base = job({ cacheDir, film: sampleFilm({ caption: 'goodbye' }) });
    const report = await renderFilm({
      ...base,
      scenes: async (shot, index) => ({
        ...(await base.scenes(shot, index)),
        scene: async () => {
          opened.push(index);
          return sampleScene(60 + index * 60);
        },
      }),
    });
    // The caption stands from 0.5 s of the second shot to its end: in the shot's one segment and in the third's push.
    expect(report.frames - report.reusedFrames).toBe(51 + 45);
    expect(opened.sort()).toEqual([0, 1, 2]);
    const again = await renderFilm({
      ...base,
      scenes: async (shot, index) => ({ ...(await base.scenes(shot, index)), scene: () => Promise.reject(new Error('opened')) }),
    });
    expect(again.reusedFrames).toBe(again.frames);
  });

  test('tells how far it is, up to the last frame', async () => {
    const told: Progress[] = [];
    await renderFilm(job({ onProgress: (progress) => told.push(progress) }));
    expect(told[0]).toMatchObject({ stage: 'loading', doneFrames: 0, totalFrames: 204 });
    expect(told.at(-1)).toMatchObject({ stage: 'joining', doneFrames: 204 });
    expect(told.map((p) => p.doneFrames)).toEqual([...told.map((p) => p.doneFrames)].sort((a, b) => a - b));
  });

  test.each([24, 25, 50, 60])('at %i frames a second every frame is on time', async (fps) => {
    const { out } = await renderFilm(job({ film: sampleFilm({ fps, lengths: [0.6] }) }));
    const found = await probe(out);
    expect(found.frames).toBe(Math.round(0.6 * fps));
    expect(found.durationSec).toBeCloseTo(found.frames / fps, 5);
  });
});

describe('any even size', () => {
  test.each([
    [64, 64],
    [66, 98],
    [1080, 1920],
    [3840, 2160],
  ])('%i × %i', async (widthPx, heightPx) => {
    const film = { ...sampleFilm({ lengths: [0.1] }), widthPx, heightPx };
    const { out } = await renderFilm(job({ film }));
    expect(await probe(out)).toMatchObject({ widthPx, heightPx, frames: 3 });
    expect(frameHashes(out)).toHaveLength(3);
  });
});

describe('when something fails there is one sentence, no half film and no child', () => {
  const leftovers = () => {
    expect(encodersAlive()).toEqual([]);
    expect(readdirSync(folder).filter((name) => name !== 'fake-ffmpeg')).toEqual([]);
  };

  test('an encoder killed in the middle', async () => {
    const fault = await faultOf(
      renderFilm(
        job({
          onProgress: ({ doneFrames }) => {
            if (doneFrames > 0) for (const pid of encodersAlive()) process.kill(pid, 'SIGKILL');
          },
        }),
      ),
    );
    expect(fault.code).toBe('media.encoder-died');
    leftovers();
  });

  test('an encoder that stops after some bytes', async () => {
    const fake = join(folder, 'fake-ffmpeg');
    writeFileSync(fake, '#!/bin/sh\nhead -c 500000 >/dev/null\necho "av_interleaved_write_frame(): No space left on device" >&2\nexit 1\n');
    chmodSync(fake, 0o755);
    const fault = await faultOf(renderFilm(job({ env: { FFMPEG_PATH: fake } })));
    expect(fault.code).toBe('media.disk-full');
    leftovers();
  });

  test('a scene that cannot be opened', async () => {
    const base = job();
    const broken = renderFilm({
      ...base,
      scenes: async (shot, index) => {
        if (index === 1) throw new Fault('media.unreadable', { file: 'photo.jpg', reason: 'it is torn' });
        return await base.scenes(shot, index);
      },
    });
    expect((await faultOf(broken)).message).toContain('it is torn');
    leftovers();
  });

  test('a folder that is not there is said before anything is drawn', async () => {
    let opened = 0;
    const base = job({ out: join(folder, 'nowhere', 'film.mp4') });
    const fault = await faultOf(renderFilm({ ...base, scenes: (shot, index) => base.scenes(shot, index + 0 * opened++) }));
    expect(fault.code).toBe('media.write-failed');
    expect(opened).toBe(0);
    leftovers();
  });

  test('an abort before the start', async () => {
    const fault = await faultOf(renderFilm(job({ signal: AbortSignal.abort() })));
    expect(fault.code).toBe('render.interrupted');
    leftovers();
  });
});
