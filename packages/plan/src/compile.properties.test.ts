import { type Move, MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toldMoves } from './camera/told-move.ts';
import { cameraSentenceEn } from './camera/words-en.ts';
import { cameraSentenceZh } from './camera/words-zh.ts';
import { compile, isRefusal } from './compile.ts';
import type { CompileOptions } from './plan.ts';
import { splitShot } from './split-shot.ts';

const amount = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const span = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([a, b]) => ({ startRatio: Math.min(a, b), endRatio: Math.max(a, b) }));
const timing = fc.oneof(fc.constant({}), span);
const nominal = fc.oneof(fc.constant({}), fc.constant({ isNominal: true }));
const bare = fc.oneof(
  fc.record({ kind: fc.constantFrom('pan', 'tilt', 'roll', 'orbit', 'whip-pan'), angleDeg: amount(720) }),
  fc.record({ kind: fc.constantFrom('truck', 'pedestal', 'dolly', 'crane', 'dolly-zoom', 'follow'), distanceM: amount(20) }),
  fc.record({ kind: fc.constant('zoom'), ratio: fc.double({ min: 0.05, max: 20, noNaN: true }) }),
  fc.record({ kind: fc.constant('shake'), strengthRatio: fc.double({ min: 0, max: 4, noNaN: true }) }),
  fc.record({ kind: fc.constant('push-to'), framing: fc.constantFrom('ECU', 'CU', 'MS', 'EWS') }),
  fc.record({
    kind: fc.constant('rack-focus'),
    fromM: fc.double({ min: 0.1, max: 100, noNaN: true }),
    toM: fc.double({ min: 0.1, max: 100, noNaN: true }),
  }),
  fc.constant({ kind: 'hold' }),
);
const move = fc.tuple(bare, timing, nominal).map(([own, when, mark]) => ({ ...own, ...when, ...mark }));
const keyframes = fc
  .array(fc.tuple(amount(3), amount(1), amount(3)), { minLength: 1, maxLength: 4 })
  .map((points) => points.map((position, i) => ({ tSec: i, position, orientation: [0, 0, 0, 1] })));
const rig = fc.record(
  {
    lengthSec: fc.double({ min: 0.04, max: 60, noNaN: true }),
    lensMm: fc.double({ min: 4, max: 300, noNaN: true }),
    subjectDistanceM: fc.double({ min: 0.1, max: 100, noNaN: true }),
    aspectRatio: fc.double({ min: 0.2, max: 5, noNaN: true }),
    focusM: fc.double({ min: 0.1, max: 100, noNaN: true }),
  },
  { requiredKeys: [] },
);
const camera = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(rig, fc.array(move, { maxLength: 5 })).map(([own, moves]) => ({ ...own, moves })) },
  { weight: 1, arbitrary: fc.tuple(rig, keyframes).map(([own, path]) => ({ ...own, keyframes: path })) },
);
const text = fc.oneof(
  fc.constantFrom('', '0', '一位女孩', 'A girl', 'Слово', '   '),
  fc.string({ maxLength: 40 }),
  fc.constant('long '.repeat(700)),
);
const shots = fc
  .record(
    {
      camera,
      picture: fc.constant('girl.png'),
      continues: fc.constant('last-frame'),
      subject: text,
      action: text,
      setting: text,
      light: text,
      aperture: fc.record({ fStop: fc.double({ min: 0.5, max: 64, noNaN: true }) }),
      motions: fc.array(
        fc.record({
          kind: fc.constantFrom('flow', 'sway', 'drift', 'flicker'),
          place: fc.constantFrom({ matte: 'subject' }, { mask: 'm.png' }),
        }),
        { maxLength: 3 },
      ),
      air: fc.array(fc.record({ kind: fc.constantFrom('petals', 'rain', 'embers') }), { maxLength: 2 }),
      grade: fc.record({ warmthRatio: amount(1), exposureStops: amount(8) }),
      shutter: fc.constant({}),
      depth: fc.constant('heuristic'),
      depthBrush: fc.constant('b.png'),
      paintMask: fc.constant('anew.png'),
      layers: fc.constant([{ layer: 0, nearerRatio: 2 }]),
      startCropRatio: fc.constant(1.2),
      startCentre: fc.constant({ xRatio: 0.4, yRatio: 0.5 }),
      fit: fc.constantFrom('crop', 'extend'),
      captions: fc.constant([{ text: { en: 'Spring' } }]),
      animatic: fc.constant({ place: 'sea' }),
      cast: fc.constantFrom([], ['Mei'], ['Mei', 'the lamp', 'a stranger']),
      lines: fc.constant([{ text: { en: 'Hello' } }]),
      effects: fc.constant([{ kind: 'waves' }]),
      transition: fc.constant({ kind: 'wipe', lengthSec: 1 }),
      fadeInSec: fc.constantFrom(0, 1),
      fadeOutSec: fc.constantFrom(0, 1),
    },
    { requiredKeys: ['camera'] },
  )
  .map((given) => Shot.parse(given));
