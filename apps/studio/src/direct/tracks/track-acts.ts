import { type Camera, cameraPath, type Easing } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import type { ShotStore } from '../../shot/shot-store.ts';
import type { Lane, Selection, View } from '../../shot/view-store.ts';
import { bakedKeyframes } from './bake.ts';
import { keyAdded, moveSplit } from './retime.ts';

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
export type Acted = 'done' | 'cannot-split' | 'no-ease-on-path' | 'nothing';

/** Gives the selected move an ease. */
export function setEase(store: ShotStore, selection: Selection, ease: Ease): Acted {
  const { camera } = store.state().shot;
  if (!isMoves(camera)) return selection === null ? 'nothing' : 'no-ease-on-path';
  const move = selection?.what === 'move' ? camera.moves[selection.index] : undefined;
  if (move === undefined || selection === null) return 'nothing';
  store.edit({ kind: 'change-move', index: selection.index, move: { ...move, easing: eases[ease] } });
  store.endGesture();
  return 'done';
}

/** Removes what is selected: a move, a key (not the last one), a region, something in the air. */
export function removeSelected(store: ShotStore, selection: Selection): Acted {
  const { shot } = store.state();
  if (selection === null) return 'nothing';
  const { what, index } = selection;
  if (what === 'move' && isMoves(shot.camera)) store.edit({ kind: 'remove-move', index });
  else if (what === 'key' && !isMoves(shot.camera) && shot.camera.keyframes.length > 1)
    store.edit({ kind: 'keyframes', keyframes: shot.camera.keyframes.toSpliced(index, 1) });
  else if (what === 'motion') store.edit({ kind: 'put', field: 'motions', value: shot.motions.toSpliced(index, 1) });
  else if (what === 'air') store.edit({ kind: 'put', field: 'air', value: shot.air.toSpliced(index, 1) });
  else if (what === 'caption') store.edit({ kind: 'put', field: 'captions', value: shot.captions.toSpliced(index, 1) });
  else return 'nothing';
  store.endGesture();
  return 'done';
}

/** Cuts the moves under the playhead: the selected one, else all that can be cut. */
export function splitAt(store: ShotStore, { tSec, selection }: Pick<View, 'tSec' | 'selection'>): Acted {
  const { camera } = store.state().shot;
  if (!isMoves(camera)) return 'cannot-split';
  const ratio = tSec / camera.lengthSec;
  const isMeant = (index: number) => selection?.what !== 'move' || selection.index === index;
  const moves = camera.moves.flatMap((move, index) => (isMeant(index) ? (moveSplit(move, ratio) ?? [move]) : [move]));
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

/** Sets a key at the playhead: on a free path a keyframe; on moves, in the lanes of focus and lens, the end of a pull from where they are. */
export function setKey(store: ShotStore, { tSec, lane }: Readonly<{ tSec: number; lane: Lane }>, shown: Camera): Acted {
  const { camera } = store.state().shot;
  const pose = cameraPath(shown)(tSec);
  if (!isMoves(camera)) {
    const { position, orientation, lensMm, focusM } = cameraPath(camera)(tSec);
    const own = camera.keyframes.find((key) => Math.abs(key.tSec - tSec) < 0.02);
    const key = {
      tSec,
      position,
      orientation,
      ...(lane === 'lens' || own?.lensMm !== undefined ? { lensMm } : {}),
      ...(lane === 'focus' || own?.focusM !== undefined ? { focusM } : {}),
    };
    store.edit({ kind: 'keyframes', keyframes: keyAdded(camera.keyframes, key) });
    store.endGesture();
    return 'done';
  }
  const endRatio = tSec / camera.lengthSec;
  const startRatio = Math.max(0, endRatio - PULL_SEC / camera.lengthSec);
  const timing = { startRatio, endRatio: Math.max(endRatio, startRatio), easing: 'in-out' as const };
  const index = camera.moves.length;
  if (lane === 'focus')
    store.edit({ kind: 'add-move', index, move: { kind: 'rack-focus', fromM: pose.focusM, toM: pose.focusM, ...timing } });
  else if (lane === 'lens') store.edit({ kind: 'add-move', index, move: { kind: 'zoom', ratio: 1, ...timing } });
  else return 'nothing';
  store.endGesture();
  return 'done';
}
