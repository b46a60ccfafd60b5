import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { filmQuery, type ListedTake, type OpenFilm } from '../app/queries.ts';
import { openPlace } from '../frame/open-place.ts';
import { RoomBroken } from '../frame/room-broken.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { AddShot } from './add-shot.tsx';
import { Board } from './board.tsx';
import { useWordsUndo } from './captions/film-words-undo.ts';
import { openWordHistory } from './captions/word-history.ts';
import { Cast } from './cast.tsx';
import { ExportFilm } from './export-film.tsx';
import { timelineOf } from './film-frame.ts';
import { changeFilm, filmShotsQuery, projectTakesQuery } from './film-queries.ts';
import { LabelState } from './label-state.tsx';
import { Monitor } from './monitor.tsx';
import { StaleLine } from './redo/stale-line.tsx';
import { StaleList } from './redo/stale-list.tsx';
import { useRedoDrawer } from './redo/use-redo-drawer.tsx';
import { Sheet } from './sheet.tsx';
import { ShootFilm } from './shoot/shoot-film.tsx';
import { takeInFilm } from './shot-state.ts';

const tabs = ['board', 'sheet', 'cast'] as const;
const none: readonly ListedTake[] = [];

/** The whole film: its shots in their order, its people and looks, and a monitor that plays it. */
export function FilmRoom() {
  const { t } = useWords();
  const { filmId } = useParams({ from: '/film/$filmId' });
  const film = useQuery(filmQuery(filmId));
  if (film.error !== null && film.data === undefined) return <RoomBroken error={film.error} reset={() => void film.refetch()} />;
  if (film.data === undefined) return <p className="p-6 text-t2">{t('frame.loading')}</p>;
  return <OpenedFilm key={filmId} film={film.data} />;
}

function OpenedFilm({ film }: Readonly<{ film: OpenFilm }>) {
  const { t, language } = useWords();
  const { tab } = useSearch({ from: '/film/$filmId' });
  const navigate = useNavigate();
  const shown = tabs.find((each) => each === tab) ?? 'board';
  const takes = useQuery(projectTakesQuery(film.projectId)).data;
  const stored = useQuery(filmShotsQuery(film.projectId, film.id)).data;
  const [shownIndex, setShownIndex] = useState(0);
  const [history] = useState(() => openWordHistory(film.id));
  const { undo, redo, trouble } = useWordsUndo(history);
  const [canUndo, canRedo] = [undo !== null, redo !== null];
  const byShot = useMemo(() => Map.groupBy(takes ?? [], ({ shotId }) => shotId ?? ''), [takes]);
  const takesOf = (shotId: string | undefined) => byShot.get(shotId ?? '') ?? none;
  const takeOf = (shotId: string | undefined) => takeInFilm(film.document, shotId, takesOf(shotId));
  const isLocked = (shotId: string | undefined) => stored?.find(({ id }) => id === shotId)?.isLocked === true;
  const again = useRedoDrawer(film, isLocked);
  const laid = useMemo(() => timelineOf(film.document, language), [film.document, language]);
  const { title, shots } = film.document;
  const name = title[language] ?? title.zh ?? title.en ?? '';
  useEffect(() => {
    openPlace.tell({
      projectId: film.projectId,
      filmId: film.id,
      filmTitle: name,
      shotNumber: null,
      shotName: null,
      shots: shots.length,
      undo: canUndo ? () => void history.undo().catch(() => undefined) : null,
      redo: canRedo ? () => void history.redo().catch(() => undefined) : null,
      trouble: null,
    });
  }, [film.projectId, film.id, name, shots.length, history, canUndo, canRedo]);
  useEffect(() => () => openPlace.tell(null), []);
  return (
    <div className="flex h-full max-md:flex-col max-md:overflow-y-auto">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-well max-md:order-2 max-md:flex-none">
        <div className="flex flex-wrap items-center gap-3 border-b border-line bg-s1 px-4 py-2">
          <Title film={film} name={name} />
          <Segmented
            label={t('film.tabs')}
            value={shown}
            choices={tabs.map((value) => ({ value, text: t(`film.tab.${value}`) }))}
            onChange={(next) =>
              void navigate({ to: '/film/$filmId', params: { filmId: film.id }, search: next === 'board' ? {} : { tab: next } })
            }
          />
          <span className="ml-auto flex flex-wrap gap-2">
            <ShootFilm film={film} />
            <AddShot film={film} history={history} />
          </span>
        </div>
        <StaleLine film={film} isLockedShot={isLocked} onRedo={again.open} />
        {shown === 'board' ? (
          <Board film={film} takesOf={takesOf} isLocked={isLocked} shownIndex={shownIndex} history={history} wordTrouble={trouble} />
        ) : null}
        {shown === 'sheet' ? <Sheet film={film} isLocked={isLocked} /> : null}
        {shown === 'cast' ? <Cast projectId={film.projectId} /> : null}
      </div>
      <aside
        aria-label={t('film.monitor')}
        className="flex w-[clamp(440px,24vw,960px)] shrink-0 flex-col overflow-y-auto border-l border-line bg-s1 max-lg:w-80 max-md:w-full max-md:border-0"
      >
        <Monitor film={film} takeOf={takeOf} onShot={setShownIndex} />
        <div className="flex flex-col gap-3 p-4">
          <p className="text-t2">
            {t('film.facts', {
              sec: ('timeline' in laid
                ? laid.timeline.totalFrames / laid.timeline.fps
                : shots.reduce((sum, { camera }) => sum + camera.lengthSec, 0)
              ).toFixed(1),
              count: shots.length,
              size: `${film.document.widthPx} × ${film.document.heightPx}`,
              fps: film.document.fps,
            })}
          </p>
          <span>
            <ExportFilm film={film} />
          </span>
          <LabelState film={film} />
          <StaleList film={film} isLockedShot={isLocked} onRedo={again.open} />
          {again.drawer}
        </div>
      </aside>
    </div>
  );
}

function Title({ film, name }: Readonly<{ film: OpenFilm; name: string }>) {
  const { t, language } = useWords();
  const [trouble, setTrouble] = useState<unknown>(null);
  return (
    <h1 className="flex min-w-0 flex-col">
      <input
        key={name}
        aria-label={t('film.title')}
        defaultValue={name}
        maxLength={200}
        onBlur={({ target }) => {
          const text = target.value.trim();
          if (text === '' || text === name) {
            target.value = name;
            return;
          }
          setTrouble(null);
          changeFilm(film, { ...film.document, title: { ...film.document.title, [language]: text } }).catch((error: unknown) =>
            setTrouble(error),
          );
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
          if (event.key === 'Escape') {
            event.currentTarget.value = name;
            event.currentTarget.blur();
          }
        }}
        className="min-h-8 w-52 rounded-sm border border-transparent bg-transparent px-2 text-head font-semibold hover:border-ctl focus:border-ctl focus:bg-s2"
      />
      {trouble === null ? null : <Trouble error={trouble} />}
    </h1>
  );
}
