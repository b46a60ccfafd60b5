// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import { isMoves } from '../../shot/shot-edit.ts';
import type { Lane } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useView } from '../direct-context.ts';
import type { LaneKey } from './clip-layout.ts';
import { edgeMoved, keyRetimed } from './retime.ts';
import { leftOf } from './ruler.tsx';
import { useTimeDrag } from './use-time-drag.ts';

const hues: Readonly<Record<Lane, string>> = {
  camera: 'bg-cam',
  speed: 'bg-cam',
  lens: 'bg-lens',
  focus: 'bg-focus',
  motion: 'bg-motion',
  air: 'bg-air',
};

/** A key on a lane: a diamond that is dragged in time, or moved by Alt and an arrow. Enter brings the playhead there. */
export function KeyMark({
  lane,
  one,
  number,
  count,
  lengthSec,
}: Readonly<{ lane: Lane; one: LaneKey; number: number; count: number; lengthSec: number }>) {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const selection = useView((state) => state.selection);
  const { of } = one;
  const meant =
    of.what === 'keyframe'
      ? ({ what: 'key', index: of.index } as const)
      : of.what === 'edge'
        ? ({ what: 'move', index: of.index } as const)
        : null;
  const isSelected = meant !== null && selection?.what === meant.what && selection.index === meant.index;
  const select = () => view.set({ selection: meant, lane });
  const to = (tSec: number, gesture: string, overlap: boolean) => {
    const { camera } = store.state().shot;
    if (of.what === 'keyframe' && !isMoves(camera))
      store.edit({ kind: 'keyframes', keyframes: keyRetimed(camera.keyframes, of.index, tSec, camera.lengthSec) }, gesture);
    else if (of.what === 'edge' && isMoves(camera))
      store.edit(
        { kind: 'moves', moves: edgeMoved(camera.moves, { index: of.index, edge: of.edge, ratio: tSec / lengthSec, overlap }) },
        gesture,
      );
  };
  const drag = useTimeDrag(({ waySec, snap, gesture, event }) => to(snap(one.tSec + waySec), gesture, event.ctrlKey || event.metaKey), {
    isMoving: (tSec) => Math.abs(tSec - one.tSec) < 1e-3,
    onPress: select,
  });
  const value = one.value === null ? '' : `, ${lane === 'lens' ? `${Math.round(one.value)} mm` : `${one.value.toFixed(2)} m`}`;
  return (
    <button
      type="button"
      role="gridcell"
      data-cell
      tabIndex={-1}
      aria-selected={isSelected}
      aria-label={t('tracks.key', { lane: t(`tracks.lane.${lane}`), number, count, time: one.tSec.toFixed(2), value })}
      className="absolute top-1/2 flex size-6 -translate-1/2 touch-none items-center justify-center"
      style={{ left: leftOf(one.tSec, lengthSec) }}
      onFocus={select}
      {...drag}
      onDoubleClick={() => view.set({ tSec: one.tSec, isPlaying: false })}
      onKeyDown={(event) => {
        drag.onKeyDown(event);
        const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (event.key === 'Enter') view.set({ tSec: one.tSec, isPlaying: false });
        else if (event.altKey && way !== 0)
          to(one.tSec + (way * (event.shiftKey ? 10 : 1)) / film.document.fps, `key-${lane}-${number}`, false);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onKeyUp={() => store.endGesture()}
    >
      <span className={`size-2.5 rotate-45 rounded-[1px] ${isSelected ? 'bg-now ring-2 ring-now/40' : hues[lane]}`} />
    </button>
  );
}
