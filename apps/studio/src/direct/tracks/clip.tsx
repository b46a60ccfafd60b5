// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import type { Move } from '@fantascope/film';
import type { KeyboardEvent } from 'react';
import { useLengthUnit } from '../../parts/length-unit.ts';
import { isMoves } from '../../shot/shot-edit.ts';
import { chosenOf, isSameItem } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useView } from '../direct-context.ts';
import { amountText } from '../say/move-amount.ts';
import { moveFace } from '../say/move-face.ts';
import { carried } from './carry.ts';
import type { Clip } from './clip-layout.ts';
import { edgeMoved } from './retime.ts';
import { itemName, useItem } from './use-item.ts';
import { AXIS_PAD_PX, useTimeDrag } from './use-time-drag.ts';

/** A move on the camera lane: its body is dragged in time, its edges retime it (Ctrl lets it overlap its neighbour). Alt copies it. Alt and arrows do the same by frames. */
export function MoveClip({ clip, move, lengthSec }: Readonly<{ clip: Clip; move: Move; lengthSec: number }>) {
  const { t } = useWords();
  const length = useLengthUnit();
  const { store, view, film } = useDirect();
  const { index } = clip;
  const own = { what: 'move', index } as const;
  const item = useItem(own, 'camera');
  const { isSelected } = item;
  const isLit = useView(({ hover }) => isSameItem(hover, own));
  const isOwn = (tSec: number) => [move.startRatio, move.endRatio].some((ratio) => Math.abs(ratio * lengthSec - tSec) < 1e-3);
  const body = useTimeDrag(
    ({ waySec, snap, gesture, base, items, isCopy }) => {
      const [from, to] = [clip.startRatio * lengthSec, clip.endRatio * lengthSec];
      const start = snap(from + waySec) - from;
      // Where its start finds nothing to snap to, its end may.
      const way = Math.abs(start - waySec) > 1e-9 ? start : snap(to + waySec) - to;
      const done = carried(base, items, { waySec: way, isCopy });
      if (done === null) return;
      store.edit(done.edit, gesture);
      if (isCopy) view.set({ selection: done.items[0] ?? null, chosen: done.items });
    },
    { isMoving: isOwn, onPress: item.press, onTap: item.tap },
  );
  const face = moveFace(move);
  const figure =
    move.kind === 'push-to'
      ? move.framing === undefined
        ? t('say.region')
        : t(`say.framing.${move.framing}`)
      : amountText(move, t('say.about'), length);
  const onKeyDown = (event: KeyboardEvent) => {
    body.onKeyDown(event);
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!event.altKey || way === 0) return;
    const waySec = way * (event.shiftKey ? 1 : 1 / film.document.fps);
    const done = carried(store.state().shot.camera, chosenOf(view.state()), { waySec });
    if (done !== null) store.edit(done.edit, `clip-key-${index}`);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="absolute"
      style={{
        left: `calc(${AXIS_PAD_PX}px + (100% - ${2 * AXIS_PAD_PX}px) * ${clip.startRatio})`,
        width: `calc((100% - ${2 * AXIS_PAD_PX}px) * ${clip.endRatio - clip.startRatio})`,
        top: `calc(4px + (100% - 8px) * ${clip.row / clip.rows})`,
        height: `calc((100% - 8px) / ${clip.rows} - ${clip.rows > 1 ? 1 : 0}px)`,
      }}
    >
      <button
        type="button"
        role="gridcell"
        data-cell
        data-item={itemName(own)}
        tabIndex={-1}
        aria-haspopup="dialog"
        aria-selected={isSelected}
        aria-label={t('tracks.clip', {
          name: t(face.name),
          figure,
          from: (move.startRatio * lengthSec).toFixed(2),
          to: (move.endRatio * lengthSec).toFixed(2),
        })}
        className={`flex size-full touch-none items-center gap-1.5 overflow-hidden rounded-sm border bg-cam/13 px-2 text-left whitespace-nowrap ${clip.rows > 2 ? 'text-micro' : 'text-small'} ${isSelected ? 'border-cam ring-1 ring-cam' : isLit ? 'border-cam' : 'border-cam/50'}`}
        onFocus={item.focus}
        onPointerEnter={() => view.set({ hover: { what: 'move', index } })}
        onPointerLeave={() => view.set({ hover: null })}
        {...body}
        onKeyDown={onKeyDown}
        onKeyUp={() => store.endGesture()}
      >
        <span className="text-t1">{t(face.name)}</span> <span className="text-t2">{figure}</span>
      </button>
      <Edge edge="start" index={index} ratio={clip.startRatio} lengthSec={lengthSec} name={t('tracks.edgeStart', { name: t(face.name) })} />
      <Edge edge="end" index={index} ratio={clip.endRatio} lengthSec={lengthSec} name={t('tracks.edgeEnd', { name: t(face.name) })} />
    </div>
  );
}

/** One end of a move. The inspector has the same as a number. */
function Edge({
  edge,
  index,
  ratio,
  lengthSec,
  name,
}: Readonly<{ edge: 'start' | 'end'; index: number; ratio: number; lengthSec: number; name: string }>) {
  const { store, view } = useDirect();
  const drag = useTimeDrag(
    ({ waySec, snap, gesture, event, base }) => {
      if (!isMoves(base)) return;
      const moves = edgeMoved(base.moves, {
        index,
        edge,
        ratio: snap(ratio * lengthSec + waySec) / lengthSec,
        overlap: event.ctrlKey || event.metaKey,
      });
      store.edit({ kind: 'moves', moves }, gesture);
    },
    {
      isMoving: (tSec) => Math.abs(tSec - ratio * lengthSec) < 1e-3,
      onPress: () => view.set({ selection: { what: 'move', index }, chosen: [{ what: 'move', index }], lane: 'camera' }),
    },
  );
  return (
    <span
      aria-hidden
      data-item={itemName({ what: 'move', index })}
      title={name}
      className={`absolute inset-y-0 w-2 pointer-coarse:w-5 cursor-ew-resize touch-none ${edge === 'start' ? 'left-0' : 'right-0'}`}
      {...drag}
    />
  );
}
