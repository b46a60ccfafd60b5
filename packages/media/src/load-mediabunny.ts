import { createRequire } from 'node:module';

let loaded: typeof import('mediabunny') | undefined;

/** Loads mediabunny when it is first needed, as the one file it is bundled into: its seventy modules take 60 ms of processor time longer. */
export function loadMediabunny(): typeof import('mediabunny') {
  loaded ??= createRequire(import.meta.url)('mediabunny') as typeof import('mediabunny');
  return loaded;
}
