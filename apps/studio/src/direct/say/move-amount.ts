import type { Move } from '@fantascope/film';
import { inUnit, type LengthUnit } from '../../parts/length-unit.ts';
import type { NumberUnit } from '../../parts/typed-number.ts';

/** The one number of a move: what it measures, its limits, and the move with another one. A push-to and a hold have none. */
export type MoveAmount = Readonly<{
  unit: NumberUnit;
  value: number;
  step: number;
  min: number;
  max: number;
  to: (value: number) => Move;
}>;

/** A number that somebody has named is exact: the stage does not shrink it unasked. */
function exact<T extends Move>(move: T): T {
  const { isNominal: _, ...rest } = move;
  return rest as T;
}

/** The number of a move, ready to be edited. */
export function moveAmount(move: Move): MoveAmount | null {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return { unit: 'deg', value: move.angleDeg, step: 0.1, min: -720, max: 720, to: (angleDeg) => exact({ ...move, angleDeg }) };
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return { unit: 'm', value: move.distanceM, step: 0.01, min: -1000, max: 1000, to: (distanceM) => exact({ ...move, distanceM }) };
    case 'zoom':
      return { unit: 'ratio', value: move.ratio, step: 0.01, min: 0.05, max: 20, to: (ratio) => exact({ ...move, ratio }) };
    case 'shake':
      return {
        unit: 'ratio',
        value: move.strengthRatio,
        step: 0.01,
        min: 0,
        max: 4,
        to: (strengthRatio) => exact({ ...move, strengthRatio }),
      };
    case 'rack-focus':
      return { unit: 'm', value: move.toM, step: 0.01, min: 0.01, max: 100000, to: (toM) => exact({ ...move, toM }) };
    case 'hold':
    case 'push-to':
      return null;
    default:
      return move satisfies never;
  }
}

/** The figure of a move in a few signs; the sign is in its name. Figures that nobody named carry `about` before them; lengths stand in `length`. */
export function amountText(move: Move, about: string, length: LengthUnit = 'metric'): string {
  const amount = moveAmount(move);
  if (amount === null) return move.kind === 'push-to' ? (move.framing ?? '') : '';
  const near = move.isNominal === true ? about : '';
  const size = Math.abs(amount.value);
  if (move.kind === 'rack-focus') return `${near}${round(inUnit(move.fromM, length).value)} → ${lengthOf(move.toM, length)}`;
  if (move.kind === 'zoom') return `${near}${round(move.ratio)}×`;
  return amount.unit === 'deg'
    ? `${near}${round(size)}°`
    : amount.unit === 'm'
      ? `${near}${lengthOf(size, length)}`
      : `${near}${round(size)}`;
}

function lengthOf(lengthM: number, unit: LengthUnit): string {
  const { value, sign } = inUnit(lengthM, unit);
  return `${round(value)} ${sign}`;
}

function round(value: number): string {
  return String(Number(value.toFixed(value < 0.1 ? 3 : 2)));
}
