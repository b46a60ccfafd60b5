import type { Operations } from '@fantascope/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { server } from '../app/server.ts';

/** Which money is looked at: what was paid, or what emulators would have charged. */
export type Kind = 'without' | 'only';
/** What narrows the rows. */
export type Filter = Pick<Operations['ledger.entries']['input'], 'projectId' | 'provider' | 'model' | 'fromDay' | 'toDay'>;
/** What figures are told by. */
export type Group = NonNullable<Operations['ledger.report']['input']['by']>;
/** A row of the ledger. */
export type Entry = Operations['ledger.entries']['output']['items'][number];
/** A take of unknown outcome. */
export type Unknown = Operations['ledger.unknown']['output']['items'][number];
/** A cap. */
export type Cap = Operations['ledger.caps']['output']['caps'][number];

/** Fields that are undefined are left out of the question. */
const given = (filter: Filter) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as Filter;

// Takes go on while the room is open, also in projects that nobody follows here.
const AGAIN_MS = 10_000;

/** Money by one thing. */
export const reportQuery = (by: Group, kind: Kind, filter: Filter = {}) =>
  queryOptions({
    queryKey: ['ledger', 'report', by, kind, filter],
    queryFn: async ({ signal }) => (await server().call('ledger.report', { by, emulated: kind, ...given(filter) }, { signal })).lines,
    refetchInterval: AGAIN_MS,
  });

/** Counters that are not the sum of their rows; only the server's owner may ask. */
export const auditQuery = queryOptions({
  queryKey: ['ledger', 'audit'],
  queryFn: async ({ signal }) => (await server().call('ledger.audit', {}, { signal })).differences,
  refetchInterval: 3 * AGAIN_MS,
});

/** Rows, newest first, page by page. */
export const entriesQuery = (kind: Kind, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'entries', kind, filter],
    queryFn: ({ pageParam, signal }) =>
      server().call(
        'ledger.entries',
        { emulated: kind, limit: 100, ...given(filter), ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** The rows of one take. */
export const takeEntriesQuery = (takeId: string) =>
  queryOptions({
    queryKey: ['ledger', 'take', takeId],
    queryFn: async ({ signal }) => (await server().call('ledger.entries', { takeId, limit: 100 }, { signal })).items,
    refetchInterval: AGAIN_MS,
  });

/** The newest rows of a provider: how its unknown takes ended before. */
export const providerEntriesQuery = (provider: string) =>
  queryOptions({
    queryKey: ['ledger', 'provider', provider],
    queryFn: async ({ signal }) => (await server().call('ledger.entries', { provider, limit: 200 }, { signal })).items,
  });

/** One take with all that is written of it. */
export const takeQuery = (takeId: string) =>
  queryOptions({
    queryKey: ['take', 'show', takeId],
    queryFn: ({ signal }) => server().call('take.show', { takeId }, { signal }),
    refetchInterval: AGAIN_MS,
  });

/** Takes of which nobody knows what became of them. */
export const unknownQuery = (projectId: string | undefined) =>
  queryOptions({
    queryKey: ['ledger', 'unknown', projectId ?? null],
    queryFn: async ({ signal }) =>
      (await server().call('ledger.unknown', { limit: 200, ...(projectId === undefined ? {} : { projectId }) }, { signal })).items,
    refetchInterval: AGAIN_MS,
  });

/** The caps that hold. */
export const capsQuery = (projectId: string | undefined) =>
  queryOptions({
    queryKey: ['ledger', 'caps', projectId ?? null],
    queryFn: async ({ signal }) => (await server().call('ledger.caps', projectId === undefined ? {} : { projectId }, { signal })).caps,
  });
