import { filmQuery, filmsQuery, projectsQuery } from './queries.ts';
import { queries, server } from './server.ts';

const kept = 'fantascope.lastShot';

/** Remembers where somebody was, for the next visit. */
export function rememberPlace(place: Readonly<{ filmId: string; shotNumber: number }>): void {
  localStorage.setItem(kept, JSON.stringify(place));
}

/** Where the studio opens: the last shot, else the first one of a sample project that is made for whoever has none; the library where there is no shot. */
export async function firstPlace() {
  const last = JSON.parse(localStorage.getItem(kept) ?? 'null') as Readonly<{ filmId: string; shotNumber: number }> | null;
  if (last !== null) {
    const film = await queries.ensureQueryData(filmQuery(last.filmId)).catch(() => null);
    if (film !== null) return directPlace(last.filmId, Math.min(last.shotNumber, film.document.shots.length));
  }
  const projects = await queries.fetchQuery(projectsQuery);
  if (projects.length === 0) {
    await server().call('project.sample', {});
    await queries.invalidateQueries({ queryKey: ['project'] });
  }
  for (const { id } of projects.length === 0 ? await queries.fetchQuery(projectsQuery) : projects) {
    const [film] = await queries.fetchQuery(filmsQuery(id));
    if (film !== undefined) return directPlace(film.id, 1);
  }
  return { to: '/library' } as const;
}

function directPlace(filmId: string, shotNumber: number) {
  return { to: '/film/$filmId/shot/$shotNumber', params: { filmId, shotNumber: String(shotNumber) } } as const;
}
