import type { Camera, Move } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import type { Lane } from '../../shot/view-store.ts';

/** A move as a clip of the camera lane: `row` of `rows`, since moves that run together stand above each other. */
export type Clip = Readonly<{ index: number; startRatio: number; endRatio: number; row: number; rows: number }>;

/** Lays moves out: each in the first row where it fits. Racks of focus stand in the focus lane. */
export function clipsOf(moves: readonly Move[]): Clip[] {
  const ends: number[] = [];
  const placed = moves
    .map((move, index) => ({ move, index }))
    .filter(({ move }) => move.kind !== 'rack-focus')
    .sort((a, b) => a.move.startRatio - b.move.startRatio || a.index - b.index)
    .map(({ move, index }) => {
      const free = ends.findIndex((end) => end <= move.startRatio + 1e-6);
      const row = free === -1 ? ends.length : free;
      ends[row] = Math.max(move.endRatio, move.startRatio + 0.01);
      return { index, startRatio: move.startRatio, endRatio: move.endRatio, row };
    });
  return placed.map((clip) => ({ ...clip, rows: Math.max(1, ends.length) }));
}

/** What a diamond on a lane stands for: a keyframe, or one end of a move. */
export type KeyOf = Readonly<
  { what: 'keyframe'; index: number } | { what: 'edge'; index: number; edge: 'start' | 'end' } | { what: 'first' }
>;
/** A diamond: when, what it stands for and, on lens and focus, the value there (millimetres, metres). */
export type LaneKey = Readonly<{ tSec: number; of: KeyOf; value: number | null }>;

/** The keys of a lane, the earliest first. */
export function keysOf(camera: Camera, lane: Lane, path: (tSec: number) => Readonly<{ lensMm: number; focusM: number }>): LaneKey[] {
  if (lane !== 'camera' && lane !== 'lens' && lane !== 'focus') return [];
  const valueAt = (tSec: number) => (lane === 'lens' ? path(tSec).lensMm : lane === 'focus' ? path(tSec).focusM : null);
  if (!isMoves(camera))
    return camera.keyframes.flatMap(({ tSec, lensMm, focusM }, index) => {
      const isIn = lane === 'camera' || index === 0 || (lane === 'lens' ? lensMm !== undefined : focusM !== undefined);
      return isIn ? [{ tSec, of: { what: 'keyframe' as const, index }, value: valueAt(tSec) }] : [];
    });
  if (lane === 'camera') return [];
  const kind = lane === 'lens' ? 'zoom' : 'rack-focus';
  const ends = camera.moves.flatMap((move, index) =>
    move.kind !== kind
      ? []
      : (['start', 'end'] as const).map((edge) => {
          const tSec = (edge === 'start' ? move.startRatio : move.endRatio) * camera.lengthSec;
          const value = move.kind === 'rack-focus' ? (edge === 'start' ? move.fromM : move.toM) : valueAt(tSec);
          return { tSec, of: { what: 'edge' as const, index, edge }, value };
        }),
  );
  const isHeldFirst = ends.some(({ tSec }) => tSec < 1e-6);
  return [...(isHeldFirst ? [] : [{ tSec: 0, of: { what: 'first' as const }, value: valueAt(0) }]), ...ends].sort(
    (a, b) => a.tSec - b.tSec,
  );
}

/** Every moment that keys, clips and ends of the shot stand at, sorted: what arrows jump between and drags snap to. */
export function momentsOf(camera: Camera): number[] {
  const inner = isMoves(camera)
    ? camera.moves.flatMap(({ startRatio, endRatio }) => [startRatio * camera.lengthSec, endRatio * camera.lengthSec])
    : camera.keyframes.map(({ tSec }) => tSec);
  const all = [0, ...inner, camera.lengthSec].sort((a, b) => a - b);
  return all.filter((tSec, index) => index === 0 || tSec - (all[index - 1] ?? 0) > 1e-4);
}

const SNAP_PX = 8;

/** A time drawn to what is within 8 px of it: the given moments first, then whole tenths of a second. */
export function snapped(
  tSec: number,
  { moments, pxPerSec, isSnapping }: Readonly<{ moments: readonly number[]; pxPerSec: number; isSnapping: boolean }>,
): number {
  if (!isSnapping || pxPerSec <= 0) return tSec;
  const reachSec = SNAP_PX / pxPerSec;
  const near = moments.filter((at) => Math.abs(at - tSec) <= reachSec).sort((a, b) => Math.abs(a - tSec) - Math.abs(b - tSec))[0];
  if (near !== undefined) return near;
  const tenth = Math.round(tSec * 10) / 10;
  return Math.abs(tenth - tSec) <= reachSec ? tenth : tSec;
}
