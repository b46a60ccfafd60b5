import { expect, test } from 'vitest';
import { deltaE76, driftWarnings, joinDrift } from './join-drift.ts';
import { labOf } from './lab.ts';
import type { Pixels } from './small-picture.ts';

const SIDE = 96;
const middle = { xRatio: 0.25, yRatio: 0.1, widthRatio: 0.5, heightRatio: 0.9 };

/** A picture by a function of place, its values 0..255. */
function picture(at: (x: number, y: number) => readonly [number, number, number]): Pixels {
  const rgba = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1)
      rgba.set([...at(x / SIDE, y / SIDE).map((value) => Math.max(0, Math.min(255, value))), 255], (y * SIDE + x) * 4);
  return { widthPx: SIDE, heightPx: SIDE, rgba };
}

const grey = (value: number) => [value, value, value] as const;
/** Upright stripes before a slope of light. */
const stripes = picture((x, y) => grey((Math.floor(x * 12) % 2) * 90 + y * 100 + 30));
const lying = picture((x, y) => grey((Math.floor(y * 12) % 2) * 90 + x * 100 + 30));

test('the same frame on both sides of a join has no drift, and nothing is said', () => {
  const drift = joinDrift({ before: stripes, after: stripes, first: stripes }, middle);
  expect(drift).toEqual({ joinDeltaE: 0, chainDeltaE: 0, chainContrastRatio: 1, subjectUnlikeRatio: 0 });
  expect(driftWarnings(drift, 3)).toEqual([]);
  expect(driftWarnings(drift, 4)).toEqual(['long']);
});

test('flat greys differ by the distance of their colours', () => {
  const [dark, bright] = [picture(() => grey(100)), picture(() => grey(140))];
  const drift = joinDrift({ before: dark, after: bright, first: dark }, middle);
  const wanted = deltaE76(labOf(100, 100, 100), labOf(140, 140, 140));
  expect(wanted).toBeGreaterThan(10);
  expect(drift.joinDeltaE).toBeCloseTo(wanted, 5);
  expect(drift.chainDeltaE).toBeCloseTo(wanted, 5);
  expect(drift.chainContrastRatio).toBeNull();
});

test('a tint is drift of colour and not of the subject', () => {
  const tinted = picture((x, y) => [
    (Math.floor(x * 12) % 2) * 90 + y * 100 + 50,
    (Math.floor(x * 12) % 2) * 90 + y * 100 + 25,
    (Math.floor(x * 12) % 2) * 90 + y * 100,
  ]);
  const drift = joinDrift({ before: stripes, after: tinted, first: stripes }, middle);
  expect(driftWarnings(drift, 1)).toContain('colour');
  expect(drift.subjectUnlikeRatio).toBeLessThan(0.15);
});

test('small steps that no join shows add up against the first frame of the chain', () => {
  const harder = (gain: number) => picture((x, y) => grey(((Math.floor(x * 12) % 2) * 90 + y * 100 - 65) * gain + 110));
  const drift = joinDrift({ before: harder(1.3), after: harder(1.36), first: harder(1) }, middle);
  expect(driftWarnings(drift, 3)).toEqual(['burn-in']);
  expect(drift.chainContrastRatio).toBeGreaterThan(1.25);
});

test('another subject with the same mean colour is unlike', () => {
  const drift = joinDrift({ before: stripes, after: lying, first: stripes }, middle);
  expect(drift.chainDeltaE).toBeLessThan(3);
  expect(drift.subjectUnlikeRatio).toBeGreaterThan(0.9);
  expect(driftWarnings(drift, 1)).toContain('subject');
});

test('only what stands where the subject is counts as the subject', () => {
  const beside = picture((x, y) =>
    x < 0.5 ? grey((Math.floor(x * 12) % 2) * 90 + y * 100 + 30) : grey((Math.floor(y * 12) % 2) * 90 + x * 100 + 30),
  );
  const frames = { before: stripes, after: beside, first: stripes };
  expect(joinDrift(frames, { xRatio: 0, yRatio: 0, widthRatio: 0.5, heightRatio: 1 }).subjectUnlikeRatio).toBe(0);
  expect(joinDrift(frames, { xRatio: 0.5, yRatio: 0, widthRatio: 0.5, heightRatio: 1 }).subjectUnlikeRatio).toBeGreaterThan(0.9);
});
