import { applyEdit, type EditStep, editOf, Film, type SpokenLanguage, spokenLines } from '@fantascope/film';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captionTimes } from './caption-times.ts';
import type { FilmVoice } from './speak-film.ts';

const sampleRateHz = 1000;
const fps = 30;
type Shot = Readonly<{ lengthSec?: number; lines?: readonly object[]; captions?: readonly object[] }>;

const filmOf = (shots: readonly Shot[], more: Readonly<Record<string, unknown>> = {}) =>
  Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, fps, sound: { narration: 'en' }, captionLanguages: ['en'], ...more },
    shots: shots.map(({ lengthSec = 10, ...shot }) => ({ camera: { lengthSec, moves: [] }, ...shot })),
  });

/** Every line said evenly: a word each `wordSec`, from its first letter on. Words are known by their places in characters, as the voice tells them. */
function said(film: Film, { wordSec = 0.5, language = 'en' }: { wordSec?: number; language?: SpokenLanguage } = {}): readonly FilmVoice[] {
  return spokenLines(film, language).map((line) => {
    const words = [...line.text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)].map((found, index) => ({
      at: [...line.text.slice(0, found.index)].length,
      length: [...found[0]].length,
      startSec: index * wordSec,
    }));
    const lengthSec = Math.max(wordSec, words.length * wordSec);
    return { line, words, lengthSec, samples: new Float32Array(Math.round(lengthSec * sampleRateHz)), sampleRateHz };
  });
}
const timesOf = (film: Film, options: Parameters<typeof said>[1] = {}) => captionTimes(film, said(film, options));
const caption = (text: string, startSec: number, endSec: number) => ({ text: { en: text }, startSec, endSec });

test('each caption is measured against the first of its own words', () => {
  const lines = [{ text: { en: 'one two three four' }, startSec: 1 }];
  // "three" is heard at 2 s and shown at 2.2 s: later by two tenths.
  const film = filmOf([{ lines, captions: [caption('one two', 1, 2), caption('three four', 2.2, 3.5)] }]);
  expect(timesOf(film)).toMatchObject({ captions: 2, spoken: 2, furthestOffSec: expect.closeTo(0.2, 6) });
});

test('a word that is said twice is another word the second time', () => {
  const lines = [{ text: { en: 'go on go on' }, startSec: 0 }];
  const film = filmOf([{ lines, captions: [caption('go on', 0, 1), caption('go on', 1, 2)] }]);
  expect(timesOf(film)).toMatchObject({ spoken: 2, furthestOffSec: 0 });
});

test('letters outside the plane of two bytes count as one, as words count them', () => {
  const lines = [{ text: { zh: '𠮷𠮷野家好吃' }, startSec: 0 }];
  const captions = ['𠮷𠮷野家', '好吃'].map((zh, k) => ({ text: { zh }, startSec: 2 * k, endSec: 2 + k }));
  const film = filmOf([{ lines, captions }], { sound: { narration: 'zh' }, captionLanguages: ['zh'] });
  expect(timesOf(film, { language: 'zh' })).toMatchObject({ spoken: 2, furthestOffSec: 0, fastestPerSec: { zh: 2, en: null } });
});

test('titles and end cards are no captions; words that nobody says are, and are not spoken', () => {
  const captions = [
    { ...caption('The sea', 0, 2), style: 'title' },
    caption('a sign', 2, 4),
    { ...caption('The end', 8, 10), style: 'end-card' },
  ];
  const film = filmOf([{ lines: [], captions }]);
  expect(timesOf(film)).toEqual({ captions: 1, spoken: 0, furthestOffSec: null, fastestPerSec: { zh: null, en: 2.5 } });
});

test('how fast it is to be read is told of the languages that are shown, without spaces', () => {
  const captions = [{ text: { en: 'ab cd', zh: '你 好' }, startSec: 0, endSec: 0.5 }];
  const both = filmOf([{ captions }], { captionLanguages: ['zh', 'en'] });
  expect(timesOf(both).fastestPerSec).toEqual({ zh: 4, en: 8 });
  expect(timesOf(filmOf([{ captions }])).fastestPerSec).toEqual({ zh: null, en: 8 });
});

