import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { projectsQuery } from '../app/queries.ts';
import { Button } from '../parts/button.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { BlockedBar } from './blocked-bar.tsx';
import { Caps } from './caps.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryFilter } from './entry-filter.tsx';
import { EquationBar } from './equation-bar.tsx';
import { nextUnknown } from './evidence.ts';
import { Figures } from './figures.tsx';
import { type Filter, type Group, type Kind, unknownQuery } from './ledger-queries.ts';
import { Reconcile } from './reconcile.tsx';
import { TakeAccount } from './take-account.tsx';
import { UnknownList } from './unknown-list.tsx';

const groups = ['day', 'project', 'model', 'provider', 'member'] as const satisfies readonly Group[];
type View = 'entries' | 'unknown' | 'caps' | Group;
const viewOf = (text: string | undefined): View => (['unknown', 'caps', ...groups] as const).find((each) => each === text) ?? 'entries';

/** Every cent: whether the books close, the rows, the figures, the caps, and what nobody knows yet. */
export function LedgerRoom() {
  const { t } = useWords();
  const { project, take, by } = useSearch({ from: '/ledger' });
  const navigate = useNavigate();
  const view = viewOf(by);
  const [kind, setKind] = useState<Kind>('without');
  const [filter, setFilter] = useState<Filter>({});
  const [decided, setDecided] = useState<Readonly<{ takeId: string; said: string }> | null>(null);
  const projects = useQuery(projectsQuery).data ?? [];
  const unknown = useQuery(unknownQuery(project));
  const items = unknown.data ?? [];
  const chosen = items.find(({ takeId }) => takeId === take);
  const go = (change: Readonly<{ project?: string | undefined; take?: string | undefined; by?: string | undefined }>) => {
    const next = Object.entries({ project, take, by, ...change }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '/ledger', search: Object.fromEntries(next) });
  };
  const scope = { ...filter, projectId: project };
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{t('frame.ledger')}</h1>
      <EquationBar kind={kind} projectId={project} onUnknown={() => go({ by: 'unknown', take: items[0]?.takeId })} />
      {projects
        .filter(({ id, blockedReason }) => blockedReason !== null && (project === undefined || id === project))
        .map(({ id, name }) => (
          <BlockedBar key={id} projectId={id} name={name} />
        ))}
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-2 max-sm:px-3">
        <Segmented
          label={t('ledger.view')}
          value={view === 'unknown' || view === 'caps' || view === 'entries' ? view : 'figures'}
          choices={[
            { value: 'entries', text: t('ledger.entries') },
            { value: 'figures', text: t('ledger.figures') },
            { value: 'caps', text: t('ledger.caps') },
            { value: 'unknown', text: t('ledger.toCheck', { count: items.length }) },
          ]}
          onChange={(next) =>
            go({ by: next === 'figures' ? 'day' : next === 'entries' ? undefined : next, take: next === 'unknown' ? take : undefined })
          }
        />
        {view === 'unknown' || view === 'caps' || view === 'entries' ? null : (
          <Segmented
            label={t('ledger.groupBy')}
            value={view}
            choices={groups.map((value) => ({ value, text: t(`ledger.by.${value}`) }))}
            onChange={(next) => go({ by: next })}
          />
        )}
        <span className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
          <Segmented
            label={t('ledger.money')}
            value={kind}
            choices={[
              { value: 'without', text: t('ledger.real') },
              { value: 'only', text: t('ledger.emulated') },
            ]}
            onChange={setKind}
          />
          <SelectField
            label={t('ledger.by.project')}
            isLabelHidden
            value={project ?? ''}
            choices={[{ value: '', text: t('ledger.allProjects') }, ...projects.map(({ id, name }) => ({ value: id, text: name }))]}
            onChange={(next) => go({ project: next === '' ? undefined : next, take: undefined })}
            className="w-44"
          />
        </span>
        {kind === 'only' ? <p className="w-full text-small text-t2">{t('ledger.emulatedHint')}</p> : null}
      </div>
      <div className="flex min-h-0 flex-1">
        <div
          className={`flex min-h-0 flex-col border-r border-line max-md:border-0 ${take === undefined ? 'max-w-[1680px] flex-1' : 'w-[540px] shrink-0 max-lg:w-96 max-md:hidden'}`}
        >
          {view === 'unknown' ? (
            unknown.error !== null && unknown.data === undefined ? (
              <div className="p-5">
                <Trouble error={unknown.error} retry={() => void unknown.refetch()} />
              </div>
            ) : (
              <UnknownList items={items} takeId={take} onOpen={(takeId) => go({ take: takeId })} />
            )
          ) : view === 'caps' ? (
            <Caps projectId={project} />
          ) : view === 'entries' ? (
            <>
              <EntryFilter kind={kind} filter={scope} onChange={setFilter} />
              <EntriesTable kind={kind} filter={scope} takeId={take} onOpen={(takeId) => go({ take: takeId })} />
            </>
          ) : (
            <Figures by={view} kind={kind} filter={project === undefined ? {} : { projectId: project }} />
          )}
        </div>
        {take === undefined ? null : (
          <aside className="min-w-0 flex-1 overflow-y-auto" aria-label={t('ledger.ofTake')}>
            <Button
              look="quiet"
              className="m-2 md:hidden"
              icon={<ArrowLeft size={16} aria-hidden />}
              onClick={() => go({ take: undefined })}
            >
              {t('ledger.back')}
            </Button>
            {decided?.takeId !== take ? null : (
              <p role="status" className="flex flex-wrap items-center gap-3 border-b border-line bg-s2 px-6 py-2 max-sm:px-3">
                {decided.said}
                {items.length === 0 ? null : (
                  <Button look="quiet" onClick={() => go({ take: nextUnknown(items, take) ?? undefined })}>
                    {t('ledger.next')}
                  </Button>
                )}
              </p>
            )}
            {chosen === undefined ? (
              <TakeAccount key={take} takeId={take} />
            ) : (
              <Reconcile
                key={take}
                item={chosen}
                next={nextUnknown(items, take)}
                onNext={(takeId) => go({ take: takeId })}
                onDecided={(said) => setDecided({ takeId: take, said })}
              />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}
