import { Link } from '@tanstack/react-router';
import { Clock } from 'lucide-react';
import type { ListedTake } from '../../app/queries.ts';
import { useProgress } from '../../frame/jobs-progress.ts';
import { rangeText } from '../../parts/usd.ts';
import { Meter } from '../../shoot/carrier-look.tsx';
import { cellsOf, meterOf } from '../../shoot/carriers.ts';
import { LossList } from '../../shoot/loss-list.tsx';
import { priceOf } from '../../shoot/shoot-rows.ts';
import { isShooting } from '../../takes/take-state.ts';
import { useStateWords } from '../../takes/use-state-words.ts';
import { useWords } from '../../words/use-words.ts';
import type { DueShot } from './film-order.ts';

type Both = Readonly<{ en: string; zh: string }>;

/** Shots of a film under one heading: each with why it stands there, its price, and what the model would keep and lose of it. */
export function DueList({
  title,
  items,
  filmId,
  problems,
}: Readonly<{
  title: 'film.shootDue' | 'film.shootRefused' | 'film.shootLeft';
  items: readonly DueShot[];
  filmId: string;
  /** Why nothing was sent of some of them at the last press. */
  problems?: ReadonlyMap<string, Both> | undefined;
}>) {
  const { t, language } = useWords();
  if (items.length === 0) return null;
  return (
    <section className="flex flex-col" data-due-group={title}>
      <h3 className="pb-1 font-semibold">{t(title, { count: items.length })}</h3>
      <ul className="flex flex-col">
        {items.map((item) => (
          <li key={item.shotId} data-due={item.shotId} data-state={item.state} className="flex flex-col gap-1 border-t border-line py-2">
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0">
                <Link
                  to="/film/$filmId/shot/$shotNumber"
                  params={{ filmId, shotNumber: String(item.index + 1) }}
                  className="font-medium wrap-anywhere underline"
                >
                  {t('film.shootShot', { number: item.index + 1, name: item.name })}
                </Link>
                <span className="block text-small text-t2">{item.problem?.[language] ?? t(`film.due.${item.state}`)}</span>
              </span>
              {item.state === 'unshot' || item.state === 'stale' ? <Price item={item} /> : null}
            </span>
            <Kept item={item} />
            {problems?.has(item.shotId) ? (
              <p role="alert" className="text-small text-bad">
                {t('film.shootNotSent', { said: problems.get(item.shotId)?.[language] ?? '' })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Price({ item }: Readonly<{ item: DueShot }>) {
  const { t } = useWords();
  const price = priceOf(item.estimateUsd, Date.now());
  if (price === null) return <span className="text-right text-warn">{t('shoot.noPrice')}</span>;
  if (price.highMicros === 0) return <span className="text-right">{t('shoot.free')}</span>;
  return (
    <span className="shrink-0 text-right">
      <span className="block font-medium">{rangeText(price.lowMicros, price.highMicros)}</span>
      <span className="flex items-center justify-end gap-1 text-small text-t2">
        {price.isOld ? <Clock size={12} aria-hidden className="text-warn" /> : null}
        <span title={price.isOld ? t('shoot.priceOld', { date: price.asOf }) : undefined}>
          {t('film.shootPriceOf', { date: price.asOf })}
        </span>
      </span>
    </span>
  );
}

/** What is kept as one bar a part, with its words; what is lost in sentences when one asks. */
function Kept({ item }: Readonly<{ item: DueShot }>) {
  const { t } = useWords();
  if (item.carriers.length === 0 && item.losses.length === 0) return null;
  const meter = meterOf(cellsOf(item));
  const count = (kept: (typeof meter)[number]) => meter.filter((bar) => bar === kept).length;
  const said = t('shoot.meter', {
    ...{ followed: count('followed'), roughly: count('roughly') },
    ...{ said: count('said'), lost: count('lost') },
  });
  const line = (
    <span className="inline-flex flex-wrap items-center gap-x-2 align-middle">
      <Meter meter={meter} />
      <span>{said}</span>
    </span>
  );
  if (item.losses.length === 0) return <p className="text-small text-t2">{line}</p>;
  return (
    <details className="text-small">
      <summary className="cursor-pointer text-t2">{line}</summary>
      <div className="pt-1.5 pl-4">
        <LossList line={item} />
      </div>
    </details>
  );
}

/** Shots of which a take is made, each as it goes on; of an unknown outcome a person decides. */
export function UnderWayList({
  items,
  projectId,
  takeOf,
}: Readonly<{ items: readonly DueShot[]; projectId: string; takeOf: (shotId: string) => ListedTake | null }>) {
  const { t } = useWords();
  if (items.length === 0) return null;
  return (
    <section className="flex flex-col" data-due-group="film.shootUnderWay">
      <h3 className="pb-1 font-semibold">{t('film.shootUnderWay', { count: items.length })}</h3>
      <ul className="flex flex-col">
        {items.map((item) => {
          const take = takeOf(item.shotId);
          return (
            <li key={item.shotId} data-due={item.shotId} data-state="underway" className="flex flex-col gap-1 border-t border-line py-2">
              <span className="flex items-start justify-between gap-3">
                <span className="min-w-0 font-medium wrap-anywhere">
                  {t('film.shootShot', { number: item.index + 1, name: item.name })}
                </span>
                {take === null ? (
                  <span className="text-small text-t2">{t('film.due.underway')}</span>
                ) : take.moneyState === 'unknown' ? (
                  <Link to="/ledger" search={{ project: projectId, by: 'unknown' }} className="shrink-0 text-small underline">
                    {t('film.shootDecide')}
                  </Link>
                ) : (
                  <TakeState take={take} />
                )}
              </span>
              {take?.moneyState === 'unknown' ? (
                <span className="hatched rounded-sm px-2 py-0.5 text-small text-warn">{t('film.shootUnknown')}</span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function TakeState({ take }: Readonly<{ take: ListedTake }>) {
  const said = useStateWords(take);
  const progress = useProgress(take.id);
  return (
    <span className="flex w-32 shrink-0 flex-col items-end gap-1 text-small" data-take={take.id}>
      <span>{said}</span>
      {isShooting(take) ? (
        <span aria-hidden className="block h-[3px] w-full bg-s3">
          <span className="block h-full bg-tally" style={{ width: `${Math.round(Math.max(0.04, progress?.ratio ?? 0) * 100)}%` }} />
        </span>
      ) : null}
    </span>
  );
}