test('a film that nobody speaks in has captions and no distance', () => {
  const film = filmOf([{ captions: [caption('one', 0, 1)] }]);
  expect(captionTimes(film, [])).toMatchObject({ captions: 1, spoken: 0, furthestOffSec: null });
});

const line = {
  lines: [{ text: { en: 'one two three four five six' }, startSec: 1 }],
  captions: [caption('one two three', 1, 2.5), caption('four five six', 2.5, 4)],
};
const edited = (...steps: readonly EditStep[]): Film => {
  const film = filmOf([line]);
  return { ...film, edit: steps.reduce((edit, step) => applyEdit(edit, step).edit, editOf(film)) };
};

test('a voice that is played faster says its words sooner', () => {
  const film = filmOf([{ lines: line.lines, captions: [caption('one two three', 1, 2), caption('four five six', 2, 4)] }]);
  const fast = applyEdit(editOf(film), { kind: 'set-speed', cut: 'cut-1.line-1', speedRatio: 2 }).edit;
  // "four" is heard at 2.5 s, half a second after it is shown; twice as fast at 1.75 s, a quarter before.
  expect(timesOf(film).furthestOffSec).toBeCloseTo(-0.5, 6);
  expect(timesOf({ ...film, edit: fast }).furthestOffSec).toBeCloseTo(0.25, 6);
});

test('words that a cut left out are not heard: their caption is not measured by others', () => {
  // Its first second and a half, three words, are cut away; the rest stands where it stood.
  const film = edited({ kind: 'trim', cut: 'cut-1.line-1', edge: 'head', byFrames: 45, mode: 'free' });
  expect(timesOf(film)).toMatchObject({ captions: 2, spoken: 1, furthestOffSec: expect.closeTo(0, 1) });
});

const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 8 });

test('captions that begin with their words are at most half a frame off, wherever they stand and however fast they are said', () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (parts, wordSec, startSec) => {
        const text = parts.map((part) => part.join(' ')).join(' ');
        let before = 0;
        const captions = parts.map((part) => {
          const fromSec = startSec + before * wordSec;
          before += part.length;
          return caption(part.join(' '), fromSec, startSec + before * wordSec);
        });
        const film = filmOf([{ lengthSec: 40, lines: [{ text: { en: text }, startSec }], captions }]);
        const { spoken, furthestOffSec } = timesOf(film, { wordSec });
        expect(spoken).toBe(parts.length);
        expect(Math.abs(furthestOffSec ?? 9)).toBeLessThanOrEqual(0.5 / fps + 1e-9);
      },
    ),
  );
});

test('a caption that is moved is off by as much, early or late', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: -20, max: 20 }), (part, frames) => {
      const film = filmOf([
        { lengthSec: 20, lines: [{ text: { en: part.join(' ') }, startSec: 2 }], captions: [caption(part.join(' '), 2 + frames / fps, 6)] },
      ]);
      const { furthestOffSec } = timesOf(film, { wordSec: 1 });
      expect(furthestOffSec).toBeCloseTo(frames / fps, 6);
    }),
  );
});

test('shots before do not change how far captions are off, nor how fast they are read', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 3 }), (part, many) => {
      const shot = { lines: [{ text: { en: part.join(' ') }, startSec: 1 }], captions: [caption(part.join(' '), 1.2, 9)] };
      const alone = timesOf(filmOf([shot]));
      const after = timesOf(filmOf([...Array.from({ length: many }, () => ({ lines: [], captions: [] })), shot]));
      expect(after.furthestOffSec).toBeCloseTo(alone.furthestOffSec ?? 9, 6);
      expect(after.fastestPerSec.en).toBeCloseTo(alone.fastestPerSec.en ?? 0, 6);
    }),
  );
});
