import { Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models/catalogue';
import { expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Plan } from './plan.ts';

const cast = [
  { name: 'Mei', en: 'a girl in a red coat', zh: '穿红衣的女孩', pictures: ['mei.png', 'mei-side.png'] },
  { name: 'the lamp', en: 'a brass oil lamp', pictures: ['lamp.png'] },
];
const shot = (given: Readonly<Record<string, unknown>> = {}) =>
  Shot.parse({
    subject: 'Mei holds the lamp',
    cast: ['Mei', 'the lamp'],
    camera: { lengthSec: 5, moves: [{ kind: 'dolly', distanceM: 0.3 }] },
    ...given,
  });

function planOf(model: string, given: Shot, facts: Readonly<Record<string, unknown>> = { cast }): Plan {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no model is called ${model}`);
  const plan = compile(given, entry, { facts: { hasFileStore: true, ...facts } });
  if (isRefusal(plan)) throw new Error(plan.refused.text.en);
  return plan;
}

const taking = (atLeast: number) =>
  catalogue().filter(
    ({ takes, makes, camera, endOfLife }) =>
      takes.references >= atLeast &&
      takes.firstFrame !== 'required' &&
      !takes.needsBaseVideo &&
      makes === 'video' &&
      camera === 'words' &&
      endOfLife === undefined,
  );

test('there are models that take references and words', () => expect(taking(3).length).toBeGreaterThan(0));

test('every model with room is sent one picture of each first, then a second, and is told which is whose', () => {
  for (const { id } of taking(3)) {
    const plan = planOf(id, shot());
    const needs = plan.needs.flatMap((need) => (need.kind === 'reference' ? [need.path] : []));
    expect(needs, id).toEqual(['mei.png', 'lamp.png', 'mei-side.png']);
    expect(
      plan.request.references?.map(({ url }) => url),
      id,
    ).toEqual(['need:reference/0', 'need:reference/1', 'need:reference/2']);
    expect(plan.request.prompt, id).toMatch(/Mei.*1.*3.*(a girl in a red coat|穿红衣的女孩)/s);
    expect(
      plan.losses.filter(({ part }) => part === 'cast'),
      id,
    ).toEqual([]);
  }
});

test('a person’s own references go before the cast’s, and what has no room is told in words and said to be', () => {
  const [model] = taking(3);
  if (model === undefined) throw new Error('no such model');
  const references = Array.from({ length: model.takes.references }, (_, at) => `own-${at}.png`);
  const plan = planOf(model.id, shot(), { cast, references });
  expect(plan.needs.flatMap((need) => (need.kind === 'reference' ? [need.path] : []))).toEqual(references);
  expect(plan.losses.filter(({ part }) => part === 'cast').map(({ kind }) => kind)).toEqual(['words']);
  expect(plan.request.prompt).toMatch(/a girl in a red coat|穿红衣的女孩/);
});

test('what the subject says already is not said twice, and nobody known is not made up', () => {
  const [model] = taking(3);
  if (model === undefined) throw new Error('no such model');
  const said = planOf(model.id, shot({ subject: 'Mei, a girl in a red coat, 穿红衣的女孩, holds the lamp' }));
  expect(said.request.prompt?.match(/a girl in a red coat/g)).toHaveLength(1);
  const strange = planOf(model.id, shot({ cast: ['Nobody'] }));
  expect(strange.request.references).toBeUndefined();
  expect(strange.losses.find(({ part }) => part === 'cast')?.text.en).toContain('Nobody');
});

test('where pictures and a first frame exclude each other the first frame stays and the cast goes in words', () => {
  const excluding = catalogue().filter(
    ({ exclusions, takes, endOfLife }) =>
      exclusions.some((set) => set.includes('firstFrame') && set.includes('references')) &&
      takes.firstFrame !== 'none' &&
      takes.text &&
      endOfLife === undefined,
  );
  expect(excluding.length).toBeGreaterThan(0);
  for (const { id } of excluding) {
    const plan = planOf(id, shot({ picture: 'still.png' }), { cast, pictureSizePx: { widthPx: 1920, heightPx: 1080 } });
    const isFramed = plan.request.firstFrame !== undefined;
    // A model led by a reference clip was given the picture as a reference: there the cast may stand beside it.
    expect(isFramed && plan.request.references !== undefined, id).toBe(false);
    if (isFramed) expect(plan.losses.find(({ part }) => part === 'cast')?.kind, id).toBe('words');
  }
});
