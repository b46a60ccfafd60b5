import { Film, Shot } from '@fantascope/film';
import { queryOptions } from '@tanstack/react-query';
import { filmQuery, type ListedTake, type OpenFilm } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';

/** Every take of a project, newest first. */
export const projectTakesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['take', 'list', projectId],
    queryFn: async ({ signal }): Promise<readonly ListedTake[]> => {
      const takes: ListedTake[] = [];
      let cursor: string | null = null;
      do {
        const page: Readonly<{ items: readonly ListedTake[]; nextCursor: string | null }> = await server().call(
          'take.list',
          { projectId, limit: 200, ...(cursor === null ? {} : { cursor }) },
          { signal },
        );
        takes.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return takes;
    },
  });

/** The stored shots of a film: their revisions, and which are locked. */
export const filmShotsQuery = (projectId: string, filmId: string) =>
  queryOptions({
    queryKey: ['shot', 'list', filmId],
    queryFn: async ({ signal }) => (await server().call('shot.list', { projectId, filmId, limit: 200 }, { signal })).items,
  });

/** The least label that an export of a film has to carry, and which takes stand for its shots; read anew with the film and its takes. */
export const filmLabelQuery = ({ id: filmId }: Pick<OpenFilm, 'id'>) =>
  queryOptions({
    queryKey: ['film', 'label', filmId],
    queryFn: ({ signal }) => server().call('film.label', { filmId }, { signal }),
  });

/** Approved and locked takes whose shots have changed since. */
export const filmStaleQuery = ({ id: filmId }: Pick<OpenFilm, 'id'>) =>
  queryOptions({
    queryKey: ['film', 'stale', filmId],
    queryFn: async ({ signal }) => (await server().call('film.stale', { filmId }, { signal })).items,
  });

/** Has a take stand for its shot in the film, or `stage`; null: the newest approved one again. */
export async function placeTake(filmId: string, shotId: string, placed: string | null): Promise<void> {
  // As it is now: the page that places it may have shown the film for a while.
  const film = await queries.fetchQuery({ ...filmQuery(filmId), staleTime: 0 });
  const { [shotId]: _, ...others } = film.document.takes ?? {};
  const takes = placed === null ? others : { ...others, [shotId]: placed };
  await changeFilm(film, { ...film.document, takes });
}

/** Writes a film, shown at once; where the server refuses, what it has is shown again and the refusal is thrown. */
export async function changeFilm(film: OpenFilm, document: Film): Promise<OpenFilm> {
  const { queryKey } = filmQuery(film.id);
  queries.setQueryData(queryKey, { ...film, document });
  try {
    const written = await server().call('film.change', { filmId: film.id, document: document as never, revision: film.revision });
    const open = { ...written, document: Film.parse(written.document) };
    queries.setQueryData(queryKey, open);
    return open;
  } catch (error) {
    await queries.invalidateQueries({ queryKey });
    throw error;
  }
}

/** Writes one shot of a film. */
export async function changeShot(filmId: string, shotId: string, change: (shot: Shot) => Shot): Promise<void> {
  const now = await server().call('shot.show', { shotId });
  const document = change(Shot.parse(now.document));
  const named = document.name === undefined || document.name === '' ? {} : { name: document.name };
  await server().call('shot.change', { shotId, document: document as never, revision: now.revision, ...named });
  await Promise.all([
    queries.invalidateQueries({ queryKey: filmQuery(filmId).queryKey }),
    queries.invalidateQueries({ queryKey: ['shot'] }),
  ]);
}

/** A shot once more, as a stored one of its own; where it stands is not written yet. */
export async function copiedShot(film: OpenFilm, index: number, name: string): Promise<Shot> {
  const { id: _, ...document } = film.document.shots[index] as Shot;
  const copy = { ...document, name };
  const made = await server().call(
    'shot.create',
    { projectId: film.projectId, filmId: film.id, name, document: copy as never },
    { key: crypto.randomUUID() },
  );
  return { ...copy, id: made.id };
}

/** The film as an earlier revision had it. */
export async function restoreFilm(filmId: string, revision: number): Promise<void> {
  await server().call('film.restore', { filmId, revision });
  await queries.invalidateQueries({ queryKey: ['film'] });
}
