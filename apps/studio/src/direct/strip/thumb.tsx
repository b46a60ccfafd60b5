// biome-ignore-all lint/a11y/useSemanticElements: a grid of pictures is no table
import type { Move } from '@fantascope/film';
import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { type Adding, isInUse, movesOf } from './add-moves.ts';
import type { StripMove } from './preset-list.ts';
import { PREVIEW_SEC, useGhost } from './use-ghost.ts';
import type { Thumbs } from './use-thumbs.ts';

const HOVER_MS = 120;
const DWELL_MS = 600;

const wantsNoMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * A move on this picture: its end frame at rest. Under the pointer it plays, and in the viewport when the pointer rests or Space is held; where motion is not wanted its
 * beginning is wiped over its end instead. A click adds it, a drag puts it on the tracks; a finger's first tap shows it in the viewport, the second adds it.
 */
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
  const pressedBy = useRef('mouse');
  const name = move.name[language];
  const ghost = useGhost(name, own);
  // How far the beginning is wiped over the end, a share of the width; null shows the end.
  const [wipe, setWipe] = useState<number | null>(null);
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
    ghost.stop();
  };
  const begin = ({ pointerType }: PointerEvent) => {
    // A finger's second tap enters again: what its first has shown goes on until then.
    if (pointerType === 'touch') return;
    rest();
    if (wantsNoMotion()) return;
    play.current.hover = setTimeout(() => {
      const fromMs = performance.now();
      const step = (nowMs: number) => {
        thumbs.draw(move.id, own, Math.max(0, ((nowMs - fromMs) / 1000 / PREVIEW_SEC) % 1));
        play.current.frame = requestAnimationFrame(step);
      };
      step(fromMs);
    }, HOVER_MS);
    play.current.dwell = setTimeout(ghost.start, DWELL_MS);
  };
  const end = () => {
    rest();
    setWipe(null);
    thumbs.draw(move.id, own, 1);
  };
  useEffect(() => {
    const now = play.current;
    return () => {
      clearTimeout(now.hover);
      clearTimeout(now.dwell);
      cancelAnimationFrame(now.frame);
    };
  }, []);
  const isWiped = wipe !== null;
  useEffect(() => {
    if (isWiped) thumbs.draw(startOf(move.id), own, 0);
  }, [isWiped, thumbs, move.id, own]);
  // A finger that taps anywhere else ends what its first tap has shown.
  useEffect(() => {
    const hear = (event: Event) => {
      if (event.target instanceof Node && cell.current?.contains(event.target) !== true) ghost.stop();
    };
    addEventListener('pointerdown', hear, true);
    return () => removeEventListener('pointerdown', hear, true);
  }, [ghost.stop]);
  const face = own[0] === undefined ? null : moveFace(own[0]);
  const isUsed = isInUse(camera, own);
  const add = (event: Pick<MouseEvent, 'altKey' | 'shiftKey'>) => {
    if (pressedBy.current === 'touch' && !ghost.isOn()) return ghost.start();
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
      draggable
      className="flex min-w-0 flex-col gap-1 rounded-sm text-left"
      onPointerEnter={begin}
      onPointerLeave={(event) => event.pointerType !== 'touch' && end()}
      onPointerDown={(event) => {
        pressedBy.current = event.pointerType;
      }}
      onPointerMove={(event) => {
        if (event.pointerType === 'touch' || !wantsNoMotion()) return;
        const { left, width } = event.currentTarget.getBoundingClientRect();
        setWipe(Math.max(0, Math.min(1, (event.clientX - left) / width)));
      }}
      onDragStart={(event) => {
        rest();
        event.dataTransfer.effectAllowed = 'copy';
        event.dataTransfer.setData('text/plain', name);
        view.set({ dragged: { name, moves: own } });
      }}
      onDragEnd={() => {
        view.set({ dragged: null });
        end();
      }}
      onBlur={end}
      onClick={add}
      onKeyDown={(event) => {
        pressedBy.current = 'keyboard';
        if (event.key === ' ') ghost.start();
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
          <img
            src={`/api/v1/assets/${picture}/thumb`}
            alt=""
            loading="lazy"
            className="absolute inset-0 size-full object-cover"
            onError={(event) => {
              event.currentTarget.hidden = true;
            }}
          />
        )}
        <canvas ref={(canvas) => thumbs.show(move.id, canvas)} className="absolute inset-0 size-full object-cover" />
        {wipe === null ? null : (
          <canvas
            ref={(canvas) => thumbs.show(startOf(move.id), canvas)}
            className="absolute inset-0 size-full border-r border-now object-cover"
            style={{ clipPath: `inset(0 ${(1 - wipe) * 100}% 0 0)` }}
          />
        )}
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
        <span className="line-clamp-4 text-center wrap-anywhere">{name}</span>
        {isUsed ? <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-cam" /> : null}
      </span>
    </button>
  );
}

/** The name under which a thumb's beginning is drawn, beside its end. */
function startOf(id: string): string {
  return `${id} start`;
}
