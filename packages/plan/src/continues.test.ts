import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue } from '@fantascope/models';
import { expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Facts, Plan } from './plan.ts';

const entries = catalogue();

function planOf(entry: CatalogueEntry, shot: object, facts: Facts = {}): Plan | undefined {
  const camera = MovesCamera.parse({ moves: parseCamera('slow dolly in').moves });
  const plan = compile(Shot.parse({ subject: 'a girl', camera, continues: 'last-frame', ...shot }), entry, {
    facts: { hasFileStore: true, ...facts },
  });
  return isRefusal(plan) ? undefined : plan;
}

function entryOf(id: string): CatalogueEntry {
  const entry = entries.find((each) => each.id === id);
  if (entry === undefined) throw new Error(`no ${id}`);
  return entry;
}

test('every model begins with the last frame of the shot before, or says that it cannot', () => {
  const [begun, lost]: [string[], string[]] = [[], []];
  for (const entry of entries) {
    const plan = planOf(entry, { picture: 'girl.png' });
    if (plan === undefined) continue;
    const isBegun = plan.carriers.some(({ part }) => part === 'continues');
    const loss = plan.losses.find(({ part, severity }) => part === 'continues' && severity === 'severe');
    expect(isBegun, entry.id).toBe(loss === undefined);
    (isBegun ? begun : lost).push(entry.id);
    expect(
      plan.needs.some(({ kind }) => kind === 'previous-frame'),
      entry.id,
    ).toBe(isBegun);
    if (isBegun)
      expect(
        plan.needs.some(({ kind }) => kind === 'picture'),
        entry.id,
      ).toBe(false);
    else expect(loss?.text.zh, entry.id).toContain('尾帧');
  }
  expect(begun.length).toBeGreaterThan(20);
  expect(lost.length).toBeGreaterThan(3);
});

test('a shot without a picture of its own is made from the frame, where the model wants one', () => {
  const entry = entries.find(({ takes, makes, camera }) => takes.firstFrame === 'required' && makes === 'video' && camera !== 'exact');
  expect(entry).toBeDefined();
  const plan = planOf(entry as CatalogueEntry, {});
  expect(plan?.request.firstFrame).toEqual({ url: 'need:picture' });
});

test('what the shot says of its own picture is lost by name, since the frame is another picture', () => {
  const plan = planOf(entryOf('seedance/2.0-fast'), { picture: 'girl.png', startCropRatio: 1.3, fit: 'extend' });
  expect(plan?.losses.flatMap(({ part, severity }) => (severity === 'slight' ? [part] : []))).toEqual(
    expect.arrayContaining(['picture', 'startCropRatio', 'fit']),
  );
});

test('a model that takes a first frame or references, not both, keeps the frame and is told of the cast in words', () => {
  const entry = entryOf('seedance/2.0-fast');
  expect(entry.exclusions.some((set) => set.includes('firstFrame') && set.includes('references'))).toBe(true);
  const plan = planOf(entry, { cast: ['Mei'] }, { cast: [{ name: 'Mei', en: 'a girl in a red coat', pictures: ['mei.png'] }] });
  expect(plan?.request.firstFrame).toBeDefined();
  expect(plan?.request.references).toBeUndefined();
  expect(plan?.request.referenceVideos).toBeUndefined();
  expect(plan?.request.prompt).toContain('red coat');
});

test('references that a person names beside it are refused before anything is paid where the model excludes them', () => {
  const shot = Shot.parse({ subject: 'a girl', camera: {}, continues: 'last-frame' });
  const plan = compile(shot, entryOf('seedance/2.0-fast'), { facts: { references: ['a.png'] } });
  expect(isRefusal(plan) && plan.refused.code).toBe('excluded-together');
});
