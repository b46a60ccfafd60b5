import { CircleHelp } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import type { Unknown } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { timeText } from './time-text.ts';
import { useNames } from './use-names.ts';

/** Takes that wait for a person's word, each a row. */
export function UnknownList({
  items,
  takeId,
  onOpen,
}: Readonly<{ items: readonly Unknown[]; takeId: string | undefined; onOpen: (takeId: string) => void }>) {
  const { t, language } = useWords();
  const names = useNames();
  if (items.length === 0) return <p className="p-5 text-t2">{t('ledger.noUnknown')}</p>;
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto">
      {items.map((item) => (
        <li key={item.takeId}>
          <button
            type="button"
            aria-current={item.takeId === takeId ? 'true' : undefined}
            onClick={() => onOpen(item.takeId)}
            className="flex w-full items-center gap-3 border-b border-l-2 border-b-line border-l-transparent px-5 py-3 text-left hover:bg-s2 aria-[current=true]:border-l-now aria-[current=true]:bg-s3 max-sm:px-3"
          >
            <span className="hatched shrink-0 rounded-sm p-1.5">
              <CircleHelp size={18} strokeWidth={1.8} className="rounded-full bg-s1 text-warn" aria-hidden />
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium">{names.model(item.model)}</span>
              <span className="text-small text-t2">
                {names.project(item.projectId)} · {timeText(Date.parse(item.askedAt), language)}
                {item.isEmulated ? ` · ${t('ledger.emulated')}` : ''}
              </span>
            </span>
            <span className="shrink-0 text-right">
              <span className="block text-small text-warn">{t('ledger.unknown')}</span>
              <span className="block">{t('ledger.atMost', { amount: signedUsd(item.mostUsdMicros) })}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
