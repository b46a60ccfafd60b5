import { createTransport } from '@fantascope/models/transport';
import { type Address, isLoopbackUrl } from './address.ts';

/** Every reply of our emulators has it. */
const sign = 'x-fantascope-emulator';
/** A server on this machine answers at once or not at all. */
const ASK_MS = 5000;

/** What came of asking at an address: `answers`, somebody replied, whatever was said. */
export type AddressProbe = Readonly<{ answers: boolean; isEmulated: boolean }>;

/**
 * Asks once, without a key, who stands at an address of this machine, or at one that a person has named by a setting. An emulator says so in a
 * header of any reply; one elsewhere counts as none, whatever it says.
 */
export async function probeAddress(
  { baseUrl, origin }: Pick<Address, 'baseUrl' | 'origin'>,
  { nowMs }: Readonly<{ nowMs: () => number }>,
): Promise<AddressProbe> {
  const isHere = isLoopbackUrl(baseUrl);
  const transport = createTransport({ credentials: [], allowedOrigins: [origin], isLoopbackOnly: isHere, nowMs });
  const http = { method: 'GET', url: `${origin}/.well-known/fantascope-emulator` } as const;
  const answer = await transport.send(http, { authorize: () => ({}) }, { connectMs: ASK_MS, idleMs: ASK_MS, totalMs: ASK_MS });
  if (answer.state !== 'reply') return { answers: false, isEmulated: false };
  return { answers: true, isEmulated: isHere && answer.reply.headers[sign] !== undefined };
}

/**
 * An address with whether an emulator stands there: a server on this machine is asked, once. One that does not answer or says nothing counts as
 * a provider whose takes cost what they cost; servers elsewhere are never asked.
 */
export async function knownAddress(address: Omit<Address, 'isEmulated'>, ports: Readonly<{ nowMs: () => number }>): Promise<Address> {
  if (!isLoopbackUrl(address.baseUrl)) return { ...address, isEmulated: false };
  return { ...address, isEmulated: (await probeAddress(address, ports)).isEmulated };
}
