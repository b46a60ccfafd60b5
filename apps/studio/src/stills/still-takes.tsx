import { useQuery } from '@tanstack/react-query';
import { Check, Clapperboard, ImageIcon, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { type ListedTake, takesQuery } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { useDirectPictures } from '../library/use-direct-pictures.ts';
import { Button } from '../parts/button.tsx';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { lookOf, wordOf } from '../takes/take-state.ts';
import { useJudge } from '../takes/use-judge.ts';
import { useMoneyWords } from '../takes/use-money-words.ts';
import { useWords } from '../words/use-words.ts';
import type { PickedPicture } from './picture-field.tsx';

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** The pictures that were made, newest first: kept, changed further, or directed. */
export function StillTakes({
  projectId,
  shotId,
  nameOf,
  onEdit,
}: Readonly<{
  projectId: string;
  shotId: string | null;
  nameOf: (model: string) => string;
  onEdit: (picture: PickedPicture) => void;
}>) {
  const { t } = useWords();
  const takes = useQuery({ ...takesQuery(projectId, shotId ?? ''), enabled: shotId !== null });
  const plans = useQuery({
    queryKey: ['take', 'plans', shotId],
    queryFn: async ({ signal }) => (await server().call('plan.list', { shotId: shotId ?? '', limit: 200 }, { signal })).items,
    enabled: shotId !== null,
  });
  const direct = useDirectPictures(projectId);
  return (
    <section
      aria-label={t('stills.made')}
      className="flex min-w-0 flex-1 flex-col gap-3 overflow-y-auto bg-well p-4 max-md:overflow-visible"
    >
      {takes.error === null ? null : <Trouble error={takes.error} retry={() => void takes.refetch()} />}
      {direct.trouble === null ? null : <Trouble error={direct.trouble} />}
      {shotId === null || takes.data?.length === 0 ? <p className="m-auto max-w-md p-8 text-center text-t2">{t('stills.none')}</p> : null}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4">
        {takes.data?.map((take) => (
          <StillTake
            key={take.id}
            take={take}
            name={nameOf(take.model)}
            fromId={plans.data?.find(({ id }) => id === take.planId)?.pictureId ?? null}
            onEdit={onEdit}
            onDirect={(id) => void direct.go([{ id, name: t('stills.fileName'), kind: 'image' }])}
          />
        ))}
      </ul>
    </section>
  );
}

function StillTake({
  take,
  name,
  fromId,
  onEdit,
  onDirect,
}: Readonly<{
  take: ListedTake;
  name: string;
  /** The picture it was made from. */
  fromId: string | null;
  onEdit: (picture: PickedPicture) => void;
  onDirect: (assetId: string) => void;
}>) {
  const { t } = useWords();
  const judge = useJudge();
  const cost = useMoneyWords(take);
  const [said, setSaid] = useState<string | null>(null);
  const [isBefore, setBefore] = useState(false);
  const { assetId, state, verdict } = take;
  const word = wordOf(state);
  const stateText = word === 'other' ? state : t(`takes.state.${word}`);
  const give = (next: ListedTake['verdict']) => async () => setSaid(await judge(take, verdict === next ? null : next));
  return (
    <li data-take={take.id} data-state={state} className="flex flex-col overflow-hidden rounded-md border border-line bg-s1">
      <span
        className={`flex aspect-[4/3] items-center justify-center ${state === 'unknown' ? 'hatched' : 'bg-s2'} ${verdict === 'rejected' ? 'opacity-60' : ''}`}
      >
        {assetId === null ? (
          <span role="status" className="rounded-sm bg-s1 px-2 text-t2">
            {stateText}
          </span>
        ) : (
          <img
            src={`/api/v1/assets/${isBefore && fromId !== null ? fromId : assetId}/bytes`}
            alt={isBefore ? t('stills.from') : t('stills.by', { name })}
            className="size-full object-contain"
          />
        )}
      </span>
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-small text-t2">{lookOf(state) === 'ready' ? cost : `${stateText} · ${cost}`}</span>
        </span>
        {take.isEmulated ? <EmulatedMark /> : null}
      </div>
      {assetId === null ? null : (
        <div className="flex items-center gap-1 px-2 pb-2">
          <IconButton label={t('stills.keep')} isOn={verdict === 'kept'} icon={<Check {...icon} />} onClick={() => void give('kept')()} />
          <IconButton
            label={t('takes.reject')}
            isOn={verdict === 'rejected'}
            icon={<X {...icon} />}
            onClick={() => void give('rejected')()}
          />
          {fromId === null ? null : (
            <IconButton label={t('stills.showFrom')} isOn={isBefore} icon={<ImageIcon {...icon} />} onClick={() => setBefore(!isBefore)} />
          )}
          <Button
            look="quiet"
            icon={<Pencil {...icon} />}
            onClick={() => onEdit({ id: assetId, name: t('stills.fileName'), takeId: take.id })}
          >
            {t('stills.edit')}
          </Button>
          <Button className="ml-auto" icon={<Clapperboard {...icon} />} onClick={() => onDirect(assetId)}>
            {t('library.direct')}
          </Button>
        </div>
      )}
      {said === null ? null : (
        <p role="alert" className="px-3 pb-2 text-small text-bad">
          {said}
        </p>
      )}
    </li>
  );
}
