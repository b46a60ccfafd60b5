import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { say } from '../fault.ts';
import { parseCamera } from './parse-camera.ts';

test('moves told together share their start and end', () => {
  const { moves } = parseCamera('推近1.5米的同时右摇三十度，然后上摇');
  expect(moves.map(({ kind, startRatio, endRatio }) => [kind, startRatio, endRatio])).toEqual([
    ['dolly', 0, 0.5],
    ['pan', 0, 0.5],
    ['tilt', 0.5, 1],
  ]);
});

test('a move without a number is a share of the subject distance, slow less than normal less than fast, and an explicit number is exact', () => {
  const dolly = (text: string, subjectDistanceM: number) => parseCamera(text, { subjectDistanceM }).moves[0];
  expect(dolly('slowly push in', 10)).toMatchObject({ distanceM: 1, isNominal: true });
  expect(dolly('push in', 10)).toMatchObject({ distanceM: 1.5, isNominal: true });
  expect(dolly('快速推近', 10)).toMatchObject({ distanceM: 2, isNominal: true });
  expect(dolly('slowly push in 7 m', 10)).toMatchObject({ distanceM: 7 });
  expect(dolly('slowly push in 7 m', 10)).not.toHaveProperty('isNominal');
});

test('seconds in the text are seconds of the shot', () => {
  const spans = parseCamera('hold for 2 seconds, then push in for 3 seconds, then pan left', { lengthSec: 10 }).moves;
  expect(spans.map((move) => [move.startRatio, move.endRatio])).toEqual([
    [0, 0.2],
    [0.2, 0.5],
    [0.5, 1],
  ]);
});

test('moves that are said to last longer than the shot are shortened, and that is told', () => {
  const { moves, notices } = parseCamera('用4秒推近，再用6秒左摇', { lengthSec: 5 });
  expect(moves.map((move) => move.endRatio)).toEqual([0.4, 1]);
  expect(notices.map((notice) => notice.code)).toEqual(['language.longer-than-shot']);
  expect(say('zh', notices[0] as (typeof notices)[0])).toContain('10 秒');
});

test('a side that nobody named is told', () => {
  const { moves, notices } = parseCamera('镜头环绕半圈');
  expect(moves).toMatchObject([{ kind: 'orbit', angleDeg: 180 }]);
  expect(say('en', notices[0] as (typeof notices)[0])).toBe(
    '"环绕半圈" does not say left or right; it goes to the right. Say "left" for the other way.',
  );
});

test('words that were not understood are given with their place, so that a screen can underline them', () => {
  const text = '  黄昏的海边，鏡頭緩慢推近，she smiles.';
  const { unread, phrases } = parseCamera(text);
  expect(unread).toEqual([
    { text: '黄昏的海边', at: 2 },
    { text: 'she smiles', at: 15 },
  ]);
  expect(phrases).toEqual([{ text: '緩慢推近', at: 10 }]);
});

test('a target is kept in the words of the text, with the move it belongs to', () => {
  const { targets } = parseCamera('先向左摇，再推近女孩的脸');
  expect(targets).toEqual([{ text: '女孩的脸', at: 8, moveIndex: 1 }]);
});

test('a bracket holds moves that run together, and brackets follow one another', () => {
  const { moves } = parseCamera('A cat sleeps [Truck left,Pan right] and wakes [Push in]');
  expect(moves.map(({ kind, startRatio, endRatio }) => [kind, startRatio, endRatio])).toEqual([
    ['truck', 0, 0.5],
    ['pan', 0, 0.5],
    ['dolly', 0.5, 1],
  ]);
});

test('traditional, simplified, full-width and capital letters read alike', () => {
  const read = (text: string) => parseCamera(text).moves;
  expect(read('鏡頭緩慢推近，隨後向左環繞三十度，最後特寫')).toEqual(read('镜头缓慢推近，随后向左环绕三十度，最后特写'));
  expect(read('推近１．５米')).toEqual(read('推近1.5米'));
  expect(read('THE CAMERA PANS LEFT')).toEqual(read('the camera pans left'));
});

test('both languages of one wish give equal moves', () => {
  const chinese = parseCamera('镜头缓慢推近，再向左环绕，最后特写');
  const english = parseCamera('The camera slowly pushes in, then orbits left, finally a close-up');
  expect(english.moves).toEqual(chinese.moves);
});

const vocabulary =
  'pan left 推 近 镜头 camera the 30 度 2 秒 then 再 先 最后 while 同时 一边 of 的 to 到 close-up 特写 [ ] , ， 。 . orbit 环绕 半圈 m 1.5 about 约 slowly 缓慢 noodles 面 between 10% and 40% not 不 handheld 手持 throughout 全程 it 花'.split(
    ' ',
  );

test('any text at all gives a valid camera, and every phrase is a piece of the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(fc.constantFrom(...vocabulary), { maxLength: 25 }).map((words) => words.join(' ')),
    fc.array(fc.constantFrom(...vocabulary), { maxLength: 25 }).map((words) => words.join('')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const { moves, phrases, targets, unread } = parseCamera(typed);
      MovesCamera.parse({ moves: moves.slice(0, 64) });
      expect(phrases).toHaveLength(moves.length);
      for (const phrase of [...phrases, ...targets, ...unread])
        expect(typed.slice(phrase.at, phrase.at + phrase.text.length)).toBe(phrase.text);
      for (const target of targets) expect(moves[target.moveIndex]).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

test('an amount beyond what one move may do is cut, and said', () => {
  const said = (text: string) => parseCamera(text).notices.map(({ code, params }) => `${code} ${params.most}`);
  expect(said('dolly in 5000 m')).toEqual(['language.cut-to-most 1000 m']);
  expect(said('zoom in 100x')).toEqual(['language.cut-to-most 20×']);
  expect(said('orbit right 3 turns')).toEqual(['language.cut-to-most 720°']);
  expect(said('dolly in 1000 m, zoom in 20x, pan left 720 degrees')).toEqual([]);
});
