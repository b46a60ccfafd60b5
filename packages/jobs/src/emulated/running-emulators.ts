import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, ownKeyName, syncFolder, urlSetting, writeDurably } from '@fantascope/take';
import { z } from 'zod';
import type { Studio } from '../studio.ts';

/** One emulated provider: its wire, where it listens on this machine, and what it takes as a key (empty where it takes none). */
const EmulatedWire = z.strictObject({ wire: z.string(), url: z.string(), key: z.string() });

/**
 * emulators.json of the data folder: the emulated providers that are switched on, in a process of their own that outlives the server. `wires` is
 * empty from the moment the process is begun until all of it answers.
 */
export const RunningEmulators = z.strictObject({
  v: z.literal(1),
  pid: z.number().int(),
  bornAt: z.string(),
  /** The first of its ports; each wire has the next. */
  port: z.number().int(),
  wires: z.array(EmulatedWire),
});
export type RunningEmulators = z.infer<typeof RunningEmulators>;

/** Where it is written which emulators run. */
export function emulatorsPath(home: string): string {
  return join(home, 'emulators.json');
}

/** The emulators that are switched on; null where none are. */
export async function readRunning(home: string): Promise<RunningEmulators | null> {
  const text = await readFile(emulatorsPath(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : RunningEmulators.parse(JSON.parse(text));
}

/** Writes down which emulators run, before anybody is told. */
export async function writeRunning(home: string, running: RunningEmulators): Promise<void> {
  await writeDurably(emulatorsPath(home), `${JSON.stringify(running, null, 2)}\n`);
}

/** Switches the emulators off for whoever asks next. */
export async function forgetRunning(home: string): Promise<void> {
  await rm(emulatorsPath(home), { force: true });
  await syncFolder(home);
}

/**
 * The environment as the work on takes sees it: the server's own, and before it the addresses and keys of the emulators that are switched on,
 * so that no provider is asked whose wire is emulated.
 */
export async function providerEnvironment({ settings, home }: Pick<Studio, 'settings' | 'home'>): Promise<Environment> {
  const running = await readRunning(home);
  if (running === null || running.wires.length === 0) return settings.env;
  const emulated = running.wires.flatMap(({ wire, url, key }) => [
    [urlSetting(wire), url],
    // Set also where there is none: a key meant for another server of this wire is not for this one.
    [ownKeyName(wire), key === '' ? undefined : key],
  ]);
  return { ...settings.env, ...Object.fromEntries(emulated) };
}
