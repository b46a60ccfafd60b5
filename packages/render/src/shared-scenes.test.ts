import type { LiftReport } from '@fantascope/lift';
import { expect, test } from 'vitest';
import { sampleScene } from './sample-film.ts';
import { SharedScenes } from './shared-scenes.ts';

const report = (cached: boolean): LiftReport => ({
  ...{
    matte: 'none',
    depth: 'heuristic',
    layers: 2,
    ms: 9000,
    cached,
    notices: [],
    methods: {},
    file: '/a.scene',
    sha256: '',
    envelope: null,
  },
});
const lift = async () => ({ scene: sampleScene(60), report: report(true) });

test('a scene that is still held is given again for what is alike, and lifted for anything else', async () => {
  const others = new SharedScenes();
  const first = await others.lifted(['a.jpg', 'auto', 2560], lift);
  const again = await others.lifted(['a.jpg', 'auto', 2560], () => Promise.reject(new Error('read twice')));
  expect(again.scene).toBe(first.scene);
  expect(again.report).toMatchObject({ cached: true, file: '/a.scene' });
  expect(again.report.ms).toBeLessThan(9000);
  expect((await others.lifted(['a.jpg', 'heuristic', 2560], lift)).scene).not.toBe(first.scene);
});

test('what was just made is not given again as new: the next shot reads what was kept', async () => {
  const others = new SharedScenes();
  const made = await others.lifted('a', async () => ({ scene: sampleScene(60), report: report(false) }));
  const read = await others.lifted('a', lift);
  expect([made.report.cached, read.report.cached, read.scene === made.scene]).toEqual([false, true, false]);
});

test('pictures are counted once, also where a scene around them is new', () => {
  const others = new SharedScenes();
  const scene = sampleScene(60);
  const bytes = 2 * 320 * 180 * 4;
  const [wall, disc] = scene.layers;
  if (wall === undefined || disc === undefined) throw new Error('the sample has two layers');
  const wider = { ...scene, layers: [{ ...wall, rgba: new Uint8Array(100) }, wall, disc] };
  expect([others.newBytes(scene), others.newBytes(scene), others.newBytes(wider)]).toEqual([bytes, 0, 100]);
});
