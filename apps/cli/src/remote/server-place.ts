import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film/fault';
import { dataDir } from '@fantascope/take/data-dir';
import type { Setting } from '../setting.ts';

/** Where a server without a word about it listens. */
const usualUrl = 'http://127.0.0.1:4747';

/** A server to speak to. `token` is undefined where we have none for it. */
export type ServerPlace = Readonly<{ url: string; token: string | undefined }>;

/** This machine's own tokens: of its person's programs, and of agents, whose spending has a limit. The files hold secrets without what every API token begins with. */
const tokenFiles = { 'local.token': '', 'agent.token': 'fsc_' } as const;

async function lineOf(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() === '' ? undefined : text.trim();
}

/** The URL that the server of this data folder wrote down at its start; undefined while none runs. */
export async function ownServerUrl(env: Setting['env']): Promise<string | undefined> {
  const text = await lineOf(join(dataDir(env), 'server.json'));
  try {
    const { url } = JSON.parse(text ?? '{}') as { url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function checkedUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  // A token is never sent in the clear to another machine.
  const isSafe = url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  if (url === undefined || !isSafe || url.username !== '' || url.password !== '') throw new Fault('cli.bad-server', { given });
  return url.origin;
}

/**
 * The server: `--server`, FANTASCOPE_URL, the one of the data folder, else port 4747 of this machine. Its token: FANTASCOPE_TOKEN, else this
 * machine's own, which goes only to the server of this data folder or to a loopback address a person named: whoever else listens on the usual port
 * must not get it. Throws cli.bad-server.
 */
export async function serverPlace(
  env: Setting['env'],
  { server, tokenFile = 'local.token' }: Readonly<{ server?: string | undefined; tokenFile?: keyof typeof tokenFiles }> = {},
): Promise<ServerPlace> {
  const named = server ?? (env['FANTASCOPE_URL'] || undefined);
  const own = await ownServerUrl(env);
  const url = checkedUrl(named ?? own ?? usualUrl);
  const said = env['FANTASCOPE_TOKEN'] || undefined;
  if (said !== undefined) return { url, token: said };
  const isOurs = named === undefined ? own !== undefined : isLoopback(new URL(url));
  const secret = isOurs ? await lineOf(join(dataDir(env), tokenFile)) : undefined;
  return { url, token: secret === undefined ? undefined : `${tokenFiles[tokenFile]}${secret}` };
}
