import { expect, test } from 'vitest';
import { hasTag, rangeOf } from './byte-range.ts';
import { disposition } from './disposition.ts';

test.each([
  [null, null],
  ['bytes=0-9', { start: 0, end: 10 }],
  ['bytes=90-', { start: 90, end: 100 }],
  ['bytes=90-1000', { start: 90, end: 100 }],
  ['bytes=-10', { start: 90, end: 100 }],
  ['bytes=-1000', { start: 0, end: 100 }],
  ['bytes=99-99', { start: 99, end: 100 }],
  ['bytes=100-', 'outside'],
  ['bytes=-0', 'outside'],
  // What is not understood, or asks for more than one range, gets the whole file.
  ['bytes=9-0', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['lines=0-1', null],
  ['bytes=0x1-2', null],
  [`bytes=0-${'9'.repeat(40)}`, null],
])('the range %s of a hundred bytes is %o', (header, expected) => {
  expect(rangeOf(header, 100)).toEqual(expected);
});

test('a range of an empty file lies outside of it', () => {
  expect(rangeOf('bytes=0-', 0)).toBe('outside');
  expect(rangeOf('bytes=-1', 0)).toBe('outside');
});

test('a tag is found in a list, weak or not, and never in a part of another', () => {
  for (const header of ['"ab"', 'W/"ab"', '"x", "ab"', '*']) expect(hasTag(header, '"ab"')).toBe(true);
  for (const header of [null, '"abc"', 'ab', '']) expect(hasTag(header, '"ab"')).toBe(false);
});

test.each([
  ['雨夜 · 凤凰.mp4', 'inline; filename="__ _ __.mp4"; filename*=UTF-8\'\'%E9%9B%A8%E5%A4%9C%20%C2%B7%20%E5%87%A4%E5%87%B0.mp4'],
  ['a"; filename="evil.html', 'inline; filename="a__ filename=_evil.html"; filename*=UTF-8\'\'a%22%3B%20filename%3D%22evil.html'],
  ["it's (1).png", "inline; filename=\"it's (1).png\"; filename*=UTF-8''it%27s%20%281%29.png"],
  ['x\r\nset-cookie: a=b', 'inline; filename="x__set-cookie: a=b"; filename*=UTF-8\'\'x%0D%0Aset-cookie%3A%20a%3Db'],
  ['half \ud83d a pair', 'inline; filename="half _ a pair"; filename*=UTF-8\'\'half%20%EF%BF%BD%20a%20pair'],
])('the name %j stands in a header without ending it', (name, expected) => {
  expect(disposition(name, true)).toBe(expected);
  expect(new Headers({ 'content-disposition': disposition(name, false) }).get('content-disposition')).toMatch(/^attachment; /);
});
