import { createTransport } from '@fantascope/models/transport';
import { type Address, isLoopbackUrl } from './address.ts';

/** Every reply of our emulators has it. */
const sign = 'x-fantascope-emulator';
/** A server on this machine answers at once or not at all. */
const ASK_MS = 5000;

/**
 * An address with whether an emulator stands there: a server on this machine is asked, once, and says so in a header of any reply. One that
 * does not answer or says nothing counts as a provider whose takes cost what they cost; servers elsewhere are never asked.
 */
export async function knownAddress(address: Omit<Address, 'isEmulated'>, { nowMs }: Readonly<{ nowMs: () => number }>): Promise<Address> {
  if (!isLoopbackUrl(address.baseUrl)) return { ...address, isEmulated: false };
  const transport = createTransport({ credentials: [], allowedOrigins: [], isLoopbackOnly: true, nowMs });
  const http = { method: 'GET', url: `${address.origin}/.well-known/fantascope-emulator` } as const;
  const answer = await transport.send(http, { authorize: () => ({}) }, { connectMs: ASK_MS, idleMs: ASK_MS, totalMs: ASK_MS });
  return { ...address, isEmulated: answer.state === 'reply' && answer.reply.headers[sign] !== undefined };
}
