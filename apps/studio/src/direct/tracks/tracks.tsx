// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { CameraLane, SpanLane, ValueLane } from './lanes.tsx';
import { Playhead, Ruler } from './ruler.tsx';
import { SpeedLane } from './speed-lane.tsx';
import { useTrackKeys } from './use-track-keys.ts';

/** The lanes of the shot over one time axis. */
export function Tracks() {
  const { t } = useWords();
  const { store, film } = useDirect();
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  const grid = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  useTrackKeys((acted) => {
    if (typeof acted === 'object')
      setSaid('baked' in acted ? t('tracks.baked', { count: acted.baked }) : t(acted.isSnapping ? 'tracks.snapOn' : 'tracks.snapOff'));
    else setSaid(acted === 'cannot-split' ? t('tracks.cannotSplit') : acted === 'no-ease-on-path' ? t('tracks.noEaseOnPath') : null);
  });
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 5000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className="relative flex h-full flex-col">
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
      <div
        ref={grid}
        role="grid"
        aria-label={t('tracks.label')}
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto outline-offset-[-2px]"
        onFocus={(event: FocusEvent) =>
          event.target === grid.current && grid.current?.querySelector<HTMLElement>('[role=gridcell]')?.focus()
        }
        onKeyDown={roam}
      >
        <CameraLane />
        <SpeedLane />
        <ValueLane lane="lens" />
        <ValueLane lane="focus" />
        <SpanLane lane="motion" />
        <SpanLane lane="air" />
      </div>
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

/** Arrows go from cell to cell: left and right within a lane, up and down between lanes. */
function roam(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
  const [isAcross, isDown] = [/^Arrow(Left|Right)$/.test(event.key), /^Arrow(Up|Down)$/.test(event.key)];
  const row = event.target.closest('[role=row]');
  if (row === null || (!isAcross && !isDown)) return;
  const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
  const cellsOf = (of: Element) =>
    [...of.querySelectorAll<HTMLElement>('[data-cell]')].sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
  if (isAcross) {
    const cells = cellsOf(row);
    cells[cells.indexOf(event.target) + step]?.focus();
  } else {
    const rows = [...event.currentTarget.querySelectorAll('[role=row]')].filter((each) => cellsOf(each).length > 0);
    const next = rows[rows.indexOf(row) + step];
    if (next !== undefined) {
      const cells = cellsOf(next);
      (cells[1] ?? cells[0])?.focus();
    }
  }
  event.preventDefault();
}
