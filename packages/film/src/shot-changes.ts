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
  return shotParts.filter((part) => parts[part].some((field) => sortedText(then[field]) !== sortedText(now[field])));
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
