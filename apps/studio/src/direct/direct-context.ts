import { createContext, useContext } from 'react';
import type { OpenFilm } from '../app/queries.ts';
import { useStore } from '../parts/use-store.ts';
import type { Preview, PreviewState } from '../preview/preview.ts';
import type { ShotState, ShotStore } from '../shot/shot-store.ts';
import type { View, ViewStore } from '../shot/view-store.ts';

/** The shot that is open in Direct, and all that its parts share. */
export type Direct = Readonly<{
  film: OpenFilm;
  shotId: string;
  /** 1 for the first. */
  shotNumber: number;
  isLocked: boolean;
  /** The document: read it with `useShot`, change it with `store.edit`. */
  store: ShotStore;
  view: ViewStore;
  preview: Preview;
}>;

const Context = createContext<Direct | null>(null);

/** Hands the open shot to the parts of Direct. */
export const DirectProvider = Context.Provider;

/** The shot that is open. */
export function useDirect(): Direct {
  const direct = useContext(Context);
  if (direct === null) throw new TypeError('this part belongs into Direct');
  return direct;
}

/** A part of the shot's state. */
export function useShot<Part>(pick: (state: ShotState) => Part): Part {
  return useStore(useDirect().store, pick);
}

/** A part of how the shot is looked at. */
export function useView<Part>(pick: (view: View) => Part): Part {
  return useStore(useDirect().view, pick);
}

/** A part of how the preview stands. */
export function usePreview<Part>(pick: (state: PreviewState) => Part): Part {
  return useStore(useDirect().preview, pick);
}
