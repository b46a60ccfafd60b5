import { expect, test } from 'vitest';
import { hostOf, originOf, pathOf, withQuery } from './url-parts.ts';

test('the parts of an address are those the URL class finds', () => {
  for (const url of [
    'https://Queue.fal.run/a/b?c=d#e',
    'http://127.0.0.1:8188',
    'https://x.example:8443?q',
    'http://[::1]:4750/v1',
    'https://h.example#f',
  ]) {
    const whole = new URL(url);
    expect(originOf(url), url).toBe(whole.origin);
    expect(pathOf(url) || '/', url).toBe(whole.pathname);
    expect(hostOf(url), url).toBe(whole.hostname);
  }
});

test('an address that could be another than it looks has no origin', () => {
  const tricks = [
    'https://queue.fal.run@evil.example/',
    'https://queue.fal.run\\@evil.example',
    'https://a b/',
    '//queue.fal.run/',
    'queue.fal.run',
    '',
  ];
  expect(tricks.map(originOf)).toEqual(tricks.map(() => ''));
});

test('queries are added escaped and in order', () => {
  expect(withQuery('https://h.example/p', { a: '1 2', b: undefined, c: 0 })).toBe('https://h.example/p?a=1%202&c=0');
  expect(withQuery('https://h.example/p?x=1', { k: '镜' })).toBe('https://h.example/p?x=1&k=%E9%95%9C');
  expect(withQuery('https://h.example/p', { a: undefined })).toBe('https://h.example/p');
});
