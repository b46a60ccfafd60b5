import { useEffect, useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { useDirect } from '../direct-context.ts';
import { momentsOf } from './clip-layout.ts';
import { type Acted, bakeMoves, type Ease, removeSelected, setEase, setKey, splitAt } from './track-acts.ts';
import { useShownPath } from './use-shown-path.ts';

const easeKeys: Readonly<Record<string, Ease>> = { '1': 'linear', '2': 'smooth', '3': 'settle', '4': 'hold' };

/** The keys of time and tracks. `tell` hears what they came to. */
export function useTrackKeys(tell: (acted: Acted | Readonly<{ baked: number }> | Readonly<{ isSnapping: boolean }>) => void): void {
  const { store, view, film } = useDirect();
  const { camera: shown } = useShownPath();
  const shuttle = useShuttle();
  const { fps } = film.document;
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey) return false;
    // A focused field, menu, tab or slider needs its own arrows and Space.
    const target = event.target instanceof HTMLElement ? event.target : null;
    const isBusy =
      target?.closest('[role=slider],[role=spinbutton],[role=menu],[role=dialog],[role=radiogroup],[role=tablist],[role=listbox]') != null;
    const { camera } = store.state().shot;
    const { tSec, selection, lane, loop, isSnapping } = view.state();
    const go = (to: number) => view.set({ tSec: Math.max(0, Math.min(camera.lengthSec, to)), isPlaying: false });
    const key = event.code.startsWith('Digit') ? event.code.slice(5) : keyOf(event);
    if (event.altKey) {
      if (key === 'i') view.set({ loop: loop === null ? null : { ...loop, fromSec: 0 } });
      else if (key === 'o') view.set({ loop: loop === null ? null : { ...loop, toSec: camera.lengthSec } });
      else if (key === 'x') view.set({ loop: null });
      else return false;
      return true;
    }
    if (event.shiftKey && key === 'k') {
      const baked = bakeMoves(store, shown);
      if (baked !== null) tell({ baked });
      return true;
    }
    const step = event.shiftKey ? 1 : 1 / fps;
    const jump = (way: 1 | -1) => {
      const moments = momentsOf(camera);
      const next = way === 1 ? moments.find((at) => at > tSec + 1e-3) : moments.findLast((at) => at < tSec - 1e-3);
      if (next !== undefined) go(next);
    };
    const onFrame = (to: number) => go(event.shiftKey ? to : Math.round(to * fps) / fps);
    const acts = new Map<string, () => void>([
      [',', () => onFrame(tSec - step)],
      ['.', () => onFrame(tSec + step)],
      ['s', () => tell(setKey(store, { tSec, lane }, shown))],
      ['x', () => tell(splitAt(store, { tSec, selection }))],
      [
        'n',
        () => {
          view.set({ isSnapping: !isSnapping });
          tell({ isSnapping: !isSnapping });
        },
      ],
      ['i', () => view.set({ loop: { fromSec: tSec, toSec: Math.max(loop?.toSec ?? camera.lengthSec, tSec + 1 / fps) } })],
      ['o', () => view.set({ loop: { fromSec: Math.min(loop?.fromSec ?? 0, Math.max(0, tSec - 1 / fps)), toSec: tSec } })],
      ['j', () => shuttle(-1)],
      ['k', () => shuttle(0)],
      ['l', () => shuttle(1)],
    ]);
    const placeActs = new Map<string, () => void>([
      ['ArrowLeft', () => onFrame(tSec - step)],
      ['ArrowRight', () => onFrame(tSec + step)],
      ['ArrowUp', () => jump(-1)],
      ['ArrowDown', () => jump(1)],
      ['Home', () => go(0)],
      ['End', () => go(camera.lengthSec)],
      ['Delete', () => tell(removeSelected(store, selection))],
      ['Backspace', () => tell(removeSelected(store, selection))],
    ]);
    const ease = easeKeys[key];
    if (key === ' ') {
      // Space presses the button that has the focus.
      if (isBusy || target?.closest('button,a,[role=gridcell],[role=button]') != null) return false;
      view.set({ isPlaying: !view.state().isPlaying });
      return true;
    }
    if (ease !== undefined && !event.shiftKey) {
      tell(setEase(store, selection, ease));
      return true;
    }
    const act = acts.get(key) ?? (isBusy ? undefined : placeActs.get(key));
    if (act === undefined) return false;
    act();
    return true;
  });
}

/** J K L: backwards, stop, forwards; pressed again, twice as fast. */
function useShuttle(): (way: -1 | 0 | 1) => void {
  const { view, store } = useDirect();
  const rate = useRef(0);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return (way) => {
    cancelAnimationFrame(frame.current);
    rate.current = way === 0 ? 0 : Math.sign(rate.current) === way ? Math.max(-8, Math.min(8, rate.current * 2)) : way;
    // At its own speed the playback goes by itself.
    view.set({ isPlaying: rate.current === 1 });
    if (rate.current === 0 || rate.current === 1) return;
    let lastMs: number | null = null;
    const step = (nowMs: number) => {
      const sec = lastMs === null ? 0 : (nowMs - lastMs) / 1000;
      lastMs = nowMs;
      const { tSec, isPlaying } = view.state();
      const { lengthSec } = store.state().shot.camera;
      const to = Math.max(0, Math.min(lengthSec, tSec + sec * rate.current));
      if (isPlaying || (to === tSec && sec > 0)) {
        rate.current = 0;
        return;
      }
      view.set({ tSec: to });
      frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  };
}
