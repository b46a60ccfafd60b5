import { CastMember, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models/catalogue';
import { expect, test } from 'vitest';
import { castFacts } from './cast-facts.ts';
import { compile, isRefusal } from './compile.ts';
import { compileRun } from './compile-run.ts';
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
    expect(plan.request.references, id).toEqual([0, 1, 2].map((at) => ({ url: `need:reference/${at}` })));
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

test('a version of a member goes by its own pictures and words, under the member’s name', () => {
  const [model] = taking(3);
  if (model === undefined) throw new Error('no such model');
  const versions = [{ name: 'winter', description: { en: 'in a grey fur coat', zh: '穿灰色皮大衣' }, pictures: ['mei-winter.png'] }];
  const members = [CastMember.parse({ name: 'Mei', description: { en: 'in a red coat' }, pictures: ['mei.png'], versions })];
  const plan = planOf(model.id, shot({ cast: ['Mei/winter'] }), { cast: castFacts(members, ['Mei/winter', 'Mei/summer']) });
  expect(plan.needs).toContainEqual({ kind: 'reference', path: 'mei-winter.png', index: 0 });
  expect(plan.request.prompt).toMatch(/Mei \(.*1.*\): in a grey fur coat/);
  expect(plan.request.prompt).not.toMatch(/red coat|\/winter/);
  expect(plan.cast?.map(({ name }) => name)).toEqual(['Mei/winter']);
});

test('a model with names of its own for pictures is told them, frames counted first', () => {
  const named = planOf('kling/v3-omni', shot());
  expect(named.request.prompt).toContain(
    'Mei (<<<image_1>>> and <<<image_3>>>): a girl in a red coat; the lamp (<<<image_2>>>): a brass oil lamp',
  );
  const framed = planOf('kling/v3-omni', shot({ picture: 'still.png' }));
  expect(framed.request.firstFrame).toBeDefined();
  expect(framed.request.prompt).toContain('the lamp (<<<image_3>>>)');
});

test('a painted shot is said in words where it has none of its own, and never over a photograph', () => {
  const [model] = taking(3);
  if (model === undefined) throw new Error('no such model');
  const animatic = { place: 'sea', hour: 'night', subject: 'boat' };
  const painted = planOf(model.id, shot({ animatic, subject: undefined, cast: undefined }), {});
  expect(painted.request.prompt).toMatch(/A boat.*The sea at night.*[Mm]oonlight/s);
  expect(painted.losses.filter(({ part }) => part === 'animatic')).toMatchObject([{ kind: 'words', severity: 'slight' }]);
  const own = planOf(model.id, shot({ animatic, setting: 'a harbour' }));
  expect(own.request.prompt).toMatch(/A harbour/);
  expect(own.request.prompt).not.toMatch(/boat|the sea/i);
  const photographed = planOf('kling/v3-omni', shot({ animatic, picture: 'still.png' }));
  expect(photographed.request.prompt).not.toMatch(/moonlight/i);
  expect(photographed.losses.filter(({ part }) => part === 'animatic')).toEqual([]);
});

test('looks that are described in another language than the model reads best are said to be', () => {
  const english = taking(1).find(({ prompt }) => prompt.language === 'en');
  if (english === undefined) throw new Error('no such model');
  const lostOf = (member: object) =>
    planOf(english.id, shot({ cast: ['Mei'] }), { cast: [{ name: 'Mei', pictures: ['mei.png'], ...member }] }).losses.filter(
      ({ part }) => part === 'cast',
    );
  expect(lostOf({ zh: '穿红衣的女孩' })).toMatchObject([{ aspects: ['language'] }]);
  expect(lostOf({ en: 'a girl in red', zh: '穿红衣的女孩' })).toEqual([]);
});

test('in a run of shots each names its own people by their places among the pictures of all', () => {
  const entry = catalogue().find(({ id }) => id === 'seedance/2.0');
  if (entry === undefined) throw new Error('no such model');
  const run = compileRun([shot({ cast: undefined }), shot({ cast: ['Mei'] }), shot({ cast: ['the lamp'], subject: 'It glows' })], entry, {
    facts: { cast, hasFileStore: true },
  });
  if ('refused' in run) throw new Error(run.refused.text.en);
  expect(run.needs.flatMap((need) => (need.kind === 'reference' ? [need.path] : []))).toEqual(['mei.png', 'lamp.png', 'mei-side.png']);
  expect(run.request.references).toHaveLength(3);
  const told = JSON.stringify(run.request.shots ?? run.request.prompt);
  expect(told).toContain('Mei (reference picture 1 and reference picture 3)');
  expect(told).toContain('The lamp (reference picture 2)');
});
