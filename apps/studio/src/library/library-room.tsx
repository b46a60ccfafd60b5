import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useProjectEvents } from '../app/project-events.ts';
import { filmsQuery, projectsQuery } from '../app/queries.ts';
import { bareLibrary } from '../parts/bare-library.ts';
import { useReceive } from '../parts/drop-zone.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { AssetBrowser } from './asset-browser.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { EmptyLibrary } from './empty-library.tsx';
import { FilmCards } from './film-cards.tsx';
import { NamePopover } from './name-popover.tsx';
import { makeProject, rememberedProject, rememberProject } from './which-project.ts';

const StillsRoom = lazy(async () => ({ default: (await import('../stills/stills-room.tsx')).StillsRoom }));
const tabs = ['files', 'stills', 'bin'] as const;

/** The room of everything one has. */
export function LibraryRoom() {
  const { t } = useWords();
  const projects = useQuery(projectsQuery);
  const search = useSearch({ from: '/library' });
  if (projects.error !== null)
    return (
      <div className="p-6">
        <Trouble error={projects.error} retry={() => void projects.refetch()} />
      </div>
    );
  if (projects.data === undefined) return <p className="p-6 text-t2">{t('frame.loading')}</p>;
  const wanted = search.project ?? rememberedProject();
  const project = projects.data.find(({ id }) => id === wanted) ?? projects.data[0];
  if (project === undefined) return <EmptyLibrary />;
  return <OpenLibrary key={project.id} projectId={project.id} projects={projects.data} />;
}

function OpenLibrary({
  projectId,
  projects,
}: Readonly<{ projectId: string; projects: readonly Readonly<{ id: string; name: string }>[] }>) {
  const { t } = useWords();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const { receive } = useReceive();
  const films = useQuery(filmsQuery(projectId));
  const tab = tabs.find((each) => each === search.tab) ?? 'files';
  const isBare = films.data?.length === 0;
  useProjectEvents(projectId);
  useEffect(() => rememberProject(projectId), [projectId]);
  useEffect(() => {
    bareLibrary.tell(isBare && tab === 'files');
    return () => bareLibrary.tell(false);
  }, [isBare, tab]);
  const open = (id: string) => void navigate({ search: { project: id } });
  const bring = (files: readonly File[]) => void receive(files, isBare && files.length === 1 ? 'film' : 'files');
  return (
    <div className="flex h-full flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-sm:px-2">
        <h1 className="sr-only">{t('frame.library')}</h1>
        <SelectField
          isLabelHidden
          label={t('library.project')}
          value={projectId}
          choices={projects.map(({ id, name }) => ({ value: id, text: name }))}
          onChange={open}
          className="max-w-64 min-w-40 max-sm:flex-1"
        />
        <NamePopover
          label={t('library.newProject')}
          field={t('library.projectName')}
          make={async (name) => open(await makeProject(name))}
        />
        <span className="mx-auto max-lg:mx-0">
          <Segmented
            label={t('library.tabs')}
            value={tab}
            choices={tabs.map((value) => ({ value, text: t(`library.tab.${value}`) }))}
            onChange={(value) => void navigate({ search: { project: projectId, ...(value === 'files' ? {} : { tab: value }) } })}
          />
        </span>
        <span className="flex gap-2">
          <ChooseFiles of="files" onFiles={bring} />
          <ChooseFiles of="folder" onFiles={bring} />
        </span>
      </header>
      {tab === 'stills' ? (
        <Suspense fallback={<p className="p-6 text-t2">{t('frame.loading')}</p>}>
          <StillsRoom projectId={projectId} extendId={search.asset ?? null} />
        </Suspense>
      ) : (
        <>
          {tab === 'files' ? (
            <div className="shrink-0 border-b border-line px-4 pt-3 max-sm:px-2">
              <FilmCards projectId={projectId} />
            </div>
          ) : null}
          <AssetBrowser key={tab} projectId={projectId} isBin={tab === 'bin'} />
        </>
      )}
    </div>
  );
}
