import { MovesCamera } from '@fantascope/film';
import { expect, test } from 'vitest';
import { cameraInWindow, regionToShow, windowOnPhoto } from './region-on-photo.ts';
import { firstWindow } from './window.ts';

const photo = { xPx: 50, yPx: 30, widthPx: 1600, heightPx: 1200 };
const scene = { canvas: { widthPx: 1700, heightPx: 1260 }, photo, layers: [], subjectDisparity: 1, subject: null };
const region = { xRatio: 0.7, yRatio: 0.3, widthRatio: 0.2, heightRatio: 0.2 };
const wide = firstWindow(scene, { aspectRatio: 16 / 9 });

function drawn(own: typeof region = region) {
  const drawnIn = windowOnPhoto(photo, wide);
  if (drawnIn === null) throw new TypeError('the window is in the photograph');
  return MovesCamera.parse({ moves: [{ kind: 'push-to', region: own, drawnIn }] });
}
const regionIn = (camera: MovesCamera) =>
  camera.moves.flatMap((move) => (move.kind === 'push-to' && move.region !== undefined ? [move.region] : []))[0];

test('in the window it was drawn in, a region is what was written', () => {
  const camera = drawn();
  expect(cameraInWindow(camera, { photo, window: wide })).toEqual(camera);
});

test('in a frame of another shape it lies on the same place of the photograph, and that frame is centred on it', () => {
  const camera = drawn();
  const shown = regionToShow(camera, { photo, aspectRatio: 9 / 16 });
  expect(shown?.xRatio).toBeGreaterThan(0.6);
  const window = firstWindow({ ...scene, subject: shown ?? null }, { aspectRatio: 9 / 16 });
  const now = regionIn(cameraInWindow(camera, { photo, window }));
  const middlePx = (of: typeof wide, own: typeof region) => [
    of.xPx + (own.xRatio + own.widthRatio / 2) * of.widthPx,
    of.yPx + (own.yRatio + own.heightRatio / 2) * of.heightPx,
  ];
  const [before, after] = [middlePx(wide, region), middlePx(window, now ?? region)];
  expect(Math.abs((before[0] ?? 0) - (after[0] ?? 0))).toBeLessThan(0.3);
  expect(Math.abs((before[1] ?? 0) - (after[1] ?? 0))).toBeLessThan(0.3);
});

test('what a frame cuts off is as near as it reaches, and still a region', () => {
  const window = firstWindow(scene, { aspectRatio: 9 / 16, centre: { xRatio: 0, yRatio: 0.5 } });
  const now = regionIn(cameraInWindow(drawn(), { photo, window }));
  expect((now?.xRatio ?? 0) + (now?.widthRatio ?? 0)).toBeCloseTo(1, 6);
  expect(now?.widthRatio).toBeGreaterThanOrEqual(0.02);
});

test('the shape it was drawn in keeps the frame it had; a region that does not say where it was drawn stays', () => {
  expect(regionToShow(drawn(), { photo, aspectRatio: 1920 / 1080 })).toBeUndefined();
  const plain = MovesCamera.parse({ moves: [{ kind: 'push-to', region }] });
  expect(regionToShow(plain, { photo, aspectRatio: 1 })).toBeUndefined();
  expect(cameraInWindow(plain, { photo, window: firstWindow(scene, { aspectRatio: 1 }) })).toBe(plain);
});
