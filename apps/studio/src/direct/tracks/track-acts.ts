import { type Camera, cameraPath, type Easing, type Move, type MovesCamera } from '@fantascope/film';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import type { ShotStore } from '../../shot/shot-store.ts';
import type { Lane, Selection, View } from '../../shot/view-store.ts';
import { bakedKeyframes } from './bake.ts';
import type { Item } from './carry.ts';
import { keyAdded, LEAST_SEC, moveSplit } from './retime.ts';

/** The four buttons of ease. `hold` stays until the end and is there at once. */
export const eases: Readonly<Record<'linear' | 'smooth' | 'settle' | 'hold', Easing>> = {
  linear: 'linear',
  smooth: 'in-out',
  settle: 'out',
  hold: [1, 0, 1, 0],
};
/** One of them. */
export type Ease = keyof typeof eases;

/** Which of the buttons an easing is; null for one drawn by hand. */
export function easeOf(easing: Easing): Ease | null {
  const same = (other: Easing) => JSON.stringify(other) === JSON.stringify(easing);
  return (Object.keys(eases) as Ease[]).find((name) => same(eases[name])) ?? null;
}

/** What an act on the tracks came to: done, or why not. */
export type Acted = 'done' | 'cannot-split' | 'no-ease-on-path' | 'no-keys-in-lane' | 'nothing';

const listed = (given: Selection | readonly Item[]): readonly Item[] => (given === null ? [] : 'what' in given ? [given] : given);

/** Gives the selected moves an ease. */
export function setEase(store: ShotStore, selection: Selection | readonly Item[], ease: Ease): Acted {
  const { camera } = store.state().shot;
  const items = listed(selection);
  if (!isMoves(camera)) return items.length === 0 ? 'nothing' : 'no-ease-on-path';
  const chosen = new Set(items.filter(({ what }) => what === 'move').map(({ index }) => index));
  if (chosen.size === 0) return 'nothing';
  store.edit({ kind: 'moves', moves: camera.moves.map((move, index) => (chosen.has(index) ? { ...move, easing: eases[ease] } : move)) });
  store.endGesture();
  return 'done';
}

/** Removes all that is selected: moves, keys (not the last one), regions, what is in the air, captions. */
export function removeSelected(store: ShotStore, selection: Selection | readonly Item[]): Acted {
  const { shot } = store.state();
  const items = listed(selection);
  const without = <T>(all: readonly T[], what: Item['what']): T[] =>
    all.filter((_, index) => !items.some((item) => item.what === what && item.index === index));
  const edits: ShotEdit[] = [];
  const has = (what: Item['what']) => items.some((item) => item.what === what);
  if (isMoves(shot.camera)) {
    if (has('move')) edits.push({ kind: 'moves', moves: without(shot.camera.moves, 'move') });
  } else if (has('key') && shot.camera.keyframes.length > 1) {
    const keyframes = without(shot.camera.keyframes, 'key');
    // A path has one key at least: the first stays.
    edits.push({ kind: 'keyframes', keyframes: keyframes.length === 0 ? shot.camera.keyframes.slice(0, 1) : keyframes });
  }
  if (has('motion')) edits.push({ kind: 'put', field: 'motions', value: without(shot.motions, 'motion') });
  if (has('air')) edits.push({ kind: 'put', field: 'air', value: without(shot.air, 'air') });
  if (has('caption')) edits.push({ kind: 'put', field: 'captions', value: without(shot.captions, 'caption') });
  if (edits.length === 0) return 'nothing';
  store.edit(edits);
  store.endGesture();
  return 'done';
}

function cutMoves(camera: MovesCamera, tSec: number, isMeant: (move: Move, index: number) => boolean): Move[] {
  const ratio = tSec / camera.lengthSec;
  return camera.moves.flatMap((move, index) => (isMeant(move, index) ? (moveSplit(move, ratio) ?? [move]) : [move]));
}

/** Cuts the moves under the playhead: the selected one, else all that can be cut. */
export function splitAt(store: ShotStore, { tSec, selection }: Pick<View, 'tSec' | 'selection'>): Acted {
  const { camera } = store.state().shot;
  if (!isMoves(camera)) return 'cannot-split';
  const moves = cutMoves(camera, tSec, (_, index) => selection?.what !== 'move' || selection.index === index);
  if (moves.length === camera.moves.length || moves.length > 64) return 'cannot-split';
  store.edit({ kind: 'moves', moves });
  store.endGesture();
  return 'done';
}

/** Turns the moves into keys of a free path, as the stage shows them; how many keys that takes, or null where it is one already. */
export function bakeMoves(store: ShotStore, shown: Camera): number | null {
  if (!isMoves(store.state().shot.camera)) return null;
  const keyframes = bakedKeyframes(shown);
  store.edit([
    { kind: 'keyframes', keyframes },
    { kind: 'put', field: 'sentence', value: undefined },
  ]);
  store.endGesture();
  return keyframes.length;
}

const PULL_SEC = 0.6;

/**
 * Sets a key at the playhead. On a free path a keyframe, with lens and focus where those lanes ask for them. On moves: in the lanes of focus and lens the end of a pull
 * from where they are, in the camera's lane a cut, which is a key that changes nothing by itself. `all` does that in every lane, as one step of undo.
 */
export function setKey(store: ShotStore, { tSec, lane }: Readonly<{ tSec: number; lane: Lane | 'all' }>, shown: Camera): Acted {
  const { camera } = store.state().shot;
  const pose = cameraPath(shown)(tSec);
  const isAll = lane === 'all';
  if (lane === 'motion' || lane === 'air') return 'no-keys-in-lane';
  if (!isMoves(camera)) {
    const { position, orientation, lensMm, focusM } = cameraPath(camera)(tSec);
    const own = camera.keyframes.find((key) => Math.abs(key.tSec - tSec) < LEAST_SEC);
    const key = {
      tSec,
      position,
      orientation,
      ...(isAll || lane === 'lens' || own?.lensMm !== undefined ? { lensMm } : {}),
      ...(isAll || lane === 'focus' || own?.focusM !== undefined ? { focusM } : {}),
    };
    store.edit({ kind: 'keyframes', keyframes: keyAdded(camera.keyframes, key) });
    store.endGesture();
    return 'done';
  }
  const laneOf = ({ kind }: Move) => (kind === 'rack-focus' ? 'focus' : kind === 'zoom' ? 'lens' : 'camera');
  const meant: Lane | 'all' = lane === 'speed' ? 'camera' : lane;
  const moves = cutMoves(camera, tSec, (move) => isAll || laneOf(move) === meant);
  // A pull that was cut has its key there already.
  const wasCut = (kind: Move['kind']) =>
    moves.filter((move) => move.kind === kind).length > camera.moves.filter((move) => move.kind === kind).length;
  const endRatio = tSec / camera.lengthSec;
  const startRatio = Math.max(0, endRatio - PULL_SEC / camera.lengthSec);
  const timing = { startRatio, endRatio: Math.max(endRatio, startRatio), easing: 'in-out' as const };
  if ((isAll || lane === 'focus') && !wasCut('rack-focus'))
    moves.push({ kind: 'rack-focus', fromM: pose.focusM, toM: pose.focusM, ...timing });
  if ((isAll || lane === 'lens') && !wasCut('zoom')) moves.push({ kind: 'zoom', ratio: 1, ...timing });
  if (moves.length === camera.moves.length || moves.length > 64) return 'cannot-split';
  store.edit({ kind: 'moves', moves });
  store.endGesture();
  return 'done';
}
