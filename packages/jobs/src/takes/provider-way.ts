import { Fault } from '@fantascope/film';
import { wires as allWires, type CatalogueEntry, type Wire } from '@fantascope/models';
import {
  type Address,
  addressOf,
  type IntentRow,
  isLoopbackUrl,
  knownAddress,
  type Net,
  nearPatience,
  needsKey,
  openNet,
  type Patience,
  secretsOf,
  usualPatience,
} from '@fantascope/take';
import { providerEnvironment } from '../emulated/running-emulators.ts';
import { limitsOf } from './provider-limits.ts';
import { providerOf } from './provider-of.ts';
import type { TakeRoom } from './take-room.ts';
import { pacedNet, TokenBucket } from './token-bucket.ts';

/** Where a take is made: as its intent says once that is written, before that as the settings say. */
export type TakePlace = Readonly<{ wire: string; address: Address; dialect: Readonly<Record<string, string>> }>;

/** What a provider is talked to with. */
export type ProviderWay = Readonly<{
  wire: Wire;
  setting: Readonly<{ baseUrl: string; dialect: Readonly<Record<string, string>> }>;
  net: Net;
  secrets: readonly string[];
  patience: Patience;
  /** Waits for the turn of the next request, which then goes at once. Default: every turn is now. */
  turn?: () => Promise<void>;
}>;

/** The place of a take that is about to be sent: as the settings say, or at an emulator that is switched on. Asks a server on this machine whether it is an emulator. Throws take.no-address and take.bad-address. */
export async function placeOfEntry(entry: CatalogueEntry, room: Pick<TakeRoom, 'settings' | 'ports' | 'home'>): Promise<TakePlace> {
  const address = await knownAddress(addressOf(entry, await providerEnvironment(room)), room.ports);
  const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
  return { wire: entry.wire, address, dialect };
}

/** Keeps a take to what was confirmed, where emulators were switched on or off since. Throws jobs.emulated-elsewhere and jobs.now-emulated; nothing was sent then. */
export function checkPlace({ id, isEmulated }: Readonly<{ id: string; isEmulated: boolean }>, { address }: TakePlace): void {
  if (isEmulated && !address.isEmulated) throw new Fault('jobs.emulated-elsewhere', { take: id });
  if (!isEmulated && address.isEmulated) throw new Fault('jobs.now-emulated', { take: id });
}

/** The place where a take was begun, from its intent: settings may have changed since. */
export function placeOfIntent(intent: IntentRow, { catalogue }: Pick<TakeRoom, 'catalogue'>): TakePlace {
  const { wire, baseUrl, keyName, isEmulated, dialect } = intent;
  const { origin } = new URL(baseUrl);
  const homes = catalogue.entries.flatMap((entry) => (entry.baseUrl === undefined ? [] : [new URL(entry.baseUrl).origin]));
  const isNamed = isLoopbackUrl(baseUrl) || !homes.includes(origin);
  return { wire, dialect, address: { baseUrl, origin, isEmulated, isNamed, ...(keyName === undefined ? {} : { keyName }) } };
}

const buckets = new WeakMap<TakeRoom, Map<string, TokenBucket>>();

/** Opens the way to a take's provider. Throws take.no-wire, and models.no-key before anything is sent. */
export async function openWay(
  { wire: name, address, dialect }: TakePlace,
  room: TakeRoom,
  { model, entry }: Readonly<{ model: string; entry: CatalogueEntry | undefined }>,
): Promise<ProviderWay> {
  const wire = (room.wires ?? allWires)[name];
  if (wire === undefined) throw new Fault('take.no-wire', { model, wire: name });
  const { keyName } = address;
  const value = keyName === undefined ? undefined : await room.keys.find(keyName);
  if (value === undefined && keyName !== undefined && needsKey(wire, address, { keyName }))
    throw new Fault('models.no-key', { key: keyName });
  const isNear = isLoopbackUrl(address.baseUrl);
  const { nowMs } = room.ports;
  const net = openNet(
    { wire, address, key: keyName === undefined || value === undefined ? undefined : { name: keyName, value } },
    { nowMs },
  );
  const provider = entry === undefined ? address.origin : providerOf(entry);
  const { requestsPerSec } = await limitsOf(room.database.db, { provider, isNear });
  const paced = requestsPerSec === undefined ? undefined : pacedNet(net, bucketFor(room, provider, requestsPerSec));
  return {
    wire,
    setting: { baseUrl: address.baseUrl, dialect },
    ...(paced === undefined ? { net } : { net: paced, turn: paced.turn }),
    secrets: secretsOf(value),
    patience: room.patience ?? (isNear ? nearPatience : usualPatience),
  };
}

/** One bucket a provider and worker, whatever takes come and go. */
function bucketFor(room: TakeRoom, provider: string, perSec: number): TokenBucket {
  const own = buckets.get(room) ?? new Map<string, TokenBucket>();
  buckets.set(room, own);
  const key = `${provider} ${perSec}`;
  const bucket = own.get(key) ?? new TokenBucket(perSec, room.ports);
  own.set(key, bucket);
  return bucket;
}
