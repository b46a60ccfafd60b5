import {
  ArrowLeftRight,
  CircleCheck,
  CirclePause,
  FilePen,
  Gavel,
  type LucideIcon,
  PiggyBank,
  Search,
  Send,
  Undo2,
  Unplug,
  X,
} from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import type { Evidence } from './evidence.ts';
import { signedUsd } from './signed-usd.ts';
import { exactTime } from './time-text.ts';

const icons: Readonly<Record<Evidence['what'], readonly [LucideIcon, string]>> = {
  intent: [FilePen, 'text-ok'],
  reserved: [PiggyBank, 'text-ok'],
  posted: [Send, 'text-ok'],
  answered: [ArrowLeftRight, 'text-ok'],
  broke: [Unplug, 'text-bad'],
  'looked-up': [Search, 'text-t2'],
  held: [CirclePause, 'text-warn'],
  cancelled: [X, 'text-t2'],
  ended: [CircleCheck, 'text-t2'],
  decided: [Gavel, 'text-now'],
  settled: [CircleCheck, 'text-ok'],
  'gave-back': [Undo2, 'text-t2'],
};

/** What is known of a take, with the time of each to the millisecond. */
export function EvidenceList({ rows }: Readonly<{ rows: readonly Evidence[] }>) {
  const { t } = useWords();
  return (
    <ol className="flex flex-col">
      {rows.map((row, index) => {
        const [Icon, colour] = icons[row.what];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a journal are only ever added at the end
          <li key={index} className="flex items-start gap-3 py-1.5 max-sm:gap-2">
            <span className={`flex size-6 shrink-0 items-center justify-center rounded-full border border-current ${colour}`}>
              <Icon size={13} strokeWidth={1.8} aria-hidden />
            </span>
            <time className="w-24 shrink-0 pt-0.5 font-mono text-small text-t2">{exactTime(row.atMs)}</time>
            <span className="min-w-0 flex-1 pt-px">
              <span className="font-medium">{t(`ledger.what.${row.what}`)}</span>{' '}
              <span className="break-words text-t2">
                {row.amountMicros === undefined ? null : `${signedUsd(row.amountMicros)} `}
                {row.lookUp === undefined ? row.text : t(`ledger.lookUp.${row.lookUp}`)}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
