import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { filmQuery, shotQuery } from '../app/queries.ts';
import { RoomBroken } from '../frame/room-broken.tsx';
import { useWords } from '../words/use-words.ts';
import { OpenDirect } from './open-direct.tsx';

/** The room where one shot's camera is directed. */
export function DirectRoom() {
  const { t } = useWords();
  const { filmId, shotNumber } = useParams({ from: '/film/$filmId/shot/$shotNumber' });
  const film = useQuery(filmQuery(filmId));
  const number = Number(shotNumber);
  const shotId = film.data?.document.shots[number - 1]?.id;
  const shot = useQuery({ ...shotQuery(shotId ?? ''), enabled: shotId !== undefined });
  const error = film.error ?? shot.error;
  if (error !== null && (film.data === undefined || shot.data === undefined)) {
    return <RoomBroken error={error} reset={() => void (film.error === null ? shot.refetch() : film.refetch())} />;
  }
  if (film.data === undefined || shot.data === undefined || shotId === undefined) {
    return <p className="p-6 text-t2">{film.data !== undefined && shotId === undefined ? t('frame.notFound') : t('frame.loading')}</p>;
  }
  // A shot of its own for each: nothing of the one before stays behind.
  return <OpenDirect key={shotId} film={film.data} kept={shot.data} shotNumber={number} />;
}
