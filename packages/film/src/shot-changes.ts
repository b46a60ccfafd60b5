import type { Shot } from './shot.ts';

/** The parts of a shot that a take is made from, each with the fields it stands for. Its name, captions, fades and way in are laid over takes afterwards. */
const parts = {
  picture: ['picture', 'animatic', 'depth', 'depthBrush', 'paintMask', 'layers'],
  chain: ['continues'],
  words: ['subject', 'action', 'setting', 'light', 'lines'],
  cast: ['cast'],
  camera: ['camera'],
  focus: ['aperture'],
  motion: ['motions'],
  air: ['air'],
  look: ['grade', 'shutter'],
  framing: ['fit', 'startCropRatio', 'startCentre', 'startCentres'],
} as const satisfies Readonly<Record<string, readonly (keyof Shot)[]>>;

/** A part of a shot that a take is made from. */
export type ShotPart = keyof typeof parts;
/** All of them, in the order they are listed. */
export const shotParts = Object.keys(parts) as readonly ShotPart[];

/** Which parts of a shot differ between two of its states; none where a take of one is a take of the other. */
export function changedParts(then: Shot, now: Shot): readonly ShotPart[] {
  return shotParts.filter((part) => parts[part].some((field) => !isSameData(then[field], now[field])));
}

/** A value as text in which the order of fields plays no part: a database gives them back in its own. */
export function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(byName)) : each,
  );
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Whether two values are the same data: the order of fields plays no part, and a field without a value is none. Values that are the same object are not looked into. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Number.isNaN(a) && Number.isNaN(b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, index) => isSameData(each, b[index]));
  if (Array.isArray(b)) return false;
  const [of, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  for (const name in of) if (!isSameData(of[name], other[name])) return false;
  for (const name in other) if (other[name] !== undefined && of[name] === undefined) return false;
  return true;
}
