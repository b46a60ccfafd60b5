import type { Preview } from '@fantascope/client';
import { usdMicros } from '@fantascope/take/money';
import { useQueries } from '@tanstack/react-query';
import { server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import type { PlanLine } from './carriers.ts';

/** A model that was chosen. `capMicros`: what a person allows where no price is known. */
export type Chosen = Readonly<{ model: string; capMicros: number | null; parentTakeId: string | null }>;

/** What the server says it would do: the hash that confirms exactly this, and the most it would set aside. */
export type Asked = Readonly<{
  model: string;
  hash: string | null;
  upMicros: number | null;
  /** Who would be asked, by the same hash; null where it is not known yet. The list of models may be older. */
  isEmulated: boolean | null;
  error: Error | null;
  isWaiting: boolean;
}>;

/** The body of the call, the same where it is asked about and where it is done. */
export function shootInput(shotId: string, { model, capMicros, parentTakeId }: Chosen) {
  return {
    shotId,
    model,
    priority: 1 as const,
    ...(capMicros === null ? {} : { mostUsd: capMicros / 1e6 }),
    ...(parentTakeId === null ? {} : { parentTakeId }),
  };
}

/** The most that a take may cost by what the server showed, millionths of a dollar; null where it needs a cap. */
export function upperOf({ shown }: Preview): number | null {
  const { estimateUsd, mostUsd } = shown as Readonly<{ estimateUsd: PlanLine['estimateUsd']; mostUsd: number | null }>;
  if (estimateUsd !== null) return usdMicros(Math.max(estimateUsd.low, estimateUsd.high));
  return mostUsd === null ? null : usdMicros(mostUsd);
}

/** Whether an emulated provider would make the take, by what the server showed. */
export function isEmulatedBy({ shown }: Preview): boolean {
  return (shown as Readonly<{ isEmulated: boolean }>).isEmulated;
}

/** Asks the server, for each chosen model, what shooting would do. Nothing is done. */
export function useAsked(chosen: readonly Chosen[], stamp: string): readonly Asked[] {
  const { shotId } = useDirect();
  const asked = useQueries({
    queries: chosen.map((each) => ({
      queryKey: ['shoot', 'ask', shotId, stamp, each.model, each.capMicros, each.parentTakeId],
      queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>) => server().ask('take.shoot', shootInput(shotId, each), { signal }),
      staleTime: 60_000,
      gcTime: 0,
      retry: false,
    })),
  });
  return chosen.map(({ model }, index) => {
    const { data, error, isFetching } = asked[index] ?? {};
    return {
      model,
      hash: data?.hash ?? null,
      upMicros: data === undefined ? null : upperOf(data),
      isEmulated: data === undefined ? null : isEmulatedBy(data),
      error: error ?? null,
      isWaiting: isFetching === true,
    };
  });
}
