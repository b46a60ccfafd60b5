import { Fault } from '@fantascope/film';
import { type CatalogueEntry, wires } from '@fantascope/models';
import { type Address, addressOf, type Environment, knownAddress, needsKey } from '@fantascope/take';
import { providerKey } from '../database/schema/index.ts';
import { providerEnvironment } from '../emulated/running-emulators.ts';
import type { Studio } from '../studio.ts';
import { stageWire } from './provider-of.ts';

/** Whether a model's provider can be asked: `emulated`, an emulated one stands in its place; `missing`, its key has to be set first. */
export const keyStates = ['none-needed', 'set', 'missing', 'emulated'] as const;
/** One of them. */
export type KeyState = (typeof keyStates)[number];

/** What is known of asking each model's provider now, by the model's id. `hasAddress`: it is known where to ask. */
export async function keyStatesOf(
  studio: Pick<Studio, 'database' | 'settings' | 'home' | 'ports' | 'catalogue'>,
): Promise<ReadonlyMap<string, Readonly<{ keyState: KeyState; hasAddress: boolean }>>> {
  const env = await providerEnvironment(studio);
  const stored = await studio.database.db.select({ name: providerKey.name }).from(providerKey);
  const names = new Set(stored.map(({ name }) => name));
  const has = (name: string) => names.has(name) || (env[name] ?? '').trim() !== '';
  // Many models are asked at one address.
  const asked = new Map<string, Promise<Address>>();
  const known = (address: Omit<Address, 'isEmulated'>) => {
    const answer = asked.get(address.origin) ?? knownAddress(address, studio.ports);
    asked.set(address.origin, answer);
    return answer;
  };
  const states = await Promise.all(
    studio.catalogue.entries.map(async (entry) => {
      const address = addressIn(entry, env);
      const isEmulated = address !== null && (await known(address)).isEmulated;
      const keyState: KeyState = isEmulated ? 'emulated' : stateOf(entry, { address, has });
      return [entry.id, { keyState, hasAddress: address !== null || entry.wire === stageWire }] as const;
    }),
  );
  return new Map(states);
}

function stateOf(
  entry: CatalogueEntry,
  { address, has }: Readonly<{ address: Omit<Address, 'isEmulated'> | null; has: (name: string) => boolean }>,
): KeyState {
  const wire = wires[entry.wire];
  if (wire === undefined || !needsKey(wire, address ?? {}, entry)) return 'none-needed';
  const name = address === null ? entry.keyName : address.keyName;
  return name !== undefined && has(name) ? 'set' : 'missing';
}

/** Where a model is asked; null where nobody has said. */
function addressIn(entry: CatalogueEntry, env: Environment): Omit<Address, 'isEmulated'> | null {
  if (entry.wire === stageWire) return null;
  try {
    return addressOf(entry, env);
  } catch (error) {
    // A setting that cannot be read is told when a take is asked for; a list still lists.
    if (error instanceof Fault) return null;
    throw error;
  }
}
