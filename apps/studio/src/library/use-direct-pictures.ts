import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { filmsQuery } from '../app/queries.ts';
import { queries } from '../app/server.ts';
import type { ListedAsset } from './asset-pages.ts';
import { filmOf, shotName, shotsInFilm } from './shots-from.ts';

/** Where pictures become shots: in a film by its id, in a new one, or (`last`) in the film changed last, a new one where there is none. */
export type FilmTarget = 'last' | 'new' | Readonly<{ filmId: string }>;

/** What has to be known of a file that becomes a shot. */
export type DirectedFile = Pick<ListedAsset, 'id' | 'name' | 'kind'>;

/** Makes shots of pictures and opens the first of them in Direct. */
export function useDirectPictures(projectId: string) {
  const navigate = useNavigate();
  const [trouble, setTrouble] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const placeOf = async (pictures: readonly DirectedFile[], target: FilmTarget) => {
    const films = target === 'last' ? await queries.fetchQuery({ ...filmsQuery(projectId), staleTime: 0 }) : [];
    const filmId = typeof target === 'object' ? target.filmId : films[0]?.id;
    if (filmId !== undefined) return shotsInFilm(filmId, pictures);
    return filmOf({ projectId, title: shotName(pictures[0]?.name ?? '') }, pictures);
  };
  return {
    trouble,
    go: async (items: readonly DirectedFile[], target: FilmTarget = 'last'): Promise<void> => {
      const pictures = items.filter(({ kind }) => kind === 'image');
      // Two presses make one shot.
      if (isBusy || pictures.length === 0) return;
      setBusy(true);
      setTrouble(null);
      try {
        const { filmId, shotNumber } = await placeOf(pictures, target);
        await navigate({ to: '/film/$filmId/shot/$shotNumber', params: { filmId, shotNumber: String(shotNumber) } });
      } catch (error) {
        setTrouble(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
