import { expect, test } from 'vitest';
import { Fault, say } from './fault.ts';
import { readFilmDocument } from './film-document.ts';

const document = (camera: unknown = { moves: [{ kind: 'pan', angleDeg: 10 }] }, more: object = {}) => ({
  format: 'fantascope/film',
  version: 1,
  title: { en: 'A wish' },
  shots: [
    { picture: 'a.jpg', camera: {} },
    { picture: 'b.jpg', camera, ...more },
  ],
});

function faultOf(json: unknown): Fault {
  try {
    readFilmDocument(json);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('it was read');
}
const english = (json: unknown) => faultOf(json).message;
const chinese = (json: unknown) => say('zh', faultOf(json));

test('a film of the newest version is read with its defaults, and reads back as it was', () => {
  const film = readFilmDocument(document());
  expect(film).toMatchObject({
    fps: 30,
    widthPx: 1920,
    shots: [{}, { camera: { lensMm: 35, lengthSec: 5, moves: [{ easing: 'in-out' }] } }],
  });
  expect(readFilmDocument(JSON.parse(JSON.stringify(film)))).toEqual(film);
});

test('anything that is no film, and any newer version, is refused by its own fault', () => {
  for (const json of [null, 'film', [], {}, { format: 'other', version: 1 }, { format: 'fantascope/film', version: 'x' }]) {
    expect(faultOf(json).code).toBe('film.not-a-film');
  }
  expect(faultOf({ ...document(), version: 2 }).code).toBe('film.too-new');
  expect(english({ ...document(), version: 2 })).toContain('version 2');
});

test('a refused field is named by its place in plain words, in both languages', () => {
  const wrong = document({ moves: [{ kind: 'hold' }, { kind: 'pan', angleDeg: 'far' }] });
  expect(english(wrong)).toBe('The film cannot be read: shot 2 › camera › move 2 › angleDeg must be a number. Correct that field.');
  expect(chinese(wrong)).toBe('无法读取影片：第 2 个镜头 › camera › 第 2 个运镜 › angleDeg 应为数字。请改正该字段。');
});

test.each([
  [{ moves: [{ kind: 'pan', angleDeg: 900 }] }, 'move 1 › angleDeg must be at most 720'],
  [{ moves: [{ kind: 'pan' }] }, 'move 1 › angleDeg is missing'],
  [{ moves: [{ kind: 'pam', angleDeg: 1 }] }, 'move 1 › kind must be one of hold, pan,'],
  [{ moves: [{ kind: 'pan', angleDeg: 1, easing: 'fast' }] }, 'easing must be one of linear, in, out, in-out'],
  [{ moves: [{ kind: 'pan', angleDeg: 1, easing: [0, 0, 2, 1] }] }, 'easing 3 must be at most 1'],
  [{ moves: [{ kind: 'pan', angleDeg: 1, startRatio: 0.6, endRatio: 0.5 }] }, 'move 1 is wrong: a move cannot end before it starts'],
  [{ moves: [{ kind: 'push-to' }] }, 'push-to needs a region or a framing'],
  [{ moves: [], lens: 35 }, 'camera has a field nobody knows: lens'],
  [{ keyframes: [] }, 'camera › keyframes must be at least 1 items long'],
  [{ keyframes: [{ tSec: 0, position: [0, 0], orientation: [0, 0, 0, 1] }] }, 'keyframe 1 › position'],
])('%j is refused with "%s"', (camera, sentence) => {
  expect(english(document(camera))).toContain(sentence);
});

test('a field nobody knows is refused wherever it stands', () => {
  expect(english(document({}, { cammera: 1 }))).toContain('shot 2 has a field nobody knows: cammera');
  expect(chinese(document({}, { cammera: 1 }))).toContain('第 2 个镜头 含有未知字段：cammera');
});
