import type { Move } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import type { Selection } from '../../shot/view-store.ts';
import { useDirect } from '../direct-context.ts';
import { type Adding, withAdded } from './add-moves.ts';

/** Adds moves of the strip to the shot, one step of undo, and selects them. What it tells: whether a free path had to make room for them. */
export function useAddMoves() {
  const { store, view } = useDirect();
  return (own: readonly Move[], where: Readonly<{ adding: Adding; selection: Selection; tSec: number }>): 'added' | 'path-replaced' => {
    const { camera } = store.state().shot;
    const { moves, index } = withAdded(camera, own, where);
    store.edit({ kind: 'moves', moves });
    store.endGesture();
    view.set({ selection: { what: 'move', index }, ghost: null });
    return isMoves(camera) || camera.keyframes.length < 2 ? 'added' : 'path-replaced';
  };
}
