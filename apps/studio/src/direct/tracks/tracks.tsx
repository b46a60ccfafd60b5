// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { chosenOf, isSameItem, type ViewStore } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import type { Item } from './carry.ts';
import { ItemNumbers } from './item-numbers.tsx';
import { CameraLane, SpanLane, ValueLane } from './lanes.tsx';
import { DropAt, useMoveDrop } from './move-drop.tsx';
import { Playhead, Ruler } from './ruler.tsx';
import { SpeedLane } from './speed-lane.tsx';
import { openMenuAt, TrackMenu } from './track-menu.tsx';
import { useBoxSelect } from './use-box-select.ts';
import { itemAt } from './use-item.ts';
import { useTimeZoom } from './use-time-zoom.ts';
import { type TrackTold, useTrackActs } from './use-track-acts.ts';
import { useTrackKeys } from './use-track-keys.ts';

/** The lanes of the shot over one time axis. */
export function Tracks() {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  const grid = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [numbers, setNumbers] = useState<Readonly<{ item: Item; at: HTMLElement }> | null>(null);
  const does = useTrackActs((told) => setSaid(sentence(told, t)));
  useTrackKeys(does);
  useTimeZoom(grid);
  const boxes = useBoxSelect();
  const { atSec, ...drop } = useMoveDrop();
  const openNumbers = (at: HTMLElement | null) => {
    const item = itemAt(at);
    if (at === null || item === null) return;
    if (item.what === 'motion' || item.what === 'air')
      return view.set({ tool: item.what === 'motion' ? 'brush' : 'air', selection: item, chosen: [item] });
    setNumbers({ item, at });
  };
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 5000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div data-tracks className="relative flex h-full flex-col" {...drop}>
      <div className="flex h-6 shrink-0 border-b border-line">
        <ScrubField
          className="w-[176px] shrink-0 border-r border-line px-3"
          label={t('tracks.length')}
          value={lengthSec}
          unit="s"
          step={0.1}
          min={1}
          max={60}
          usual={5}
          fps={film.document.fps}
          onChange={(value, gesture) =>
            store.edit({ kind: 'rig', field: 'lengthSec', value: Math.round(value * film.document.fps) / film.document.fps }, gesture)
          }
          onEnd={store.endGesture}
          onCancel={store.cancelGesture}
        />
        <div className="min-w-0 flex-1">
          <Ruler />
        </div>
      </div>
      <TrackMenu does={does} onNumbers={() => openNumbers(chosenCell(grid.current))}>
        <div
          ref={grid}
          role="grid"
          aria-label={t('tracks.label')}
          aria-multiselectable
          tabIndex={0}
          className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto outline-offset-[-2px]"
          onFocus={(event: FocusEvent) =>
            event.target === grid.current && grid.current?.querySelector<HTMLElement>('[role=gridcell][data-cell]')?.focus()
          }
          onPointerDown={boxes.onPointerDown}
          onPointerMove={boxes.onPointerMove}
          onPointerUp={boxes.onPointerUp}
          onPointerCancel={boxes.onPointerCancel}
          onContextMenu={(event) => {
            // What is under the pointer is meant, unless it is one of several that are selected.
            const item = event.target instanceof Element ? itemAt(event.target) : null;
            const isIn = item !== null && chosenOf(view.state()).some((each) => isSameItem(each, item));
            if (!isIn) view.set({ selection: item, chosen: item === null ? [] : [item] });
          }}
          onKeyDown={(event) => {
            const target = event.target instanceof HTMLElement ? event.target : null;
            if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
              event.preventDefault();
              if (target !== null) openMenuAt(target);
            } else if (event.key === 'Enter' && target?.matches('[data-cell][data-item]') === true) {
              event.preventDefault();
              openNumbers(target);
            } else roam(event, view);
          }}
        >
          <DropAt.Provider value={atSec}>
            <CameraLane />
          </DropAt.Provider>
          <SpeedLane />
          <ValueLane lane="lens" />
          <ValueLane lane="focus" />
          <SpanLane lane="motion" />
          <SpanLane lane="air" />
        </div>
      </TrackMenu>
      {boxes.box === null ? null : (
        <div aria-hidden className="pointer-events-none fixed z-20 border border-now bg-now/10" style={boxes.box} />
      )}
      {numbers === null ? null : <ItemNumbers {...numbers} onClose={() => setNumbers(null)} />}
      <Playhead />
      <p
        role="status"
        className={
          said === null ? 'sr-only' : 'absolute right-4 bottom-2 z-20 rounded-sm border border-line2 bg-s3 px-2 py-1 text-small text-t1'
        }
      >
        {said}
      </p>
    </div>
  );
}

/** What an act came to, in words; null where what happened can be seen. */
function sentence(told: TrackTold, t: ReturnType<typeof useWords>['t']): string | null {
  if (typeof told === 'object') {
    if ('baked' in told) return t('tracks.baked', { count: told.baked });
    if ('copied' in told) return t('tracks.copied', { count: told.copied });
    return t(told.isSnapping ? 'tracks.snapOn' : 'tracks.snapOff');
  }
  switch (told) {
    case 'done':
    case 'nothing':
      return null;
    case 'cannot-split':
      return t('tracks.cannotSplit');
    case 'no-ease-on-path':
      return t('tracks.noEaseOnPath');
    case 'no-keys-in-lane':
      return t('tracks.noKeysInLane');
    case 'nothing-copied':
      return t('tracks.nothingCopied');
    case 'clips-on-path':
      return t('tracks.clipsOnPath');
    case 'keys-on-moves':
      return t('tracks.keysOnMoves');
    case 'full':
      return t('tracks.tooMany');
    default:
      return told satisfies never;
  }
}

function chosenCell(grid: HTMLElement | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>('[data-cell][data-item][aria-selected=true]') ?? null;
}

/** Arrows go from cell to cell: left and right within a lane, up and down between lanes. With Shift, what they come to is selected too. */
function roam(event: KeyboardEvent<HTMLDivElement>, view: ViewStore): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
  const [isAcross, isDown] = [/^Arrow(Left|Right)$/.test(event.key), /^Arrow(Up|Down)$/.test(event.key)];
  const row = event.target.closest('[role=row]');
  if (row === null || (!isAcross && !isDown)) return;
  const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
  const before = chosenOf(view.state());
  const go = (cell: HTMLElement | undefined) => {
    cell?.focus();
    const item = itemAt(cell ?? null);
    if (!event.shiftKey || item === null) return;
    view.set({ selection: item, chosen: [...before.filter((each) => !isSameItem(each, item)), item] });
  };
  const cellsOf = (of: Element) =>
    [...of.querySelectorAll<HTMLElement>('[data-cell]')].sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
  if (isAcross) {
    const cells = cellsOf(row);
    go(cells[cells.indexOf(event.target) + step]);
  } else {
    const rows = [...event.currentTarget.querySelectorAll('[role=row]')].filter((each) => cellsOf(each).length > 0);
    const next = rows[rows.indexOf(row) + step];
    if (next !== undefined) {
      const cells = cellsOf(next);
      go(cells[1] ?? cells[0]);
    }
  }
  event.preventDefault();
}
