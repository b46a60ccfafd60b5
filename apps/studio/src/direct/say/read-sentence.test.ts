import { expect, test } from 'vitest';
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
