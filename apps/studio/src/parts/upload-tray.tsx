import { CircleAlert, CircleCheck, RotateCw, X } from 'lucide-react';
import { useEffect } from 'react';
import { useWords } from '../words/use-words.ts';
import { Button } from './button.tsx';
import { bytesText } from './bytes-text.ts';
import { IconButton } from './icon-button.tsx';
import { Trouble } from './trouble.tsx';
import { mayRetry, sumOf, type Upload } from './upload-queue.ts';
import { uploads } from './uploads.ts';
import { useStore } from './use-store.ts';

/** Rows that are shown at once: thousands may be on their way. */
const MOST_ROWS = 60;
const order: Readonly<Record<Upload['is'], number>> = { failed: 0, sending: 1, sent: 1, waiting: 2, cancelled: 3, done: 4 };
/** How long a tray in which all went well stays, milliseconds. */
const STAY_MS = 4000;
const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** Files on their way in: how far each is, and a way on for what failed. */
export function UploadTray({ trouble, forgetTrouble }: Readonly<{ trouble: unknown; forgetTrouble: () => void }>) {
  const { t } = useWords();
  const queue = useStore(uploads, (all) => all);
  const sum = sumOf(queue);
  const isWell = !sum.isBusy && sum.failed === 0 && trouble === null;
  useEffect(() => {
    if (!isWell) return;
    const timer = setTimeout(uploads.clear, STAY_MS);
    return () => clearTimeout(timer);
  }, [isWell]);
  const again = queue.filter((upload) => upload.is === 'failed' && mayRetry(upload)).map(({ id }) => id);
  const rows = [...queue].sort((one, other) => order[one.is] - order[other.is] || one.id - other.id).slice(0, MOST_ROWS);
  return (
    <section
      aria-label={t('parts.upload.title')}
      className="fixed bottom-3 left-3 z-40 flex max-h-[min(420px,60vh)] w-[360px] max-w-[calc(100vw-24px)] flex-col rounded-lg border border-line2 bg-s1"
    >
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-1.5 pl-3">
        <h2 role="status" className="min-w-0 flex-1 font-medium">
          {sum.isBusy
            ? t('parts.upload.busy', { done: sum.done, files: sum.files, percent: Math.floor(sum.ratio * 100) })
            : t('parts.upload.over', { done: sum.done, files: sum.files })}
        </h2>
        {again.length === 0 ? null : (
          <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => uploads.retry(again)}>
            {t('parts.upload.retryFailed', { count: again.length })}
          </Button>
        )}
        <IconButton
          label={t('parts.close')}
          icon={<X {...icon} />}
          disabled={sum.isBusy}
          onClick={() => {
            uploads.clear();
            forgetTrouble();
          }}
        />
      </header>
      {trouble === null ? null : <Trouble error={trouble} />}
      <ul className="min-h-0 overflow-y-auto">
        {rows.map((upload) => (
          <Row key={upload.id} upload={upload} />
        ))}
      </ul>
      {queue.length > rows.length ? (
        <p className="border-t border-line px-3 py-1.5 text-small text-t2">
          {t('parts.upload.more', { count: queue.length - rows.length })}
        </p>
      ) : null}
    </section>
  );
}

function Row({ upload }: Readonly<{ upload: Upload }>) {
  const { t } = useWords();
  const { id, name, bytes, sentBytes, is, said } = upload;
  const ratio = bytes === 0 ? 0 : sentBytes / bytes;
  const isUnder = is === 'waiting' || is === 'sending' || is === 'sent';
  return (
    <li data-upload={is} className="flex items-start gap-2 border-b border-line py-1.5 pr-1.5 pl-3 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex gap-2">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="shrink-0 text-small text-t2">{is === 'sending' ? `${Math.floor(ratio * 100)}%` : bytesText(bytes)}</span>
        </p>
        {isUnder ? (
          <progress
            aria-label={t('parts.upload.progress', { name })}
            max={1}
            {...(is === 'sent' ? {} : { value: ratio })}
            className="block h-1 w-full appearance-none overflow-hidden rounded-sm bg-s4 [&::-moz-progress-bar]:bg-t1 [&::-webkit-progress-bar]:bg-s4 [&::-webkit-progress-value]:bg-t1"
          />
        ) : null}
        <p className={`flex items-start gap-1.5 text-small ${is === 'failed' ? 'text-bad' : 'text-t2'}`}>
          {is === 'failed' ? <CircleAlert size={14} aria-hidden className="mt-px shrink-0" /> : null}
          {is === 'done' ? <CircleCheck size={14} aria-hidden className="mt-px shrink-0 text-ok" /> : null}
          <span className="min-w-0 break-words">
            {is === 'failed' ? (said === null || said === '' ? t('parts.upload.noAnswer') : said) : t(`parts.upload.is.${is}`)}
          </span>
        </p>
      </div>
      {mayRetry(upload) ? (
        <IconButton label={t('parts.upload.retry', { name })} icon={<RotateCw {...icon} />} onClick={() => uploads.retry([id])} />
      ) : null}
      {isUnder ? <IconButton label={t('parts.upload.cancel', { name })} icon={<X {...icon} />} onClick={() => uploads.cancel(id)} /> : null}
    </li>
  );
}
