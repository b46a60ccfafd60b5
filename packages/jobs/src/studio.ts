import type { AssetStore } from './assets/asset-store.ts';
import type { Catalogue } from './catalogue.ts';
import type { Database } from './database/database.ts';
import type { Engine } from './engine/engine.ts';
import type { Settings } from './settings.ts';

/** Clock, chance and waiting, as arguments: a test holds them. */
export type Ports = Readonly<{ nowMs: () => number; random: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }>;

/** Everything an operation or a workflow works with. Opened once a process by `openStudio`. */
export type Studio = Readonly<{
  database: Database;
  engine: Engine;
  assets: AssetStore;
  catalogue: Catalogue;
  settings: Settings;
  ports: Ports;
  /** The data folder. */
  home: string;
}>;
