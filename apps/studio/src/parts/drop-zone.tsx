import { useNavigate, useRouterState } from '@tanstack/react-router';
import { type DragEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useKeys } from '../app/keys.ts';
import type { Fate } from '../library/receive-files.ts';
import { useWords } from '../words/use-words.ts';
import { bareLibrary } from './bare-library.ts';
import { Button } from './button.tsx';
import { carriesFiles, droppedFiles, isPicture, pastedName } from './dropped-files.ts';
import { pictureSearch } from './picture-search.ts';
import { pictureTaker } from './picture-taker.ts';
import { uploads } from './uploads.ts';
import { useStore } from './use-store.ts';

const UploadTray = lazy(async () => ({ default: (await import('./upload-tray.tsx')).UploadTray }));

/** Takes files on any page: dropped, pasted, or chosen by a room through `useReceive`. A picture becomes a shot where a film is open. */
export function DropZone() {
  const { t } = useWords();
  const isOver = useCarried();
  const room = useRoom();
  const { receive, trouble, setTrouble } = useReceive();
  const [pasted, setPasted] = useState<readonly File[] | null>(null);
  const hasUploads = useStore(uploads, (queue) => queue.length > 0);
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      const named = files.map((file) =>
        /^image\.\w+$/.test(file.name) ? new File([file], pastedName(file.type, new Date()), { type: file.type }) : file,
      );
      if (room === 'direct' && pictureTaker.now() !== null && named.every(isPicture)) setPasted(named);
      else void receive(named, fateIn(room));
    };
    addEventListener('paste', hear);
    return () => removeEventListener('paste', hear);
  }, [room, receive]);
  const drop = (fate: Fate) => async (event: DragEvent) => {
    event.preventDefault();
    // Read while the event is heard: afterwards the browser has emptied it.
    const files = await droppedFiles(event.dataTransfer);
    await receive(files, files.some(isPicture) ? fate : 'files');
  };
  return (
    <>
      {isOver ? <Targets room={room} drop={drop} /> : null}
      {pasted === null ? null : (
        <PastedChoice
          count={pasted.length}
          choose={(fate) => {
            setPasted(null);
            if (fate !== null) void receive(pasted, fate);
          }}
        />
      )}
      {hasUploads || trouble !== null ? (
        <Suspense fallback={<span className="sr-only">{t('frame.loading')}</span>}>
          <UploadTray trouble={trouble} forgetTrouble={() => setTrouble(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

type Room = 'direct' | 'film' | 'library' | 'other';

function useRoom(): Room {
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (/^\/film\/[^/]+\/shot\//.test(path)) return 'direct';
  if (path.startsWith('/film/')) return 'film';
  return path.startsWith('/library') ? 'library' : 'other';
}

/** In a film a picture becomes a shot; in the library a file; anywhere else it is directed at once in a film of its own. */
function fateIn(room: Room): Fate {
  if (room === 'library') return bareLibrary.is() ? 'film' : 'files';
  return room === 'other' ? 'film' : 'shots';
}

/** The way in for files, and what went wrong after they were there. */
export function useReceive() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [trouble, setTrouble] = useState<unknown>(null);
  const projectName = t('parts.drop.project');
  const newest = useRef({ navigate, projectName });
  newest.current = { navigate, projectName };
  const [receive] = useState(() => async (files: readonly File[], fate: Fate) => {
    // Only whoever brings files loads what takes them in.
    const { receiveFiles } = await import('../library/receive-files.ts');
    await receiveFiles(files, fate, {
      projectName: newest.current.projectName,
      goTo: ({ filmId, shotNumber }) =>
        void newest.current.navigate({ to: '/film/$filmId/shot/$shotNumber', params: { filmId, shotNumber: String(shotNumber) } }),
      tell: setTrouble,
    });
  });
  return { receive, trouble, setTrouble };
}

/** Whether files are carried over the page. */
function useCarried(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const enter = (event: globalThis.DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const over = (event: globalThis.DragEvent) => {
      // Without this the browser would open the file instead.
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    };
    const end = (event: globalThis.DragEvent) => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
      depth = 0;
      setOver(false);
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', over);
    addEventListener('drop', end);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', over);
      removeEventListener('drop', end);
    };
  }, []);
  return isOver;
}

const target =
  'flex flex-1 items-center justify-center rounded-lg border-2 border-dashed border-t3 p-6 text-center text-drawer font-semibold text-t1';

/** Where carried files may be let go; in Direct beside the new shot the open one stands. */
function Targets({ room, drop }: Readonly<{ room: Room; drop: (fate: Fate) => (event: DragEvent) => Promise<void> }>) {
  const { t } = useWords();
  const [over, setOver] = useState<Fate | 'search' | null>(null);
  const own = fateIn(room);
  const search = pictureSearch.now();
  const seek = async (event: DragEvent) => {
    event.preventDefault();
    const picture = (await droppedFiles(event.dataTransfer)).find(isPicture);
    if (picture !== undefined) search?.(picture);
  };
  const canPut = room === 'direct' && pictureTaker.now() !== null;
  const look = (fate: Fate | 'search') => ({
    className: `${target} ${over === fate ? 'border-now outline-2 outline-now' : ''}`,
    onDragEnter: () => setOver(fate),
    onDrop: (event: DragEvent) => void (fate === 'search' ? seek : drop(fate))(event),
  });
  return (
    <div data-over="picture" data-drop className="fixed inset-0 z-50 flex gap-4 bg-scrim p-6 max-sm:flex-col">
      <div {...look(own)}>{t(`parts.drop.${own}`)}</div>
      {canPut ? (
        <div {...look('picture')} className={`${look('picture').className} max-w-72 max-sm:max-w-none`}>
          {t('parts.drop.picture')}
        </div>
      ) : null}
      {search === null ? null : (
        <div {...look('search')} className={`${look('search').className} max-w-72 max-sm:max-w-none`}>
          {t('parts.drop.search')}
        </div>
      )}
    </div>
  );
}

/** A picture was pasted where a shot is open: what it is for. */
function PastedChoice({ count, choose }: Readonly<{ count: number; choose: (fate: Fate | null) => void }>) {
  const { t } = useWords();
  useKeys((event) => {
    if (event.key !== 'Escape') return false;
    choose(null);
    return true;
  });
  return (
    <div
      role="dialog"
      aria-label={t('parts.drop.pasted')}
      className="fixed bottom-4 left-1/2 z-40 flex max-w-[calc(100vw-24px)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-lg border border-line2 bg-s3 p-3"
    >
      <span className="mr-2">{t('parts.drop.pasted')}</span>
      <Button autoFocus onClick={() => choose('shots')}>
        {t('parts.drop.newShot')}
      </Button>
      {count === 1 ? <Button onClick={() => choose('picture')}>{t('parts.drop.thisShot')}</Button> : null}
      <Button onClick={() => choose('files')}>{t('parts.drop.onlyFile')}</Button>
      <Button look="quiet" onClick={() => choose(null)}>
        {t('parts.cancel')}
      </Button>
    </div>
  );
}
