import type { Easing, Move } from '@fantascope/film';
import { curveOf } from './retime.ts';

/** The ends of a move. */
export type MoveEnd = 'start' | 'end';
/**
 * The feel of a move at one of its ends: its speed there as a multiple of its mean speed, and how far into the move that reaches, as a share of it (the influence of
 * editors' speed graphs).
 */
export type EaseHandle = Readonly<{ speedRatio: number; influenceRatio: number }>;

/** The least influence: at none the speed there would mean nothing. */
const LEAST_INFLUENCE = 0.02;
const grain = (value: number) => Math.round(value * 10_000) / 10_000;

/** Reads both handles of an easing. A Bézier's slope at an end is what its nearer point rises for its way sideways. */
export function handlesOf(easing: Easing): Readonly<Record<MoveEnd, EaseHandle>> {
  const [x1, y1, x2, y2] = curveOf(easing);
  const handle = (influence: number, rise: number): EaseHandle => {
    const influenceRatio = Math.max(LEAST_INFLUENCE, Math.min(1, influence));
    return { influenceRatio, speedRatio: Math.max(0, Math.min(1, rise)) / influenceRatio };
  };
  return { start: handle(x1, y1), end: handle(1 - x2, 1 - y2) };
}

/**
 * An easing with one handle put elsewhere: up is faster, sideways the influence. The whole way stays the same, so what is faster here is slower there; no end is so fast
 * that the move would overshoot (speed × influence ≤ 1).
 */
export function easingWith(easing: Easing, end: MoveEnd, { speedRatio, influenceRatio }: EaseHandle): Easing {
  const both = handlesOf(easing);
  const influence = Math.max(LEAST_INFLUENCE, Math.min(1, influenceRatio));
  const put = { ...both, [end]: { influenceRatio: influence, speedRatio: Math.max(0, Math.min(1 / influence, speedRatio)) } };
  const { start, end: last } = put;
  return [
    grain(start.influenceRatio),
    grain(start.speedRatio * start.influenceRatio),
    grain(1 - last.influenceRatio),
    grain(1 - last.speedRatio * last.influenceRatio),
  ];
}

/** How fast a move goes on the whole: what is measured, and how much of it a second. */
export type MeanSpeed = Readonly<{ unit: string; mean: number }>;

/**
 * Moves with a handle of one of them put elsewhere. A neighbour that touches at this end and is measured in the same unit takes the same speed there, so that the camera
 * does not jerk; `isBroken` leaves it alone.
 */
export function easedMoves(
  moves: readonly Move[],
  {
    index,
    end,
    handle,
    isBroken = false,
    speedOf,
  }: Readonly<{ index: number; end: MoveEnd; handle: EaseHandle; isBroken?: boolean; speedOf: (index: number) => MeanSpeed | null }>,
): Move[] {
  const own = moves[index];
  if (own === undefined) return [...moves];
  const easing = easingWith(own.easing, end, handle);
  const { speedRatio } = handlesOf(easing)[end];
  const speed = speedOf(index);
  const neighbour = isBroken ? -1 : neighbourAt(moves, index, end);
  const other = neighbour === -1 ? null : speedOf(neighbour);
  const others = end === 'start' ? 'end' : 'start';
  return moves.map((move, at) => {
    if (at === index) return { ...move, easing };
    if (at !== neighbour || speed === null || other === null || other.unit !== speed.unit || other.mean <= 0) return move;
    const { influenceRatio } = handlesOf(move.easing)[others];
    return { ...move, easing: easingWith(move.easing, others, { influenceRatio, speedRatio: (speedRatio * speed.mean) / other.mean }) };
  });
}

/** The move that begins where this one ends, or ends where it begins; -1 where none does. */
function neighbourAt(moves: readonly Move[], index: number, end: MoveEnd): number {
  const own = moves[index];
  if (own === undefined) return -1;
  const at = end === 'start' ? own.startRatio : own.endRatio;
  const isPlain = ({ kind }: Move) => kind !== 'rack-focus' && kind !== 'shake' && kind !== 'hold';
  return moves.findIndex(
    (move, other) =>
      other !== index && isPlain(move) && isPlain(own) && Math.abs((end === 'start' ? move.endRatio : move.startRatio) - at) < 1e-6,
  );
}
