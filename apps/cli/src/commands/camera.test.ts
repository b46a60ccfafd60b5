import { PassThrough } from 'node:stream';
import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { Door } from '../door.ts';
import { wordsCamera } from './camera.ts';

function quietDoor(): Door {
  const pipe = () => new PassThrough() as unknown as NodeJS.WriteStream;
  return new Door({ language: 'en', isJson: false, out: pipe(), err: pipe() });
}

test('the lens of the shot is the one a zoom starts from', () => {
  const { moves, lensMm } = wordsCamera('zoom in to 50mm', { door: quietDoor(), rig: { lensMm: 24 } });
  expect(lensMm).toBe(24);
  expect(moves).toMatchObject([{ kind: 'zoom', ratio: 2.0833 }]);
});

test('what was assumed, cut, aimed at or not read is said', () => {
  const codes = (text: string) => {
    const door = quietDoor();
    wordsCamera(text, { door, rig: {} });
    return door.notices.map(({ code }) => code);
  };
  expect(codes('dolly in 5000 m')).toEqual(['language.cut-to-most']);
  expect(codes('pan')).toEqual(['cli.no-camera']);
  expect(codes('the camera pans')).toEqual(['language.direction-assumed']);
  expect(codes('push in to the window')).toEqual(['cli.target-is-subject']);
  expect(codes('')).toEqual([]);
});

test('more moves than a camera holds are one sentence that says how many', () => {
  const words = Array.from({ length: 70 }, () => 'pan left 1 degree').join(', then ');
  expect(() => wordsCamera(words, { door: quietDoor(), rig: {} })).toThrow(Fault);
  expect(() => wordsCamera(words, { door: quietDoor(), rig: {} })).toThrow(/moves must be at most 64/);
});
