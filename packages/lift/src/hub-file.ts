import type { Environment } from './cache-dir.ts';
import { type DownloadProgress, download } from './download.ts';
import { findWeights, type WeightsFile, weightsPath } from './weights.ts';

/** Weights and where a hub keeps them, below the hub's address. */
export type HubFile = WeightsFile & Readonly<{ hubPath: string }>;

/** Settings for reaching the hub; `isPatient` = wait for a slow download, as when what needs the file was asked for by name. */
export type HubOptions = Readonly<{
  cache: string;
  env?: Environment;
  isPatient?: boolean;
  connectMs?: number;
  onProgress?: (progress: DownloadProgress) => void;
  signal?: AbortSignal;
}>;

/** Weights in the cache, whole and checked; or where they belong, who was asked for them and why they did not come. `isSilent` = switched off by the setting, nobody need be told. */
export type HubResult = Readonly<
  { outcome: 'found'; path: string } | { outcome: 'absent'; path: string; host: string; reason: string; isSilent: boolean }
>;

/** A file that a hub did not give is not asked for again by this process: nine photographs would otherwise wait nine times. */
const refused = new Map<string, string>();

/** How long an automatic download may take in all, in ms. */
const automaticMs = 120_000;

/** The hub that is asked: FANTASCOPE_HUB_URL, else huggingface.co; null where the value `off` keeps it from being asked. */
function hubOf(env: Environment): string | null {
  const hub = env.FANTASCOPE_HUB_URL || 'https://huggingface.co';
  return hub === 'off' ? null : hub;
}

/** The hub's name for people. */
export function hubHost(env: Environment = process.env): string {
  const hub = hubOf(env) ?? 'https://huggingface.co';
  return URL.canParse(hub) ? new URL(hub).host : hub;
}

/** Finds weights in the cache, and fetches them once where they are missing or damaged and the hub may be asked. Never throws for what network or disk do. */
export async function hubFile(file: HubFile, options: HubOptions): Promise<HubResult> {
  const { cache, env = process.env } = options;
  const found = await findWeights(file, { cache });
  if (found.outcome === 'found') return { outcome: 'found', path: found.path };
  const absent = { outcome: 'absent', path: found.path, host: hubHost(env) } as const;
  const hub = hubOf(env);
  if (hub === null) return { ...absent, reason: 'FANTASCOPE_HUB_URL=off', isSilent: true };
  const reason = await fetchFile(hub, file, options);
  return reason === undefined ? { outcome: 'found', path: found.path } : { ...absent, reason, isSilent: false };
}

/** Fetches weights; returns why that failed, or undefined. */
async function fetchFile(hub: string, file: HubFile, options: HubOptions): Promise<string | undefined> {
  const { cache, isPatient, connectMs, onProgress, signal } = options;
  if (!URL.canParse(hub)) return 'FANTASCOPE_HUB_URL is not an address';
  const { href } = new URL(file.hubPath, hub.endsWith('/') ? hub : `${hub}/`);
  const known = refused.get(href);
  if (known) return known;
  const outcome = await download({
    url: href,
    path: weightsPath(cache, file),
    bytes: file.bytes,
    sha256: file.sha256,
    ...(isPatient ? {} : { budgetMs: automaticMs }),
    ...(connectMs === undefined ? {} : { connectMs }),
    ...(onProgress ? { onProgress } : {}),
    ...(signal ? { signal } : {}),
  });
  if (outcome.outcome === 'done') return undefined;
  // an interrupted download says nothing about the hub
  if (!signal?.aborted) refused.set(href, outcome.reason);
  return outcome.reason;
}
