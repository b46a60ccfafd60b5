import { useEffect, useMemo } from 'react';
import { onProjectEvent } from '../app/project-events.ts';
import { server } from '../app/server.ts';
import { uploads } from '../parts/uploads.ts';
import { useStore } from '../parts/use-store.ts';
import type { AssetFilter } from './asset-filter.ts';
import { type AssetList, type AssetPages, openAssets } from './asset-pages.ts';
import { isLook, lookFields } from './look.ts';

/** Files of one page: the most the server gives at once. */
export const PAGE = 200;
const REST_MS = 150;

/** The files of a project that a filter lets through: the first page at once, more when asked for, and what comes in meanwhile. */
export function useAssets(
  projectId: string,
  { kind, origin, words, look, isRemoved }: AssetFilter,
): Readonly<{ list: AssetList; pages: AssetPages }> {
  const list = useMemo(
    () =>
      openAssets(
        (cursor, signal) => {
          const filter = {
            ...(kind === null ? {} : { kind }),
            ...(origin === null ? {} : { origin }),
            ...(words === '' ? {} : { words }),
            ...(isRemoved ? { isRemoved } : {}),
            ...lookFields(look),
          };
          const input = { projectId, limit: PAGE, ...filter, ...(cursor === undefined ? {} : { cursor }) };
          return server().call('asset.list', input, { signal });
        },
        { isNewestFirst: !isLook(look) },
      ),
    [projectId, kind, origin, words, look, isRemoved],
  );
  useEffect(() => {
    void list.more();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Many files come in at once: one look for all of them.
    const lookAgain = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void list.refresh(), REST_MS);
    };
    const stopEvents = onProjectEvent(({ kind: what, data }) => {
      if (what === (isRemoved ? 'asset.restored' : 'asset.removed')) list.drop(new Set([String(data['subjectId'])]));
      else if (what.startsWith('asset.')) lookAgain();
    });
    let done = 0;
    const stopUploads = uploads.subscribe(() => {
      const now = uploads.state().filter(({ is }) => is === 'done').length;
      if (now > done) lookAgain();
      done = now;
    });
    return () => {
      clearTimeout(timer);
      stopEvents();
      stopUploads();
      list.rest();
    };
  }, [list, isRemoved]);
  return { list, pages: useStore(list, (pages) => pages) };
}
