import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { lineStarts, spokenLines } from './spoken-lines.ts';

const camera = { lengthSec: 5, moves: [] };
const film = Film.parse({
  format: 'fantascope/film',
  version: 1,
  title: { en: 'A film' },
  shots: [
    {
      camera,
      captions: [
        { text: { zh: '题目', en: 'Title' }, style: 'title' },
        { text: { zh: '早晨', en: 'Morning' }, startSec: 1.5 },
      ],
    },
    { camera, captions: [{ text: { en: 'Not read' } }], lines: [{ who: 'Mei', text: { zh: '你好' } }, { text: { zh: '她说' } }] },
    { camera },
  ],
});

test('lines are said; where there are none the captions are read, never the title, in the other language where there is no other', () => {
  expect(spokenLines(film, 'en')).toEqual([
    { shot: 0, who: undefined, text: 'Morning', startSec: 1.5 },
    { shot: 1, who: 'Mei', text: '你好', startSec: undefined },
    { shot: 1, who: undefined, text: '她说', startSec: undefined },
  ]);
});

test('a line begins when it is asked for or after a breath, and never while another is still said', () => {
  const shots = [{ startSec: 0 }, { startSec: 4.5 }, { startSec: 9 }];
  const lines = spokenLines(film, 'zh');
  expect(lineStarts(lines, { shots, lengthsSec: [1, 2, 1] }).map((sec) => Number(sec.toFixed(2)))).toEqual([1.5, 4.9, 7.25]);
  expect(lineStarts(lines, { shots, lengthsSec: [5, 2, 1] }).map((sec) => Number(sec.toFixed(2)))).toEqual([1.5, 6.65, 9]);
});
