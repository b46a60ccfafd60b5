import { type Camera, describeCamera, type Move, type MovesCamera, nominalAmount } from '@fantascope/film';
import type { Both } from '../both.ts';

/** One move of a shot on its way to a model: its dotted path, and what it is called in both languages, its time left out. */
export type ToldMove = Readonly<{ part: string; move: Move; name: Both }>;

/** How fast a move without a named amount is meant. */
export type Pace = 'slow' | 'normal' | 'fast';

/** The moves of a camera with their paths in the shot. */
export function toldMoves(camera: MovesCamera): readonly ToldMove[] {
  return camera.moves.map((move, i) => toldMove(camera, { move, part: `camera.moves.${i}` }));
}

/** One move with its names. */
export function toldMove(camera: Camera, { move, part }: Readonly<{ move: Move; part: string }>): ToldMove {
  const alone = [{ ...move, startRatio: 0, endRatio: 1, easing: 'in-out' } as Move];
  const options = { subjectDistanceM: camera.subjectDistanceM };
  return { part, move, name: { en: describeCamera(alone, 'en', options), zh: describeCamera(alone, 'zh', options) } };
}

/** The amount of a move in its own unit, signed; a zoom as its factor; undefined where it has none. */
export function amountOf(move: Move): number | undefined {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return move.angleDeg;
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return move.distanceM;
    case 'zoom':
      return move.ratio;
    case 'shake':
      return move.strengthRatio;
    case 'hold':
    case 'push-to':
    case 'rack-focus':
      return undefined;
    default:
      return move satisfies never;
  }
}

/** Right, up, forward, clockwise, longer. */
export function isForward(move: Move): boolean {
  const amount = amountOf(move);
  if (amount === undefined) return true;
  return move.kind === 'zoom' ? amount >= 1 : amount >= 0;
}

/** Nothing moves: a hold, or an amount of nought. */
export function isStill(move: Move): boolean {
  const amount = amountOf(move);
  return move.kind === 'hold' || (move.kind === 'zoom' ? amount === 1 : amount === 0);
}

/** An amount that somebody named; a push to a framing or a region is named too. */
export function isNamed(move: Move): boolean {
  return move.kind !== 'hold' && move.isNominal !== true;
}

/** How fast: of a nominal move the pace whose amount it is nearest to, of a named one nothing is known but its amount. */
export function paceOf(move: Move, subjectDistanceM: number): Pace {
  const amount = amountOf(move);
  if (amount === undefined || move.isNominal !== true || move.kind === 'hold' || move.kind === 'push-to' || move.kind === 'rack-focus')
    return 'normal';
  const kind = move.kind;
  const size = (pace: Pace) => {
    const nominal = nominalAmount(kind, pace, subjectDistanceM);
    return kind === 'zoom' ? Math.log(nominal) : nominal;
  };
  const own = Math.abs(kind === 'zoom' ? Math.log(amount) : amount);
  const paces: readonly Pace[] = ['normal', 'slow', 'fast'];
  return paces.reduce((best, pace) => (Math.abs(size(pace) - own) < Math.abs(size(best) - own) - 1e-9 ? pace : best));
}

/** In which third of the frame a region's middle lies: −1 left or top, 0 middle, 1 right or bottom. No region is the middle. */
export function thirdsOf(region: Extract<Move, { kind: 'push-to' }>['region']): Readonly<{ across: -1 | 0 | 1; down: -1 | 0 | 1 }> {
  const third = (ratio: number) => (ratio < 0.4 ? -1 : ratio > 0.6 ? 1 : 0);
  if (region === undefined) return { across: 0, down: 0 };
  return { across: third(region.xRatio + region.widthRatio / 2), down: third(region.yRatio + region.heightRatio / 2) };
}

/** How much of a move there is, as a multiple of what the plain word stands for. */
export function weightOf(move: Move, subjectDistanceM: number): number {
  const amount = amountOf(move);
  if (amount === undefined) return isStill(move) ? 0 : 1;
  if (move.kind === 'hold' || move.kind === 'push-to' || move.kind === 'rack-focus') return 1;
  const nominal = nominalAmount(move.kind, 'normal', subjectDistanceM);
  return move.kind === 'zoom' ? Math.abs(Math.log(amount) / Math.log(nominal)) : Math.abs(amount / nominal);
}

/** The move does not last as long as the shot. */
export function hasSpan(move: Move): boolean {
  return move.startRatio > 0.0005 || move.endRatio < 0.9995;
}

/** Moves by when they begin, in order: those of one turn run together. What lasts throughout beside a sequence is told with its first turn. */
export function turnsOf(moves: readonly ToldMove[]): readonly (readonly ToldMove[])[] {
  const timed = moves.filter(({ move }) => hasSpan(move));
  const lasting = timed.length === 0 ? [] : moves.filter(({ move }) => !hasSpan(move));
  const sorted = [...(timed.length === 0 ? moves : timed)].sort(
    (a, b) => a.move.startRatio - b.move.startRatio || a.move.endRatio - b.move.endRatio,
  );
  const turns: ToldMove[][] = [];
  for (const told of sorted) {
    const last = turns.at(-1);
    const starts = last?.[0]?.move.startRatio;
    // A move that begins while the turn's first still runs runs beside it.
    const runs = last?.some(({ move }) => told.move.startRatio < move.endRatio - 0.0005) ?? false;
    if (last !== undefined && (runs || starts === told.move.startRatio)) last.push(told);
    else turns.push([told]);
  }
  turns[0]?.unshift(...lasting);
  return turns;
}
