import { useQuery } from '@tanstack/react-query';
import { type ListedJob, type ListedTake, projectsQuery } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { useStore } from '../parts/use-store.ts';
import { medianSec } from '../shoot/shoot-rows.ts';
import { isShooting, isUnderWay } from '../takes/take-state.ts';
import { openPlace } from './open-place.ts';

/** What is under way in a project, and what waits for a person there. */
export type UnderWay = Readonly<{
  projectId: string;
  takes: readonly ListedTake[];
  /** Longer work of its own; what is done for a take is shown with the take. */
  jobs: readonly ListedJob[];
  unknown: readonly ListedTake[];
  /** How long a model's takes usually took here, seconds; by model. */
  usualSec: ReadonlyMap<string, number>;
  isShooting: boolean;
}>;

const MOST = 100;
/** Outside a film no events come in: then it is asked, more often while there is something to see. */
const BUSY_MS = 3000;
const IDLE_MS = 30_000;

/** What is under way, of a project's newest takes and jobs. */
export function underWayOf(
  projectId: string,
  { takes, jobs }: Readonly<{ takes: readonly ListedTake[]; jobs: readonly ListedJob[] }>,
): UnderWay {
  const waits = new Map<string, number[]>();
  for (const { model, state, createdAt, endedAt } of takes) {
    if (state !== 'ready' || endedAt === null) continue;
    waits.set(model, [...(waits.get(model) ?? []), (Date.parse(endedAt) - Date.parse(createdAt)) / 1000]);
  }
  return {
    projectId,
    takes: takes.filter(isUnderWay),
    jobs: jobs.filter(({ endedAt, takeId }) => endedAt === null && takeId === null),
    unknown: takes.filter(({ state }) => state === 'unknown'),
    usualSec: new Map([...waits].map(([model, all]) => [model, medianSec(all.slice(0, 20)) ?? 0])),
    isShooting: takes.some(isShooting),
  };
}

/** What is under way in the open project, else in the one that was made last; null while nothing is known. */
export function useUnderWay(): UnderWay | null {
  const open = useStore(openPlace, (place) => place?.projectId ?? null);
  const projects = useQuery({ ...projectsQuery, enabled: open === null });
  const projectId = open ?? projects.data?.[0]?.id ?? null;
  const interval = (isBusy: boolean) => (isBusy ? BUSY_MS : open === null ? IDLE_MS : false);
  const takes = useQuery({
    queryKey: ['take', 'newest', projectId],
    queryFn: async ({ signal }) =>
      projectId === null ? [] : (await server().call('take.list', { projectId, limit: MOST }, { signal })).items,
    enabled: projectId !== null,
    refetchInterval: ({ state }) => interval(open === null && (state.data ?? []).some(isUnderWay)),
  });
  const jobs = useQuery({
    queryKey: ['job', 'newest', projectId],
    queryFn: async ({ signal }) =>
      projectId === null ? [] : (await server().call('job.list', { projectId, limit: MOST }, { signal })).items,
    enabled: projectId !== null,
    refetchInterval: ({ state }) => interval(open === null && (state.data ?? []).some(({ endedAt }) => endedAt === null)),
  });
  if (projectId === null || takes.data === undefined) return null;
  return underWayOf(projectId, { takes: takes.data, jobs: jobs.data ?? [] });
}
