import type { Operations } from '@fantascope/client';
import { Film, Shot } from '@fantascope/film';
import { queryOptions } from '@tanstack/react-query';
import { server } from './server.ts';

/** A film as the studio holds it. */
export type OpenFilm = Omit<Operations['film.show']['output'], 'document'> & Readonly<{ document: Film }>;
/** A shot as the studio holds it. */
export type OpenShot = Omit<Operations['shot.show']['output'], 'document'> & Readonly<{ document: Shot }>;
/** A take as lists show it. */
export type ListedTake = Operations['take.list']['output']['items'][number];
/** A longer work as lists show it. */
export type ListedJob = Operations['job.list']['output']['items'][number];

/** The projects of whoever is signed in. */
export const projectsQuery = queryOptions({
  queryKey: ['project', 'list'],
  queryFn: async ({ signal }) => (await server().call('project.list', { limit: 200 }, { signal })).items,
});

/** The films of a project. */
export const filmsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['film', 'list', projectId],
    queryFn: async ({ signal }) => (await server().call('film.list', { projectId, limit: 200 }, { signal })).items,
  });

/** One film, its shots as they are now. */
export const filmQuery = (filmId: string) =>
  queryOptions({
    queryKey: ['film', filmId],
    queryFn: async ({ signal }): Promise<OpenFilm> => {
      const film = await server().call('film.show', { filmId }, { signal });
      return { ...film, document: Film.parse(film.document) };
    },
  });

/** One shot. */
export const shotQuery = (shotId: string) =>
  queryOptions({
    queryKey: ['shot', shotId],
    queryFn: async ({ signal }): Promise<OpenShot> => {
      const shot = await server().call('shot.show', { shotId }, { signal });
      return { ...shot, document: Shot.parse(shot.document) };
    },
  });

/** The takes of a shot, newest first. */
export const takesQuery = (projectId: string, shotId: string) =>
  queryOptions({
    queryKey: ['take', 'list', projectId, shotId],
    queryFn: async ({ signal }) => (await server().call('take.list', { projectId, shotId, limit: 200 }, { signal })).items,
  });

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['person', 'me'],
  queryFn: async ({ signal }) => server().call('person.me', {}, { signal }),
});
