import { projectsQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { openPlace } from '../frame/open-place.ts';

const kept = 'fantascope.project';

/** Remembers the project that the library shows. */
export function rememberProject(projectId: string): void {
  localStorage.setItem(kept, projectId);
}

/** The project that the library showed last. */
export function rememberedProject(): string | null {
  return localStorage.getItem(kept);
}

/** The project that files go into: that of the open film, else the one the library showed last, else the newest; null for whoever has none. */
export async function projectNow(): Promise<string | null> {
  const open = openPlace.state()?.projectId;
  if (open !== undefined) return open;
  const projects = await queries.ensureQueryData(projectsQuery);
  const last = rememberedProject();
  return (projects.find(({ id }) => id === last) ?? projects[0])?.id ?? null;
}

/** Makes a project and says its id. */
export async function makeProject(name: string): Promise<string> {
  const { id } = await server().call('project.create', { name }, { key: crypto.randomUUID() });
  await queries.invalidateQueries({ queryKey: ['project'] });
  rememberProject(id);
  return id;
}
