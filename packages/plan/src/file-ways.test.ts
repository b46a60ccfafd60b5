import { MovesCamera, Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue } from '@fantascope/models';
import { expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Facts, Plan } from './plan.ts';

const camera = MovesCamera.parse({
  lengthSec: 5,
  moves: [
    { kind: 'dolly', distanceM: 0.5, endRatio: 0.5 },
    { kind: 'orbit', angleDeg: 30, startRatio: 0.5 },
  ],
});
const shot = Shot.parse({ subject: 'a girl', picture: 'girl.png', camera });

function entryOf(id: string): CatalogueEntry {
  const entry = catalogue().find((each) => each.id === id);
  if (entry === undefined) throw new Error(`there is no ${id}`);
  return entry;
}

function planned(entry: CatalogueEntry, facts: Facts = {}): Plan {
  const plan = compile(shot, entry, { facts });
  if (isRefusal(plan)) throw new Error(plan.refused.text.en);
  return plan;
}

const lossesOf = (plan: Plan) => plan.losses.filter(({ kind }) => kind === 'dropped').map(({ part, severity }) => `${severity} ${part}`);

test('a first frame that can only be fetched is lost without a place for files, and promised with one', () => {
  const ray = entryOf('luma/ray-2');
  expect(planned(ray).request.firstFrame).toBeUndefined();
  expect(lossesOf(planned(ray))).toContain('severe picture');
  expect(planned(ray).needs).toEqual([]);
  expect(planned(ray, { hasFileStore: true }).request.firstFrame).toEqual({ url: 'need:picture' });
  expect(lossesOf(planned(ray, { hasFileStore: true }))).not.toContain('severe picture');
});

test('a clip that can only be fetched leaves the picture where it is, and the camera to the next carrier', () => {
  const seedance = entryOf('seedance/2.0');
  const without = planned(seedance);
  expect(without.request.referenceVideos).toBeUndefined();
  expect(without.request.firstFrame).toEqual({ url: 'need:picture' });
  expect(lossesOf(without)).toContain('notable referenceVideo');
  expect(planned(seedance, { hasFileStore: true }).request.referenceVideos).toEqual([{ url: 'need:reference-video' }]);
  // One that takes clips as data or by its own upload needs no such place.
  expect(planned(entryOf('minimax/h3')).request.referenceVideos).toEqual([{ url: 'need:reference-video' }]);
  expect(planned(entryOf('wan/2.7/reference')).request.referenceVideos).toEqual([{ url: 'need:reference-video' }]);
});

test('where nothing is made without the file, the refusal names the way out', () => {
  const only = { picture: [{ by: 'address' }], clip: [{ by: 'address' }] } as const;
  for (const id of ['kling/v1.5/image', 'comfyui/wan-vace', 'comfyui/recammaster', 'wan/2.7/reference']) {
    const entry = { ...entryOf(id), files: { picture: [...only.picture], clip: [...only.clip] } };
    const facts = entry.takes.needsBaseVideo ? { baseVideo: 'clip.mp4' } : {};
    const plan = compile(shot, entry, { facts });
    expect(isRefusal(plan) && [plan.refused.code, plan.refused.text.en.includes('FANTASCOPE_S3_BUCKET')], id).toEqual([
      'needs-file-store',
      true,
    ]);
    const stored = compile(shot, entry, { facts: { ...facts, hasFileStore: true } });
    expect(isRefusal(stored) && stored.refused.code, id).not.toBe('needs-file-store');
  }
});

test('an entry without any way for clips says so and names no bucket', () => {
  const entry = { ...entryOf('minimax/h3'), files: { picture: [{ by: 'inline' as const }], clip: [] } };
  const told = planned(entry, { hasFileStore: true, baseVideo: 'clip.mp4' }).losses.find(({ part }) => part === 'baseVideo');
  expect(told?.text.en).toContain('no way to bring');
});

test('a shot is not split where no take could begin with the frame of the one before', () => {
  const splits = (facts: Facts) => {
    const plan = compile(shot, { ...entryOf('luma/ray-2'), camera: 'words' }, { facts, answers: { moves: 'split' } });
    return isRefusal(plan) ? undefined : plan.next?.length;
  };
  expect([splits({}), splits({ hasFileStore: true })]).toEqual([undefined, 1]);
});
