import { expect, test } from 'vitest';
import { cutTo, padTo, widthOf, wrapTo } from './column-text.ts';

test('a Chinese character is two columns wide, and so is its punctuation', () => {
  expect(widthOf('镜头，a')).toBe(7);
  expect(widthOf('● $0.35–0.70')).toBe(12);
});

test('a text is filled to its columns whatever it is written in', () => {
  expect(widthOf(padTo('镜头', 10))).toBe(10);
  expect(padTo('camera', 3)).toBe('ca…');
});

test('a cut never takes half a character and never runs over', () => {
  expect(cutTo('镜头推近', 6)).toBe('镜头…');
  expect(cutTo('镜头推近', 5)).toBe('镜头…');
  expect(cutTo('镜头', 4)).toBe('镜头');
});

test('a sentence is broken at spaces, or between Chinese characters but not before their punctuation', () => {
  expect(wrapTo('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapTo('镜头推近，然后环绕', 8)).toEqual(['镜头推', '近，然后', '环绕']);
});
