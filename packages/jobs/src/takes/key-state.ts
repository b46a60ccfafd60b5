import { Fault } from '@fantascope/film';
import { type CatalogueEntry, wires } from '@fantascope/models';
import { type Address, type AddressProbe, addressOf, type Environment, isLoopbackUrl, needsKey, probeAddress } from '@fantascope/take';
import { providerKey } from '../database/schema/index.ts';
import { providerEnvironment } from '../emulated/running-emulators.ts';
import type { Studio } from '../studio.ts';
import { stageWire } from './provider-of.ts';
import { Reach } from './reach.ts';

/** Whether a model's provider can be asked: `emulated`, an emulated one stands in its place; `missing`, its key has to be set first. */
export const keyStates = ['none-needed', 'set', 'missing', 'emulated'] as const;
/** One of them. */
export type KeyState = (typeof keyStates)[number];

/** Whether a server of one's own answered lately: `silent`, it did not; `not-asked`, a provider elsewhere, which only a take or a key's test asks. */
export const reaches = ['answers', 'silent', 'not-asked'] as const;

/** What is known of asking a model's provider now. `hasAddress`: it is known where to ask. `origin`: where a server of one's own stands. */
export type AskState = Readonly<{ keyState: KeyState; hasAddress: boolean; reach: (typeof reaches)[number]; origin: string | null }>;

type Place = Omit<Address, 'isEmulated'>;

const known = new WeakMap<object, Reach>();

/** One memory a database, so a process: its lists share what was asked. */
function reachOf({ database, ports }: Pick<Studio, 'database' | 'ports'>): Reach {
  const reach =
    known.get(database) ?? new Reach({ nowMs: ports.nowMs, sleep: ports.sleep, probe: (address) => probeAddress(address, ports) });
  known.set(database, reach);
  return reach;
}

/** What is known of asking each model's provider now, by the model's id. */
export async function keyStatesOf(
  studio: Pick<Studio, 'database' | 'settings' | 'home' | 'ports' | 'catalogue'>,
): Promise<ReadonlyMap<string, AskState>> {
  const env = await providerEnvironment(studio);
  const stored = await studio.database.db.select({ name: providerKey.name }).from(providerKey);
  const names = new Set(stored.map(({ name }) => name));
  const has = (name: string) => names.has(name) || (env[name] ?? '').trim() !== '';
  const reach = reachOf(studio);
  // Many models are asked at one address.
  const asked = new Map<string, Promise<AddressProbe>>();
  const answerAt = (address: Place) => {
    const answer = asked.get(address.origin) ?? reach.at(address);
    asked.set(address.origin, answer);
    return answer;
  };
  const states = await Promise.all(
    studio.catalogue.entries.map(async (entry): Promise<readonly [string, AskState]> => {
      const address = addressIn(entry, env);
      const answer = address !== null && isOwn(entry, address) ? await answerAt(address) : null;
      const keyState: KeyState = answer?.isEmulated === true ? 'emulated' : stateOf(entry, { address, has });
      const hasAddress = address !== null || entry.wire === stageWire;
      if (answer === null || address === null) return [entry.id, { keyState, hasAddress, reach: 'not-asked', origin: null }];
      return [entry.id, { keyState, hasAddress, reach: answer.answers ? 'answers' : 'silent', origin: address.origin }];
    }),
  );
  return new Map(states);
}

/** Whether an address is of a server of one's own: on this machine, or one that a setting of this server names and that takes no key. */
function isOwn(entry: CatalogueEntry, address: Place): boolean {
  return isLoopbackUrl(address.baseUrl) || (address.isNamed && wires[entry.wire]?.auth === 'none');
}

function stateOf(entry: CatalogueEntry, { address, has }: Readonly<{ address: Place | null; has: (name: string) => boolean }>): KeyState {
  const wire = wires[entry.wire];
  if (wire === undefined || !needsKey(wire, address ?? {}, entry)) return 'none-needed';
  const name = address === null ? entry.keyName : address.keyName;
  return name !== undefined && has(name) ? 'set' : 'missing';
}

/** Where a model is asked; null where nobody has said. */
function addressIn(entry: CatalogueEntry, env: Environment): Place | null {
  if (entry.wire === stageWire) return null;
  try {
    return addressOf(entry, env);
  } catch (error) {
    // A setting that cannot be read is told when a take is asked for; a list still lists.
    if (error instanceof Fault) return null;
    throw error;
  }
}
