import { useQuery } from '@tanstack/react-query';
import { server } from '../app/server.ts';
import type { ListedModel, ModelFacts } from './shoot-rows.ts';

/** Every model, with what is known of it on this server. */
export const modelsQuery = {
  queryKey: ['model', 'list'],
  queryFn: async () => (await server().call('model.list', {})).items,
  staleTime: 60_000,
} as const;

/** Whether emulated providers stand in for the real ones, and for which wires. */
export const emulatorsQuery = {
  queryKey: ['emulators'],
  queryFn: async () => server().call('emulators.show', {}),
  staleTime: 15_000,
} as const;

/** What is known of the models: null until it is. */
export type Models = Readonly<{
  factsOf: (model: string) => ModelFacts | null;
  /** How many could be shot on now. */
  readyCount: number | null;
  /** No provider's key is there, and none is emulated. */
  hasNoProvider: boolean;
}>;

/** While the drawer is open a machine of one's own may be started or stopped, milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/** What the drawer knows of a model; null for one that makes stills. */
export function factsOf({ makes, camera, name, provider, keyState, keyName, hasAddress, reach, origin }: ListedModel): ModelFacts | null {
  if (makes !== 'video') return null;
  const isStage = camera === 'exact';
  const access = keyState === 'missing' ? 'key' : hasAddress && reach !== 'silent' ? 'ready' : 'place';
  const silentAt = reach === 'silent' ? origin : null;
  return { name, provider, isStage, isEmulated: keyState === 'emulated', access, silentAt, keyName };
}

/** Whether a shot can be shot on a model now. */
const isReady = (model: ListedModel): boolean => factsOf(model)?.access === 'ready';

/** The models of this server. `isWatching`: what starts or stops meanwhile is seen. */
export function useModels({ isWatching = false } = {}): Models {
  const listed = useQuery({ ...modelsQuery, refetchInterval: isWatching ? LOOK_AGAIN_MS : false });
  const all = new Map((listed.data ?? []).map((model) => [model.id, factsOf(model)]));
  return {
    factsOf: (model) => all.get(model) ?? null,
    readyCount: listed.data?.filter(isReady).length ?? null,
    hasNoProvider: listed.data !== undefined && !listed.data.some(({ keyState }) => keyState === 'set' || keyState === 'emulated'),
  };
}
