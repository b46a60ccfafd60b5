import { Aperture } from '@fantascope/film';
import { expect, test } from 'vitest';
import { withHanded } from './handed.ts';
import { markedPieces, nearGuesses, readSentence } from './read-sentence.ts';
import { withSceneWords } from './scene-words.ts';

const scale = { subjectDistanceM: 1, lengthSec: 5, lensMm: 35 };
const marksOf = (text: string) =>
  Object.fromEntries(markedPieces(text, readSentence(text, scale)).map(({ text: piece, mark }) => [piece, mark]));

test('the same sentence in both languages gives the same moves, air and motion', () => {
  const zh = readSentence('镜头缓慢推近，再向左环绕20°，最后落在特写；身后的花随风摇曳，绒毛飘起', scale);
  const en = readSentence('slow push in, then orbit left 20°, finally a close-up; the flowers behind sway, seeds drift', scale);
  for (const reading of [zh, en]) {
    expect(reading.moves.map(({ kind }) => kind)).toEqual(['dolly', 'orbit', 'push-to']);
    expect(reading.scene.map(({ lane, kind }) => [lane, kind])).toEqual([
      ['motion', 'sway'],
      ['air', 'seeds'],
    ]);
    expect(reading.unread).toEqual([]);
  }
});

test('what nobody understands is marked and stays marked', () => {
  const text = 'slow push in, then blorp the camera';
  const marks = marksOf(text);
  expect(Object.values(marks)).toContain('camera');
  expect(Object.entries(marks).some(([piece, mark]) => piece.includes('blorp') && mark === 'unread')).toBe(true);
  expect(
    markedPieces(text, readSentence(text, scale))
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('a misspelt move has near guesses, and nonsense has none', () => {
  expect(nearGuesses('vertgo')).toContain('Vertigo');
  expect(nearGuesses('希区可克变焦')).toContain('希区柯克变焦');
  expect(nearGuesses('xqzzkw')).toEqual([]);
});

test('words of the air add it once, and go with their words', () => {
  const said = readSentence('推近，下雨', scale).scene;
  const once = withSceneWords({ air: [], motions: [] }, [], said);
  expect(once.air).toEqual([{ kind: 'rain' }]);
  expect(withSceneWords(once, said, said).air).toEqual([{ kind: 'rain' }]);
  expect(withSceneWords(once, said, []).air).toEqual([]);
  expect(withSceneWords({ air: [{ kind: 'snow' }], motions: [] }, said, []).air).toEqual([{ kind: 'snow' }]);
});

test('what must be painted anew is handed to models, and comes back with its words', () => {
  for (const [text, flowers] of [
    ['镜头缓慢推近，窗外的花开了', '窗外的花开了'],
    ['Push in slowly while the flowers outside the window bloom, then whip pan right', 'the flowers outside the window bloom'],
  ] as const) {
    const said = readSentence(text, scale, { refused: [] });
    expect(said.handed.map((phrase) => phrase.text.trim())).toEqual([flowers]);
    expect(said.unread).toEqual([]);
    const action = withHanded('she turns', [], [flowers]);
    expect(action).toBe(`she turns · ${flowers}`);
    expect(readSentence(text, scale, { action }).handed).toHaveLength(1);
    // Taken back by hand it is a word that nobody here understands.
    expect(readSentence(text, scale, { action: 'she turns' }).unread.map((phrase) => phrase.text.trim())).toEqual([flowers]);
    expect(withHanded(action, [flowers], [])).toBe('she turns');
  }
  expect(withHanded('she turns', ['she turns'], [])).toBeUndefined();
  expect(readSentence('推近，向左甩，花瓣飘落', scale, { refused: [] }).handed).toEqual([]);
  expect(readSentence('push in, add a bloom effect', scale, { refused: [] }).handed).toEqual([]);
  expect(withHanded(undefined, [], ['花开了', '花开了'])).toBe('花开了');
  // Once refused it is not handed on by an edit beside it.
  expect(readSentence('拉远，窗外的花开了', scale, { refused: ['窗外的花开了'] }).handed).toEqual([]);
});

const iris = Aperture.parse({ fStop: 5.6 });

test('light snow, and only the subject sharp', () => {
  for (const text of ['推近，背景虚化，下点小雪', 'push in, shallow depth of field, snow']) {
    const { scene, unread } = readSentence(text, scale);
    expect(scene.map(({ lane, kind }) => [lane, kind])).toEqual([
      ['focus', 'shallow'],
      ['air', 'snow'],
    ]);
    expect(unread).toEqual([]);
    const once = withSceneWords({ air: [], motions: [] }, [], scene);
    expect(once.aperture).toMatchObject({ fStop: 2 });
    expect(withSceneWords(once, scene, []).aperture).toBeUndefined();
    expect(withSceneWords({ air: [], motions: [], aperture: iris }, [], scene).aperture).toEqual({ ...iris, fStop: 2 });
    // Set by hand afterwards it stays, and one that is wider too.
    expect(withSceneWords({ air: [], motions: [], aperture: iris }, scene, scene).aperture).toEqual(iris);
    expect(withSceneWords({ air: [], motions: [], aperture: iris }, scene, []).aperture).toEqual(iris);
    expect(withSceneWords({ air: [], motions: [], aperture: { ...iris, fStop: 1.4 } }, [], scene).aperture?.fStop).toBe(1.4);
  }
});

test('rain before a blurred background is both, and a snowy mountain is no snow', () => {
  for (const text of ['light rain with a blurred background', '窗外下小雨背景虚化'])
    expect(readSentence(text, scale).scene.map(({ kind }) => kind)).toEqual(['rain', 'shallow']);
  expect(readSentence('推近下雪山', scale).scene).toEqual([]);
});
