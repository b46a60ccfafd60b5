import type { Environment } from '../data-dir.ts';
import type { KeyStore } from './key-store.ts';

/** A key and where it was found. */
export type FoundKey = Readonly<{ name: string; value: string; from: 'environment' | 'file' }>;

/** Finds a key by its name: in the environment first, else among those that were set. An empty variable counts as not set. */
export async function findKey(
  name: string,
  { env, store }: Readonly<{ env: Environment; store: Pick<KeyStore, 'get'> }>,
): Promise<FoundKey | undefined> {
  const given = env[name]?.trim();
  if (given !== undefined && given !== '') return { name, value: given, from: 'environment' };
  const value = await store.get(name);
  return value === undefined ? undefined : { name, value, from: 'file' };
}
