import type { Camera, Move } from '@fantascope/film';
import { createContext, type DragEvent, useContext, useState } from 'react';
import { useDirect, useShot } from '../direct-context.ts';
import { withAdded } from '../strip/add-moves.ts';
import { useAddMoves } from '../strip/use-add-moves.ts';
import { momentsOf, snapped } from './clip-layout.ts';
import { AXIS_PAD_PX } from './use-time-drag.ts';

/** Where a move from the strip would fall, seconds; null while none is over the lanes. */
export const DropAt = createContext<number | null>(null);

/** Lets moves of the strip fall on the lanes: while one is over them, where it would begin; it snaps as all drags do. */
export function useMoveDrop() {
  const { store, view } = useDirect();
  const add = useAddMoves();
  const [atSec, setAtSec] = useState<number | null>(null);
  const timeOf = (event: DragEvent<HTMLElement>): number => {
    const axis = event.currentTarget.querySelector<HTMLElement>('[data-axis]');
    const { camera } = store.state().shot;
    const { left = 0, width = 1 } = axis?.getBoundingClientRect() ?? {};
    const pxPerSec = (width - 2 * AXIS_PAD_PX) / camera.lengthSec;
    const tSec = Math.max(0, Math.min(camera.lengthSec, (event.clientX - left - AXIS_PAD_PX) / pxPerSec));
    const { isSnapping, tSec: playheadSec } = view.state();
    return snapped(tSec, { moments: [...momentsOf(camera), playheadSec], pxPerSec, isSnapping: isSnapping && !event.shiftKey });
  };
  return {
    atSec,
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (view.state().dragged === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setAtSec(timeOf(event));
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setAtSec(null);
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const { dragged } = view.state();
      setAtSec(null);
      if (dragged === null) return;
      event.preventDefault();
      add(dragged.moves, { adding: 'after', selection: null, tSec: timeOf(event) });
      view.set({ dragged: null });
    },
  };
}

/** The place on the camera lane that a dragged move would take. */
export function DropMark() {
  const atSec = useContext(DropAt);
  return atSec === null ? null : <Mark atSec={atSec} />;
}

function Mark({ atSec }: Readonly<{ atSec: number }>) {
  const { view } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const { dragged } = view.state();
  if (dragged === null) return null;
  const { startRatio, endRatio } = spanOf(camera, dragged.moves, atSec);
  return (
    <div
      data-drop
      className="pointer-events-none absolute inset-y-1 z-10 flex items-center overflow-hidden rounded-sm border border-dashed border-now bg-s3/80 px-2 text-small whitespace-nowrap text-t1"
      style={{
        left: `calc(${AXIS_PAD_PX}px + (100% - ${2 * AXIS_PAD_PX}px) * ${startRatio})`,
        width: `calc((100% - ${2 * AXIS_PAD_PX}px) * ${endRatio - startRatio})`,
      }}
    >
      {dragged.name}
    </div>
  );
}

function spanOf(camera: Camera, own: readonly Move[], tSec: number) {
  const { moves, index } = withAdded(camera, own, { adding: 'after', selection: null, tSec });
  const added = moves.slice(index);
  return {
    startRatio: Math.min(1, ...added.map(({ startRatio }) => startRatio)),
    endRatio: Math.max(0, ...added.map(({ endRatio }) => endRatio)),
  };
}
