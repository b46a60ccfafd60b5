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

function factsOf({ makes, camera, name, provider, keyState, keyName, hasAddress }: ListedModel): ModelFacts | null {
  if (makes !== 'video') return null;
  const isStage = camera === 'exact';
  const access = keyState === 'missing' ? 'key' : hasAddress ? 'ready' : 'place';
  return { name, provider, isStage, isEmulated: keyState === 'emulated', access, keyName };
}

/** Whether a shot can be shot on a model now. Whether a machine of one's own runs is not known before it is asked. */
function isReady({ makes, camera, keyState, isLocal }: ListedModel): boolean {
  if (makes !== 'video') return false;
  return camera === 'exact' || keyState === 'emulated' || keyState === 'set' || (keyState === 'none-needed' && !isLocal);
}

/** The models of this server. */
export function useModels(): Models {
  const listed = useQuery(modelsQuery);
  const all = new Map((listed.data ?? []).map((model) => [model.id, factsOf(model)]));
  return {
    factsOf: (model) => all.get(model) ?? null,
    readyCount: listed.data?.filter(isReady).length ?? null,
    hasNoProvider: listed.data !== undefined && !listed.data.some(({ keyState }) => keyState === 'set' || keyState === 'emulated'),
  };
}
