import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook as it came in. */
export type Heard = Readonly<{ body: string; headers: Readonly<Record<string, string>> }>;

/** For tests: a receiver on this machine while `work` runs. It keeps what it hears and gives a challenge back, unless it is `isRude`. */
export async function hearWebhooks<T>(work: (url: string, heard: readonly Heard[]) => Promise<T>, { isRude = false } = {}): Promise<T> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (each: Buffer) => parts.push(each));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const { challenge } = JSON.parse(body) as { challenge?: string };
      if (challenge === undefined) heard.push({ body, headers: request.headers as Record<string, string> });
      response.end(JSON.stringify(isRude ? {} : { challenge }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
