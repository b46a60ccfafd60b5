/** Where providers' keys come from: the environment first, else what was set and sealed. */
export type ProviderKeys = Readonly<{ find: (name: string) => Promise<string | undefined> }>;

/** Keys of the environment alone; an empty variable counts as not set. */
export function environmentKeys(env: Readonly<Record<string, string | undefined>>): ProviderKeys {
  return { find: async (name) => env[name]?.trim() || undefined };
}
