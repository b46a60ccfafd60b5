import { useEffect, useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { useDirect } from '../direct-context.ts';
import { momentsOf } from './clip-layout.ts';
import { zoomed } from './time-zoom.ts';
import type { Ease } from './track-acts.ts';
import type { TrackActs } from './use-track-acts.ts';

const easeKeys: Readonly<Record<string, Ease>> = { '1': 'linear', '2': 'smooth', '3': 'settle', '4': 'hold' };

const PASTE_AFTER_MS = 50;

/** The keys of time and tracks. */
export function useTrackKeys(does: TrackActs): void {
  const { store, view, film } = useDirect();
  const shuttle = useShuttle();
  const { fps } = film.document;
  useKeys((event) => {
    if (isTyping(event)) return false;
    if (event.ctrlKey || event.metaKey) return onCtrl(event, does);
    // A focused field, menu, tab or slider needs its own arrows and Space.
    const target = event.target instanceof HTMLElement ? event.target : null;
    const isBusy =
      target?.closest('[role=slider],[role=spinbutton],[role=menu],[role=dialog],[role=radiogroup],[role=tablist],[role=listbox]') != null;
    const { camera } = store.state().shot;
    const { tSec, lane, loop } = view.state();
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
      does.bake();
      return true;
    }
    const step = event.shiftKey ? 1 : 1 / fps;
    const zoom = (factor: number) => {
      const { timeZoom } = view.state();
      // About the playhead, or about the middle where that is not shown.
      const share = (tSec / camera.lengthSec - timeZoom.fromRatio) / timeZoom.spanRatio;
      view.set({ timeZoom: zoomed(timeZoom, factor, share >= 0 && share <= 1 ? share : 0.5) });
    };
    const jump = (way: 1 | -1) => {
      const moments = momentsOf(camera);
      const next = way === 1 ? moments.find((at) => at > tSec + 1e-3) : moments.findLast((at) => at < tSec - 1e-3);
      if (next !== undefined) go(next);
    };
    const onFrame = (to: number) => go(event.shiftKey ? to : Math.round(to * fps) / fps);
    const acts = new Map<string, () => void>([
      [',', () => onFrame(tSec - step)],
      ['.', () => onFrame(tSec + step)],
      ['s', () => does.setKey(event.shiftKey ? 'all' : lane)],
      ['x', does.split],
      ['n', does.snap],
      ['i', () => view.set({ loop: { fromSec: tSec, toSec: Math.max(loop?.toSec ?? camera.lengthSec, tSec + 1 / fps) } })],
      ['o', () => view.set({ loop: { fromSec: Math.min(loop?.fromSec ?? 0, Math.max(0, tSec - 1 / fps)), toSec: tSec } })],
      ['=', () => zoom(1.5)],
      ['-', () => zoom(1 / 1.5)],
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
      ['Delete', does.remove],
      ['Backspace', does.remove],
    ]);
    const ease = easeKeys[key];
    if (key === ' ') {
      // Space presses the button that has the focus.
      if (isBusy || target?.closest('button,a,[role=gridcell],[role=button]') != null) return false;
      view.set({ isPlaying: !view.state().isPlaying });
      return true;
    }
    if (ease !== undefined && !event.shiftKey) {
      does.ease(ease);
      return true;
    }
    const act = acts.get(key) ?? (isBusy ? undefined : placeActs.get(key));
    if (act === undefined) return false;
    act();
    return true;
  });
}

/** Ctrl C, V and A: what somebody marked on the page is theirs, and so is what another room is about to select. */
function onCtrl(event: KeyboardEvent, does: TrackActs): boolean {
  if (event.altKey || event.shiftKey || (getSelection()?.toString() ?? '') !== '') return false;
  const key = keyOf(event);
  if (key === 'c') return does.copy();
  if (key === 'v') {
    if (!does.hasCopied()) return false;
    // A picture that was put into the clipboard meanwhile is for the page; whether there is one, only its own event says.
    const timer = setTimeout(does.paste, PASTE_AFTER_MS);
    const hear = ({ clipboardData }: ClipboardEvent) => {
      if ((clipboardData?.files.length ?? 0) > 0) clearTimeout(timer);
    };
    addEventListener('paste', hear, { once: true, capture: true });
    return false;
  }
  if (key !== 'a' || !(event.target instanceof Element) || event.target.closest('[data-tracks]') === null) return false;
  does.all();
  return true;
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
