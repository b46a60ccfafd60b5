import { expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { Film } from './film.ts';
import { type CameraReader, filmFromFile } from './film-file.ts';
import { Move } from './move.ts';

/** Reads "pan N" and nothing else: enough of a language to see what is done with one. */
const parseCamera: CameraReader = (text) => {
  const [, angle, rest] = /^pan (\d+)(?: (.*))?$/.exec(text) ?? [];
  return angle === undefined
    ? { moves: [], unread: [{ text }] }
    : { moves: [Move.parse({ kind: 'pan', angleDeg: Number(angle) })], unread: rest === undefined ? [] : [{ text: rest }] };
};
const read = (file: object) => filmFromFile({ format: 'fantascope/film', version: 1, title: 'A wish', ...file }, { parseCamera });
const code = (file: object) => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'read';
};

test('plain strings, camera words, a bare transition and the length of the shot make a strict film', () => {
  const { film, notices } = read({
    widthPx: 1080,
    heightPx: 1920,
    shots: [
      { picture: 'a.jpg', lengthSec: 4, camera: 'pan 20', captions: ['Hello', { text: { zh: '你好' }, style: 'title', startSec: 1 }] },
      { picture: 'b.jpg', camera: { text: 'pan 5', lensMm: 50 }, transition: 'crossfade' },
      { picture: 'c.jpg', transition: { kind: 'wipe', lengthSec: 0.8, toward: 'right' } },
      { picture: 'd.jpg', camera: { keyframes: [{ tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] }] } },
    ],
  });
  expect(notices).toEqual([]);
  expect(Film.parse(film)).toEqual(film);
  expect(film.title).toEqual({ en: 'A wish', zh: 'A wish' });
  expect(film.shots).toMatchObject([
    {
      camera: { lengthSec: 4, aspectRatio: 1080 / 1920, moves: [{ kind: 'pan', angleDeg: 20 }] },
      transition: { kind: 'cut', lengthSec: 0 },
      captions: [
        { text: { en: 'Hello', zh: 'Hello' }, style: 'caption' },
        { text: { zh: '你好' }, style: 'title', startSec: 1 },
      ],
    },
    { camera: { lensMm: 50, lengthSec: 5, moves: [{ angleDeg: 5 }] }, transition: { kind: 'crossfade', lengthSec: 0.5 } },
    { camera: { moves: [] }, transition: { kind: 'wipe', lengthSec: 0.8, toward: 'right' } },
    { camera: { keyframes: [{ tSec: 0 }] } },
  ]);
});

test('a strict film is a film file too, and comes out as it went in', () => {
  const { film } = read({ shots: [{ picture: 'a.jpg', camera: 'pan 20' }] });
  expect(filmFromFile(film, { parseCamera }).film).toEqual(film);
});

test('words that were not followed are a notice, words that name no move are refused', () => {
  const { notices } = read({ shots: [{ camera: 'pan 3' }, { camera: 'pan 20 like a bird' }] });
  expect(notices).toEqual([{ code: 'film.unread-words', params: { shot: 2, words: 'like a bird' } }]);
  expect(code({ shots: [{ camera: 'noodles' }] })).toContain('film.no-camera-words: The camera of shot 1 names no move: "noodles"');
});

test('a second length or another frame shape in the camera is refused, not dropped', () => {
  expect(code({ shots: [{ lengthSec: 4, camera: { moves: [], lengthSec: 3 } }] })).toContain('film.two-lengths');
  expect(code({ shots: [{ camera: { moves: [], aspectRatio: 1 } }] })).toContain('film.other-shape');
});

test('unknown fields are refused with their place', () => {
  expect(code({ shots: [{ pictures: 'a.jpg' }] })).toContain('shot 1 has a field nobody knows: pictures');
  expect(code({ shots: [{ captions: [{ text: 'a', colour: 'red' }] }] })).toContain('shot 1 › caption 1 has a field nobody knows: colour');
  expect(code({ shots: [{ camera: { text: 'pan 3', lens: 3 } }] })).toContain('shot 1 › camera has a field nobody knows: lens');
  expect(code({ shots: [{ transition: 'fade' }] })).toContain('shot 1 › transition must be one of cut, crossfade');
  expect(code({ shots: [{ lengthSec: 'long' }] })).toContain('shot 1 › lengthSec must be a number');
});

test('a transition with a length and no kind is a crossfade; a cut with a length is refused', () => {
  const { film } = read({
    shots: [{ camera: 'pan 3' }, { camera: 'pan 3', transition: { lengthSec: 2 } }, { transition: { lengthSec: 0 } }],
  });
  expect(film.shots.map(({ transition: { kind, lengthSec } }) => [kind, lengthSec])).toEqual([
    ['cut', 0],
    ['crossfade', 2],
    ['cut', 0],
  ]);
  expect(code({ shots: [{}, { transition: { kind: 'cut', lengthSec: 2 } }] })).toContain(
    'film.cut-with-length: The transition into shot 2',
  );
});

test('a film file may name its shape: the largest such frame inside its size, and an unknown shape is refused', () => {
  const file = { format: 'fantascope/film', version: 1, title: 'T', shots: [{ picture: 'a.jpg' }] };
  expect(filmFromFile({ ...file, aspect: '2.39' }, { parseCamera }).film).toMatchObject({ widthPx: 1920, heightPx: 804 });
  const { film } = filmFromFile({ ...file, aspect: '9:16', widthPx: 1280, heightPx: 720 }, { parseCamera });
  expect(film).toMatchObject({ widthPx: 720, heightPx: 1280 });
  expect(film.shots[0]?.camera.aspectRatio).toBeCloseTo(9 / 16, 6);
  const small = { parseCamera, size: { widthPx: 640, heightPx: 360 }, fps: 25 } as const;
  expect(filmFromFile({ ...file, aspect: '2.39' }, small).film).toMatchObject({ widthPx: 640, heightPx: 268, fps: 25 });
  expect(filmFromFile({ ...file, aspect: '2.39' }, { ...small, aspect: '1:1' }).film).toMatchObject({ widthPx: 360, heightPx: 360 });
  expect(filmFromFile({ ...file, widthPx: 1080, heightPx: 1920 }, small).film).toMatchObject({ widthPx: 640, heightPx: 360 });
  expect(() => filmFromFile({ ...file, aspect: '5:4' }, { parseCamera })).toThrow('aspect');
});

test('a scene with a distance of its own gives it to a camera that says none', () => {
  const shots = [{ camera: 'pan 20' }, { camera: { subjectDistanceM: 5, text: 'pan 20' } }, { camera: 'pan 20' }];
  const file = { format: 'fantascope/film', version: 1, title: 'A wish', shots };
  const { film } = filmFromFile(file, { parseCamera, ownDistancesM: [8, 8, null] });
  expect(film.shots.map(({ camera }) => camera.subjectDistanceM)).toEqual([8, 5, 3]);
});

test('a shot names its depth, its brush and its layers, and no layer without a ratio', () => {
  const told = {
    depth: 'd.png',
    depthBrush: 'b.png',
    layers: [
      { layer: 'subject', nearerRatio: 1.3 },
      { layer: 0, nearerRatio: 0.5 },
    ],
  };
  expect(read({ shots: [told] }).film.shots[0]).toMatchObject(told);
  expect(() => read({ shots: [{ layers: [{ layer: 'subject' }] }] })).toThrow(/shot 1 › layer 1 › nearerRatio is missing/);
});
