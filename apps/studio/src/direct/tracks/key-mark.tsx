// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import type { Camera } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import { chosenOf, type Lane } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { carried, type Item } from './carry.ts';
import type { LaneKey } from './clip-layout.ts';
import { edgeMoved } from './retime.ts';
import { leftOf } from './ruler.tsx';
import { itemName, useItem } from './use-item.ts';
import { useTimeDrag } from './use-time-drag.ts';

const hues: Readonly<Record<Lane, string>> = {
  camera: 'bg-cam',
  speed: 'bg-cam',
  lens: 'bg-lens',
  focus: 'bg-focus',
  motion: 'bg-motion',
  air: 'bg-air',
};

type How = Readonly<{ gesture: string; overlap: boolean; items: readonly Item[]; isCopy: boolean }>;

/** A key on a lane: a diamond that is dragged in time (Alt copies it), or moved by Alt and an arrow. Enter brings the playhead there and opens its numbers. */
export function KeyMark({
  lane,
  one,
  number,
  count,
  lengthSec,
}: Readonly<{ lane: Lane; one: LaneKey; number: number; count: number; lengthSec: number }>) {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const { of } = one;
  const meant =
    of.what === 'keyframe'
      ? ({ what: 'key', index: of.index } as const)
      : of.what === 'edge'
        ? ({ what: 'move', index: of.index } as const)
        : null;
  const item = useItem(meant, lane);
  const { isSelected } = item;
  const to = (base: Camera, tSec: number, { gesture, overlap, items, isCopy }: How) => {
    // One end of a pull is drawn out by itself; several items, a copy and a keyframe go as they are.
    if (of.what === 'edge' && isMoves(base) && !isCopy && items.length < 2) {
      const moves = edgeMoved(base.moves, { index: of.index, edge: of.edge, ratio: tSec / lengthSec, overlap });
      return store.edit({ kind: 'moves', moves }, gesture);
    }
    const done = carried(base, items, { waySec: tSec - one.tSec, isCopy });
    if (done === null) return;
    store.edit(done.edit, gesture);
    if (isCopy || of.what === 'keyframe') view.set({ selection: done.items[0] ?? null, chosen: done.items });
  };
  const drag = useTimeDrag(
    ({ waySec, snap, gesture, event, base, items, isCopy }) =>
      to(base, snap(one.tSec + waySec), { gesture, overlap: event.ctrlKey || event.metaKey, items, isCopy }),
    { isMoving: (tSec) => Math.abs(tSec - one.tSec) < 1e-3, onPress: item.press, onTap: item.tap },
  );
  const value =
    one.value === null
      ? ''
      : t(lane === 'lens' ? 'tracks.keyLens' : 'tracks.keyFocus', {
          value: lane === 'lens' ? Math.round(one.value) : one.value.toFixed(2),
        });
  return (
    <button
      type="button"
      role="gridcell"
      data-cell
      {...(meant === null ? {} : { 'data-item': itemName(meant), 'aria-haspopup': 'dialog' as const })}
      tabIndex={-1}
      aria-selected={isSelected}
      aria-label={t('tracks.key', { lane: t(`tracks.lane.${lane}`), number, count, time: one.tSec.toFixed(2), value })}
      className="absolute top-1/2 flex size-6 -translate-1/2 pointer-coarse:size-8 touch-none items-center justify-center"
      style={{ left: leftOf(one.tSec, lengthSec) }}
      onFocus={item.focus}
      {...drag}
      onDoubleClick={() => view.set({ tSec: one.tSec, isPlaying: false })}
      onKeyDown={(event) => {
        drag.onKeyDown(event);
        const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        // Enter opens the numbers (the grid hears that too), at the key's own time.
        if (event.key === 'Enter') view.set({ tSec: one.tSec, isPlaying: false });
        if (!event.altKey || way === 0) return;
        to(store.state().shot.camera, one.tSec + (way * (event.shiftKey ? 10 : 1)) / film.document.fps, {
          gesture: `key-${lane}-${number}`,
          overlap: false,
          items: chosenOf(view.state()),
          isCopy: false,
        });
        event.preventDefault();
        event.stopPropagation();
      }}
      onKeyUp={() => store.endGesture()}
    >
      <span className={`size-2.5 rotate-45 rounded-[1px] ${isSelected ? 'bg-now ring-2 ring-now/40' : hues[lane]}`} />
    </button>
  );
}