const options: fc.Arbitrary<CompileOptions> = fc.record({
  answers: fc.record(
    {
      moves: fc.constantFrom('refuse', 'split', 'merge'),
      camera: fc.constantFrom('strongest', 'words'),
      framePair: fc.constantFrom('auto', 'always', 'never'),
    },
    { requiredKeys: [] },
  ),
  facts: fc.record(
    {
      seed: fc.constantFrom(0, 7),
      hasAudio: fc.boolean(),
      negativePrompt: fc.constantFrom('', '水印'),
      lastPicture: fc.constant('end.png'),
      references: fc.constant(['a.png', 'b.png']),
      cast: fc.constantFrom(
        [{ name: 'Mei', en: 'a girl in a red coat', pictures: ['mei.png', 'mei-side.png'] }],
        [
          { name: 'Mei', zh: '穿红衣的女孩', pictures: [] },
          { name: 'the lamp', pictures: ['lamp.png'] },
        ],
      ),
      baseVideo: fc.constant('take.mp4'),
      pictureSizePx: fc.constant({ widthPx: 1200, heightPx: 800 }),
    },
    { requiredKeys: [] },
  ),
}) as fc.Arbitrary<CompileOptions>;

/** Every part of a shot that is given, by its dotted path: what a plan must speak of. */
function givenParts(shot: Shot): string[] {
  const defaults = MovesCamera.parse({});
  const own = shot.camera;
  return [
    ...(
      [
        'picture',
        'continues',
        'subject',
        'action',
        'setting',
        'light',
        'aperture',
        'grade',
        'shutter',
        'depth',
        'depthBrush',
        'paintMask',
        'layers',
        'startCropRatio',
        'startCentre',
        'fit',
        'animatic',
        'cast',
      ] as const
    ).filter((part) => shot[part] !== undefined),
    ...('moves' in own ? own.moves.map((_, i) => `camera.moves.${i}`) : ['camera.keyframes']),
    'camera.lengthSec',
    'camera.aspectRatio',
    ...(['lensMm', 'subjectDistanceM', 'focusM'] as const).filter((part) => own[part] !== defaults[part]).map((part) => `camera.${part}`),
    ...shot.motions.map((_, i) => `motions.${i}`),
    ...shot.air.map((_, i) => `air.${i}`),
    ...shot.captions.map((_, i) => `captions.${i}`),
    ...(shot.lines ?? []).map((_, i) => `lines.${i}`),
    ...(shot.effects ?? []).map((_, i) => `effects.${i}`),
    ...(shot.transition.kind === 'cut' ? [] : ['transition']),
    ...(shot.fadeInSec > 0 ? ['fadeInSec'] : []),
    ...(shot.fadeOutSec > 0 ? ['fadeOutSec'] : []),
  ];
}

test('a new field of Shot is first given a place here, and in the compiler', () => {
  const named = [
    'id',
    'name',
    'picture',
    'continues',
    'subject',
    'action',
    'setting',
    'light',
    'camera',
    'aperture',
    'motions',
    'air',
    'grade',
    'shutter',
    'transition',
    'captions',
  ];
  const staged = [
    'animatic',
    'cast',
    'lines',
    'effects',
    'depth',
    'depthBrush',
    'paintMask',
    'layers',
    'startCropRatio',
    'startCentre',
    'fit',
    'fadeInSec',
    'fadeOutSec',
  ];
  // What a person wrote; its moves are in the camera. The centre for the frame's own shape goes as startCentre. Colours are matched where the film is drawn.
  const unsent = ['sentence', 'startCentres', 'matchesColour'];
  expect(Object.keys(Shot.shape).filter((field) => ![...named, ...staged, ...unsent].includes(field))).toEqual([]);
});

