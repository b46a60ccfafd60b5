import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { server } from '../app/server.ts';
import { useDirect, useShot } from '../direct/direct-context.ts';
import type { PlanLine } from './carriers.ts';

/** How long the hand has to rest on a shot that is changed while its plans are shown, milliseconds. */
const REST_MS = 500;

/** The plans of the shot as it is stored. `stamp` changes with the shot: what was asked for another stamp is of another shot. */
export type Plans = Readonly<{
  lines: readonly PlanLine[] | null;
  stamp: string;
  error: Error | null;
  /** The shot on the screen could not be stored: what would be shot is the one before. */
  isUnsaved: boolean;
  again: () => void;
}>;

/** Compiles the shot for every model: it is stored first, so that what is shown is what would be shot. */
export function usePlans(): Plans {
  const { shotId, store } = useDirect();
  const shot = useShot((state) => state.shot);
  const saving = useShot((state) => state.saving.is);
  const [settled, setSettled] = useState(shot);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shot), REST_MS);
    return () => clearTimeout(timer);
  }, [shot]);
  const stamp = JSON.stringify(settled);
  const plans = useQuery({
    queryKey: ['plan', 'all', shotId, stamp],
    queryFn: async ({ signal }) => {
      await store.flush();
      return (await server().call('plan.all', { shotId }, { signal })).items;
    },
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 0,
  });
  return {
    lines: plans.data ?? null,
    stamp,
    error: plans.error,
    isUnsaved: !['saved', 'saving', 'waiting'].includes(saving),
    again: () => void plans.refetch(),
  };
}
