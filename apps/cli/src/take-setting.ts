import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@fantascope/film';
import { type CatalogueEntry, catalogue, readCatalogue, type Wire, wires } from '@fantascope/models';
import {
  type Address,
  bucketKeyNames,
  bucketOf,
  dataDir,
  dayCapOf,
  type FileJournal,
  type FileStore,
  findKey,
  isLoopbackUrl,
  isStoreFor,
  nearPatience,
  needsKey,
  openFileStore,
  openJournal,
  openKeyStore,
  openNet,
  secretsOf,
  type TakeNews,
  type TakePorts,
  usualPatience,
} from '@fantascope/take';
import type { Setting } from './setting.ts';

/** A person's own models: models.json in the data folder. */
export function ownModelsPath(env: Setting['env']): string {
  return join(dataDir(env), 'models.json');
}

/** Our catalogue with a person's own entries. Throws take.bad-models-file and models.bad-catalogue. */
export async function knownModels(env: Setting['env']): Promise<readonly CatalogueEntry[]> {
  const path = ownModelsPath(env);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return catalogue();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault('take.bad-models-file', { path }, { cause });
  }
  return readCatalogue(json);
}

/** A model by its id. Throws take.no-such-model. */
export async function knownModel(id: string, env: Setting['env']): Promise<CatalogueEntry> {
  const found = (await knownModels(env)).find((entry) => entry.id === id);
  if (found === undefined) throw new Fault('take.no-such-model', { model: id });
  return found;
}

/** The journal of this person's takes; `secrets` are what no row may hold. */
export function journalOf(env: Setting['env'], secrets: readonly string[] = []): FileJournal {
  return openJournal(dataDir(env), { nowMs: Date.now, secrets: () => secrets });
}

/** Whether files can be put where this provider fetches them. Throws take.bad-setting. */
export function hasFileStore(address: Address, env: Setting['env']): boolean {
  return isStoreFor(bucketOf(env), address);
}

/** The bucket of a person's own with its key, where this provider can fetch from it. Throws take.bad-setting and models.no-key. */
async function storeFor(address: Address, env: Setting['env']) {
  const bucket = bucketOf(env);
  if (bucket === undefined || !isStoreFor(bucket, address)) return undefined;
  const kept = openKeyStore(dataDir(env), { nowMs: Date.now });
  const [access, secret] = await Promise.all(
    [bucketKeyNames.access, bucketKeyNames.secret].map(async (name) => {
      const found = await findKey(name, { env, store: kept });
      if (found === undefined) throw new Fault('models.no-key', { key: name });
      return found;
    }),
  );
  if (access === undefined || secret === undefined) return undefined;
  const key = { ...secret, value: `${access.value}:${secret.value}` };
  return { bucket, key };
}

/** What a provider's take is opened with: from a catalogue entry, or from the row of one begun earlier. */
export type TakePlace = Readonly<{ model: string; wire: string; address: Address; dialect: Readonly<Record<string, string>> }>;

/** Opens everything one take needs. Throws take.no-wire, and models.no-key before anything is sent. */
export async function openPorts(
  { model, wire: name, address, dialect }: TakePlace,
  { env }: Setting,
  { signal, onNews }: Readonly<{ signal: AbortSignal; onNews: (news: TakeNews) => void }>,
): Promise<TakePorts> {
  const wire: Wire | undefined = wires[name];
  if (wire === undefined) throw new Fault('take.no-wire', { model, wire: name });
  const home = dataDir(env);
  const { keyName } = address;
  const key = keyName === undefined ? undefined : await findKey(keyName, { env, store: openKeyStore(home, { nowMs: Date.now }) });
  if (key === undefined && keyName !== undefined && needsKey(wire, address, { keyName }))
    throw new Fault('models.no-key', { key: keyName });
  const files = await storeFor(address, env);
  const secrets = [...secretsOf(key?.value), ...secretsOf(files?.key.value)];
  const log = env.FANTASCOPE_DEBUG === undefined ? {} : { log: (line: string) => process.stderr.write(`  ${line}\n`) };
  const opened: Readonly<{ store?: FileStore }> =
    files === undefined
      ? {}
      : { store: openFileStore(files.bucket, { key: files.key, nowMs: Date.now, isLoopbackOnly: address.isEmulated, ...log }) };
  return {
    ...opened,
    dayCapUsdMicros: dayCapOf(env),
    home,
    journal: journalOf(env, secrets),
    wire,
    setting: { baseUrl: address.baseUrl, dialect },
    net: openNet({ wire, address, key }, { nowMs: Date.now, ...log }),
    nowMs: Date.now,
    steadyMs: () => performance.now(),
    sleep: (ms, raised) => pause(ms, undefined, raised === undefined ? {} : { signal: raised }).catch(() => undefined),
    patience: isLoopbackUrl(address.baseUrl) ? nearPatience : usualPatience,
    secrets,
    signal,
    onNews,
  };
}
