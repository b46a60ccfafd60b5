import type { Operations } from '@fantascope/client';

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
  close: () => void;
}>;

/** What is new stands before what is known; nothing stands twice. */
export function merged(known: readonly ListedAsset[], newer: readonly ListedAsset[]): readonly ListedAsset[] {
  const seen = new Set(newer.map(({ id }) => id));
  return [...newer, ...known.filter(({ id }) => !seen.has(id))];
}

/** Opens a list. `read`: one page from a cursor. A hundred thousand files are never held twice: pages are put into one list as they come. */
export function openAssets(read: (cursor: string | undefined) => Promise<Page>): AssetList {
  let pages: AssetPages = { items: [], nextCursor: null, isReading: false, isRead: false, error: null };
  let isOpen = true;
  let isStale = false;
  const listeners = new Set<() => void>();
  const set = (next: Partial<AssetPages>) => {
    if (!isOpen) return;
    pages = { ...pages, ...next };
    for (const listener of listeners) listener();
  };
  const reading = async (work: () => Promise<Partial<AssetPages>>) => {
    if (pages.isReading) return;
    set({ isReading: true, error: null });
    try {
      set({ ...(await work()), isReading: false, isRead: true });
    } catch (error) {
      set({ isReading: false, error });
    }
    if (isStale && isOpen) await refresh();
  };
  /** New pages until one of them reaches what is known. */
  const newest = async (): Promise<Partial<AssetPages>> => {
    const known = new Set(pages.items.map(({ id }) => id));
    let newer: readonly ListedAsset[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = await read(cursor);
      newer = [...newer, ...page.items];
      if (page.nextCursor === null) return { items: newer, nextCursor: null };
      if (page.items.some(({ id }) => known.has(id))) return { items: merged(pages.items, newer) };
      if (known.size === 0) return { items: newer, nextCursor: page.nextCursor };
      cursor = page.nextCursor;
    }
  };
  const refresh = async (): Promise<void> => {
    // What is told while a page is on its way may not be in it.
    isStale = pages.isReading;
    await reading(newest);
  };
  return {
    state: () => pages,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    more: () =>
      reading(async () => {
        if (pages.isRead && pages.nextCursor === null) return {};
        const page = await read(pages.nextCursor ?? undefined);
        const known = new Set(pages.items.map(({ id }) => id));
        return { items: [...pages.items, ...page.items.filter(({ id }) => !known.has(id))], nextCursor: page.nextCursor };
      }),
    refresh,
    put: (asset) => set({ items: pages.items.map((each) => (each.id === asset.id ? asset : each)) }),
    drop: (ids) => set({ items: pages.items.filter(({ id }) => !ids.has(id)) }),
    close: () => {
      isOpen = false;
    },
  };
}
