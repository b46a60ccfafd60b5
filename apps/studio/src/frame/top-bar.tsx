import { Link, useRouterState } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, CloudOff, Redo2, Settings, Undo2 } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { later } from '../parts/later.tsx';
import { useStore } from '../parts/use-store.ts';
import { setLanguage, useWords } from '../words/use-words.ts';
import { openPlace } from './open-place.ts';
import { type RoomName, rooms } from './rooms.ts';
import { useRoomLink } from './use-room-link.ts';

const FilmBudget = later(async () => (await import('./film-budget.tsx')).FilmBudget, { waits: true });
const JobsButton = later(async () => (await import('./jobs-button.tsx')).JobsButton, { waits: true });

function roomOf(path: string): RoomName | 'settings' | null {
  if (/^\/film\/[^/]+\/shot\//.test(path)) return 'direct';
  if (path.startsWith('/film/')) return 'film';
  const name = path.split('/')[1];
  return (['library', 'lab', 'ledger', 'settings'] as const).find((each) => each === name) ?? null;
}

/** The same bar in every room: where one is, undo, what is being shot, what it costs. */
export function TopBar() {
  const { t, language } = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const room = roomOf(path);
  const linkOf = useRoomLink();
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-s1 px-3 max-sm:gap-1 max-sm:px-2">
      <Link to="/" className="flex shrink-0 items-center gap-2 text-head font-semibold">
        <img src="/mark.svg" alt="" width={22} height={22} />
        <span className="max-sm:sr-only">{t('frame.product')}</span>
      </Link>
      <nav aria-label={t('frame.rooms')} className="flex min-w-0 overflow-x-auto lg:shrink-0">
        {rooms.map(({ name, word }) => (
          <Link
            key={name}
            {...linkOf(name)}
            aria-current={room === name ? 'page' : undefined}
            className={`touch-target flex min-h-8 items-center rounded-md px-3 whitespace-nowrap max-sm:px-2 ${room === name ? 'bg-s3 font-medium text-t1' : 'text-t2 hover:text-t1'}`}
          >
            {t(word)}
          </Link>
        ))}
      </nav>
      <Place />
      <div className="ml-auto flex shrink-0 items-center gap-1.5">
        <span className="contents max-sm:hidden">
          <Steps />
        </span>
        <JobsButton />
        <span className="contents max-md:hidden">
          <FilmBudget />
        </span>
        <button
          type="button"
          aria-label={t('frame.languageSwitch')}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          className="touch-target min-h-8 rounded-md px-2 whitespace-nowrap text-t2 hover:bg-s3 hover:text-t1"
        >
          {t('frame.language')}
        </button>
        <Link
          to="/settings"
          aria-label={t('frame.settings')}
          aria-current={room === 'settings' ? 'page' : undefined}
          className="touch-target inline-flex size-8 items-center justify-center rounded-md text-t2 hover:bg-s3 hover:text-t1 aria-[current=page]:bg-s3 aria-[current=page]:text-t1"
        >
          <Settings size={16} strokeWidth={1.6} aria-hidden />
        </Link>
      </div>
    </header>
  );
}

/** Where one is in the film, and what is wrong with saving. */
function Place() {
  const { t } = useWords();
  const place = useStore(openPlace, (open) => open);
  if (place === null) return null;
  const { filmId, filmTitle, shotNumber, shotName, shots, trouble } = place;
  const to = (number: number) => ({ to: '/film/$filmId/shot/$shotNumber', params: { filmId, shotNumber: String(number) } }) as const;
  return (
    <div className="mx-auto flex min-w-0 items-center gap-1.5 overflow-hidden max-lg:hidden">
      <Link to="/film/$filmId" params={{ filmId }} className="max-w-48 min-w-0 truncate text-t2 hover:text-t1">
        {filmTitle}
      </Link>
      {shotNumber === null ? null : (
        <>
          <span className="text-t3">/</span>
          <Link
            {...to(Math.max(1, shotNumber - 1))}
            disabled={shotNumber <= 1}
            aria-label={t('frame.previousShot')}
            className="rounded-sm p-1 text-t2 hover:text-t1"
          >
            <ChevronLeft size={16} aria-hidden />
          </Link>
          <span className="max-w-52 min-w-16 truncate font-medium">
            {t('frame.shotPlace', { number: String(shotNumber).padStart(2, '0') })} {shotName}
          </span>
          <Link
            {...to(Math.min(shots, shotNumber + 1))}
            disabled={shotNumber >= shots}
            aria-label={t('frame.nextShot')}
            className="rounded-sm p-1 text-t2 hover:text-t1"
          >
            <ChevronRight size={16} aria-hidden />
          </Link>
        </>
      )}
      {trouble === null ? null : (
        <span role="status" title={trouble} className="flex min-w-0 items-center gap-1.5 text-small text-warn">
          <CloudOff size={14} aria-hidden className="shrink-0" />
          <span className="line-clamp-2">{trouble}</span>
        </span>
      )}
    </div>
  );
}

function Steps() {
  const { t } = useWords();
  const { undo, redo } = useStore(openPlace, (open) => ({ undo: open?.undo ?? null, redo: open?.redo ?? null }));
  return (
    <>
      <IconButton
        label={t('frame.undo')}
        keys="Ctrl+Z"
        icon={<Undo2 size={16} strokeWidth={1.6} aria-hidden />}
        disabled={undo === null}
        onClick={() => undo?.()}
      />
      <IconButton
        label={t('frame.redo')}
        keys="Ctrl+Shift+Z"
        icon={<Redo2 size={16} strokeWidth={1.6} aria-hidden />}
        disabled={redo === null}
        onClick={() => redo?.()}
      />
    </>
  );
}
