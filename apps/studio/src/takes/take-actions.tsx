import { useNavigate } from '@tanstack/react-router';
import { ArrowRight, Ellipsis, Lock, LockOpen, Stamp, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import { placeTake } from '../film/film-queries.ts';
import { CancelTake } from '../frame/jobs-cancel.tsx';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { later } from '../parts/later.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { useDrawer } from '../shoot/use-drawer.ts';
import { useWords } from '../words/use-words.ts';
import { ApproveSpend } from './approve-spend.tsx';
import { isUnderWay, reasonOf } from './take-state.ts';
import type { Judge } from './use-judge.ts';
import type { TakeFiles } from './use-take-file.ts';

const WhySheet = later(async () => (await import('./why-sheet.tsx')).WhySheet);

const icon = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const item = 'flex min-h-7 cursor-default items-center rounded-sm px-2 outline-none data-[highlighted]:bg-s4 data-[disabled]:text-t3';

/** What can be done with the take that is shown. */
export function TakeActions({
  take,
  number,
  name,
  judge,
  files,
  onSaid,
}: Readonly<{ take: ListedTake; number: number; name: string; judge: Judge; files: TakeFiles; onSaid: (said: string | null) => void }>) {
  const { t } = useWords();
  const saidOf = useTroubleWords();
  const { film, shotId } = useDirect();
  const navigate = useNavigate();
  const drawer = useDrawer();
  const [isWhy, setWhy] = useState(false);
  const isReady = take.state === 'ready' && take.assetId !== null;
  const { said } = reasonOf(take.reason);
  const isKept = take.verdict === 'kept';
  const say = (verdict: ListedTake['verdict']) => void judge(take, take.verdict === verdict ? null : verdict).then(onSaid);
  const lock = async () => {
    try {
      await server().call('take.lock', { takeId: take.id, isLocked: !take.isLocked });
      await queries.invalidateQueries({ queryKey: ['take'] });
      onSaid(null);
    } catch (error) {
      onSaid(saidOf(error));
    }
  };
  const use = async () => {
    const refused = isKept ? null : await judge(take, 'kept');
    if (refused !== null) return onSaid(refused);
    try {
      await placeTake(film.id, shotId, take.id);
    } catch (error) {
      return onSaid(saidOf(error));
    }
    await navigate({ to: '/film/$filmId', params: { filmId: film.id } });
  };
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-0.5">
      {isReady ? (
        <>
          <Button
            aria-pressed={isKept}
            aria-label={isKept ? t('takes.approveOff') : t('takes.approve')}
            disabled={take.isLocked}
            className="aria-pressed:border-ok aria-pressed:text-ok"
            icon={<Stamp {...icon} />}
            onClick={() => say('kept')}
          >
            {t('takes.approve')}
          </Button>
          <IconButton
            className="!size-7"
            label={take.verdict === 'rejected' ? t('takes.rejectOff') : t('takes.reject')}
            isOn={take.verdict === 'rejected'}
            disabled={take.isLocked}
            icon={<X {...icon} />}
            onClick={() => say('rejected')}
          />
          <IconButton
            className="!size-7"
            label={take.isLocked ? t('takes.unlock') : t('takes.lock')}
            isOn={take.isLocked}
            icon={take.isLocked ? <Lock {...icon} /> : <LockOpen {...icon} />}
            onClick={() => void lock()}
          />
          <Button look="quiet" className="ml-auto !gap-1 !px-1.5 whitespace-nowrap" onClick={() => void use()}>
            {t('takes.use')}
            <ArrowRight {...icon} />
          </Button>
        </>
      ) : take.state === 'waiting' ? (
        <ApproveSpend take={take} />
      ) : isUnderWay(take) ? (
        <CancelTake take={take} />
      ) : (
        <p className="line-clamp-2 min-w-0 flex-1 text-small text-t2" title={take.reason ?? ''}>
          {said === null ? '' : t('takes.reason', { said })}
        </p>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button
            type="button"
            aria-label={t('takes.more')}
            className="touch-target inline-flex size-7 shrink-0 items-center justify-center rounded-md text-t2 hover:bg-s3 hover:text-t1"
          >
            <Ellipsis {...icon} />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={4} className="z-40 min-w-52 rounded-md border border-line2 bg-s3 p-1">
            <DropdownMenu.Item className={item} onSelect={() => setWhy(true)}>
              {t('takes.why')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} onSelect={() => drawer.open('pointer', { parentTakeId: take.id, model: take.model })}>
              {t('takes.again')}
            </DropdownMenu.Item>
            {isReady ? (
              <>
                <DropdownMenu.Item className={item} asChild>
                  <a href={`/api/v1/assets/${take.assetId}/bytes?download=1`} download>
                    {t('takes.download')}
                  </a>
                </DropdownMenu.Item>
                <DropdownMenu.Item className={item} onSelect={() => void files.make(take.id)}>
                  {t('takes.export')}
                </DropdownMenu.Item>
              </>
            ) : null}
            <DropdownMenu.Item className={item} onSelect={files.choose}>
              {t('takes.import')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {isWhy ? <WhySheet take={take} number={number} name={name} onClose={() => setWhy(false)} /> : null}
    </div>
  );
}
