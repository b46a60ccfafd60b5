import { type Operations, Problem } from '@fantascope/client';

/** A file of a project as lists show it. */
export type ListedAsset = Operations['asset.list']['output']['items'][number];
type Page = Operations['asset.list']['output'];

/** The files that have been read so far, newest first. */
export type AssetPages = Readonly<{
  items: readonly ListedAsset[];
  nextCursor: string | null;
  isReading: boolean;
  isRead: boolean;
  error: unknown;
}>;

/** A list of files that is read page by page. */
export type AssetList = Readonly<{
  state: () => AssetPages;
  subscribe: (listener: () => void) => () => void;
  /** Reads the next page; nothing while one is on its way or all is there. */
  more: () => Promise<void>;
  /** Reads what has come since, without reading again what is there. */
  refresh: () => Promise<void>;
  /** One file is another now. */
  put: (asset: ListedAsset) => void;
  /** These have gone. */
  drop: (ids: ReadonlySet<string>) => void;
  /** Lets go of a page that is on its way: nobody looks any more. What is there stays, and `more` goes on. */
  rest: () => void;
}>;

/** How often a server that is asked too much is waited for before that is said. */
const MOST_WAITS = 5;

/** What is new stands before what is known; nothing stands twice. */
export function merged(known: readonly ListedAsset[], newer: readonly ListedAsset[]): readonly ListedAsset[] {
  const seen = new Set(newer.map(({ id }) => id));
  return [...newer, ...known.filter(({ id }) => !seen.has(id))];
}

/** How long a server wants to be left alone, milliseconds; null for any other trouble. */
const pauseMsOf = (error: unknown): number | null =>
  error instanceof Problem && error.code === 'server.slow-down' ? Number(error.params['retryAfterSec'] ?? 2) * 1000 : null;

/** Opens a list. `read`: one page from a cursor. A hundred thousand files are never held twice: pages are put into one list as they come. */
export function openAssets(
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>,
  {
    sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    /** Whether what is new comes first; otherwise it may belong anywhere. */
    isNewestFirst = true,
  } = {},
): AssetList {
  let pages: AssetPages = { items: [], nextCursor: null, isReading: false, isRead: false, error: null };
  let isStale = false;
  let turn = new AbortController();
  const listeners = new Set<() => void>();
  const set = (next: Partial<AssetPages>) => {
    pages = { ...pages, ...next };
    for (const listener of listeners) listener();
  };
  /** One page, from a server that may first have to be left alone for a moment. */
  const page = async (cursor: string | undefined, { signal }: AbortController): Promise<Page> => {
    for (let waits = 0; ; waits++) {
      try {
        return await read(cursor, signal);
      } catch (error) {
        const pauseMs = pauseMsOf(error);
        if (pauseMs === null || waits >= MOST_WAITS) throw error;
        await sleep(pauseMs);
        signal.throwIfAborted();
      }
    }
  };
  const reading = async (work: (own: AbortController) => Promise<Partial<AssetPages>>) => {
    if (pages.isReading) return;
    const own = new AbortController();
    turn = own;
    set({ isReading: true, error: null });
    const told = await work(own).then(
      (next) => ({ ...next, isRead: true }),
      (error: unknown) => ({ error }),
    );
    if (own.signal.aborted) return;
    set({ ...told, isReading: false });
    if (isStale) await refresh();
  };
  /** New pages until one of them reaches what is known. */
  const newest = async (own: AbortController): Promise<Partial<AssetPages>> => {
    const known = new Set(pages.items.map(({ id }) => id));
    let newer: readonly ListedAsset[] = [];
    let cursor: string | undefined;
    for (;;) {
      const { items, nextCursor } = await page(cursor, own);
      newer = [...newer, ...items];
      if (nextCursor === null) return { items: newer, nextCursor };
      if (items.some(({ id }) => known.has(id))) return { items: merged(pages.items, newer) };
      if (known.size === 0) return { items: newer, nextCursor };
      cursor = nextCursor;
    }
  };
  /** As much of the list anew as is known of it. */
  const again = async (own: AbortController): Promise<Partial<AssetPages>> => {
    const items = new Map<string, ListedAsset>();
    let nextCursor: string | null = null;
    do {
      const next: Page = await page(nextCursor ?? undefined, own);
      for (const item of next.items) items.set(item.id, item);
      nextCursor = next.nextCursor;
    } while (nextCursor !== null && items.size < pages.items.length);
    return { items: [...items.values()], nextCursor };
  };
  const refresh = async (): Promise<void> => {
    // What is told while a page is on its way may not be in it.
    isStale = pages.isReading;
    await reading(isNewestFirst ? newest : again);
  };
  return {
    state: () => pages,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    more: () =>
      reading(async (own) => {
        if (pages.isRead && pages.nextCursor === null) return {};
        const { items, nextCursor } = await page(pages.nextCursor ?? undefined, own);
        // A page is small and the list is long: what is known is struck out of the page, not gathered anew for each.
        const newer = new Map(items.map((item) => [item.id, item]));
        for (const { id } of pages.items) newer.delete(id);
        return { items: [...pages.items, ...newer.values()], nextCursor };
      }),
    refresh,
    put: (asset) => set({ items: pages.items.map((each) => (each.id === asset.id ? asset : each)) }),
    drop: (ids) => set({ items: pages.items.filter(({ id }) => !ids.has(id)) }),
    rest: () => {
      if (!pages.isReading) return;
      turn.abort();
      set({ isReading: false });
    },
  };
}
