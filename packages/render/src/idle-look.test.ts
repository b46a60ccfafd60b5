import { MovesCamera, Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { idleLook } from './idle-look.ts';

type Told = Partial<Parameters<typeof Shot.parse>[0] & Record<string, unknown>>;

function codes(told: Told, camera: Record<string, unknown> = {}): string[] {
  const shot = Shot.parse({ camera: { lengthSec: 2, moves: [], ...camera }, ...told });
  return idleLook(shot.camera, { shot, film: { fps: 30, seed: 1 }, folder: '.' }).map(({ code }) => code);
}

test('a focus is told to be unseen without an aperture, and only then', () => {
  const pull = { moves: [{ kind: 'rack-focus', fromM: 1, toM: 4 }] };
  expect(codes({}, pull)).toEqual(['render.focus-idle']);
  expect(codes({}, { focusM: 2 })).toEqual(['render.focus-idle']);
  expect(codes({ aperture: { fStop: 2 } }, pull)).toEqual([]);
  expect(codes({})).toEqual([]);
  // A camera of another program has a focus in every keyframe.
  const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 35, focusM: 3 };
  const keyframes = [0, 2].map((tSec) => ({ tSec, ...pose }));
  const shot = Shot.parse({ camera: { lengthSec: 2, lensMm: 35, subjectDistanceM: 3, keyframes } });
  expect(MovesCamera.safeParse(shot.camera).success).toBe(false);
  expect(idleLook(shot.camera, { shot, film: { fps: 30, seed: 1 }, folder: '.' })).toEqual([]);
});

test('a shutter is told to blur nothing where nothing is in the air and the camera is left out', () => {
  expect(codes({ shutter: { angleDeg: 90 } })).toEqual(['render.shutter-idle']);
  expect(codes({ shutter: { angleDeg: 90 }, air: [{ kind: 'rain' }] })).toEqual([]);
  expect(codes({ shutter: { angleDeg: 90, isOnCamera: true } })).toEqual([]);
});

test("a LUT's share is told to be without a LUT", () => {
  expect(codes({ grade: { lutRatio: 0.5 } })).toEqual(['render.lut-ratio-idle']);
  expect(codes({ grade: { lutRatio: 0.5, lut: 'a.cube' } })).toEqual([]);
  expect(codes({ grade: { warmthRatio: 0.5 } })).toEqual([]);
});
