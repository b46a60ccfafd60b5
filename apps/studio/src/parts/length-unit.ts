import { useSyncExternalStore } from 'react';

/** In what lengths are shown and read. Documents keep metres. */
export const lengthUnits = ['metric', 'feet'] as const;
/** One of them. */
export type LengthUnit = (typeof lengthUnits)[number];

const FOOT_M = 0.3048;
const kept = 'fantascope.length';
const listeners = new Set<() => void>();

/** The unit this browser shows lengths in. Outside a browser: metric. */
export function lengthUnit(): LengthUnit {
  return typeof localStorage !== 'undefined' && localStorage.getItem(kept) === 'feet' ? 'feet' : 'metric';
}

/** Chooses the unit and remembers it. */
export function setLengthUnit(unit: LengthUnit): void {
  localStorage.setItem(kept, unit);
  for (const listener of listeners) listener();
}

/** The unit that was chosen. */
export function useLengthUnit(): LengthUnit {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, lengthUnit);
}

/** How many of the unit a length has, and its sign. */
export function inUnit(lengthM: number, unit: LengthUnit): Readonly<{ value: number; sign: 'm' | 'ft' }> {
  return unit === 'feet' ? { value: lengthM / FOOT_M, sign: 'ft' } : { value: lengthM, sign: 'm' };
}

/** Metres to one of the unit: what a number without a unit is multiplied by. */
export function metresPer(unit: LengthUnit): number {
  return unit === 'feet' ? FOOT_M : 1;
}

/** A length as it is shown, "0.96 m" or "3.15 ft": `decimals` of the unit (default 2, one from ten on), ∞ for what has no end. The one place that writes lengths. */
export function lengthText(lengthM: number, unit: LengthUnit, decimals?: number): string {
  const { value, sign } = inUnit(lengthM, unit);
  if (!Number.isFinite(value)) return '∞';
  const figure = value.toFixed(decimals ?? (Math.abs(value) < 10 ? 2 : 1)).replace(/^-(0(?:\.0+)?)$/, '$1');
  return `${figure} ${sign}`;
}

/** Writes lengths in the unit that was chosen. */
export function useLength(): (lengthM: number, decimals?: number) => string {
  const unit = useLengthUnit();
  return (lengthM, decimals) => lengthText(lengthM, unit, decimals);
}
