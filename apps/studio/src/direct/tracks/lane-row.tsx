// biome-ignore-all lint/a11y/useFocusableInteractive: focus goes to the cells of a row
// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import type { ReactNode } from 'react';
import type { Lane } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useView } from '../direct-context.ts';
import { TimeAxis } from './time-axis.tsx';

const bars: Readonly<Record<Lane, string>> = {
  camera: 'bg-cam',
  speed: 'bg-cam',
  lens: 'bg-lens',
  focus: 'bg-focus',
  motion: 'bg-motion',
  air: 'bg-air',
};

/** One lane: its name and what it is worth at the playhead, then its time. */
export function LaneRow({
  lane,
  value,
  height,
  children,
}: Readonly<{ lane: Lane; value: ReactNode; height: string; children: ReactNode }>) {
  const { t } = useWords();
  const { view } = useDirect();
  const isOn = useView((state) => state.lane === lane);
  return (
    <div role="row" className={`flex shrink-0 border-b border-line ${height}`}>
      <div role="rowheader" className="w-[176px] shrink-0 border-r border-line">
        <button
          type="button"
          tabIndex={-1}
          data-cell
          aria-pressed={isOn}
          className={`flex size-full items-center gap-2 px-3 text-small ${isOn ? 'bg-s2' : 'hover:bg-s2'}`}
          onClick={() => view.set({ lane })}
        >
          <span aria-hidden className={`h-3 w-0.5 rounded-sm ${bars[lane]}`} />
          <span className="font-medium text-t1">{t(`tracks.lane.${lane}`)}</span>
          <span className="ml-auto text-right text-t3">{value}</span>
        </button>
      </div>
      <div className="relative min-w-0 flex-1 overflow-hidden">
        <TimeAxis>{children}</TimeAxis>
      </div>
    </div>
  );
}
