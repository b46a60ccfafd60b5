import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ownFolder } from '@fantascope/take';
import { keepSketching } from './assets/derive/sketch-rest.ts';
import { openAssetStore } from './assets/open-asset-store.ts';
import { openCatalogue } from './catalogue.ts';
import { openDatabase } from './database/open-database.ts';
import { resumeEmulators } from './emulated/emulator-process.ts';
import { openWork, type WorkOptions } from './engine/open-work.ts';
import { storedKeys } from './people/stored-keys.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Ports, Studio } from './studio.ts';

/** The clock, chance and waiting of this machine. */
export const usualPorts: Ports = {
  nowMs: Date.now,
  random: () => randomInt(2 ** 47) / 2 ** 47,
  // Ends early, without a fault, when it is called off.
  sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** How a studio is opened. The options of the work are for tests. */
export type OpenStudioOptions = Readonly<{
  env: Settings['env'];
  /** The data folder; made when missing. */
  home: string;
  /** Whether this process works on takes and jobs, or only asks others to. */
  doesWork: boolean;
  ports?: Ports;
  version?: string;
  /** Called when the others have taken this worker for dead: it writes nothing more, and its process has to end so that a new one takes its place. */
  onFenced?: () => void;
}> &
  Partial<Pick<WorkOptions, 'workflows' | 'pulse' | 'onTrouble' | 'wires' | 'patience' | 'pause' | 'journal'>>;

/** A studio that is ours to close. */
export type OpenStudio = Studio &
  AsyncDisposable &
  Readonly<{
    /** Lets work under way come to a rest, then lets go of everything; the embedded database stops with the last who closes. */
    close: () => Promise<void>;
  }>;

/** Opens everything an operation or a workflow works with, in the order it leans on each other; what was opened is closed again where a later part cannot be. Throws the faults of databases and settings. */
export async function openStudio(options: OpenStudioOptions): Promise<OpenStudio> {
  const { env, home, doesWork, ports = usualPorts, version = '0.1.0', onFenced, ...work } = options;
  await ownFolder(home);
  const [settings, catalogue] = await Promise.all([readSettings(env, { home, doesWork }), openCatalogue(home)]);
  const ends: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const database = await openDatabase({ env, home, nowMs: ports.nowMs });
    ends.push(database.close);
    const assets = await openAssetStore({ env, home, nowMs: ports.nowMs });
    const parts = { database, assets, catalogue, settings, ports, home };
    // Before the work: takes under way at them are looked for there.
    await resumeEmulators({ home, env, ports }).catch((error: unknown) => options.onTrouble?.(String(error)));
    const fenced = onFenced === undefined ? {} : { onFenced };
    const { engine, close: rest } = await openWork({ ...parts, ...work, ...fenced, keys: storedKeys(parts), version });
    ends.push(() => rest());
    if (settings.doesWork) ends.push(keepSketching(parts, { onTrouble: options.onTrouble ?? (() => undefined) }).close);
    return { ...parts, engine, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A process that only works: a studio without a door. */
export function openWorker(options: Omit<OpenStudioOptions, 'doesWork'>): Promise<OpenStudio> {
  return openStudio({ ...options, doesWork: true });
}
