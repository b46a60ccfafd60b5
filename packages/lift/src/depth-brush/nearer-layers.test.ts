import type { Scene, SceneLayer } from '@fantascope/stage';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bringNearer, layerDepth } from './nearer-layers.ts';

/** A flat opaque layer at an inverse depth. */
const flat = (name: string, disparity: number, kind: SceneLayer['kind'] = 'card'): SceneLayer => ({
  name,
  kind,
  xPx: 0,
  yPx: 0,
  widthPx: 8,
  heightPx: 8,
  rgba: new Uint8Array(8 * 8 * 4).fill(255),
  gridWidth: 2,
  gridHeight: 2,
  disparity: new Float32Array(9).fill(disparity),
});
const size = { widthPx: 8, heightPx: 8 };
const sceneOf = (...layers: readonly SceneLayer[]): Scene => ({
  canvas: size,
  photo: { xPx: 0, yPx: 0, ...size },
  layers,
  subjectDisparity: layers.at(-1)?.disparity[0] ?? 1,
  subject: null,
});
const scene = sceneOf(flat('back', 0.1, 'back'), flat('middle', 0.3), flat('subject', 0.6));
const namesOf = ({ layers }: Scene): string[] => layers.map(({ name }) => name);
/** Distances in metres of all layers when the subject stands at 3 m. */
const metresOf = ({ layers, subjectDisparity }: Scene): number[] =>
  layers.map(({ disparity }) => (3 * subjectDisparity) / (disparity[0] as number));
const codesOf = (asked: Parameters<typeof bringNearer>[1]['nearer'], from = scene) =>
  bringNearer(from, { nearer: asked, subject: 'subject' }).notices.map(({ code }) => code);

describe('bringing layers nearer', () => {
  test('changes that layer’s distance by the ratio and no other', () => {
    const { scene: made, notices } = bringNearer(scene, { nearer: [{ layer: 'middle', nearerRatio: 1.5 }], subject: 'subject' });
    expect(notices).toEqual([]);
    const [back, middle, subject] = metresOf(made);
    expect([back, subject]).toEqual([expect.closeTo(18, 1), expect.closeTo(3, 2)]);
    expect(middle).toBeCloseTo(6 / 1.5, 2);
  });

  test('leaves the subject where the camera expects it: all else goes farther instead', () => {
    const { scene: made } = bringNearer(scene, { nearer: [{ layer: 'subject', nearerRatio: 2 }], subject: 'subject' });
    const [back, middle, subject] = metresOf(made);
    expect(subject).toBeCloseTo(3, 3);
    expect([back, middle]).toEqual([expect.closeTo(36, 0), expect.closeTo(12, 1)]);
    expect(Math.max(...made.layers.flatMap(({ disparity }) => [...disparity]))).toBeLessThanOrEqual(1);
  });

  test('takes a number where a name is not unique, and a name before a number', () => {
    const twins = sceneOf(flat('back', 0.1, 'back'), flat('middle', 0.3), flat('middle', 0.4));
    expect(() => codesOf([{ layer: 'middle', nearerRatio: 2 }], twins)).toThrow(/0 back, 1 middle, 2 middle/);
    expect(codesOf([{ layer: '1', nearerRatio: 1.2 }], twins)).toEqual([]);
    expect(() => codesOf([{ layer: 3, nearerRatio: 2 }])).toThrow(/no layer 3/);
  });

  test('draws a layer before the one it passed, or behind it, and says so', () => {
    const near = bringNearer(scene, { nearer: [{ layer: 'middle', nearerRatio: 4 }], subject: 'subject' });
    expect(namesOf(near.scene)).toEqual(['back', 'subject', 'middle']);
    expect(near.notices).toEqual([{ code: 'lift.layer-now-before', params: { name: 'middle', other: 'subject' } }]);
    const far = bringNearer(scene, { nearer: [{ layer: 'subject', nearerRatio: 0.25 }], subject: 'subject' });
    expect(namesOf(far.scene)).toEqual(['back', 'subject', 'middle']);
    expect(far.notices).toEqual([{ code: 'lift.layer-now-behind', params: { name: 'subject', other: 'middle' } }]);
  });

  test('keeps every layer before the back', () => {
    const { scene: made, notices } = bringNearer(scene, { nearer: [{ layer: 'middle', nearerRatio: 1 / 8 }], subject: 'subject' });
    expect(notices).toEqual([{ code: 'lift.layer-behind-back', params: { name: 'middle' } }]);
    expect(metresOf(made)[1]).toBeCloseTo(metresOf(made)[0] as number, 1);
    expect(codesOf([{ layer: 'back', nearerRatio: 4 }])).toContain('lift.layer-behind-back');
  });

  test('any ratios keep the back at the back, every inverse depth in reach, and every layer in the order of its depth', () => {
    const ratio = fc.double({ min: 1 / 16, max: 16, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ layer: fc.integer({ min: 0, max: 2 }), nearerRatio: ratio }), { maxLength: 4 }), (nearer) => {
        const { scene: made } = bringNearer(scene, { nearer, subject: 'subject' });
        expect(made.layers[0]?.name).toBe('back');
        expect([...namesOf(made)].sort()).toEqual(['back', 'middle', 'subject']);
        const depths = made.layers.map((layer) => layerDepth(layer).middle);
        for (let k = 1; k < depths.length; k++) expect(depths[k] as number).toBeGreaterThanOrEqual((depths[k - 1] as number) - 2 / 65535);
        for (const { disparity } of made.layers) expect(disparity.every((d) => d > 0 && d <= 1)).toBe(true);
        expect(made.subjectDisparity).toBeGreaterThan(0);
        expect(made.subjectDisparity).toBeLessThanOrEqual(1);
      }),
    );
  });
});
