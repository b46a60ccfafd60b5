import { type Camera, type Move, presetCamera, scaleMoves } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import type { Selection, View } from '../../shot/view-store.ts';
import type { StripMove } from './preset-list.ts';

/** How a move comes into the shot: after the selected clip or at the playhead, in place of the selected clip, or together with it. */
export type Adding = 'after' | 'replace' | 'together';

const USUAL_SEC = 1.5;
const factors: Readonly<Record<View['strength'], number>> = { weak: 0.5, medium: 1, strong: 1.8 };

/** A strip move's own moves over the whole of its time, for a shot's subject, at a strength. */
export function movesOf(
  move: StripMove,
  { subjectDistanceM, lengthSec }: Pick<Camera, 'subjectDistanceM' | 'lengthSec'>,
  strength: View['strength'],
): Move[] {
  if (move.saved !== undefined) {
    const { moves } = scaleMoves({ ...emptyCamera(subjectDistanceM, lengthSec), moves: [...move.saved] }, factors[strength]) as {
      moves: Move[];
    };
    return moves;
  }
  return presetCamera(move.id, { subjectDistanceM, lengthSec, strength })?.moves ?? [];
}

function emptyCamera(subjectDistanceM: number, lengthSec: number) {
  const camera = presetCamera('hold', { subjectDistanceM, lengthSec });
  if (camera === null) throw new TypeError('there is no preset hold');
  return camera;
}

const within = (moves: readonly Move[], from: number, to: number): Move[] =>
  moves.map((move) => ({
    ...move,
    startRatio: from + move.startRatio * (to - from),
    endRatio: Math.min(1, from + move.endRatio * (to - from)),
  }));

/** The camera's moves with a strip move among them. Where nothing is left of the shot, it gets the last of it, 1.5 s long. */
export function withAdded(
  camera: Camera,
  own: readonly Move[],
  { adding, selection, tSec }: Readonly<{ adding: Adding; selection: Selection; tSec: number }>,
): Readonly<{ moves: Move[]; index: number }> {
  const now = isMoves(camera) ? camera.moves : [];
  const chosenAt = selection?.what === 'move' ? selection.index : -1;
  const chosen = now[chosenAt];
  if (adding === 'replace' && chosen !== undefined)
    return { moves: now.toSpliced(chosenAt, 1, ...within(own, chosen.startRatio, chosen.endRatio)), index: chosenAt };
  const usual = Math.min(1, USUAL_SEC / camera.lengthSec);
  if (adding === 'together' && chosen !== undefined)
    return { moves: [...now, ...within(own, chosen.startRatio, chosen.endRatio)], index: now.length };
  const wanted = chosen?.endRatio ?? tSec / camera.lengthSec;
  const from = wanted > 0.98 ? 1 - usual : wanted;
  // What comes next keeps its time: this one is as long as the gap, where there is one.
  const next = Math.min(1, ...now.map(({ startRatio }) => startRatio).filter((start) => start > from + 0.02));
  return { moves: [...now, ...within(own, from, Math.min(from + usual, next))], index: now.length };
}

/** Whether the shot has a move of these kinds and directions already. */
export function isInUse(camera: Camera, own: readonly Move[]): boolean {
  const wayOf = (move: Move) =>
    `${move.kind} ${'angleDeg' in move ? Math.sign(move.angleDeg) : 'distanceM' in move ? Math.sign(move.distanceM) : 'ratio' in move ? Math.sign(Math.log(move.ratio)) : ''}`;
  if (!isMoves(camera) || own.length === 0) return false;
  const used = new Set(camera.moves.map(wayOf));
  return own.every((move) => used.has(wayOf(move)));
}
