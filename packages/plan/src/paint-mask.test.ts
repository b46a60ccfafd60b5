import { Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Facts, Plan, Refusal } from './plan.ts';

const all = catalogue();
const masked = all.filter(({ takes }) => takes.paintMask !== 'none');
const size = { widthPx: 1200, heightPx: 800 };
const still = {
  picture: 'girl.png',
  subject: 'a paper boat',
  paintMask: 'anew.png',
  camera: { lengthSec: 1, aspectRatio: 1.5, moves: [] },
};
const facts: Facts = { pictureSizePx: size, paintMaskSizePx: size };

function planned(model: string, shot: Readonly<Record<string, unknown>>, known: Facts = facts): Plan | Refusal {
  const entry = all.find(({ id }) => id === model);
  if (entry === undefined) throw new Error(model);
  return compile(Shot.parse(shot), entry, { facts: known });
}

describe.each(masked.map(({ id }) => id))('%s', (model) => {
  test('is sent the whole picture and the mask over it', () => {
    const plan = planned(model, { ...still, startCropRatio: 1.2 });
    expect(plan).toMatchObject({
      request: { firstFrame: { url: 'need:picture' }, paintMask: { url: 'need:paint-mask' } },
      needs: [
        { kind: 'picture', path: 'girl.png', isWhole: true },
        { kind: 'paint-mask', path: 'anew.png' },
      ],
    });
    if (isRefusal(plan)) return;
    expect(plan.losses.map(({ part }) => part)).toContain('startCropRatio');
    expect(plan.losses.map(({ part }) => part)).not.toContain('camera.aspectRatio');
  });

  test('says that another shape than the picture’s is not made', () => {
    const plan = planned(model, { ...still, camera: { ...still.camera, aspectRatio: 1 } });
    expect(isRefusal(plan) ? [] : plan.losses.map(({ part }) => part)).toContain('camera.aspectRatio');
  });

  test('refuses a mask of another size than its picture, and says both sizes', () => {
    const plan = planned(model, still, { ...facts, paintMaskSizePx: { widthPx: 600, heightPx: 400 } });
    expect(plan).toMatchObject({ refused: { code: 'mask-size' } });
    expect(isRefusal(plan) ? plan.refused.text.en : '').toMatch(/600 × 400.*1200 × 800/);
  });

  test('asks for a mask where there is none', () => {
    const { paintMask: _, ...plain } = still;
    expect(planned(model, plain)).toMatchObject({ refused: { code: 'needs-mask' } });
  });
});

test('a model that takes no mask says so by name, and is sent none', () => {
  const plan = planned('fal/qwen-image-edit-2511/angles', still);
  if (isRefusal(plan)) throw new Error(plan.refused.text.en);
  expect(plan.request.paintMask).toBeUndefined();
  expect(plan.losses.find(({ part }) => part === 'paintMask')).toMatchObject({
    severity: 'severe',
    text: { en: expect.stringContaining('Qwen Image Edit 2511') },
  });
});
