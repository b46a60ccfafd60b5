import { type Camera, Keyframe, Move } from '@fantascope/film';
import { z } from 'zod';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import type { Selection } from '../../shot/view-store.ts';
import { keyAdded, LEAST_SEC } from './retime.ts';

/** Something selected on the tracks. */
export type Item = NonNullable<Selection>;
/** A change of several clips or keys, and which ones they are afterwards. */
export type Carried = Readonly<{ edit: ShotEdit; items: readonly Item[] }>;

/** The most moves that a camera holds. */
const MOST_MOVES = 64;

function indicesOf(camera: Camera, items: readonly Item[]): number[] {
  const [what, count] = isMoves(camera) ? (['move', camera.moves.length] as const) : (['key', camera.keyframes.length] as const);
  const found = items.filter((item) => item.what === what && item.index < count).map(({ index }) => index);
  return [...new Set(found)].sort((a, b) => a - b);
}

/**
 * Brings clips or keys to another time, all by the same way and no farther than the shot is long; as copies, the old ones stay and copies stand there. Keys keep
 * between the keys that stay. Null where none of the items is of this camera, or where no more moves fit.
 */
export function carried(
  camera: Camera,
  items: readonly Item[],
  { waySec, isCopy = false }: Readonly<{ waySec: number; isCopy?: boolean }>,
): Carried | null {
  const indices = indicesOf(camera, items);
  if (indices.length === 0) return null;
  const { lengthSec } = camera;
  if (isMoves(camera)) {
    const own = indices.flatMap((index) => camera.moves[index] ?? []);
    const low = -Math.min(...own.map(({ startRatio }) => startRatio));
    const high = 1 - Math.max(...own.map(({ endRatio }) => endRatio));
    const way = Math.max(low, Math.min(high, waySec / lengthSec));
    const shifted = (move: Move): Move => ({
      ...move,
      startRatio: Math.max(0, move.startRatio + way),
      endRatio: Math.min(1, move.endRatio + way),
    });
    if (isCopy) return withMoves(camera.moves, own.map(shifted));
    const moves = camera.moves.map((move, index) => (indices.includes(index) ? shifted(move) : move));
    return { edit: { kind: 'moves', moves }, items: indices.map((index) => ({ what: 'move', index })) };
  }
  const { keyframes } = camera;
  const isOwn = (index: number) => indices.includes(index);
  const bounds = indices.map((index) => {
    const at = keyframes[index]?.tSec ?? 0;
    const before = keyframes.findLast((_, other) => other < index && !isOwn(other));
    const after = keyframes.find((_, other) => other > index && !isOwn(other));
    const low = isCopy || before === undefined ? 0 : before.tSec + LEAST_SEC;
    const high = isCopy || after === undefined ? lengthSec : after.tSec - LEAST_SEC;
    return { low: low - at, high: high - at };
  });
  const wanted = Math.min(...bounds.map(({ high }) => high), waySec);
  const way = Math.max(...bounds.map(({ low }) => low), wanted);
  const moved = indices.flatMap((index) => {
    const key = keyframes[index];
    return key === undefined ? [] : [{ ...key, tSec: Math.max(0, Math.min(lengthSec, key.tSec + way)) }];
  });
  return withKeys(isCopy ? keyframes : keyframes.filter((_, index) => !isOwn(index)), moved);
}

function withMoves(now: readonly Move[], added: readonly Move[]): Carried | null {
  if (added.length === 0 || now.length + added.length > MOST_MOVES) return null;
  return { edit: { kind: 'moves', moves: [...now, ...added] }, items: added.map((_, i) => ({ what: 'move', index: now.length + i })) };
}

function withKeys(now: readonly Keyframe[], added: readonly Keyframe[]): Carried {
  const keyframes = added.reduce<readonly Keyframe[]>((keys, key) => keyAdded(keys, key), now);
  const items = keyframes.flatMap((key, index) => (added.includes(key) ? [{ what: 'key' as const, index }] : []));
  return { edit: { kind: 'keyframes', keyframes }, items };
}

const timedMove = z.strictObject({ move: Move, fromSec: z.number(), lengthSec: z.number() });
/** Clips or keys that were copied, their times in seconds from the first of them: they can be put into another shot too. */
export const Copied = z.union([
  z.strictObject({ moves: z.array(timedMove).min(1) }),
  z.strictObject({ keyframes: z.array(z.strictObject({ key: Keyframe, fromSec: z.number() })).min(1) }),
]);
export type Copied = z.infer<typeof Copied>;

/** What a copy of clips or keys holds; null where there are none among the items. */
export function copiedOf(camera: Camera, items: readonly Item[]): Copied | null {
  const indices = indicesOf(camera, items);
  if (indices.length === 0) return null;
  if (isMoves(camera)) {
    const own = indices.flatMap((index) => camera.moves[index] ?? []);
    const first = Math.min(...own.map(({ startRatio }) => startRatio));
    return {
      moves: own.map((move) => ({
        move,
        fromSec: (move.startRatio - first) * camera.lengthSec,
        lengthSec: (move.endRatio - move.startRatio) * camera.lengthSec,
      })),
    };
  }
  const own = indices.flatMap((index) => camera.keyframes[index] ?? []);
  const first = own[0]?.tSec ?? 0;
  return { keyframes: own.map((key) => ({ key, fromSec: key.tSec - first })) };
}

/**
 * Puts copied clips or keys in at a time; where they would run over the end they come earlier, and what is longer than the shot is cut off. 'other-kind': clips do
 * not fit a free path, nor keys a camera of moves. 'full': no more moves fit.
 */
export function pasted(camera: Camera, copied: Copied, tSec: number): Carried | 'other-kind' | 'full' {
  const { lengthSec } = camera;
  if ('moves' in copied) {
    if (!isMoves(camera)) return 'other-kind';
    const total = Math.max(...copied.moves.map((each) => each.fromSec + each.lengthSec));
    const start = Math.max(0, Math.min(tSec, lengthSec - total));
    const added = copied.moves.flatMap(({ move, fromSec, lengthSec: ownSec }) => {
      const startRatio = (start + fromSec) / lengthSec;
      if (startRatio > 0.99 && ownSec > 0) return [];
      return [{ ...move, startRatio: Math.min(1, startRatio), endRatio: Math.min(1, startRatio + ownSec / lengthSec) }];
    });
    return withMoves(camera.moves, added) ?? 'full';
  }
  if (isMoves(camera)) return 'other-kind';
  const start = Math.max(0, Math.min(tSec, lengthSec - Math.max(...copied.keyframes.map(({ fromSec }) => fromSec))));
  const added = copied.keyframes.map(({ key, fromSec }) => ({ ...key, tSec: start + fromSec })).filter((key) => key.tSec <= lengthSec);
  return withKeys(camera.keyframes, added);
}
