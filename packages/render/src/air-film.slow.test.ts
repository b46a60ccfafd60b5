import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookOf } from './look-source.ts';
import { renderFilm } from './render-film.ts';
import { frameHashes, sampleFilm, sampleJob } from './sample-film.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'air-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Two shots with a crossfade: petals and fog, then snow with the shutter on a camera that moves. */
function airFilm(angleDeg = 180): Film {
  const film = sampleFilm({ lengths: [1.2, 1.4] });
  const shutter = { angleDeg, isOnCamera: true };
  return Film.parse({
    ...film,
    shots: film.shots.map((shot, i) => ({
      ...shot,
      ...(i === 0 ? { air: [{ kind: 'fog' }, { kind: 'petals' }] } : { air: [{ kind: 'snow' }], shutter }),
    })),
  });
}

const job = (film: Film, changes: Parameters<typeof sampleJob>[1]) => {
  const plain = sampleJob(folder, { ...changes, film });
  return {
    ...plain,
    scenes: async (shot: Film['shots'][number], index: number) => {
      const look = await lookOf({ shot, film, folder });
      return { ...(await plain.scenes(shot, index)), ...(look === undefined ? {} : { look }) };
    },
  };
};

describe('a film with something in the air and an open shutter', () => {
  test('shows the same in each frame whatever the number of workers, and something else than without', async () => {
    const hashes: string[][] = [];
    for (const workers of [1, 2, 4]) {
      const out = join(folder, `${workers}.mp4`);
      await renderFilm(job(airFilm(), { out, workers }));
      hashes.push(frameHashes(out));
    }
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
    const bare = join(folder, 'bare.mp4');
    await renderFilm(sampleJob(folder, { film: sampleFilm({ lengths: [1.2, 1.4] }), out: bare }));
    // The first frame is black: the film fades in.
    expect(frameHashes(bare).filter((hash) => hashes[0]?.includes(hash))).toEqual(hashes[0]?.slice(0, 1));
  });

  test('is made from its finished segments again, and anew only where the shutter changed', async () => {
    const cacheDir = join(folder, 'cache');
    const first = await renderFilm(job(airFilm(), { cacheDir, out: join(folder, 'first.mp4') }));
    const again = await renderFilm(job(airFilm(), { cacheDir, out: join(folder, 'again.mp4') }));
    expect(again.reusedFrames).toBe(first.frames);
    expect(frameHashes(join(folder, 'again.mp4'))).toEqual(frameHashes(join(folder, 'first.mp4')));
    const changed = await renderFilm(job(airFilm(90), { cacheDir, out: join(folder, 'changed.mp4') }));
    expect(changed.reusedFrames).toBeGreaterThan(0);
    expect(changed.reusedFrames).toBeLessThan(first.frames);
    expect(readdirSync(join(cacheDir, 'segments')).some((name) => name.endsWith('.part'))).toBe(false);
  });
});
