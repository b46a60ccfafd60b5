import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wire } from '@fantascope/models';

/** What a wire made of one webhook: the task it names, a challenge that was answered, or nothing, because it is not theirs. */
export type Hint = Readonly<{ taskId: string; clientKey?: string }> | Readonly<{ answer: unknown }> | null;

/** A place on this machine where a provider tells of a take, read by the take's own wire. */
export type Ear = Readonly<{ url: string; hints: readonly Hint[]; close: () => Promise<void> }>;

const ourSecret = 'suite-hook-secret';

/** Opens an ear. `secret` is what the provider signs with; where it signs nothing, the secret in our own address counts. */
export async function openEar(wire: Wire, { secret, nowMs }: Readonly<{ secret: string; nowMs: () => number }>): Promise<Ear> {
  const hints: Hint[] = [];
  const server = createServer((call, answer) => {
    const parts: Buffer[] = [];
    call.on('data', (part: Buffer) => parts.push(part));
    call.on('end', () => {
      const { searchParams } = new URL(call.url ?? '/', 'http://ear');
      const hint: Hint =
        wire.webhook?.read({
          headers: call.headers as Record<string, string>,
          query: Object.fromEntries(searchParams),
          body: Buffer.concat(parts).toString('utf8'),
          secret: secret === '' ? ourSecret : secret,
          nowSec: nowMs() / 1000,
        }) ?? null;
      hints.push(hint);
      answer.end(JSON.stringify(hint !== null && 'answer' in hint ? hint.answer : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?t=${ourSecret}`,
    hints,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
