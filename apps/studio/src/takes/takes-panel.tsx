import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clapperboard, Columns2, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { takesQuery } from '../app/queries.ts';
import { useDirect, useView } from '../direct/direct-context.ts';
import { ExportButton } from '../export/export-button.tsx';
import { Button } from '../parts/button.tsx';
import { later } from '../parts/later.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { useStore } from '../parts/use-store.ts';
import { useDrawer } from '../shoot/use-drawer.ts';
import { useModels } from '../shoot/use-models.ts';
import { useWords, withWords } from '../words/use-words.ts';
import { compareModes, comparing } from './compare.ts';
import { TakeActions } from './take-actions.tsx';
import { TakeCard } from './take-card.tsx';
import { numbered } from './take-state.ts';
import { useJudge } from './use-judge.ts';
import { useTakeFile } from './use-take-file.ts';

const ShootDrawer = later(async () => (await withWords(['shoot'], import('../shoot/shoot-drawer.tsx'))).ShootDrawer, { waits: true });

/** The takes of this shot, what can be done with the one that is shown, and the way to shoot more. */
export function TakesPanel() {
  const { t, language } = useWords();
  const saidOf = useTroubleWords();
  const { film, shotId, view } = useDirect();
  const { takeId, otherTakeId } = useView(({ takeId, otherTakeId }) => ({ takeId, otherTakeId }));
  const { mode } = useStore(comparing, (state) => ({ mode: state.mode }));
  const takes = useQuery(takesQuery(film.projectId, shotId));
  const models = useModels();
  const drawer = useDrawer();
  const judge = useJudge();
  const [said, setSaid] = useState<string | null>(null);
  const files = useTakeFile(film.projectId, setSaid);
  // A comparison belongs to the takes of one shot.
  useEffect(() => () => comparing.set({ mode: null }), []);
  const all = numbered(takes.data ?? []);
  const shown = all.find(({ take }) => take.id === takeId);
  const nameOf = (model: string) => models.factsOf(model)?.name[language] ?? model;
  const compare = (on: boolean) => {
    if (!on) return comparing.set({ mode: null });
    // Nothing is shown: the newest that can be seen, held against the stage, which is what was asked for.
    if (takeId === null && otherTakeId === null) view.set({ takeId: all.findLast(({ take }) => take.assetId !== null)?.take.id ?? null });
    comparing.set({ mode: 'wipe' });
  };
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || keyOf(event) !== 'y' || all.length === 0) return false;
    compare(mode === null);
    return true;
  });
  const strip = useRef<HTMLElement>(null);
  const newest = all.at(-1)?.take.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest comes into view when it is another one
  useEffect(() => {
    strip.current?.scrollTo({ left: strip.current.scrollWidth, top: strip.current.scrollHeight });
  }, [newest]);
  return (
    <div className="relative flex h-full flex-col gap-1.5 px-3 py-1.5">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <h2 className="text-base font-semibold">{t('takes.title')}</h2>
        <span className="text-t3">{all.length === 0 ? '' : all.length}</span>
        <span className="ml-auto" />
        <ExportButton />
        {mode === null ? null : (
          <Segmented
            label={t('takes.mode')}
            value={mode}
            choices={compareModes.map((value) => ({ value, text: t(`takes.mode.${value}`) }))}
            onChange={(value) => comparing.set({ mode: value })}
          />
        )}
        {all.length === 0 ? null : (
          <Button
            aria-pressed={mode !== null}
            aria-keyshortcuts="Y"
            className="aria-pressed:bg-s4"
            icon={<Columns2 size={14} strokeWidth={1.6} aria-hidden />}
            onClick={() => compare(mode === null)}
          >
            <span className={mode === null ? '' : 'sr-only'}>{t('takes.compare')}</span>
          </Button>
        )}
      </div>
      {all.length === 0 ? (
        <div className="flex flex-1 flex-col items-start justify-center gap-2 text-t2">
          <p>{takes.error === null ? t('takes.none') : saidOf(takes.error)}</p>
          <Button look="quiet" className="-ml-2.5" onClick={files.choose}>
            {t('takes.import')}
          </Button>
        </div>
      ) : (
        <section
          ref={strip}
          aria-label={t('takes.title')}
          className="relative flex min-h-0 flex-1 content-start gap-2 overflow-auto p-0.5 max-[1179px]:grid max-[1179px]:grid-cols-2 max-[899px]:flex"
        >
          {all.map(({ take, number }) => (
            <TakeCard
              key={take.id}
              take={take}
              number={number}
              name={nameOf(take.model)}
              isShown={take.id === takeId}
              isOther={take.id === otherTakeId}
              onShow={() => view.set(take.id === takeId ? { takeId: null, otherTakeId: null } : { takeId: take.id })}
              onOther={() => {
                view.set({ otherTakeId: take.id === otherTakeId ? null : take.id });
                if (mode === null) comparing.set({ mode: 'wipe' });
              }}
              onApprove={() => judge(take, take.verdict === 'kept' ? null : 'kept').then(setSaid)}
            />
          ))}
        </section>
      )}
      {shown === undefined ? null : shown.take.state === 'unknown' ? (
        <Link
          to="/ledger"
          search={{ project: film.projectId, take: shown.take.id }}
          className="flex min-h-7 items-center gap-2 rounded-md text-warn underline"
        >
          <TriangleAlert size={14} aria-hidden />
          {t('takes.reconcile')}
        </Link>
      ) : (
        <TakeActions take={shown.take} number={shown.number} name={nameOf(shown.take.model)} judge={judge} files={files} onSaid={setSaid} />
      )}
      {said === null ? null : (
        <p role="status" className="text-small text-warn">
          {said}
        </p>
      )}
      <Button
        look={drawer.isAnyOpen ? 'plain' : 'lamp'}
        size="large"
        aria-keyshortcuts="Control+Enter"
        className="w-full shrink-0 justify-between"
        onClick={() => drawer.open('pointer')}
      >
        <span className="flex flex-1 items-center gap-2">
          <Clapperboard size={18} strokeWidth={1.6} aria-hidden />
          {t('takes.shoot')}
        </span>
        {models.readyCount === null ? null : (
          <span className="text-small font-normal max-[1179px]:hidden max-[899px]:inline">
            {t('takes.ready', { count: models.readyCount })}
          </span>
        )}
      </Button>
      <ShootDrawer />
    </div>
  );
}
