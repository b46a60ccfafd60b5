import type { Easing, Keyframe, Move } from '@fantascope/film';

/** The shortest a move becomes by dragging, as a share of the shot. */
const LEAST_RATIO = 0.01;
/** The least between two keys, seconds. */
export const LEAST_SEC = 0.02;

/** Moves with one edge brought to a share of the shot. A neighbour that touches there gives way, unless moves shall `overlap`. */
export function edgeMoved(
  moves: readonly Move[],
  { index, edge, ratio, overlap = false }: Readonly<{ index: number; edge: 'start' | 'end'; ratio: number; overlap?: boolean }>,
): Move[] {
  const own = moves[index];
  if (own === undefined) return [...moves];
  const at = edge === 'start' ? own.startRatio : own.endRatio;
  const touches = (move: Move, other: number) =>
    !overlap &&
    other !== index &&
    own.kind !== 'rack-focus' &&
    move.kind !== 'rack-focus' &&
    Math.abs((edge === 'start' ? move.endRatio : move.startRatio) - at) < 1e-6;
  // As far as the moves that give way allow: none of them disappears.
  const low = Math.max(
    edge === 'end' ? own.startRatio + LEAST_RATIO : 0,
    ...moves.filter((move, other) => edge === 'start' && touches(move, other)).map((move) => move.startRatio + LEAST_RATIO),
  );
  const high = Math.min(
    edge === 'start' ? own.endRatio - LEAST_RATIO : 1,
    ...moves.filter((move, other) => edge === 'end' && touches(move, other)).map((move) => move.endRatio - LEAST_RATIO),
  );
  const to = Math.max(low, Math.min(high, ratio));
  return moves.map((move, other) => {
    if (other === index) return edge === 'start' ? { ...move, startRatio: to } : { ...move, endRatio: to };
    if (!touches(move, other)) return move;
    return edge === 'start' ? { ...move, endRatio: to } : { ...move, startRatio: to };
  });
}

/** Keyframes with one more; one that stands at the same time is replaced. */
export function keyAdded(keyframes: readonly Keyframe[], key: Keyframe): Keyframe[] {
  return [...keyframes.filter(({ tSec }) => Math.abs(tSec - key.tSec) >= LEAST_SEC), key].sort((a, b) => a.tSec - b.tSec);
}

type Curve = readonly [x1: number, y1: number, x2: number, y2: number];
/** The named easings as the Béziers they are: with x1 = 1/3 and x2 = 2/3 time runs evenly along the curve. */
const curves: Readonly<Record<Extract<Easing, string>, Curve>> = {
  linear: [1 / 3, 1 / 3, 2 / 3, 2 / 3],
  in: [1 / 3, 0, 2 / 3, 1 / 3],
  out: [1 / 3, 2 / 3, 2 / 3, 1],
  'in-out': [1 / 3, 0, 2 / 3, 1],
};

/** An easing as the Bézier it is. */
export function curveOf(easing: Easing): Curve {
  return typeof easing === 'string' ? curves[easing] : easing;
}

/** An easing cut at a share of its time (de Casteljau): how far it has come there, and the two parts as easings of their own. */
export function easingCut(easing: Easing, ratio: number): Readonly<{ doneRatio: number; before: Easing; after: Easing }> {
  if (easing === 'linear') return { doneRatio: ratio, before: 'linear', after: 'linear' };
  const [x1, y1, x2, y2] = curveOf(easing);
  const between = (a: number, b: number, s: number) => a + (b - a) * s;
  const cut = (p1: number, p2: number, s: number) => {
    const [a, b, c] = [between(0, p1, s), between(p1, p2, s), between(p2, 1, s)];
    const [d, e] = [between(a, b, s), between(b, c, s)];
    return { a, d, at: between(d, e, s), e, c };
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (cut(x1, x2, middle).at < ratio) low = middle;
    else high = middle;
  }
  const s = (low + high) / 2;
  const [x, y] = [cut(x1, x2, s), cut(y1, y2, s)];
  const unit = (value: number) => Math.max(0, Math.min(1, value));
  const rise = (value: number, from: number, to: number) =>
    Math.abs(to - from) < 1e-9 ? 0 : Math.max(-2, Math.min(3, (value - from) / (to - from)));
  return {
    doneRatio: y.at,
    before: [unit(x.a / x.at), rise(y.a, 0, y.at), unit(x.d / x.at), rise(y.d, 0, y.at)],
    after: [unit((x.e - x.at) / (1 - x.at)), rise(y.e, y.at, 1), unit((x.c - x.at) / (1 - x.at)), rise(y.c, y.at, 1)],
  };
}

/** A move cut in two at a share of the shot, the way as before; null where it does not run there or cannot be cut (a push-to is planned as one). */
export function moveSplit(move: Move, ratio: number): readonly [Move, Move] | null {
  if (ratio <= move.startRatio + LEAST_RATIO || ratio >= move.endRatio - LEAST_RATIO || move.kind === 'push-to') return null;
  const { doneRatio: done, before, after } = easingCut(move.easing, (ratio - move.startRatio) / (move.endRatio - move.startRatio));
  const first = { endRatio: ratio, easing: before };
  const second = { startRatio: ratio, easing: after };
  if ('angleDeg' in move)
    return [
      { ...move, ...first, angleDeg: move.angleDeg * done },
      { ...move, ...second, angleDeg: move.angleDeg * (1 - done) },
    ];
  if ('distanceM' in move)
    return [
      { ...move, ...first, distanceM: move.distanceM * done },
      { ...move, ...second, distanceM: move.distanceM * (1 - done) },
    ];
  if ('ratio' in move)
    return [
      { ...move, ...first, ratio: move.ratio ** done },
      { ...move, ...second, ratio: move.ratio ** (1 - done) },
    ];
  if (move.kind === 'rack-focus') {
    const middleM = 1 / ((1 - done) / move.fromM + done / move.toM);
    return [
      { ...move, ...first, toM: middleM },
      { ...move, ...second, fromM: middleM },
    ];
  }
  return [
    { ...move, ...first },
    { ...move, ...second },
  ];
}
