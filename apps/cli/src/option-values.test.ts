import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { pickLanguage } from './language.ts';
import { readFps, readNumber, readSize, readWord } from './option-values.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'no fault';
  } catch (cause) {
    return cause instanceof Fault ? cause.code : 'another error';
  }
};

test('a size is two even sides of 64 to 4096 pixels', () => {
  expect(readSize('1080x1920')).toEqual({ widthPx: 1080, heightPx: 1920 });
  expect(readSize('1080p')).toEqual({ widthPx: 1920, heightPx: 1080 });
  expect(readSize('2160P')).toEqual({ widthPx: 3840, heightPx: 2160 });
  expect(readSize('640×360')).toEqual({ widthPx: 640, heightPx: 360 });
  for (const value of ['', '1920', '999p', 'constructor', '1921x1080', '0x0', '99999x99999', '1920x', 'x', '-640x360', '1e3x1e3'])
    expect(codeOf(() => readSize(value))).toBe('cli.bad-value');
});

test('a number is refused outside its bounds, when empty, and when it is not one', () => {
  const read = readNumber('--seconds', { min: 0.1, max: 3600 });
  expect(read('2.5')).toBe(2.5);
  for (const value of ['', ' ', '0', '-1', '3601', 'five', 'NaN', 'Infinity']) expect(codeOf(() => read(value))).toBe('cli.bad-value');
  expect(codeOf(() => readNumber('--seed', { min: 0, max: 9, isWhole: true })('1.5'))).toBe('cli.bad-value');
});

test('a frame rate is one of five, a word one of those named', () => {
  expect(readFps('24')).toBe(24);
  expect(codeOf(() => readFps('29.97'))).toBe('cli.bad-value');
  expect(readWord('--outside', ['clamp', 'refuse'])('refuse')).toBe('refuse');
  expect(codeOf(() => readWord('--outside', ['clamp', 'refuse'])('CLAMP'))).toBe('cli.bad-value');
});

test('the language is the flag, then FANTASCOPE_LANG, then the locale', () => {
  expect(pickLanguage(['--lang', 'zh'], { LANG: 'en_GB.UTF-8' })).toBe('zh');
  expect(pickLanguage(['--lang=en'], { FANTASCOPE_LANG: 'zh' })).toBe('en');
  expect(pickLanguage([], { FANTASCOPE_LANG: 'zh', LANG: 'en_GB.UTF-8' })).toBe('zh');
  expect(pickLanguage([], { LANG: 'zh_CN.UTF-8' })).toBe('zh');
  expect(pickLanguage([], {})).toBe('en');
});
