import { MovesCamera } from '@fantascope/film';
import { firstPose, firstWindow, type Scene, type SceneLayer, uncoveredPx } from '@fantascope/stage';
import { describe, expect, it } from 'vitest';
import { fitCamera } from '../envelope/fit-camera.ts';
import { extendScene, surroundRatio, wholePhotoCrop } from './extend-scene.ts';

/** A photograph with drawn-on margins of 4 % a side: a slanted wall of one light grey and a card before it. */
function sceneOf(widthPx: number, heightPx: number): Scene {
  const margin = { x: 2 * Math.round(widthPx * 0.02), y: 2 * Math.round(heightPx * 0.02) };
  const canvas = { widthPx: widthPx + 2 * margin.x, heightPx: heightPx + 2 * margin.y };
  const layer = (name: string, kind: SceneLayer['kind'], disparity: (row: number) => number): SceneLayer => ({
    name,
    kind,
    xPx: 0,
    yPx: 0,
    ...canvas,
    rgba: new Uint8Array(canvas.widthPx * canvas.heightPx * 4).fill(kind === 'back' ? 255 : 0),
    gridWidth: 16,
    gridHeight: 16,
    disparity: Float32Array.from({ length: 17 * 17 }, (_, k) => disparity(Math.floor(k / 17) / 16)),
  });
  return {
    canvas,
    photo: { xPx: margin.x, yPx: margin.y, widthPx, heightPx },
    layers: [layer('back', 'back', (row) => 0.3 + 0.4 * row), layer('subject', 'card', () => 1)],
    subjectDisparity: 1,
    subject: { xRatio: 0.7, yRatio: 0.3, widthRatio: 0.2, heightRatio: 0.5 },
  };
}

const cases = [
  ['16:9 to 9:16', sceneOf(640, 360), 9 / 16],
  ['16:9 to 1:1', sceneOf(640, 360), 1],
  ['3:2 to 2.39', sceneOf(600, 400), 2.39],
] as const;

describe('extendScene', () => {
  it.each(cases)('shows the whole photograph in the first frame: %s', (_, scene, aspectRatio) => {
    const extended = extendScene(scene, aspectRatio);
    const { photo } = extended;
    const window = firstWindow(extended, { aspectRatio, startCropRatio: wholePhotoCrop });
    expect(window.widthPx / window.heightPx).toBeCloseTo(aspectRatio, 9);
    expect(window.xPx).toBeLessThanOrEqual(photo.xPx + 1e-6);
    expect(window.yPx).toBeLessThanOrEqual(photo.yPx + 1e-6);
    expect(window.xPx + window.widthPx).toBeGreaterThanOrEqual(photo.xPx + photo.widthPx - 1e-6);
    expect(window.yPx + window.heightPx).toBeGreaterThanOrEqual(photo.yPx + photo.heightPx - 1e-6);
    expect(Math.min(window.widthPx - photo.widthPx, window.heightPx - photo.heightPx)).toBeCloseTo(0, 6);
    const photoRatio = photo.widthPx / photo.heightPx;
    expect(surroundRatio(extended, window)).toBeCloseTo(1 - Math.min(photoRatio / aspectRatio, aspectRatio / photoRatio), 6);
  });

  it.each(cases)('covers every pixel at rest and over a small move, which nothing makes smaller: %s', (_, scene, aspectRatio) => {
    const extended = extendScene(scene, aspectRatio);
    const camera = MovesCamera.parse({ moves: [{ kind: 'truck', distanceM: 0.1 }], lengthSec: 1, subjectDistanceM: 3 });
    const fit = fitCamera(camera, extended, { outside: 'refuse', aspectRatio, startCropRatio: wholePhotoCrop });
    expect(fit.shareGivenRatio).toBe(1);
    const frame = { widthPx: 2 * Math.round(60 * Math.sqrt(aspectRatio)), heightPx: 2 * Math.round(60 / Math.sqrt(aspectRatio)) };
    for (const x of [-0.1, 0, 0.1]) {
      const pose = { ...firstPose(fit.staging), position: [x, 0, -x] as const };
      expect(uncoveredPx(extended, fit.staging, { pose, frame })).toBe(0);
    }
  });

  it.each(cases)('keeps the photograph’s pixels, softens its border and puts an opaque darker copy behind: %s', (_, scene, aspectRatio) => {
    const { photo, layers, canvas } = extendScene(scene, aspectRatio);
    const [surround, back, card] = layers as [SceneLayer, SceneLayer, SceneLayer];
    expect([surround.kind, back.kind, card.kind]).toEqual(['back', 'middle', 'card']);
    expect([surround.widthPx, surround.heightPx]).toEqual([canvas.widthPx, canvas.heightPx]);
    // a white photograph: 15 % darker, to a level
    for (let i = 0; i < surround.rgba.length; i += 4001 * 4) {
      expect(Math.abs((surround.rgba[i] as number) - 255 * 0.85)).toBeLessThan(1.01);
      expect(surround.rgba[i + 3]).toBe(255);
    }
    expect(Math.max(...surround.disparity)).toBeLessThan(Math.min(...back.disparity));
    const alpha = (x: number, y: number) => back.rgba[((y - back.yPx) * back.widthPx + x - back.xPx) * 4 + 3];
    const middle = { x: photo.xPx + photo.widthPx / 2, y: photo.yPx + photo.heightPx / 2 };
    expect(alpha(photo.xPx, middle.y)).toBe(255);
    expect(alpha(middle.x, photo.yPx)).toBe(255);
    expect(alpha(middle.x, back.yPx)).toBeLessThan(32);
    expect(alpha(back.xPx, middle.y)).toBeLessThan(32);
    for (const layer of layers) for (const at of [layer.xPx, layer.yPx]) expect(at % 2).toBe(0);
  });

  it('leaves a scene alone whose shape fits, to 2 %', () => {
    const scene = sceneOf(640, 360);
    expect(extendScene(scene, 16 / 9)).toBe(scene);
    expect(extendScene(scene, (16 / 9) * 1.019)).toBe(scene);
    expect(extendScene(scene, (16 / 9) * 1.03)).not.toBe(scene);
  });

  it('says when a scene has no layer left for the surround', () => {
    const scene = sceneOf(64, 36);
    const layers = Array.from({ length: 16 }, () => scene.layers[0] as SceneLayer);
    expect(() => extendScene({ ...scene, layers }, 1)).toThrowError(expect.objectContaining({ code: 'stage.scene-too-large' }));
  });
});
