import type { Move } from '../move.ts';
import { grain } from './nominal.ts';

/**
 * The same moves in the form that words can carry exactly: in order of start and end, amounts and ratios to a ten-thousandth,
 * isNominal present only when true and only where there is an amount. Describing canonical moves and parsing the description
 * gives them back.
 */
export function canonicalMoves(moves: readonly Move[]): Move[] {
  const bounds = evenBounds(moves);
  return moves.map((move) => canonicalMove(move, bounds)).sort((a, b) => a.startRatio - b.startRatio || a.endRatio - b.endRatio);
}

/** How many even parts the moves' spans split the shot into, leaving out moves that last throughout; undefined when the parts are not even. */
export function evenParts(moves: readonly Move[]): number | undefined {
  const turns = moves.filter((move) => move.startRatio > 0 || move.endRatio < 1);
  if (turns.length === 0) return moves.length === 0 ? undefined : 1;
  const starts = [...new Set(turns.map((move) => move.startRatio))].sort((a, b) => a - b);
  const parts = starts.length;
  const isEven = (ratio: number, i: number) => Math.abs(ratio - i / parts) < 5e-5;
  const fits =
    starts.every((start, i) => isEven(start, i)) && turns.every((move) => isEven(move.endRatio, starts.indexOf(move.startRatio) + 1));
  return fits && parts > 1 ? parts : undefined;
}

function evenBounds(moves: readonly Move[]): readonly number[] {
  const parts = evenParts(moves) ?? 1;
  return Array.from({ length: parts + 1 }, (_, i) => (i === parts ? 1 : i / parts));
}

function canonicalMove(move: Move, bounds: readonly number[]): Move {
  const { isNominal, ...rest } = move;
  const snap = (ratio: number) => bounds.find((bound) => Math.abs(bound - ratio) < 5e-5) ?? grain(ratio);
  const easing = typeof move.easing === 'string' ? move.easing : (move.easing.map(grain) as unknown as Move['easing']);
  const timing = { startRatio: snap(move.startRatio), endRatio: snap(move.endRatio), easing };
  const mark = isNominal === true ? { isNominal } : {};
  switch (rest.kind) {
    case 'hold':
      return { ...rest, ...timing };
    case 'push-to': {
      const { region } = rest;
      if (region === undefined) return { ...rest, ...timing };
      const [xRatio, yRatio, widthRatio, heightRatio] = [region.xRatio, region.yRatio, region.widthRatio, region.heightRatio].map(
        grain,
      ) as [number, number, number, number];
      return { ...rest, ...timing, region: { xRatio, yRatio, widthRatio, heightRatio } };
    }
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return { ...rest, ...timing, ...mark, angleDeg: grain(rest.angleDeg) };
    case 'zoom':
      return { ...rest, ...timing, ...mark, ratio: grain(rest.ratio) };
    case 'rack-focus':
      return { ...rest, ...timing, ...mark, fromM: grain(rest.fromM), toM: grain(rest.toM) };
    case 'shake':
      return { ...rest, ...timing, ...mark, strengthRatio: grain(rest.strengthRatio) };
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return { ...rest, ...timing, ...mark, distanceM: grain(rest.distanceM) };
    default:
      return rest satisfies never;
  }
}
