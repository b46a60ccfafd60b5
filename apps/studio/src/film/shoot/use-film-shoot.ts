import { type Operations, PlanChanged, Problem } from '@fantascope/client';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queries, server } from '../../app/server.ts';
import { useWords } from '../../words/use-words.ts';
import { type FilmPreview, filmPreview } from './film-order.ts';

type Wanted = Readonly<{ filmId: string; model: string; capMicros: number | null }>;

/** What became of the last press. `refused`: nothing was sent or paid; `unsure`: no answer came, and asking again with the same key is safe. */
export type FilmSent = Readonly<{
  is: 'sending' | 'sent' | 'refused' | 'unsure';
  said: string | null;
  /** How many takes were entered. */
  takes: number;
  /** Shots of which nothing was sent, and why. */
  problems: ReadonlyMap<string, Readonly<{ en: string; zh: string }>>;
}>;

const inputOf = ({ filmId, model, capMicros }: Wanted) => ({
  ...{ filmId, model },
  ...(capMicros === null ? {} : { mostUsd: capMicros / 1e6 }),
});

/** What shooting the film on a model would do, by the server. Nothing is done. `stamp` changes with the film and its takes. */
export function useFilmAsked(
  { filmId, model, capMicros }: Readonly<{ filmId: string; model: string | null; capMicros: number | null }>,
  stamp: string,
) {
  return useQuery({
    queryKey: ['shoot', 'film', filmId, model, capMicros, stamp],
    queryFn: async ({ signal }): Promise<FilmPreview> =>
      filmPreview(await server().ask('film.shoot', inputOf({ filmId, model: model ?? '', capMicros }), { signal })),
    enabled: model !== null,
    // What is shown stays until what is asked for is there; it cannot be confirmed meanwhile. Of another model it would be wrong.
    placeholderData: (before, query) => (query?.queryKey[3] === model ? before : undefined),
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  });
}

/** Shoots what is due: one POST, with a key that stays the same until it is answered, so that no press is paid twice. */
export function useFilmShoot(openingKey: string) {
  const { t } = useWords();
  const [sent, setSent] = useState<FilmSent | null>(null);
  const isBusy = useRef(false);
  // Whatever is pressed before an answer is the same call: with another model it is refused, not made beside it.
  const round = useRef(1);
  const one = async (wanted: Wanted, hash: string): Promise<FilmSent> => {
    const none = { takes: 0, problems: new Map<string, never>() };
    try {
      const done = await server().call('film.shoot', inputOf(wanted), { key: `${openingKey}:film:${round.current}`, confirm: hash });
      round.current += 1;
      return { is: 'sent', said: null, takes: done.takes, problems: problemsOf(done) };
    } catch (error) {
      if (error instanceof PlanChanged) return { is: 'refused', said: t('shoot.planChanged'), ...none };
      if (error instanceof Problem && error.status < 500) return { is: 'refused', said: error.message, ...none };
      return { is: 'unsure', said: t('shoot.noAnswer'), ...none };
    }
  };
  return {
    sent,
    shoot: async (wanted: Wanted, hash: string): Promise<void> => {
      if (isBusy.current) return;
      isBusy.current = true;
      setSent({ is: 'sending', said: null, takes: 0, problems: new Map() });
      try {
        setSent(await one(wanted, hash));
      } finally {
        isBusy.current = false;
        for (const name of ['take', 'ledger', 'film', 'shoot', 'model']) void queries.invalidateQueries({ queryKey: [name] });
      }
    },
  };
}

function problemsOf({ items }: Operations['film.shoot']['output']): FilmSent['problems'] {
  return new Map(items.flatMap(({ shotId, state, problem }) => (problem === null || state === 'refused' ? [] : [[shotId, problem]])));
}
