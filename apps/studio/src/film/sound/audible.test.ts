import { Film } from '@fantascope/film';
import { filmTimeline } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { audibleOf } from './audible.ts';

const camera = { lengthSec: 2, moves: [] };
const base = {
  ...{ format: 'fantascope/film', version: 1, title: { en: 'A film' } },
  sound: { narration: 'zh', music: { mood: 'calm' } },
  shots: [
    { camera, captions: [{ text: { zh: '早', en: 'Morning' } }] },
    { camera, lines: [{ text: { zh: '走', en: 'Go' } }], captions: [{ text: { zh: '走吧', en: 'Go on' } }] },
  ],
};
const heard = (over: object = {}) => {
  const film = Film.parse({ ...base, ...over });
  return audibleOf(film, filmTimeline(film));
};
const [one, two] = base.shots;

test('words that are only read are not heard: a caption in the language that is not spoken, and one over a shot that has lines', () => {
  expect(heard({ shots: [{ ...one, captions: [{ text: { zh: '早', en: 'Dawn' } }] }, two] })).toBe(heard());
  expect(heard({ shots: [one, { ...two, captions: [] }] })).toBe(heard());
  expect(heard({ shots: [{ ...one, light: 'dusk' }, two] })).toBe(heard());
});

test('what is said, when, by whom, and what plays under it is heard', () => {
  const others = [
    heard({ shots: [{ ...one, captions: [{ text: { zh: '晚', en: 'Morning' } }] }, two] }),
    heard({ shots: [one, { ...two, lines: [{ who: 'Mei', text: { zh: '走', en: 'Go' } }] }] }),
    heard({ shots: [{ ...one, camera: { ...camera, lengthSec: 3 } }, two] }),
    heard({ shots: [{ ...one, effects: [{ kind: 'rain' }] }, two] }),
    heard({ sound: { narration: 'zh', music: { mood: 'epic' } } }),
    heard({ sound: { narration: 'en', music: { mood: 'calm' } } }),
    heard({ cast: [{ name: 'Mei', voice: { name: 'espeak/girl' } }] }),
  ];
  for (const other of others) expect(other).not.toBe(heard());
});

test('a film without narration, music and effects has nothing to hear', () => {
  expect(heard({ sound: { narration: 'off' } })).toBeNull();
  expect(heard({ sound: undefined })).toBeNull();
});
