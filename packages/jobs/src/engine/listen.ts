import { Client } from 'pg';
import type { Ports } from '../studio.ts';

/** How long is waited before a broken connection is made anew, milliseconds. */
const AGAIN_MS = 1000;

/**
 * Hears what other processes notify, until the signal is raised. What is said while the connection is broken is lost: whoever listens also
 * looks for itself now and then.
 */
export async function listen(
  url: string,
  hears: Readonly<Record<string, (payload: string) => void>>,
  { signal, ports }: Readonly<{ signal: AbortSignal; ports: Pick<Ports, 'sleep'> }>,
): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: 'fantascope-listener', connectionTimeoutMillis: 5000 });
    const broken = new AbortController();
    client.on('error', () => broken.abort());
    client.on('end', () => broken.abort());
    client.on('notification', ({ channel, payload }) => hears[channel]?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of Object.keys(hears)) await client.query(`listen "${channel}"`);
      const stop = () => broken.abort();
      signal.addEventListener('abort', stop);
      while (!broken.signal.aborted && !signal.aborted) await ports.sleep(60_000, broken.signal);
      signal.removeEventListener('abort', stop);
    } catch {
      // The database is away for a moment.
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await ports.sleep(AGAIN_MS, signal);
  }
}
