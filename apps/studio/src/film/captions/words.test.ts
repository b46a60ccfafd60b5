import { Film, Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { editWithWords, shotWithMore, shotWithWords } from './change-words.ts';
import { isTooFast, readingSpeed } from './reading-speed.ts';
import { withText, wordsByShot } from './told-words.ts';

const camera = { lengthSec: 2, moves: [] };
const id = 'shot_01J00000000000000000000000';
const shot = Shot.parse({
  ...{ id, camera, captions: [{ text: { zh: '早', en: 'Morning' } }, { text: { en: 'Later' }, startSec: 1.5 }] },
  lines: [{ who: 'Mei', text: { zh: '走吧' } }],
});
const base = { format: 'fantascope/film', version: 1, title: { en: 'A film' }, fps: 24 };

test('Chinese signs and spaces are not counted, English ones are; a caption at the bound is not too fast', () => {
  expect(readingSpeed('走，我们 走！', { language: 'zh', lengthSec: 2 })).toBe(2);
  expect(readingSpeed(' Go,  now. ', { language: 'en', lengthSec: 2 })).toBe(4);
  expect(isTooFast(readingSpeed('一二三四五六七八九', { language: 'zh', lengthSec: 1 }), 'zh')).toBe(false);
  expect(isTooFast(readingSpeed('一二三四五六七八九十', { language: 'zh', lengthSec: 1 }), 'zh')).toBe(true);
  expect(isTooFast(readingSpeed('x'.repeat(41), { language: 'en', lengthSec: 2 }), 'en')).toBe(true);
});

test('a shot’s captions are read as long as they are shown, its lines belong to whoever says them', () => {
  const [first, second, line] = wordsByShot(Film.parse({ ...base, shots: [shot] })).get(0) ?? [];
  expect(first).toMatchObject({ kind: 'caption', lengthSec: 2, isFixed: false });
  expect(second?.lengthSec).toBeCloseTo(0.5);
  expect(line).toMatchObject({ kind: 'line', who: 'Mei', lengthSec: null });
});

test('words change in their place alone; emptied in both languages they are gone, and without lines there is no list of them', () => {
  const text = withText(shot.captions[0]?.text ?? {}, 'zh', ' 晚 ');
  expect(text).toEqual({ zh: '晚', en: 'Morning' });
  const changed = shotWithWords(shot, { kind: 'caption', at: 0, now: { text: text ?? {} } });
  expect(changed.captions).toEqual([{ ...shot.captions[0], text }, shot.captions[1]]);
  expect(withText({ en: 'Later' }, 'en', ' ')).toBeNull();
  expect(shotWithWords(shot, { kind: 'caption', at: 1, now: null }).captions).toHaveLength(1);
  expect(shotWithWords(shot, { kind: 'line', at: 0, now: { who: null } }).lines).toEqual([{ text: { zh: '走吧' } }]);
  expect('lines' in shotWithWords(shot, { kind: 'line', at: 0, now: null })).toBe(false);
  expect(shotWithMore(shot, 'line', { en: 'Go' }).lines).toHaveLength(2);
});

const cut = { inFrame: 0, speedRatio: 1, fadeInFrames: 0, fadeOutFrames: 0, isEnabled: true, isLocked: false };
const tracks = [
  { id: 'v', kind: 'video', cuts: [{ ...cut, id: 'a', shows: { kind: 'shot', shot: id }, startFrame: 0, lengthFrames: 48 }] },
  {
    id: 'c',
    kind: 'captions',
    cuts: [{ ...cut, id: 'b', shows: { kind: 'caption', text: { zh: '早' }, style: 'caption' }, startFrame: 0, lengthFrames: 12 }],
  },
  {
    id: 's',
    kind: 'voice',
    cuts: [{ ...cut, id: 'd', shows: { kind: 'line', who: 'Mei', text: { zh: '走' } }, startFrame: 12, lengthFrames: 12 }],
  },
];
const edited = Film.parse({ ...base, shots: [shot], edit: { tracks } });

test('of a film with an edit the words are those of its cuts; a locked track keeps its own', () => {
  expect(wordsByShot(edited).get(0)).toMatchObject([
    { key: 'b', kind: 'caption', lengthSec: 0.5, isFixed: false },
    { key: 'd', kind: 'line', who: 'Mei', isFixed: false },
  ]);
  const locked = Film.parse({ ...edited, edit: { tracks: tracks.map((track) => ({ ...track, isLocked: true })) } });
  expect(
    wordsByShot(locked)
      .get(0)
      ?.map(({ isFixed }) => isFixed),
  ).toEqual([true, true]);
});

test('words of a cut change in the edit: text, speaker, gone', () => {
  const [caption, line] = wordsByShot(edited).get(0) ?? [];
  if (caption === undefined || line === undefined) throw new Error('there are words');
  const now = (edit: Film['edit']) => wordsByShot({ ...edited, edit }).get(0);
  expect(now(editWithWords(edited, caption, { text: { zh: '晚', en: 'Evening' } }))?.[0]?.text).toEqual({ zh: '晚', en: 'Evening' });
  expect(now(editWithWords(edited, line, { who: 'Lao Chen', text: { zh: '来' } }))?.[1]).toMatchObject({
    who: 'Lao Chen',
    text: { zh: '来' },
  });
  expect(now(editWithWords(edited, caption, null))).toHaveLength(1);
  const locked = Film.parse({ ...edited, edit: { tracks: tracks.map((track) => ({ ...track, isLocked: true })) } });
  expect(() => editWithWords(locked, line, { text: { zh: '来' } })).toThrow(expect.objectContaining({ code: 'edit.cut-locked' }));
});
