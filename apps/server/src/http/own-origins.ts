import { Fault } from '@fantascope/film';

/** Under which names this server may be called: `host:port` of each, and whether it is on TLS. */
export type OwnOrigins = Readonly<{ origins: ReadonlySet<string>; hosts: ReadonlySet<string> }>;

/** The origins of a server: loopback under its three names, and the public URL where there is one. */
export function ownOrigins({ port, publicUrl }: Readonly<{ port: number; publicUrl: string | undefined }>): OwnOrigins {
  const urls = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`];
  if (publicUrl !== undefined) urls.push(publicUrl);
  const parsed = urls.map((url) => new URL(url));
  return { origins: new Set(parsed.map(({ origin }) => origin)), hosts: new Set(parsed.map(({ host }) => host)) };
}

/**
 * Refuses what a foreign page makes a browser send. Host: a name that was rebound to this machine's address is none of ours. Origin and
 * Sec-Fetch-Site: browsers set them and pages cannot, so a request that carries a foreign one comes from a foreign page, whatever its method:
 * even a read of a stream would tell it something. Throws server.foreign-host and server.foreign-origin.
 */
export function refuseForeign(request: Request, { origins, hosts }: OwnOrigins): void {
  const host = request.headers.get('host') ?? '';
  if (!hosts.has(host.toLowerCase())) throw new Fault('server.foreign-host', { host: host.slice(0, 200) });
  const origin = request.headers.get('origin');
  if (origin !== null && !origins.has(origin.toLowerCase())) throw new Fault('server.foreign-origin', { origin: origin.slice(0, 200) });
  const site = request.headers.get('sec-fetch-site');
  // A person following a link from elsewhere navigates; only that may come from another site.
  const isNavigation =
    request.method === 'GET' &&
    request.headers.get('sec-fetch-mode') === 'navigate' &&
    request.headers.get('sec-fetch-dest') === 'document';
  if (site !== null && site !== 'same-origin' && site !== 'none' && !isNavigation)
    throw new Fault('server.foreign-origin', { origin: site });
}
