import { Archive, Ban, Check, CircleHelp, Clock, Hourglass, Lock, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { useProgress } from '../frame/jobs-progress.ts';
import { useWords } from '../words/use-words.ts';
import { isShooting, lookOf, type TakeLook } from './take-state.ts';
import { useMoneyWords } from './use-money-words.ts';
import { useStateWords } from './use-state-words.ts';

const size = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const icons: Readonly<Record<TakeLook, ReactNode>> = {
  waiting: <Hourglass {...size} />,
  queued: <Clock {...size} />,
  shooting: null,
  ready: null,
  ended: <Ban {...size} />,
  unknown: <CircleHelp {...size} />,
};

/** One take of the strip: number, picture, model, what it cost and how it stands. A click shows it; with Shift it is the second to compare. */
export function TakeCard({
  take,
  number,
  name,
  isShown,
  isOther,
  onShow,
  onOther,
  onApprove,
}: Readonly<{
  take: ListedTake;
  number: number;
  name: string;
  isShown: boolean;
  isOther: boolean;
  onShow: () => void;
  onOther: () => void;
  onApprove: () => void;
}>) {
  const { t } = useWords();
  const progress = useProgress(take.id);
  const cost = useMoneyWords(take);
  const state = useStateWords(take);
  const ring = isShown ? 'outline-2 outline-t1' : isOther ? 'outline-2 outline-dashed outline-t2' : 'outline-1 outline-line2';
  return (
    <button
      type="button"
      data-take={take.id}
      data-state={take.state}
      aria-pressed={isShown}
      onClick={(event) => (event.shiftKey ? onOther() : onShow())}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !isShown || event.shiftKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        onApprove();
      }}
      className="relative flex w-[92px] shrink-0 flex-col gap-0.5 rounded-sm text-left max-[1179px]:w-auto max-[899px]:w-[92px] [@media(max-height:800px)_and_(min-width:1180px)]:w-[68px]"
    >
      <span className="sr-only">{t('takes.number', { number })}</span>
      <span
        className={`relative block aspect-video w-full shrink-0 overflow-hidden rounded-sm bg-well ${ring} ${take.verdict === 'rejected' ? 'opacity-60' : ''}`}
      >
        <Thumb take={take} />
        <span aria-hidden className="absolute top-1 left-1 rounded-sm bg-scrim px-1 text-micro font-medium text-t1" data-over="picture">
          {number}
        </span>
        {take.isEmulated ? (
          <span className="absolute bottom-1 left-1 rounded-sm bg-scrim px-1 text-micro text-warn" data-over="picture">
            {t('takes.emulated')}
          </span>
        ) : null}
        <Badge take={take} />
        {isShooting(take) ? (
          <span className="absolute inset-x-0 bottom-0 h-[3px] bg-scrim">
            <span className="block h-full bg-tally" style={{ width: `${Math.round(Math.max(0.04, progress?.ratio ?? 0) * 100)}%` }} />
          </span>
        ) : null}
      </span>
      <span className="line-clamp-2 w-full shrink-0 text-micro font-medium wrap-anywhere text-t1" title={name}>
        {name}
      </span>
      <span className="w-full shrink-0 text-micro text-t2">{state === null ? cost : state}</span>
      <span className="sr-only">
        {[state === null || lookOf(take.state) === 'waiting' ? null : cost, verdictText(), isOther ? t('takes.isOther') : null]
          .filter(Boolean)
          .join(', ')}
      </span>
    </button>
  );

  function verdictText(): string | null {
    if (take.isLocked) return t('takes.locked');
    return take.verdict === 'kept' ? t('takes.approved') : take.verdict === 'rejected' ? t('takes.rejected') : null;
  }
}

function Badge({ take }: Readonly<{ take: ListedTake }>) {
  const { t } = useWords();
  const mark = take.isLocked ? (
    <Lock {...size} />
  ) : take.verdict === 'kept' ? (
    <Check {...size} />
  ) : take.verdict === 'rejected' ? (
    <X {...size} />
  ) : take.moneyState === 'refunded' ? (
    <Archive {...size} />
  ) : take.state === 'failed' ? (
    <TriangleAlert {...size} />
  ) : (
    icons[lookOf(take.state)]
  );
  if (mark === null) return null;
  return (
    <span data-over="picture" className="absolute right-1 bottom-1 rounded-sm bg-scrim p-0.5 text-t1">
      {take.isCalledOff ? <span className="sr-only">{t('takes.calledOff')}</span> : null}
      {mark}
    </span>
  );
}

/** The picture of a take; hatched where nobody knows what became of it. It plays under the pointer. */
function Thumb({ take }: Readonly<{ take: ListedTake }>) {
  const [isOver, setOver] = useState(false);
  if (take.state === 'unknown') return <span className="hatched absolute inset-0" />;
  if (take.assetId === null) return <span className="absolute inset-0 bg-s2" />;
  const isPlaying = isOver && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <span className="absolute inset-0" onPointerEnter={() => setOver(true)} onPointerLeave={() => setOver(false)}>
      <img
        src={`/api/v1/assets/${take.assetId}/thumb`}
        alt=""
        className="size-full object-cover"
        onError={(event) => event.currentTarget.remove()}
      />
      {isPlaying ? (
        <video
          src={`/api/v1/assets/${take.assetId}/bytes`}
          muted
          loop
          autoPlay
          playsInline
          className="absolute inset-0 size-full object-cover"
        />
      ) : null}
    </span>
  );
}
