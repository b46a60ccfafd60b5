import type { Move, MovesCamera } from '@fantascope/film';
import { useMemo } from 'react';
import { isMoves } from '../../shot/shot-edit.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { type EaseHandle, easedMoves, type MoveEnd } from './ease-handles.ts';
import { type MoveSpeed, moveSpeed } from './speed-curve.ts';
import { useShownPath } from './use-shown-path.ts';

/** How a move's ease stands and how a handle of it is put elsewhere. `speed` is as the stage shows the move, which may be smaller than it was asked for. */
export type MoveEase = Readonly<{
  move: Move;
  speed: MoveSpeed;
  put: (end: MoveEnd, handle: EaseHandle, how: Readonly<{ gesture: string; isBroken: boolean; base?: MovesCamera }>) => void;
}>;

/** The ease of one move; null where it has none that could be drawn. */
export function useMoveEase(index: number): MoveEase | null {
  const { store } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const { camera: shown } = useShownPath();
  return useMemo(() => {
    const move = isMoves(camera) ? camera.moves[index] : undefined;
    if (move === undefined || !isMoves(shown) || !isMoves(camera)) return null;
    // The amounts are those that are shown; the ease is the one that was asked for, which may be newer.
    const moves = shown.moves.map((each, at) => ({ ...each, easing: camera.moves[at]?.easing ?? each.easing }));
    const speedOf = (at: number) => moveSpeed({ ...shown, moves }, at);
    const speed = speedOf(index);
    if (speed === null) return null;
    return {
      move,
      speed,
      put: (end, handle, { gesture, isBroken, base }) => {
        const now = base ?? store.state().shot.camera;
        if (isMoves(now)) store.edit({ kind: 'moves', moves: easedMoves(now.moves, { index, end, handle, isBroken, speedOf }) }, gesture);
      },
    };
  }, [camera, shown, index, store]);
}
