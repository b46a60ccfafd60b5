import { Film } from '@fantascope/film';
import { expect, test } from 'vitest';
import { monitorFrame, startOf, timelineOf } from './film-frame.ts';
import { withCaption, withLength, withTransition } from './shot-change.ts';

const film = (transition: object) =>
  Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'Two' },
    fps: 25,
    shots: [
      { camera: { lengthSec: 2, moves: [] }, captions: [{ text: { en: 'Hello' }, startSec: 0.4, endSec: 1.6 }] },
      { camera: { lengthSec: 3, moves: [] }, transition },
    ],
  });

test('each moment of the film is one shot at its own time', () => {
  const laid = timelineOf(film({ kind: 'cut' }), 'en');
  if (!('timeline' in laid)) throw new Error(laid.trouble);
  expect(monitorFrame(laid.timeline, 0)).toMatchObject({ frame: 0, index: 0, shots: [{ index: 0, tSec: 0 }] });
  expect(monitorFrame(laid.timeline, 1).captions).toHaveLength(1);
  expect(monitorFrame(laid.timeline, 2)).toMatchObject({ frame: 50, index: 1, shots: [{ index: 1, tSec: 0 }] });
  expect(monitorFrame(laid.timeline, 99)).toMatchObject({ index: 1, shots: [{ index: 1, tSec: 2.96 }] });
  expect(startOf(laid.timeline, 1)).toBe(2);
});

test('under a crossfade both shots are shown, and the one is named of which more is seen', () => {
  const laid = timelineOf(film({ kind: 'crossfade', lengthSec: 1 }), 'en');
  if (!('timeline' in laid)) throw new Error(laid.trouble);
  expect(monitorFrame(laid.timeline, 1.2).index).toBe(0);
  expect(monitorFrame(laid.timeline, 1.2).shots.map(({ index }) => index)).toEqual([0, 1]);
  expect(monitorFrame(laid.timeline, 1.8).index).toBe(1);
});

test('a transition that has no room is said in a sentence', () => {
  expect(timelineOf(film({ kind: 'crossfade', lengthSec: 5 }), 'zh')).toMatchObject({ trouble: expect.stringMatching(/[\u4e00-\u9fff]/) });
});

test('cells of the sheet become edits of a shot', () => {
  const [shot, other] = film({ kind: 'cut' }).shots;
  if (shot === undefined || other === undefined) throw new Error('no shot');
  expect(withLength(shot, '４.5 s')?.camera.lengthSec).toBe(4.5);
  expect([withLength(shot, ''), withLength(shot, '0'), withLength(shot, 'long')]).toEqual([null, null, null]);
  expect(withCaption(shot, 'zh', '风')?.captions[0]?.text).toEqual({ en: 'Hello', zh: '风' });
  expect(withCaption(shot, 'en', ' ')?.captions).toEqual([]);
  expect(withTransition(other, 'crossfade').transition).toMatchObject({ kind: 'crossfade', lengthSec: 0.5 });
  expect(withTransition(withTransition(other, 'wipe'), 'cut').transition.lengthSec).toBe(0);
});
