import { createHash } from 'node:crypto';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The ULID that a call gives to one of many things: of the call's own time, and the same whenever the call is run again, whatever else it makes. `what` names it within the call. */
export function callId(ulid: string, what: string): string {
  const bytes = createHash('sha256').update(`${ulid} ${what}`).digest().subarray(0, 16);
  return `${ulid.slice(0, 10)}${[...bytes].map((byte) => digits.charAt(byte % 32)).join('')}`;
}
