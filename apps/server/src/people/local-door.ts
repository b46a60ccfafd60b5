import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { replaceSecretFile, secretFile, secretHash } from '@fantascope/jobs';

/** The file whose key signs the cookies of this machine's own browsers. */
const secretName = 'server.secret';
const LINK_MS = 10 * 60_000;
const COOKIE_SEC = 30 * 24 * 60 * 60;
/** Links waiting to be opened; past it the oldest falls away. */
const LINKS_MOST = 64;
/** Person, end in seconds, signature. */
const cookieShape = /^(user_[0-9A-Z]{26})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/**
 * How a browser on this machine comes in without a password: by a link that opens once (32 random bytes, ten minutes), printed in the
 * terminal of the person who started the server, and from then on by a cookie signed with a key in the data folder. Another user of the
 * machine sees neither; another page gets neither read.
 */
export type LocalDoor = Readonly<{
  /** A new path with a token, `/enter?token=…`. Each opens once; several may be waiting. */
  newLink: () => string;
  /** The Set-Cookie of somebody who came by a link; null where it was none of ours, used or too old. */
  enter: (token: string, options: Readonly<{ isSecure: boolean }>) => string | null;
  /** Who a Cookie header speaks for: the id of the person it was made for, or null. */
  personOf: (cookies: string | null) => string | null;
  /** Makes every cookie worthless, also in other processes once they start again. */
  revokeAll: () => Promise<void>;
  /** The Set-Cookie that takes the cookie away. */
  leave: () => string;
}>;

/** What the door is opened with. `port` is in the cookie's name, because browsers share cookies between the ports of a host. */
export type LocalDoorOptions = Readonly<{ home: string; port: number; personId: string; nowMs: () => number }>;

/** Opens the door of this machine's own person. Throws jobs.bad-secret-file. */
export async function openLocalDoor({ home, port, personId, nowMs }: LocalDoorOptions): Promise<LocalDoor> {
  let key = await secretFile(home, secretName);
  const links = new Map<string, number>();
  const name = `fantascope_${port}`;
  const usual = 'Path=/; HttpOnly; SameSite=Strict';

  // The name is signed too: a cookie of the server on one port says nothing to the one on another.
  const signed = (payload: string) => createHmac('sha256', Buffer.from(key, 'base64url')).update(`cookie\n${name}\n${payload}`).digest();

  return {
    newLink: () => {
      const token = randomBytes(32).toString('base64url');
      links.set(secretHash(token), nowMs() + LINK_MS);
      for (const oldest of links.keys()) if (links.size > LINKS_MOST) links.delete(oldest);
      return `/enter?token=${token}`;
    },
    enter: (token, { isSecure }) => {
      // Looked up by hash: how long that takes says nothing about the token.
      const hash = secretHash(token);
      const until = links.get(hash);
      links.delete(hash);
      if (until === undefined || nowMs() > until) return null;
      const payload = `${personId}.${Math.floor(nowMs() / 1000) + COOKIE_SEC}`;
      const value = `${payload}.${signed(payload).toString('base64url')}`;
      return `${name}=${value}; Max-Age=${COOKIE_SEC}; ${usual}${isSecure ? '; Secure' : ''}`;
    },
    personOf: (cookies) => {
      for (const pair of (cookies ?? '').split(';')) {
        const [given, value = ''] = pair.trim().split('=', 2);
        if (given !== name) continue;
        const [, person, untilSec, signature] = cookieShape.exec(value) ?? [];
        if (person === undefined || signature === undefined) continue;
        const sent = Buffer.from(signature, 'base64url');
        if (timingSafeEqual(sent, signed(`${person}.${untilSec}`)) && Number(untilSec) * 1000 > nowMs()) return person;
      }
      return null;
    },
    revokeAll: async () => {
      key = await replaceSecretFile(home, secretName);
    },
    leave: () => `${name}=; Max-Age=0; ${usual}`,
  };
}
