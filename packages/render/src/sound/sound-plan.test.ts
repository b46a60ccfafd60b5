import { applyEdit, type EditStep, editOf, Film, spokenLines } from '@fantascope/film';
import { filmTimeline } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { soundPlan } from './sound-plan.ts';

const plain = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, fps: 30 },
  sound: { music: { mood: 'calm' }, narration: 'en' },
  shots: [
    {
      camera: { lengthSec: 10, moves: [] },
      lines: [{ text: { en: 'one two three four five six seven' } }],
      effects: [{ kind: 'chime', startSec: 1 }],
    },
    { camera: { lengthSec: 10, moves: [] } },
  ],
});
const edited = (...steps: readonly EditStep[]): Film => ({
  ...plain,
  edit: steps.reduce((edit, step) => applyEdit(edit, step).edit, editOf(plain)),
});
const sampleRateHz = 1000;
const planOf = (film: Film, spokenSec = 4) => {
  const spoken = spokenLines(film, 'en').map((line) => ({ line, samples: new Float32Array(spokenSec * sampleRateHz), sampleRateHz }));
  return soundPlan(film, filmTimeline(film), spoken);
};

test('an edit that nobody has touched sounds as the film without one', () => {
  expect(planOf(edited())).toEqual({ ...planOf(plain), effects: [{ kind: 'chime', startSec: 1, lengthSec: 2, gainDb: 0 }] });
});

test('a split of the music is not heard: both parts are parts of one score', () => {
  const film = edited({ kind: 'split', cut: 'music-1', atFrame: 150, newId: 'later' });
  expect(planOf(film)?.music).toMatchObject([
    { beginSec: 0, wholeSec: 20, startSec: 0, shape: { inSec: 0, lengthSec: 5 } },
    { beginSec: 0, wholeSec: 20, startSec: 5, shape: { inSec: 5, lengthSec: 15 } },
  ]);
  // Taken away, the first part is composed to its own end.
  const alone = applyEdit(film.edit as NonNullable<Film['edit']>, { kind: 'remove', cut: 'later' }).edit;
  expect(planOf({ ...film, edit: alone })?.music).toMatchObject([{ beginSec: 0, wholeSec: 5, startSec: 0 }]);
});

test('what a cut says of volume, fades and speed goes into the mix', () => {
  const volume = [{ atFrame: 0, gainDb: -6 }];
  const film = edited(
    { kind: 'set-volume', cut: 'music-1', volume },
    { kind: 'set-fades', cut: 'cut-1.effect-1', fadeInFrames: 0, fadeOutFrames: 15 },
    { kind: 'set-speed', cut: 'cut-1.line-1', speedRatio: 2 },
  );
  const plan = planOf(film);
  expect(plan?.music[0]?.shape).toMatchObject({ volume: [{ atSec: 0, gainDb: -6 }], lengthSec: 20 });
  expect(plan?.effects[0]?.shape).toMatchObject({ fadeOutSec: 0.5 });
  expect(plan?.voices[0]?.shape).toMatchObject({ speedRatio: 2, lengthSec: null });
});

test('a line is said to its last word, however long that takes, unless its cut was cut', () => {
  expect(planOf(edited(), 9)?.voices[0]?.shape).toBeUndefined();
  const cut = edited({ kind: 'trim', cut: 'cut-1.line-1', edge: 'tail', byFrames: -30, mode: 'free' });
  const lengthSec = planOf(cut, 9)?.voices[0]?.shape?.lengthSec;
  expect(lengthSec).toBeGreaterThan(1);
  expect(lengthSec).toBeLessThan(3);
});

test('what is off is not heard', () => {
  const film = edited(
    { kind: 'set-enabled', cut: 'music-1', isEnabled: false },
    { kind: 'set-enabled', cut: 'cut-1.effect-1', isEnabled: false },
  );
  expect([planOf(film)?.music, planOf(film)?.effects]).toEqual([[], []]);
});
