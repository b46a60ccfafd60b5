import { isMoves } from '../../shot/shot-edit.ts';
import { chosenOf, type Lane } from '../../shot/view-store.ts';
import { useDirect } from '../direct-context.ts';
import { Copied, copiedOf, type Item, pasted } from './carry.ts';
import { type Acted, bakeMoves, type Ease, removeSelected, setEase, setKey, splitAt } from './track-acts.ts';
import { useShownPath } from './use-shown-path.ts';

/** What an act on the tracks is told as. */
export type TrackTold =
  | Acted
  | 'nothing-copied'
  | 'clips-on-path'
  | 'keys-on-moves'
  | 'full'
  | Readonly<{ baked: number }>
  | Readonly<{ copied: number }>
  | Readonly<{ isSnapping: boolean }>;

/** Where what was copied is kept: for this tab, so that it goes into the next shot too. */
const HELD = 'fantascope.copied-tracks';

/** The acts on what is selected, the same for keys and menu. `tell` hears what they came to. */
export function useTrackActs(tell: (told: TrackTold) => void) {
  const { store, view } = useDirect();
  const { camera: shown } = useShownPath();
  const items = (): readonly Item[] => chosenOf(view.state());
  return {
    ease: (ease: Ease) => tell(setEase(store, items(), ease)),
    remove: () => {
      tell(removeSelected(store, items()));
      view.set({ selection: null, chosen: [] });
    },
    split: () => tell(splitAt(store, view.state())),
    bake: () => {
      const baked = bakeMoves(store, shown);
      if (baked !== null) tell({ baked });
    },
    setKey: (lane: Lane | 'all') => tell(setKey(store, { tSec: view.state().tSec, lane }, shown)),
    snap: () => {
      const isSnapping = !view.state().isSnapping;
      view.set({ isSnapping });
      tell({ isSnapping });
    },
    copy: (): boolean => {
      const copied = copiedOf(store.state().shot.camera, items());
      if (copied === null) return false;
      sessionStorage.setItem(HELD, JSON.stringify(copied));
      tell({ copied: 'moves' in copied ? copied.moves.length : copied.keyframes.length });
      return true;
    },
    hasCopied: () => sessionStorage.getItem(HELD) !== null,
    paste: () => {
      const read = Copied.safeParse(JSON.parse(sessionStorage.getItem(HELD) ?? 'null'));
      if (!read.success) return tell('nothing-copied');
      const { camera } = store.state().shot;
      const done = pasted(camera, read.data, view.state().tSec);
      if (done === 'full') return tell('full');
      if (done === 'other-kind') return tell(isMoves(camera) ? 'keys-on-moves' : 'clips-on-path');
      store.edit(done.edit);
      store.endGesture();
      view.set({ selection: done.items[0] ?? null, chosen: done.items });
      tell('done');
    },
    all: () => {
      const { camera } = store.state().shot;
      const [what, count] = isMoves(camera) ? (['move', camera.moves.length] as const) : (['key', camera.keyframes.length] as const);
      const chosen = Array.from({ length: count }, (_, index) => ({ what, index }));
      view.set({ chosen, selection: chosen[0] ?? null });
    },
  };
}

/** These acts. */
export type TrackActs = ReturnType<typeof useTrackActs>;
