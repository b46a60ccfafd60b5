import type { Operations } from '@fantascope/client';
import { useMutation } from '@tanstack/react-query';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { bytesText } from '../parts/bytes-text.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { Section } from './section.tsx';

/** What nothing refers to any more: looked at first, then freed. */
export function StorageSection() {
  const { t } = useWords();
  const look = useMutation({ mutationFn: () => server().call('asset.gc', { isDryRun: true }, { key: crypto.randomUUID() }) });
  const free = useMutation({
    mutationFn: () => server().call('asset.gc', { isDryRun: false }, { key: crypto.randomUUID() }),
    onSuccess: () => look.reset(),
  });
  const trouble = look.error ?? free.error;
  return (
    <Section id="storage" title={t('settings.storage')} hint={t('settings.storage.hint')}>
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={look.isPending} onClick={() => look.mutate()}>
          {t(look.isPending ? 'settings.looking' : 'settings.lookUnused')}
        </Button>
        {look.data === undefined ? null : <Found found={look.data} isBusy={free.isPending} onFree={() => free.mutate()} />}
        {free.data === undefined || look.data !== undefined ? null : (
          <p role="status">{t('settings.freed', { files: free.data.blobs, size: bytesText(free.data.bytes) })}</p>
        )}
      </div>
      {trouble === null ? null : <Trouble error={trouble} />}
    </Section>
  );
}

function Found({ found, isBusy, onFree }: Readonly<{ found: Operations['asset.gc']['output']; isBusy: boolean; onFree: () => void }>) {
  const { t } = useWords();
  if (found.blobs === 0) return <p role="status">{t('settings.nothingUnused')}</p>;
  const size = bytesText(found.bytes);
  return (
    <>
      <p role="status">{t('settings.unused', { files: found.blobs, size })}</p>
      <Button look="danger" disabled={isBusy} onClick={onFree}>
        {t('settings.free', { size })}
      </Button>
    </>
  );
}
