import { fittedZoom, type ViewZoom } from './view-zoom.ts';

/** The tools of the viewport. */
export const tools = ['select', 'camera', 'region', 'focus', 'brush', 'air', 'reframe'] as const;
/** One of them. */
export type Tool = (typeof tools)[number];
/** The lanes of the tracks. */
export const lanes = ['camera', 'speed', 'lens', 'focus', 'motion', 'air'] as const;
/** One of them. */
export type Lane = (typeof lanes)[number];

/** What is pointed at: a move, keyframe, motion region or kind of air by its place in the shot's list. */
export type Selection = Readonly<{ what: 'move' | 'key' | 'motion' | 'air' | 'caption'; index: number }> | null;

/** How the shot is looked at. None of it is part of the shot, and none of it is undone. */
export type View = Readonly<{
  tSec: number;
  isPlaying: boolean;
  isLooping: boolean;
  /** A part that is played over and over; null is the whole shot. */
  loop: Readonly<{ fromSec: number; toSec: number }> | null;
  tool: Tool;
  lane: Lane;
  selection: Selection;
  /** Everything that is selected with `selection`; it counts only while `selection` is among it (`chosenOf`). */
  chosen: readonly NonNullable<Selection>[];
  hover: Selection;
  /** The part of the shot that the time axis shows, as shares of its length. */
  timeZoom: Readonly<{ fromRatio: number; spanRatio: number }>;
  /** How the picture is enlarged on the screen. */
  zoom: ViewZoom;
  safeAreas: 'off' | 'title' | 'phone';
  hasThirds: boolean;
  /** Share of the picture, from the left, that shows the still as it was; null shows none. */
  beforeRatio: number | null;
  isDepthShown: boolean;
  areOverlaysHidden: boolean;
  arePanelsHidden: boolean;
  /** Whether map and numbers are pulled out over the picture, where a window is too narrow for them beside it. */
  isSideOpen: boolean;
  /** A camera shown for a moment that is not the shot's, at a second of its own: a preset under the pointer. */
  ghost: Readonly<{ camera: import('@fantascope/film').Camera; name: string; tSec: number }> | null;
  /** A move that is being dragged from the strip, over the whole of its time. */
  dragged: Readonly<{ name: string; moves: readonly import('@fantascope/film').Move[] }> | null;
  strength: 'weak' | 'medium' | 'strong';
  /** Which take is shown in place of the stage; null is the stage. */
  takeId: string | null;
  otherTakeId: string | null;
  isSnapping: boolean;
  hasAutoKey: boolean;
}>;

/** Whether two selections are of the same thing. */
export function isSameItem(a: Selection, b: Selection): boolean {
  return a !== null && b !== null && a.what === b.what && a.index === b.index;
}

/** Everything that is selected. Whoever selects one thing need not know that several can be. */
export function chosenOf({ selection, chosen }: Pick<View, 'selection' | 'chosen'>): readonly NonNullable<Selection>[] {
  if (selection === null) return [];
  return chosen.some((each) => isSameItem(each, selection)) ? chosen : [selection];
}

/** Where the view is kept. */
export type ViewStore = Readonly<{
  state: () => View;
  subscribe: (listener: () => void) => () => void;
  set: (change: Partial<View>) => void;
}>;

/** A fresh view of a shot. */
export function openView(tSec = 0): ViewStore {
  let view: View = {
    tSec,
    isPlaying: false,
    isLooping: true,
    loop: null,
    tool: 'select',
    lane: 'camera',
    selection: null,
    chosen: [],
    hover: null,
    timeZoom: { fromRatio: 0, spanRatio: 1 },
    zoom: fittedZoom,
    safeAreas: 'off',
    hasThirds: false,
    beforeRatio: null,
    isDepthShown: false,
    areOverlaysHidden: false,
    arePanelsHidden: false,
    isSideOpen: false,
    ghost: null,
    dragged: null,
    strength: 'medium',
    takeId: null,
    otherTakeId: null,
    isSnapping: true,
    hasAutoKey: true,
  };
  const listeners = new Set<() => void>();
  return {
    state: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (change) => {
      view = { ...view, ...change };
      for (const listener of listeners) listener();
    },
  };
}