describe('any valid shot, any model', () => {
  test('compiles without throwing, and every given part is carried or lost by name', () => {
    const entries = catalogue();
    fc.assert(
      fc.property(shots, options, fc.constantFrom(...entries), (shot, asked, entry) => {
        const plan = compile(shot, entry, asked);
        if (isRefusal(plan)) {
          expect(plan.refused.text.en).not.toMatch(/[{}]/);
          return;
        }
        const told = new Set([...plan.carriers, ...plan.losses].map(({ part }) => part));
        const first = plan.next === undefined ? shot : (splitShot(shot)[0]?.shot ?? shot);
        expect(givenParts(first).filter((part) => !told.has(part))).toEqual([]);
        for (const { text: sentence } of plan.losses) expect(`${sentence.en} ${sentence.zh}`).not.toMatch(/\{\w+\}/);
        expect(plan.request.references?.length ?? 0).toBeLessThanOrEqual(entry.takes.references);
        const placed = (plan.request.references ?? []).flatMap((each) =>
          'url' in each && each.url.startsWith('need:reference/') ? [each.url] : [],
        );
        const needed = plan.needs.flatMap((need) => (need.kind === 'reference' ? [`need:reference/${need.index}`] : []));
        expect(placed.toSorted()).toEqual(needed.toSorted());
        expect(new Set(placed).size).toBe(placed.length);
        const limit = entry.prompt.mostCharacters;
        if (limit !== undefined) expect((plan.request.prompt ?? '').length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 1500 },
    );
  });

  test('splitting keeps every turn and shares out the length', () => {
    fc.assert(
      fc.property(shots, (shot) => {
        const parts = splitShot(shot);
        expect(parts[0]?.startSec).toBe(0);
        expect(parts.at(-1)?.endSec).toBeCloseTo(shot.camera.lengthSec, 6);
        for (const [i, part] of parts.entries()) if (i > 0) expect(part.startSec).toBeCloseTo(parts[i - 1]?.endSec ?? -1, 6);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the camera sentence', () => {
  const sayable = fc
    .array(bare, { minLength: 1, maxLength: 3 })
    .map((list) => list.filter((own) => own.kind !== 'hold'))
    .filter((list) => list.length > 0)
    .map((list) =>
      MovesCamera.parse({ moves: list.map((own, i) => ({ ...own, startRatio: i / list.length, endRatio: (i + 1) / list.length })) }),
    )
    // A move too small to be said as a figure is no move in words.
    .filter(
      ({ moves }) =>
        moves.every((own) => weighty(own)) &&
        new Set(moves.map(({ kind }) => kind)).size === moves.length &&
        !moves.some(({ kind }) => kind === 'shake'),
    );
  const way = (own: Move) =>
    `${own.kind} ${'angleDeg' in own ? Math.sign(own.angleDeg) : 'distanceM' in own ? Math.sign(own.distanceM) : 'ratio' in own ? Math.sign(own.ratio - 1) : ''}`;

  test.each(['en', 'zh'] as const)('says which moves, which way and in which order, as our own grammar reads it back (%s)', (language) => {
    fc.assert(
      fc.property(sayable, (own) => {
        const say = language === 'zh' ? cameraSentenceZh : cameraSentenceEn;
        // What stands in brackets explains the word before it to a model; to our grammar it is the same move again.
        const sentence = say(toldMoves(own), own.subjectDistanceM).replace(/ \(.*?\)/g, '');
        expect(parseCamera(sentence).moves.map(way), sentence).toEqual(own.moves.map(way));
      }),
      { numRuns: 300 },
    );
  });

  function weighty(own: Move): boolean {
    if ('angleDeg' in own) return Math.abs(own.angleDeg) > 0.1;
    if ('distanceM' in own) return Math.abs(own.distanceM) > 0.1;
    if ('ratio' in own) return Math.abs(Math.log(own.ratio)) > 0.05;
    return true;
  }
});
