import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Framing, type Move } from '../move.ts';
import { canonicalMoves } from './canonical-moves.ts';
import { describeCamera } from './describe-camera.ts';
import { type NominalKind, nominalAmount } from './nominal.ts';
import { parseCamera } from './parse-camera.ts';

const hundredths = (low: number, high: number) => fc.integer({ min: low * 100, max: high * 100 }).map((value) => value / 100);
const easing = fc.oneof(
  { weight: 3, arbitrary: fc.constant('in-out' as const) },
  fc.constantFrom('linear' as const, 'in' as const, 'out' as const),
  fc.tuple(hundredths(0, 1), hundredths(-2, 3), hundredths(0, 1), hundredths(-2, 3)),
);

const signedKinds = ['pan', 'tilt', 'roll', 'orbit', 'whip-pan', 'truck', 'pedestal', 'dolly', 'crane', 'dolly-zoom', 'follow'] as const;
type Body = { [K in Move['kind']]: Omit<Extract<Move, { kind: K }>, 'startRatio' | 'endRatio' | 'easing'> }[Move['kind']];

const isAngle = (kind: (typeof signedKinds)[number]) => ['pan', 'tilt', 'roll', 'orbit', 'whip-pan'].includes(kind);
const sized = (kind: (typeof signedKinds)[number], value: number): Body =>
  (isAngle(kind) ? { kind, angleDeg: value } : { kind, distanceM: value }) as Body;

const subjectDistanceM = 3;
const travelling: fc.Arbitrary<Body> = fc.constantFrom(...signedKinds).chain((kind) =>
  fc.oneof(
    hundredths(isAngle(kind) ? -720 : -1000, isAngle(kind) ? 720 : 1000).map((value) => sized(kind, value)),
    hundredths(-5, 5).map((value) => ({ ...sized(kind, value), isNominal: true as const })),
    fc.tuple(fc.constantFrom('slow' as const, 'normal' as const, 'fast' as const), fc.constantFrom(1, -1)).map(([speed, sign]) => ({
      ...sized(kind, sign * nominalAmount(kind as NominalKind, speed, subjectDistanceM)),
      isNominal: true as const,
    })),
  ),
);
const nominal = fc.constantFrom({}, { isNominal: true as const });
const others: fc.Arbitrary<Body> = fc.oneof(
  fc.constant({ kind: 'hold' as const }),
  fc.tuple(hundredths(0.05, 20), nominal).map(([ratio, mark]) => ({ kind: 'zoom' as const, ratio, ...mark })),
  fc.constantFrom(...Framing.options).map((framing) => ({ kind: 'push-to' as const, framing })),
  fc
    .tuple(hundredths(0, 0.5), hundredths(0, 0.5), hundredths(0.02, 0.5), hundredths(0.02, 0.5))
    .map(([xRatio, yRatio, widthRatio, heightRatio]) => ({
      kind: 'push-to' as const,
      region: { xRatio, yRatio, widthRatio, heightRatio },
    })),
  fc
    .tuple(hundredths(0.01, 500), hundredths(0.01, 500), nominal)
    .map(([fromM, toM, mark]) => ({ kind: 'rack-focus' as const, fromM, toM, ...mark })),
  fc
    .tuple(hundredths(0, 4), fc.integer({ min: 0, max: 2 ** 31 - 1 }), nominal)
    .map(([strengthRatio, seed, mark]) => ({ kind: 'shake' as const, strengthRatio, seed, ...mark })),
);
const body = fc.oneof({ weight: 3, arbitrary: travelling }, others);
const span = (startRatio: number, endRatio: number) =>
  fc.tuple(body, easing).map(([move, curve]) => ({ ...move, startRatio, endRatio, easing: curve }) as Move);

/** Groups that follow one another, each of one to three moves together, with up to two that last throughout. */
const sequence = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
  .chain(([parts, throughout]) =>
    fc
      .tuple(
        ...Array.from({ length: parts }, (_, i) =>
          fc.array(span(i / parts, i + 1 === parts ? 1 : (i + 1) / parts), { minLength: 1, maxLength: 3 }),
        ),
        fc.array(span(0, 1), { maxLength: throughout }),
      )
      .map((groups) => groups.flat()),
  );
const anywhere = fc
  .array(
    fc
      .tuple(hundredths(0, 1), hundredths(0, 1))
      .chain(([a, b]) => span(Math.min(a, b), Math.max(a, b) === Math.min(a, b) ? Math.min(a, b) + 0.005 : Math.max(a, b))),
    { maxLength: 5 },
  )
  .map((moves) => moves.map((move) => ({ ...move, endRatio: Math.min(1, move.endRatio), startRatio: Math.min(0.99, move.startRatio) })));

for (const language of ['en', 'zh'] as const) {
  for (const [name, lists] of [
    ['moves one after another and together', sequence],
    ['moves at any time', anywhere],
  ] as const) {
    test(`${name}, said in ${language}, are read back as they were`, () => {
      fc.assert(
        fc.property(lists, (moves) => {
          const canonical = canonicalMoves(moves);
          const text = describeCamera(canonical, language);
          const { moves: read, unread } = parseCamera(text);
          expect(read, text).toEqual(canonical);
          expect(unread, text).toEqual([]);
        }),
        { numRuns: 400 },
      );
    });
  }
}

test('canonical moves are their own canonical form', () => {
  fc.assert(
    fc.property(sequence, (moves) => {
      expect(canonicalMoves(canonicalMoves(moves))).toEqual(canonicalMoves(moves));
    }),
  );
});

test('a nominal amount is said with a word when it is one for this subject, and as "about" when not', () => {
  const move: Move = { kind: 'dolly', distanceM: 1, startRatio: 0, endRatio: 1, easing: 'in-out', isNominal: true };
  expect(describeCamera([move], 'en', { subjectDistanceM: 10 })).toBe('dolly in slowly');
  expect(describeCamera([move], 'en')).toBe('dolly in about 1 m');
  expect(describeCamera([move], 'zh')).toBe('推近约1米');
});

test('no moves give an empty text', () => {
  expect(describeCamera([], 'en')).toBe('');
});
