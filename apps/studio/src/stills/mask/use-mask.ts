import { useState } from 'react';
import { type History, historyOf } from '../../shot/history.ts';
import type { PickedPicture } from '../picture-field.tsx';
import type { StillMask } from '../still-shot.ts';
import { type Drawn, undrawn } from './mask-marks.ts';

/** The picture that is changed, with what was drawn on it, and the mask that was made of that. Another picture begins anew. */
export function useMask() {
  const [picture, setPicture] = useState<PickedPicture | null>(null);
  const [history, setHistory] = useState<History<Drawn>>(() => historyOf(undrawn));
  const [mask, setMask] = useState<StillMask | null>(null);
  const [isOpen, setOpen] = useState(false);
  const choose = (next: PickedPicture | null, isPainted: boolean) => {
    if (next?.id !== picture?.id) {
      setPicture(next);
      setHistory(historyOf(undrawn));
      setMask(null);
    }
    setOpen(isPainted);
  };
  return {
    picture,
    history,
    mask,
    isOpen,
    setHistory,
    open: () => setOpen(true),
    close: () => setOpen(false),
    remove: () => setMask(null),
    use: (made: StillMask) => {
      setMask(made);
      setOpen(false);
    },
    setPicture: (next: PickedPicture | null) => choose(next, false),
    /** Chooses a picture and paints on it at once. */
    begin: (next: PickedPicture) => choose(next, true),
  };
}
