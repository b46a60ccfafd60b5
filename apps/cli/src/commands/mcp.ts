import { Fault } from '@fantascope/film/fault';
import { proxyStdio } from '../remote/mcp-proxy.ts';
import { ownServerUrl, serverPlace } from '../remote/server-place.ts';
import type { Setting } from '../setting.ts';

/** Speaks the Model Context Protocol on standard input and output: handed on to the running server, else to a studio opened here. Ends with its input. */
export async function mcp(
  { server }: Readonly<{ server?: string }>,
  { door, env, version }: Setting & Readonly<{ version: string }>,
): Promise<void> {
  const isNamed = server !== undefined || Boolean(env['FANTASCOPE_URL']);
  if (isNamed || (await isThere(env))) {
    const place = await serverPlace(env, { server, tokenFile: 'agent.token' });
    if (place.token === undefined) throw new Fault('cli.no-token', { url: place.url });
    await proxyStdio(place, { input: process.stdin, output: process.stdout, language: door.language });
    return;
  }
  const { serveStdio } = await import('@fantascope/server/stdio');
  await serveStdio({ env, version, language: door.language });
}

/** A server that was killed leaves its address behind. */
async function isThere(env: Setting['env']): Promise<boolean> {
  const url = await ownServerUrl(env);
  if (url === undefined) return false;
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000), redirect: 'error' }).then(
    // While it starts it answers 503.
    () => true,
    () => false,
  );
}
