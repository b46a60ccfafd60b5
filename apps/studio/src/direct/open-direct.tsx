import { Shot } from '@fantascope/film';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { rememberPlace } from '../app/first-place.ts';
import { onProjectEvent } from '../app/project-events.ts';
import type { OpenFilm, OpenShot } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { openPlace } from '../frame/open-place.ts';
import { pictureTaker } from '../parts/picture-taker.ts';
import { useStore } from '../parts/use-store.ts';
import { openPreview } from '../preview/preview.ts';
import { type Kept, openShot, type ShotStore } from '../shot/shot-store.ts';
import { openView } from '../shot/view-store.ts';
import { useWords } from '../words/use-words.ts';
import { DirectProvider } from './direct-context.ts';
import { DirectLayout } from './direct-layout.tsx';
import { playsByItself, usePlaceInAddress } from './use-place-in-address.ts';
import { useSavingWords } from './use-saving-words.ts';

/** One shot, opened: its document, its view and its preview live as long as it is shown. */
export function OpenDirect({ film, kept, shotNumber }: Readonly<{ film: OpenFilm; kept: OpenShot; shotNumber: number }>) {
  const { t: at } = useSearch({ from: '/film/$filmId/shot/$shotNumber' });
  const shotId = kept.id;
  // Once a shot: what the server says later comes by its events.
  const [own] = useState(() => ({
    store: openShot(shotId, { shot: kept.document, revision: kept.revision }, doorOf(shotId)),
    view: openView(at ?? 0),
  }));
  const [preview] = useState(openPreview);
  usePlaceInAddress(own.view);
  useEffect(() => {
    if (!playsByItself(at)) return;
    // From its beginning: time does not run before there is a picture.
    const stop = preview.subscribe(() => {
      if (preview.state().drawn === null) return;
      stop();
      if (own.view.state().tSec === 0) own.view.set({ isPlaying: true });
    });
    return () => void stop();
  }, [own, at, preview]);
  useEffect(
    () => () => {
      own.store.close();
      preview.close();
    },
    [own, preview],
  );
  useEffect(
    () =>
      onProjectEvent(({ kind, data }) => {
        if (kind === 'shot.changed' && typeof data['revision'] === 'number' && data['subjectId'] === shotId)
          own.store.heard(data['revision']);
      }),
    [own, shotId],
  );
  useEffect(() => rememberPlace({ filmId: film.id, shotNumber }), [film.id, shotNumber]);
  useTellPlace({ film, kept, shotNumber, store: own.store });
  useEffect(
    () => (kept.isLocked ? undefined : pictureTaker.tell((picture) => own.store.edit({ kind: 'put', field: 'picture', value: picture }))),
    [own, kept.isLocked],
  );
  const direct = useMemo(
    () => ({ film, shotId, shotNumber, isLocked: kept.isLocked, store: own.store, view: own.view, preview }),
    [film, shotId, shotNumber, kept.isLocked, own, preview],
  );
  return (
    <DirectProvider value={direct}>
      <DirectLayout />
    </DirectProvider>
  );
}

function doorOf(shotId: string) {
  const read = ({ document, revision }: Readonly<{ document: unknown; revision: number }>): Kept => ({
    shot: Shot.parse(document),
    revision,
  });
  return {
    write: async (shot: Shot, revision: number) => read(await server().call('shot.change', { shotId, document: shot as never, revision })),
    read: async () => read(await server().call('shot.show', { shotId })),
  };
}

/** Tells the frame where we are, so that its undo is this shot's. */
function useTellPlace({
  film,
  kept,
  shotNumber,
  store,
}: Readonly<{ film: OpenFilm; kept: OpenShot; shotNumber: number; store: ShotStore }>): void {
  const { language } = useWords();
  const trouble = useSavingWords(store);
  const { canUndo, canRedo, name } = useStore(store, ({ history, shot }) => ({
    canUndo: history.before.length > 0,
    canRedo: history.after.length > 0,
    name: shot.name,
  }));
  useEffect(() => {
    const { title, shots } = film.document;
    openPlace.tell({
      projectId: film.projectId,
      filmId: film.id,
      filmTitle: title[language] ?? title.zh ?? title.en ?? '',
      shotNumber,
      shotName: name ?? kept.name,
      shots: shots.length,
      undo: canUndo ? store.undo : null,
      redo: canRedo ? store.redo : null,
      trouble,
    });
  }, [film, kept.name, shotNumber, store, canUndo, canRedo, name, language, trouble]);
  useEffect(() => () => openPlace.tell(null), []);
}
