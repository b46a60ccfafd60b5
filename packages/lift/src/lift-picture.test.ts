import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scene } from '@fantascope/stage';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liftPicture } from './lift-picture.ts';

let folder = '';
let picture = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-lift-'));
  picture = join(folder, 'cut-out.png');
  // a red disc, cut out: its own alpha is the matte, so that no model is needed
  const disc = Buffer.from('<svg width="160" height="120"><rect x="50" y="30" width="60" height="60" fill="#c22"/></svg>');
  await sharp(disc).png().toFile(picture);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = (cache: string) => ({ cache: join(folder, cache), depth: 'heuristic', maxWidthPx: 640 }) as const;

describe('lifting a picture', () => {
  test('gives layers and says how each part was made; the second time the cache gives the very same scene', async () => {
    const fresh = await liftPicture(picture, options('a'));
    expect(fresh.report).toMatchObject({ matte: 'alpha', depth: 'heuristic', cached: false });
    expect(fresh.report.layers).toBe(fresh.scene.layers.length);
    expect(fresh.scene.layers.at(-1)?.kind).toBe('card');
    const again = await liftPicture(picture, options('a'));
    expect(again.report).toMatchObject({ matte: 'alpha', depth: 'heuristic', cached: true, file: fresh.report.file });
    expect(again.scene).toEqual(fresh.scene);
  });

  test('a damaged scene in the cache is made again', async () => {
    const { report } = await liftPicture(picture, options('b'));
    const path = report.file as string;
    await writeFile(path, (await readFile(path)).subarray(0, 1000));
    const again = await liftPicture(picture, options('b'));
    expect(again.report.cached).toBe(false);
    expect((await liftPicture(picture, options('b'))).report.cached).toBe(true);
  });

  test('a cache that cannot be written costs a notice, not the scene', async () => {
    await mkdir(join(folder, 'c'));
    await writeFile(join(folder, 'c', 'lifts'), 'a file where the folder should be');
    const { scene, report } = await liftPicture(picture, options('c'));
    expect(scene.layers.length).toBeGreaterThan(0);
    expect(report.file).toBeNull();
    expect(report.notices.map((n) => n.code)).toContain('lift.cache-not-written');
  });

  test('a preview of the same shape comes before the scene, and not from the cache', async () => {
    const seen: Scene[] = [];
    const onPreview = (scene: Scene): void => {
      seen.push(scene);
    };
    const { scene } = await liftPicture(picture, { ...options('d'), onPreview });
    await liftPicture(picture, { ...options('d'), onPreview });
    expect(seen).toHaveLength(1);
    const [preview] = seen;
    expect(preview?.layers).toHaveLength(1);
    const shape = ({ photo }: Scene): number => photo.widthPx / photo.heightPx;
    expect(shape(preview as Scene)).toBeCloseTo(shape(scene), 1);
  });

  test('what is no picture is refused with a sentence', async () => {
    const path = join(folder, 'words.jpg');
    await writeFile(path, 'no picture at all, only words');
    await expect(liftPicture(path, options('e'))).rejects.toMatchObject({ name: 'Fault', code: 'lift.picture-not-a-picture' });
  });
});
