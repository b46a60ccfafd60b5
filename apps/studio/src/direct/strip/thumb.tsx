// biome-ignore-all lint/a11y/useSemanticElements: a grid of pictures is no table
import { type Move, MovesCamera } from '@fantascope/film';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { type Adding, isInUse, movesOf } from './add-moves.ts';
import type { StripMove } from './preset-list.ts';
import type { Thumbs } from './use-thumbs.ts';

const HOVER_MS = 120;
const DWELL_MS = 600;
const PLAY_SEC = 1.6;

/** A move on this picture: its end frame at rest; it plays under the pointer, and in the viewport when the pointer rests or Space is held. */
export function Thumb({
  move,
  thumbs,
  onAdd,
}: Readonly<{ move: StripMove; thumbs: Thumbs; onAdd: (own: readonly Move[], adding: Adding) => void }>) {
  const { t, language } = useWords();
  const { view } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const picture = useShot(({ shot }) => shot.picture);
  const strength = useView((state) => state.strength);
  const { subjectDistanceM, lengthSec } = camera;
  const own = useMemo(() => movesOf(move, { subjectDistanceM, lengthSec }, strength), [move, subjectDistanceM, lengthSec, strength]);
  const cell = useRef<HTMLButtonElement>(null);
  const play = useRef<{ hover?: ReturnType<typeof setTimeout>; dwell?: ReturnType<typeof setTimeout>; frame: number }>({ frame: 0 });
  const name = move.name[language];
  useEffect(() => {
    const element = cell.current;
    if (thumbs.of === '' || element === null) return;
    // Only what is in view is drawn, when it comes into view.
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      thumbs.draw(move.id, own, 1);
      watch.disconnect();
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [thumbs, own, move.id]);
  const rest = () => {
    clearTimeout(play.current.hover);
    clearTimeout(play.current.dwell);
    cancelAnimationFrame(play.current.frame);
    if (view.state().ghost?.name === name) view.set({ ghost: null });
  };
  const ghost = () => view.set({ ghost: { name, camera: MovesCamera.parse({ ...rigOf(camera), moves: own }) } });
  const begin = () => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    play.current.hover = setTimeout(() => {
      const fromMs = performance.now();
      const step = (nowMs: number) => {
        thumbs.draw(move.id, own, ((nowMs - fromMs) / 1000 / PLAY_SEC) % 1);
        play.current.frame = requestAnimationFrame(step);
      };
      play.current.frame = requestAnimationFrame(step);
    }, HOVER_MS);
    play.current.dwell = setTimeout(ghost, DWELL_MS);
  };
  const end = () => {
    rest();
    thumbs.draw(move.id, own, 1);
  };
  useEffect(() => () => cancelAnimationFrame(play.current.frame), []);
  const face = own[0] === undefined ? null : moveFace(own[0]);
  const isUsed = isInUse(camera, own);
  const add = (event: Pick<MouseEvent, 'altKey' | 'shiftKey'>) => {
    rest();
    onAdd(own, event.altKey ? 'replace' : event.shiftKey ? 'together' : 'after');
  };
  return (
    <button
      ref={cell}
      type="button"
      role="gridcell"
      data-move={move.id}
      tabIndex={-1}
      aria-label={isUsed ? t('strip.inUse', { name }) : name}
      title={name}
      className="flex min-w-0 flex-col gap-1 rounded-sm text-left"
      onPointerEnter={begin}
      onPointerLeave={end}
      onBlur={end}
      onClick={add}
      onKeyDown={(event) => {
        if (event.key === ' ') ghost();
        else if (event.key === 'Enter') add(event);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onKeyUp={(event) => {
        if (event.key !== ' ') return;
        rest();
        event.preventDefault();
      }}
    >
      <span data-over="picture" className="relative block aspect-[152/86] w-full overflow-hidden rounded-sm bg-casing">
        {picture === undefined ? null : (
          <img src={`/api/v1/assets/${picture}/thumb`} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
        )}
        <canvas ref={(canvas) => thumbs.show(move.id, canvas)} className="absolute inset-0 size-full object-cover" />
        {face === null ? null : (
          <face.icon
            size={20}
            strokeWidth={2}
            aria-hidden
            className="absolute top-1/2 left-1/2 -translate-1/2 text-t1 drop-shadow-[0_0_2px_var(--color-casing)]"
          />
        )}
      </span>
      <span className="flex w-full min-w-0 items-center justify-center gap-1 text-micro text-t2">
        <span className="truncate">{name}</span>
        {isUsed ? <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-cam" /> : null}
      </span>
    </button>
  );
}

function rigOf(camera: object): object {
  const { moves: _, keyframes: __, ...rig } = camera as Readonly<{ moves?: unknown; keyframes?: unknown }>;
  return rig;
}
