import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Tool, ViewStore } from '../shot/view-store.ts';
import { tools } from '../shot/view-store.ts';

const REST_MS = 400;
let hasPlayed = false;

/** Whether the first shot that is opened begins to play by itself: not where its reader wants little motion, nor where the address names a moment. */
export function playsByItself(tSec: number | undefined): boolean {
  if (hasPlayed || tSec !== undefined) return false;
  hasPlayed = true;
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Keeps playhead, tool and shown takes in the address once they rest, so that a link or a reload opens the same frame. */
export function usePlaceInAddress(view: ViewStore): void {
  const navigate = useNavigate({ from: '/film/$filmId/shot/$shotNumber' });
  const asked = useSearch({ from: '/film/$filmId/shot/$shotNumber' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once, when the shot is opened
  useEffect(() => {
    const tool = tools.find((each) => each === asked.tool) as Tool | undefined;
    view.set({ ...(tool === undefined ? {} : { tool }), takeId: asked.take ?? null, otherTakeId: asked.other ?? null });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = '';
    const write = () => {
      const { tSec, tool: now, takeId, otherTakeId, isPlaying } = view.state();
      if (isPlaying) return;
      const place = {
        ...(tSec === 0 ? {} : { t: Math.round(tSec * 100) / 100 }),
        ...(now === 'select' ? {} : { tool: now }),
        ...(takeId === null ? {} : { take: takeId }),
        ...(otherTakeId === null ? {} : { other: otherTakeId }),
      };
      const text = JSON.stringify(place);
      if (text === told) return;
      told = text;
      void navigate({ search: ({ drawer }) => ({ ...(drawer === undefined ? {} : { drawer }), ...place }), replace: true });
    };
    const stop = view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [view]);
}
