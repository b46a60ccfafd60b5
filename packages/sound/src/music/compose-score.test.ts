import { musicMoods } from '@fantascope/film';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeScore } from './compose-score.ts';

const cuts = [5.5, 11.2, 16.9, 23, 28.5, 34.1, 40.3, 46];

test.each(musicMoods)('%s: the cuts of a film fall on beats, its last chord rings out before the end', (mood) => {
  const score = composeScore({ mood, lengthSec: 52.1, cutsSec: cuts, seed: 1 });
  expect(score.cutsOnBeatSec.length).toBeGreaterThanOrEqual(6);
  for (const cut of score.cutsOnBeatSec) expect(Math.min(...score.beatsSec.map((sec) => Math.abs(sec - cut)))).toBeLessThan(0.041);
  expect(52.1 - score.lastChordSec).toBeGreaterThan(2);
  expect(score.notes.some(({ startSec }) => Math.abs(startSec - score.lastChordSec) < 0.001)).toBe(true);
  for (const { swells } of score.parts) expect(swells.at(-1)).toMatchObject({ level: 0 });
  // Nobody leaves the room: in every two bars somebody plays.
  for (const [index, sec] of score.barsSec.entries()) {
    const until = score.barsSec[index + 2] ?? score.lastChordSec + 0.01;
    expect(score.notes.some(({ startSec }) => startSec >= sec - 0.001 && startSec < until)).toBe(true);
  }
});

test('the same question gives the same score, another seed another one', () => {
  const asked = { mood: 'tender', lengthSec: 40, cutsSec: [9, 21], seed: 3 } as const;
  expect(composeScore(asked)).toEqual(composeScore(asked));
  expect(composeScore({ ...asked, seed: 4 }).notes).not.toEqual(composeScore(asked).notes);
});

test('any film gets notes inside its length, at pitches that are played, sorted', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...musicMoods),
      fc.double({ min: 1, max: 400, noNaN: true }),
      fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 40 }),
      fc.option(fc.integer({ min: 40, max: 200 }), { nil: undefined }),
      (mood, lengthSec, some, bpm) => {
        const cutsSec = some.filter((sec) => sec < lengthSec).sort((a, b) => a - b);
        const { notes, parts } = composeScore({ mood, lengthSec, cutsSec, seed: 7, ...(bpm === undefined ? {} : { bpm }) });
        let last = 0;
        for (const note of notes) {
          expect(note.startSec).toBeGreaterThanOrEqual(last);
          last = note.startSec;
          expect(note.startSec + note.lengthSec).toBeLessThanOrEqual(lengthSec + 8);
          expect(note.pitch >= 21 && note.pitch <= 108 && Number.isInteger(note.pitch)).toBe(true);
          expect(note.velocity > 0 && note.velocity < 128).toBe(true);
          expect(parts[note.part]).toBeDefined();
        }
      },
    ),
    { numRuns: 60 },
  );
});
