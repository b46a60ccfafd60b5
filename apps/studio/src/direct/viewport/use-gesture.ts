import { useEffect, useRef } from 'react';
import { newGesture } from '../../parts/scrub-field.tsx';
import type { ShotEdit } from '../../shot/shot-edit.ts';
import { useDirect } from '../direct-context.ts';

/** Keys and wheel turns that follow each other within this time are one step of undo. */
const SAME_MS = 600;

/** One gesture on the shot: every edit until it ends is one step of undo, Esc takes it back. */
export function useGesture() {
  const { store } = useDirect();
  const own = useRef<{ id: string; timer?: ReturnType<typeof setTimeout> } | null>(null);
  const end = useRef(() => {
    if (own.current === null) return;
    clearTimeout(own.current.timer);
    own.current = null;
    store.endGesture();
  });
  useEffect(() => () => end.current(), []);
  return {
    isOn: () => own.current !== null,
    edit: (edit: ShotEdit | readonly ShotEdit[]) => {
      own.current ??= { id: newGesture() };
      store.edit(edit, own.current.id);
    },
    end: end.current,
    /** Ends by itself a moment after the last key or wheel turn. */
    endSoon: () => {
      if (own.current === null) return;
      clearTimeout(own.current.timer);
      own.current.timer = setTimeout(end.current, SAME_MS);
    },
    cancel: () => {
      if (own.current === null) return;
      clearTimeout(own.current.timer);
      own.current = null;
      store.cancelGesture();
    },
  };
}
