import { copyFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scene } from '@fantascope/stage';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liftPicture } from './lift-picture.ts';
import type { Matte } from './matte.ts';
import { readSceneFile } from './scene-file.ts';
import { weightsFiles, weightsPath } from './weights.ts';

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

  test('a small picture is doubled by the model when that is asked for, each way kept for itself; a large one stays as it is', async () => {
    const auto = await liftPicture(picture, { ...options('u'), upscale: 'auto' });
    const off = await liftPicture(picture, options('u'));
    expect([auto, off].map(({ report }) => report.methods.upscale)).toEqual(['esrgan-medium', 'lanczos']);
    expect(off.report.cached).toBe(false);
    expect(off.scene.canvas).toEqual(auto.scene.canvas);
    expect((await liftPicture(picture, { ...options('u'), upscale: 'auto' })).report).toMatchObject({
      cached: true,
      file: auto.report.file,
    });
    expect((await liftPicture(picture, options('u'))).report).toMatchObject({ cached: true, file: off.report.file });
    const large = join(folder, 'large.png');
    await sharp(picture).resize(500).png().toFile(large);
    const steps: string[] = [];
    const { report } = await liftPicture(large, { ...options('u'), upscale: 'auto', onStep: (step) => steps.push(step) });
    expect(report.methods.upscale).toBe('none');
    expect(steps).not.toContain('enlarging');
    expect((await liftPicture(large, { ...options('u'), upscale: 'off' })).report).toMatchObject({ cached: true, file: report.file });
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

  test.skipIf(process.platform !== 'linux')(
    'a cache folder that can never be made costs a notice, at once',
    { timeout: 30_000 },
    async () => {
      const { scene, report } = await liftPicture(picture, { ...options('x'), cache: '/proc/nope/cache' });
      expect(scene.layers.length).toBeGreaterThan(0);
      expect(report.file).toBeNull();
      expect(report.notices.map((n) => n.code)).toEqual(['lift.picture-see-through', 'lift.cache-not-written']);
    },
  );

  test('a picture that nothing looked at is not kept as one without a subject', async () => {
    const cache = join(folder, 'f');
    const plain = join(folder, 'plain.png');
    await sharp({ create: { width: 160, height: 120, channels: 3, background: '#58a' } })
      .png()
      .toFile(plain);
    // weights that pass for whole and cannot be opened: what an engine that fails leaves behind
    const path = weightsPath(cache, weightsFiles['isnet-medium']);
    const { bytes, sha256 } = weightsFiles['isnet-medium'];
    await mkdir(join(cache, 'weights'), { recursive: true });
    await writeFile(path, '');
    await truncate(path, bytes);
    await writeFile(`${path}.checked`, `${sha256} ${bytes} ${(await stat(path)).mtimeMs}`);
    const first = await liftPicture(plain, options('f'));
    expect(first.report).toMatchObject({ matte: 'none', cached: false, notices: [{ code: 'lift.inference-missing' }] });
    const second = await liftPicture(plain, options('f'));
    expect(second.report).toMatchObject({ matte: 'none', cached: false, notices: [{ code: 'lift.inference-missing' }] });
    expect(second.report.file).toMatch(/-none-heuristic-lanczos-640\.scene$/);
  });

  test('a kept scene says again what was said of its picture, of wherever it lies now', async () => {
    const first = await liftPicture(picture, options('g'));
    expect(first.report.notices).toEqual([{ code: 'lift.picture-see-through', params: { path: picture } }]);
    const moved = join(folder, 'moved.png');
    await copyFile(picture, moved);
    const { report } = await liftPicture(moved, options('g'));
    expect(report).toMatchObject({ cached: true, notices: [{ code: 'lift.picture-see-through', params: { path: moved } }] });
    expect((await readSceneFile(report.file as string)).notices).toEqual([{ code: 'lift.picture-see-through', params: {} }]);
  });

  test('a subject that was looked for and not found is kept, with that word', async () => {
    const none: Matte = {
      widthPx: 160,
      heightPx: 120,
      matte: new Float32Array(160 * 120),
      method: 'none',
      ms: 0,
      notices: [{ code: 'lift.subject-none', params: {} }],
    };
    const matteMaker = { matteOf: () => Promise.resolve(none), [Symbol.asyncDispose]: () => Promise.resolve() };
    const { report } = await liftPicture(picture, { ...options('h'), matteMaker });
    expect(report.file).toMatch(/-isnet-heuristic-lanczos-640\.scene$/);
    expect((await readSceneFile(report.file as string)).notices?.map((n) => n.code)).toContain('lift.subject-none');
  });

  test('ends with the signal’s reason, a download of the depth model included', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped by hand');
    const server = createServer((_request, response) => {
      response.writeHead(200).write('the first bytes', () => controller.abort(reason));
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const env = { FANTASCOPE_HUB_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const lifting = liftPicture(picture, { ...options('j'), depth: 'model', model: { env }, signal: controller.signal });
    await expect(lifting).rejects.toBe(reason);
    server.closeAllConnections();
    server.close();
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
