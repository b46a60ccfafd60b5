import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liftFile, pruneLifts, touchLift } from './lift-store.ts';

let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'lift-store-'));
  await mkdir(join(cache, 'lifts'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const picture = (digit: string) => digit.repeat(64);
const keyOf = (digit: string) => ({ sha256: picture(digit), matte: 'isnet', depth: 'heuristic', upscale: 'none', maxWidthPx: 2560 });

async function keep(path: string, { hoursAgo, bytes = 100 }: { hoursAgo: number; bytes?: number }): Promise<string> {
  await writeFile(path, new Uint8Array(bytes));
  const used = new Date(performance.timeOrigin + performance.now() - hoursAgo * 3_600_000);
  await utimes(path, used, used);
  return basename(path);
}
const left = async () => (await readdir(join(cache, 'lifts'))).sort();

describe('the store of lifted scenes', () => {
  test('drops what other versions kept of the same picture, and nothing of other pictures', async () => {
    const now = await keep(liftFile(cache, keyOf('a')), { hoursAgo: 0 });
    await keep(join(cache, 'lifts', `${'a'.repeat(40)}-3-isnet-heuristic-2560.scene`), { hoursAgo: 0 });
    const other = await keep(join(cache, 'lifts', `${'b'.repeat(40)}-3-isnet-heuristic-2560.scene`), { hoursAgo: 50 });
    await pruneLifts(cache, { sha256: picture('a') });
    expect(await left()).toEqual([now, other].sort());
  });

  test('drops the longest unused above its size, never what was used just now', async () => {
    const oldest = liftFile(cache, keyOf('1'));
    await keep(oldest, { hoursAgo: 30 });
    await keep(liftFile(cache, keyOf('2')), { hoursAgo: 20 });
    const third = await keep(liftFile(cache, keyOf('3')), { hoursAgo: 10 });
    await touchLift(oldest);
    await pruneLifts(cache, { sha256: picture('1'), limitBytes: 200 });
    expect(await left()).toEqual([basename(oldest), third].sort());
    await pruneLifts(cache, { sha256: picture('1'), limitBytes: 0 });
    expect(await left()).toEqual([basename(oldest)]);
  });

  test('drops unfinished files of dead runs only', async () => {
    await keep(join(cache, 'lifts', 'x.scene.0011.part'), { hoursAgo: 30 });
    const fresh = await keep(join(cache, 'lifts', 'y.scene.0022.part'), { hoursAgo: 0 });
    await pruneLifts(cache, { sha256: picture('a') });
    expect(await left()).toEqual([fresh]);
  });
});
