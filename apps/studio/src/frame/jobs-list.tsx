import { Problem } from '@fantascope/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleHelp, Clock, Cog } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ListedJob, ListedTake } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { modelsQuery } from '../shoot/use-models.ts';
import { clockText, isShooting, wordOf } from '../takes/take-state.ts';
import { useMoneyWords } from '../takes/use-money-words.ts';
import { useWords } from '../words/use-words.ts';
import { CancelTake } from './jobs-cancel.tsx';
import { useProgress } from './jobs-progress.ts';
import type { UnderWay } from './jobs-under-way.ts';

const knownKinds = ['film-render', 'stage-take', 'take-export', 'take-import', 'control-render'] as const;

/** Everything under way, how far it is, and the way to end it. */
export function JobsList({ underWay }: Readonly<{ underWay: UnderWay }>) {
  const { t } = useWords();
  const { takes, jobs, unknown, projectId, usualSec } = underWay;
  const isEmpty = takes.length + jobs.length + unknown.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <h2 className="text-head font-semibold">{t('jobs.title')}</h2>
      {isEmpty ? <p className="text-t2">{t('jobs.none')}</p> : null}
      <ul className="flex flex-col gap-3">
        {unknown.map((take) => (
          <li key={take.id} className="flex items-start gap-2">
            <span className="hatched mt-0.5 rounded-sm p-0.5">
              <CircleHelp size={14} aria-hidden />
            </span>
            <span className="min-w-0 flex-1">
              <TakeName take={take} />
              <span className="block text-small text-warn">{t('jobs.unknown')}</span>
            </span>
            <Link to="/ledger" search={{ project: projectId, take: take.id }} className="shrink-0 text-small underline">
              {t('jobs.toLedger')}
            </Link>
          </li>
        ))}
        {takes.map((take) => (
          <TakeUnderWay key={take.id} take={take} usualSec={usualSec.get(take.model) ?? null} />
        ))}
        {jobs.map((job) => (
          <JobUnderWay key={job.id} job={job} />
        ))}
      </ul>
    </div>
  );
}

function TakeName({ take }: Readonly<{ take: ListedTake }>) {
  const { t, language } = useWords();
  const models = useQuery(modelsQuery);
  return (
    <span className="flex items-center gap-1.5 font-medium">
      <span className="truncate">{models.data?.find(({ id }) => id === take.model)?.name[language] ?? take.model}</span>
      {take.isEmulated ? (
        <span className="shrink-0 rounded-sm border border-warn px-1 text-micro text-warn">{t('takes.emulated')}</span>
      ) : null}
    </span>
  );
}

/** Seconds since a time, counted on while it is looked at. */
function useSince(time: string): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (nowMs - Date.parse(time)) / 1000);
}

function TakeUnderWay({ take, usualSec }: Readonly<{ take: ListedTake; usualSec: number | null }>) {
  const { t } = useWords();
  const progress = useProgress(take.id);
  const money = useMoneyWords(take);
  const sinceSec = useSince(take.createdAt);
  const word = wordOf(take.state);
  const state = word === 'other' ? take.state : t(`takes.state.${word}`);
  const ratio = progress?.ratio ?? 0;
  const isLit = isShooting(take);
  const time =
    ratio > 0
      ? t('jobs.progress', { percent: Math.round(ratio * 100) })
      : progress?.queuePlace != null
        ? t('jobs.queue', { place: progress.queuePlace })
        : usualSec === null
          ? t('jobs.elapsed', { time: clockText(sinceSec) })
          : t('jobs.usual', { time: clockText(sinceSec), usual: clockText(usualSec) });
  return (
    <Line
      mark={isLit ? <span className="block size-2.5 rounded-full bg-tally" /> : <Clock size={14} aria-hidden className="text-t2" />}
      name={<TakeName take={take} />}
      said={[state, time, money].join(' · ')}
      ratio={isLit ? (ratio > 0 ? ratio : usualSec === null ? 0 : Math.min(0.95, sinceSec / Math.max(1, usualSec))) : null}
      isTally
    >
      <CancelTake take={take} />
    </Line>
  );
}

function JobUnderWay({ job }: Readonly<{ job: ListedJob }>) {
  const { t } = useWords();
  const progress = useProgress(job.id);
  const sinceSec = useSince(job.createdAt);
  const [said, setSaid] = useState<string | null>(null);
  const kind = knownKinds.find((each) => each === job.kind) ?? 'other';
  const ratio = progress?.ratio ?? job.progressPermille / 1000;
  const time = ratio > 0 ? t('jobs.progress', { percent: Math.round(ratio * 100) }) : t('jobs.elapsed', { time: clockText(sinceSec) });
  const cancel = async () => {
    try {
      await server().call('job.cancel', { jobId: job.id });
      await queries.invalidateQueries({ queryKey: ['job'] });
    } catch (error) {
      setSaid(error instanceof Problem ? error.message : t('frame.serverGone'));
    }
  };
  return (
    <Line mark={<Cog size={14} aria-hidden className="text-t2" />} name={t(`jobs.kind.${kind}`)} said={said ?? time} ratio={ratio}>
      {job.isCalledOff ? (
        <span className="text-small text-t2">{t('jobs.cancelling')}</span>
      ) : (
        <Button onClick={() => void cancel()}>{t('jobs.cancel')}</Button>
      )}
    </Line>
  );
}

function Line({
  mark,
  name,
  said,
  ratio,
  isTally = false,
  children,
}: Readonly<{ mark: ReactNode; name: ReactNode; said: string; ratio: number | null; isTally?: boolean; children: ReactNode }>) {
  return (
    <li className="flex items-start gap-2">
      <span className="mt-1 flex size-4 shrink-0 items-center justify-center">{mark}</span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{name}</span>
        <span className="block text-small text-t2">{said}</span>
        {ratio === null ? null : (
          <span className="mt-1 block h-[3px] rounded-full bg-s4">
            <span
              className={`block h-full rounded-full ${isTally ? 'bg-tally' : 'bg-t2'}`}
              style={{ width: `${Math.round(ratio * 100)}%` }}
            />
          </span>
        )}
      </span>
      {children}
    </li>
  );
}
