import { expect, test } from 'vitest';
import { describeCamera } from '../language/describe-camera.ts';
import { parseCamera } from '../language/parse-camera.ts';
import { Move } from '../move.ts';
import { stepCaps } from './preset.ts';
import { presetCamera, presets } from './preset-camera.ts';

const idsOf = (family: string) => presets.filter((preset) => preset.family.en.startsWith(family)).map((preset) => preset.id);

test('ids are unique and names stand in both languages', () => {
  expect(new Set(presets.map((preset) => preset.id)).size).toBe(presets.length);
  for (const { name, family } of presets) for (const text of [name.en, name.zh, family.en, family.zh]) expect(text).not.toBe('');
});

test('the families hold eleven templates in three strengths, four turns and six sliders both ways, and fifteen commands', () => {
  expect(idsOf('Jimeng')).toHaveLength(33);
  expect(idsOf('Kling')).toHaveLength(4 + 12);
  expect(idsOf('MiniMax')).toHaveLength(15);
  expect(idsOf('Luma').length).toBeGreaterThanOrEqual(20);
  expect(idsOf('Cinematic').length).toBeGreaterThanOrEqual(25);
});

test('no preset goes beyond the cap of a lifted photograph, strong ones included', () => {
  for (const { id } of presets) {
    for (const strength of ['weak', 'medium', 'strong'] as const) {
      for (const move of presetCamera(id, { subjectDistanceM: 10, strength })?.moves ?? []) {
        expect(Move.parse(move)).toEqual(move);
        if ('distanceM' in move) expect(Math.abs(move.distanceM), id).toBeLessThanOrEqual(stepCaps[move.kind] * 10 + 1e-9);
        if (move.kind === 'orbit') expect(Math.abs(move.angleDeg), id).toBeLessThanOrEqual(stepCaps.orbit);
        if (move.kind !== 'hold' && move.kind !== 'push-to') expect(move.isNominal, id).toBe(true);
      }
    }
  }
});

test('a weak template moves less than a medium one, and a medium one less than a strong one', () => {
  const way = (strength: string) => {
    const [move] = presetCamera(`jimeng.hitchcock_dolly_in.${strength}`)?.moves ?? [];
    return move?.kind === 'dolly-zoom' ? move.distanceM : 0;
  };
  expect(way('weak')).toBeLessThan(way('medium'));
  expect(way('medium')).toBeLessThan(way('strong'));
});

test('labels that mislead are read by what they do: the minus of that zoom is the longer lens, horizontal is a truck', () => {
  expect(presetCamera('kling.zoom.minus')?.moves).toMatchObject([{ kind: 'zoom', ratio: 1.2 }]);
  expect(presetCamera('kling.horizontal.minus')?.moves).toMatchObject([{ kind: 'truck', distanceM: -0.135 }]);
  expect(presetCamera('kling.pan.minus')?.moves).toMatchObject([{ kind: 'pan', angleDeg: -6 }]);
});

test('a preset is found by id, by either name, in traditional signs and without its strength', () => {
  const robot = presetCamera('jimeng.robo_arm.medium');
  for (const name of ['jimeng.robo_arm', 'Robo arm', 'robo-arm', '机械臂', '機械臂', '机械臂（中）'])
    expect(presetCamera(name)).toEqual(robot);
  expect(presetCamera('no such preset')).toBeNull();
});

test('a preset is scaled to the subject distance and takes the length of the shot', () => {
  expect(presetCamera('push-in', { subjectDistanceM: 20, lengthSec: 8 })).toMatchObject({
    lengthSec: 8,
    subjectDistanceM: 20,
    moves: [{ distanceM: 3 }],
  });
});

test('every preset name is understood where a sentence is expected', () => {
  for (const { id, name } of presets)
    for (const text of [name.en, name.zh]) expect(parseCamera(text).moves, `${id} ${text}`).not.toEqual([]);
});

test('a preset takes its turn in a sentence', () => {
  const { moves } = parseCamera('先动感环绕，然后缓慢推近');
  expect(moves.map(({ kind, startRatio, endRatio }) => [kind, startRatio, endRatio])).toEqual([
    ['orbit', 0, 0.5],
    ['dolly', 0, 0.5],
    ['dolly', 0.5, 1],
  ]);
});

test('the moves of every preset can be said and read back in both languages', () => {
  for (const { id, moves } of presets) {
    for (const language of ['en', 'zh'] as const) {
      const text = describeCamera(moves, language);
      const byTime = [...moves].sort((a, b) => a.startRatio - b.startRatio || a.endRatio - b.endRatio);
      expect(parseCamera(text).moves, `${id}: ${text}`).toEqual(byTime);
    }
  }
});
