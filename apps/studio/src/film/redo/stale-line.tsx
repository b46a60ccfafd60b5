import { usdText } from '@fantascope/take/money';
import { History } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { Button } from '../../parts/button.tsx';
import { rangeText } from '../../parts/usd.ts';
import { useWords } from '../../words/use-words.ts';
import { useStale } from './use-stale.ts';

/** Above the board, before anything is paid: how many shots were changed since they were shot, what redoing them costs, and that approved and locked ones stay. */
export function StaleLine({
  film,
  isLockedShot,
  onRedo,
}: Readonly<{ film: OpenFilm; isLockedShot: (shotId: string) => boolean; onRedo: (event: MouseEvent) => void }>) {
  const { t, language } = useWords();
  // Chinese sentences follow each other without a space.
  const space = language === 'zh' ? '' : ' ';
  const { open, held, cost } = useStale(film, isLockedShot);
  if (open.length === 0 && held.length === 0) return null;
  const heldShots = new Set(held.map(({ shotId }) => shotId)).size;
  const said = [
    ...(open.length === 0
      ? []
      : [
          t(open.length === 1 ? 'film.staleLine_one' : 'film.staleLine_other', { count: open.length }),
          ...(cost.unpriced === open.length ? [] : [price()]),
        ]),
    ...(cost.unpriced === 0 ? [] : [t('film.redoTotalUnpriced', { count: cost.unpriced })]),
    ...(heldShots === 0 ? [] : [t(heldShots === 1 ? 'film.staleLineHeld_one' : 'film.staleLineHeld_other', { count: heldShots })]),
  ];
  return (
    <div data-stale-line className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-s1 px-4 py-1.5">
      <p role="status" className="flex min-w-0 flex-[1_1_16rem] items-start gap-2">
        <History size={16} strokeWidth={1.6} aria-hidden className="mt-0.5 shrink-0 text-warn" />
        <span className="min-w-0">{said.join(space)}</span>
      </p>
      <Button data-redo-line onClick={onRedo}>
        {t(open.length === 0 ? 'film.redoLook' : open.length === 1 ? 'film.redoOpen_one' : 'film.redoOpen_other', { count: open.length })}
      </Button>
    </div>
  );

  function price(): string {
    const { lowMicros, highMicros, emulatedMicros, asOf } = cost;
    const real = highMicros === 0 ? '' : t('film.staleLineCost', { usd: rangeText(lowMicros, highMicros), date: asOf });
    const emulated = emulatedMicros === 0 ? '' : t('film.staleLineEmulated', { usd: usdText(emulatedMicros), date: asOf });
    return real === '' && emulated === '' ? t('film.staleLineFree') : [real, emulated].filter((each) => each !== '').join(space);
  }
}
