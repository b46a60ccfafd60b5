import { MovesCamera, poseAt } from '@fantascope/film';
import { expect, test } from 'vitest';
import { towardOf } from './brush-stroke.ts';
import {
  adjusted,
  frameInPhoto,
  framingOf,
  fromFirstFrame,
  inFirstFrame,
  landingCorners,
  photoInFrame,
  regionDrawn,
  regionOfFraming,
} from './first-frame.ts';
import { landOn } from './region-edit.ts';

const moving = MovesCamera.parse({
  moves: [
    { kind: 'dolly', distanceM: 0.8 },
    { kind: 'orbit', angleDeg: 20 },
    { kind: 'tilt', angleDeg: 4 },
  ],
});

test('a place of the picture and its place in the first frame lead back to each other from any pose', () => {
  const pose = poseAt(moving, 4);
  for (const place of [
    { xRatio: 0.2, yRatio: 0.7 },
    { xRatio: 0.5, yRatio: 0.5 },
    { xRatio: 0.9, yRatio: 0.1 },
  ]) {
    const there = inFirstFrame(moving, pose, place);
    const back = there === null ? null : fromFirstFrame(moving, pose, there);
    expect(back?.xRatio).toBeCloseTo(place.xRatio, 9);
    expect(back?.yRatio).toBeCloseTo(place.yRatio, 9);
  }
});

test('a rectangle drawn half way in is smaller in the first frame', () => {
  const camera = MovesCamera.parse({ moves: [{ kind: 'dolly', distanceM: 1.5 }] });
  const region = regionDrawn(camera, poseAt(camera, 5), { xRatio: 0.25, yRatio: 0.25, widthRatio: 0.5, heightRatio: 0.5 });
  expect(region?.xRatio).toBeCloseTo(0.375, 6);
  expect(region?.widthRatio).toBeCloseTo(0.25, 6);
});

test('a camera that is told to land on a drawn rectangle fills its frame with it', () => {
  const camera = MovesCamera.parse({});
  const region = { xRatio: 0.55, yRatio: 0.3, widthRatio: 0.3, heightRatio: 0.2 };
  const { edit, index } = landOn(camera, region, { tSec: 0, fps: 25, drawnIn: null });
  expect(edit.kind === 'add-move' && edit.move).toMatchObject({ startRatio: 0, endRatio: 1 });
  expect(index).toBe(0);
  const landed = MovesCamera.parse({ moves: edit.kind === 'add-move' ? [edit.move] : [] });
  const corners = landingCorners(landed, poseAt(landed, 5));
  // The longer side, in shares of the frame, fills it; the frame keeps its shape.
  expect(corners?.[0]?.xRatio).toBeCloseTo(0.55, 6);
  expect(corners?.[2]?.xRatio).toBeCloseTo(0.85, 6);
  expect(((corners?.[0]?.yRatio ?? 0) + (corners?.[2]?.yRatio ?? 0)) / 2).toBeCloseTo(0.4, 6);
});

test('landing at the same time again changes the one landing', () => {
  const region = { xRatio: 0.2, yRatio: 0.2, widthRatio: 0.4, heightRatio: 0.4 };
  const camera = MovesCamera.parse({ moves: [{ kind: 'push-to', region, endRatio: 0.5 }] });
  expect(landOn(camera, { ...region, xRatio: 0.3 }, { tSec: 2.5, fps: 25, drawnIn: null }).edit.kind).toBe('change-move');
  expect(landOn(camera, region, { tSec: 4, fps: 25, drawnIn: null }).edit).toMatchObject({
    kind: 'add-move',
    move: { startRatio: 0.5, endRatio: 0.8 },
  });
});

test('a rectangle is moved and grown inside the frame', () => {
  const region = { xRatio: 0.9, yRatio: 0.4, widthRatio: 0.1, heightRatio: 0.1 };
  expect(adjusted(region, { x: 0.05 }).xRatio).toBeCloseTo(0.9, 9);
  expect(adjusted(region, { width: -1 }).widthRatio).toBe(0.03);
});

test('framing sizes and rectangles name each other', () => {
  const camera = MovesCamera.parse({});
  const region = regionOfFraming(camera, 'CU');
  expect(region === null ? null : framingOf(camera, region)).toBe('CU');
  expect(regionOfFraming(camera, 'EWS')).toBeNull();
});

test('photograph and first frame lead back to each other', () => {
  const where = { photo: { xPx: 10, yPx: 20, widthPx: 400, heightPx: 300 }, window: { xPx: 50, yPx: 60, widthPx: 320, heightPx: 180 } };
  const place = { xRatio: 0.3, yRatio: 0.8 };
  const back = frameInPhoto(photoInFrame(place, where), where);
  expect(back.xRatio).toBeCloseTo(0.3, 9);
  expect(back.yRatio).toBeCloseTo(0.8, 9);
});

test('the direction of a drag counts counter-clockwise from the right', () => {
  const from = { xRatio: 0.5, yRatio: 0.5 };
  expect(towardOf(from, { xRatio: 0.5, yRatio: 0.2 }, 1.6)).toBe(90);
  expect(towardOf(from, { xRatio: 0.3, yRatio: 0.5 }, 1.6)).toBe(180);
  expect(towardOf(from, from, 1.6)).toBeNull();
});
