import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { expect, test } from 'vitest';
import { isRefusal } from './compile.ts';
import { compileRun, wholeLengths } from './compile-run.ts';
import type { RunPlan } from './plan.ts';

const shotOf = (said: string, rest: object = {}, lengthSec = 3) =>
  Shot.parse({ camera: MovesCamera.parse({ lengthSec, moves: parseCamera(said).moves }), ...rest });
const run = [
  shotOf('slowly push in', { name: 'door', subject: 'A girl at a door', picture: 'door.png' }, 3.4),
  shotOf('pan left', { name: 'street', subject: 'An empty street' }, 2.3),
  shotOf('static', { subject: 'Rain on a window' }, 4),
];
const entryOf = (id: string) => catalogue().find((entry) => entry.id === id) as ReturnType<typeof catalogue>[number];
function planned(id: string): RunPlan {
  const plan = compileRun(run, entryOf(id));
  if (isRefusal(plan)) throw new Error(plan.refused.text.en);
  return plan;
}

test('Kling takes the shots as fields whose lengths add up to that of the take', () => {
  const { request, spans } = planned('kling/v3');
  expect(request.lengthSec).toBe(10);
  expect(request.shots?.map(({ lengthSec }) => lengthSec)).toEqual([3, 3, 4]);
  expect(request.shots?.[0]?.prompt).toBe('A girl at a door. The camera slowly pushes in.');
  expect(request.prompt).toBeUndefined();
  expect(spans).toEqual([
    { shot: 0, name: 'door', startSec: 0, endSec: 3 },
    { shot: 1, name: 'street', startSec: 3, endSec: 6 },
    { shot: 2, startSec: 6, endSec: 10 },
  ]);
});

test('Seedance takes them in the text, with their times, and says that the cuts are its own', () => {
  const { request, losses } = planned('seedance/2.0');
  expect(request.shots).toBeUndefined();
  expect(request.prompt).toContain('Shot 2 (3–6 s): An empty street. The camera pans left.');
  expect(losses).toContainEqual(expect.objectContaining({ part: 'shots', kind: 'words', aspects: ['timing'] }));
});

test('a model of one shot refuses, and so does a run that is too long', () => {
  const codes = (id: string, shots = run) => {
    const plan = compileRun(shots, entryOf(id));
    return isRefusal(plan) ? plan.refused.code : 'made';
  };
  expect(codes('kling/v2.6')).toBe('too-many-shots');
  expect(codes('kling/v3', [...run, shotOf('pan right', {}, 8)])).toBe('too-long');
  expect(codes('kling/v3', [])).toBe('too-many-shots');
});

test('a picture of a later shot is a stated loss', () => {
  const plan = compileRun([run[0] as Shot, shotOf('pan left', { picture: 'street.png' })], entryOf('kling/v3'));
  expect(isRefusal(plan) ? [] : plan.losses).toContainEqual(
    expect.objectContaining({ part: 'shots.1.picture', kind: 'dropped', severity: 'severe' }),
  );
});

test('whole lengths keep the cuts where they were, to half a second, and never lose a shot', () => {
  expect(wholeLengths([2.5, 2.5, 2.5, 2.5])).toEqual([3, 2, 3, 2]);
  expect(wholeLengths([0.2, 0.2, 5])).toEqual([1, 1, 3]);
});
