import type { Move } from '../move.ts';

/** What a sentence says about when a group of moves runs. Seconds are seconds of the shot. */
export type Timing = Readonly<{ durationSec?: number; fromRatio?: number; toRatio?: number }>;

/** Start and end of each group as ratios of the shot: what is said holds, and the rest is shared evenly in order. */
export function schedule(timings: readonly Timing[], lengthSec: number): readonly (readonly [start: number, end: number])[] {
  const spans: [number, number][] = [];
  for (let i = 0; i < timings.length; ) {
    const timing = timings[i] as Timing;
    if (timing.fromRatio !== undefined && timing.toRatio !== undefined) {
      spans.push([clampRatio(timing.fromRatio), clampRatio(timing.toRatio)]);
      i++;
      continue;
    }
    let next = i;
    while (next < timings.length && timings[next]?.fromRatio === undefined) next++;
    const start = spans.at(-1)?.[1] ?? 0;
    const end = Math.max(start, next === timings.length ? 1 : clampRatio(timings[next]?.fromRatio ?? 1));
    spans.push(...share(timings.slice(i, next), start, end, lengthSec));
    i = next;
  }
  return spans;
}

function share(timings: readonly Timing[], start: number, end: number, lengthSec: number): [number, number][] {
  const room = end - start;
  const free = timings.filter((timing) => timing.durationSec === undefined).length;
  // Even parts as fractions of one whole, so that the end of one is exactly the start of the next.
  if (free === timings.length)
    return timings.map((_, i) => [start + (room * i) / free, i + 1 === free ? end : start + (room * (i + 1)) / free]);
  const said = timings.reduce((sum, timing) => sum + (timing.durationSec ?? 0) / lengthSec, 0);
  const squeeze = said > room ? room / said : 1;
  const part = free === 0 ? 0 : Math.max(0, room - said) / free;
  let cursor = start;
  return timings.map((timing) => {
    const from = cursor;
    cursor = Math.min(end, from + (timing.durationSec === undefined ? part : (timing.durationSec / lengthSec) * squeeze));
    return [from, cursor];
  });
}

function clampRatio(ratio: number): number {
  return Math.min(1, Math.max(0, ratio));
}

/** Moves laid out over 0 to 1, laid into a part of the shot. */
export function place(move: Move, start: number, end: number): Move {
  const at = (ratio: number) => (ratio === 0 ? start : ratio === 1 ? end : start + (end - start) * ratio);
  return { ...move, startRatio: at(move.startRatio), endRatio: at(move.endRatio) };
}
