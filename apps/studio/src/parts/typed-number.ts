import { type LengthUnit, metresPer } from './length-unit.ts';

/** What a number field measures. `ratio` has no unit and takes percent. */
export type NumberUnit = 'm' | 's' | 'deg' | 'mm' | 'ratio' | 'count';

/** What a typed number is read against: the value that stands, the frame rate for frames (default 25), the unit of lengths that name none (default metres), and the limits. */
export type TypedNumberOptions = Readonly<{ unit: NumberUnit; now: number; min: number; max: number; fps?: number; length?: LengthUnit }>;

const metre: Readonly<Record<string, number>> = {
  m: 1,
  米: 1,
  cm: 0.01,
  厘米: 0.01,
  公分: 0.01,
  mm: 0.001,
  毫米: 0.001,
  km: 1000,
  公里: 1000,
  ft: 0.3048,
  英尺: 0.3048,
  in: 0.0254,
  英寸: 0.0254,
};

function factorOf(suffix: string, unit: NumberUnit, { fps, length }: Readonly<{ fps: number; length: LengthUnit }>): number | null {
  if (suffix === '') return unit === 'm' ? metresPer(length) : 1;
  if (unit === 'm') return metre[suffix] ?? null;
  if (unit === 's') return { s: 1, sec: 1, 秒: 1, ms: 0.001, 毫秒: 0.001, f: 1 / fps, 帧: 1 / fps }[suffix] ?? null;
  if (unit === 'deg') return { '°': 1, deg: 1, 度: 1 }[suffix] ?? null;
  if (unit === 'mm') return { mm: 1, 毫米: 1, cm: 10 }[suffix] ?? null;
  return { '%': 0.01, x: 1, '×': 1, 倍: 1 }[suffix] ?? null;
}

/** "00:02:10" is minutes, seconds, frames; "2:10" seconds and frames. */
function timecodeSec(plain: string, fps: number): number | null {
  if (!/^\d{1,3}(:\d{1,2}){1,3}$/.test(plain)) return null;
  const parts = plain.split(':').map(Number);
  const frames = parts.pop() ?? 0;
  return parts.reduce((sum, part) => sum * 60 + part, 0) + frames / fps;
}

/**
 * A number as people type it: "0.9", "90cm", "3ft", "12f", "1.2s", "1/3", full-width digits and "。" for the point; "+0.1" adds to what stands, as "-0.1" takes
 * away where nothing below zero is allowed. Null for what is no number or reaches outside the limits.
 */
export function typedNumber(text: string, { unit, now, min, max, fps = 25, length = 'metric' }: TypedNumberOptions): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(/[。,]/g, '.').replace(/−/g, '-').toLowerCase();
  const within = (value: number) => (Number.isFinite(value) && value >= min - 1e-9 && value <= max + 1e-9 ? value : null);
  const timecode = unit === 's' ? timecodeSec(plain, fps) : null;
  if (timecode !== null) return within(timecode);
  const read = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:\/(\d+(?:\.\d*)?))?([^\d.]*)$/.exec(plain);
  if (read === null) return null;
  const [, sign = '', top = '', under, suffix = ''] = read;
  const factor = factorOf(suffix, unit, { fps, length });
  if (factor === null) return null;
  const size = (Number(top) / (under === undefined ? 1 : Number(under))) * factor;
  if (sign === '+' || (sign === '-' && min >= 0)) return within(now + (sign === '+' ? size : -size));
  return within(sign === '-' ? -size : size);
}

/** How many decimals show every step: 0.01 has two. */
export function decimalsOf(step: number): number {
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** The value at the nearest step, within its limits. */
export function stepped(value: number, { step, min, max }: Readonly<{ step: number; min: number; max: number }>): number {
  const near = Number((Math.round(value / step) * step).toFixed(decimalsOf(step) + 1));
  return Math.max(min, Math.min(max, near));
}
