import { type ReactNode, useState } from 'react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import type { AssetList, ListedAsset } from './asset-pages.ts';

type Notice = Readonly<{ did: 'removed' | 'restored'; done: readonly ListedAsset[]; failed: readonly ListedAsset[]; error: unknown }>;

/** Into the bin and out of it, one undo apart. What is in use stays, and the server's sentence says where. */
export function useBin(list: AssetList) {
  const { t } = useWords();
  const [notice, setNotice] = useState<Notice | null>(null);
  const run = async (did: Notice['did'], items: readonly ListedAsset[]): Promise<void> => {
    const done: ListedAsset[] = [];
    const failed: ListedAsset[] = [];
    let first: unknown = null;
    for (const asset of items) {
      try {
        await server().call(did === 'removed' ? 'asset.remove' : 'asset.restore', { assetId: asset.id });
        done.push(asset);
      } catch (error) {
        failed.push(asset);
        first ??= error;
      }
    }
    list.drop(new Set(done.map(({ id }) => id)));
    await queries.invalidateQueries({ queryKey: ['asset'] });
    setNotice({ did, done, failed, error: first });
  };
  const undo = async ({ did, done }: Notice): Promise<void> => {
    setNotice(null);
    await run(did === 'removed' ? 'restored' : 'removed', done);
    await list.refresh();
  };
  return {
    remove: (items: readonly ListedAsset[]) => run('removed', items),
    restore: (items: readonly ListedAsset[]) => run('restored', items),
    notice: notice === null ? null : show(notice),
  };

  function show(now: Notice): ReactNode {
    return (
      <div role="status" className="flex shrink-0 flex-col gap-2">
        {now.done.length === 0 ? null : (
          <p className="flex items-center gap-3 rounded-md border border-line2 bg-s2 px-3 py-2">
            <span className="min-w-0 flex-1">{t(`library.${now.did}`, { count: now.done.length })}</span>
            <Button onClick={() => void undo(now)}>{t('library.undo')}</Button>
            <Button look="quiet" onClick={() => setNotice(null)}>
              {t('parts.close')}
            </Button>
          </p>
        )}
        {now.failed.length === 0 ? null : (
          <>
            <p className="text-small text-t2">
              {t('library.stayed', {
                count: now.failed.length,
                names: now.failed
                  .slice(0, 3)
                  .map(({ name }) => name)
                  .join(' · '),
              })}
            </p>
            <Trouble error={now.error} />
          </>
        )}
      </div>
    );
  }
}
