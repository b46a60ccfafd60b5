import { eq } from 'drizzle-orm';
import { providerKey } from '../database/schema/index.ts';
import { providerEnvironment } from '../emulated/running-emulators.ts';
import type { Studio } from '../studio.ts';
import type { ProviderKeys } from '../takes/provider-keys.ts';
import { openSealer } from './sealer.ts';

/** What a provider's key is sealed under. */
export const sealName = (name: string) => `key ${name}`;

/** Providers' keys as the server knows them: of the emulators that are switched on and of the environment first, else as an owner set them (key.set), sealed. Throws jobs.sealed-elsewhere. */
export function storedKeys({ database, settings, home }: Pick<Studio, 'database' | 'settings' | 'home'>): ProviderKeys {
  return {
    find: async (name) => {
      const given = (await providerEnvironment({ settings, home }))[name]?.trim();
      if (given) return given;
      const [row] = await database.db.select({ sealed: providerKey.sealed }).from(providerKey).where(eq(providerKey.name, name));
      return row === undefined ? undefined : (await openSealer(home)).open(sealName(name), row.sealed);
    },
  };
}
