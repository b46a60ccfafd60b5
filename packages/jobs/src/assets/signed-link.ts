import { createHmac, timingSafeEqual } from 'node:crypto';
import { secretFile } from '../people/secret-file.ts';

/** Longest life of a link, seconds: a week, as long as a bucket's own. */
export const LINK_MOST_SEC = 7 * 24 * 3600;

const nameShape = /^(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

function signature(secret: string, path: string, untilSec: number): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(`asset-link\n${path}\n${untilSec}`).digest();
}

/**
 * A key for one path and a time, `UNTIL.SIGNATURE`, signed with `server.secret` of the data folder: whoever has the path with it can read without
 * signing in. Never written down: not in a log, an event or a manifest.
 */
export async function linkKey(home: string, { path, untilSec }: Readonly<{ path: string; untilSec: number }>): Promise<string> {
  const secret = await secretFile(home, 'server.secret');
  return `${untilSec}.${signature(secret, path, untilSec).toString('base64url')}`;
}

/** Until when a key opens a path, seconds; null for one that is none of ours, for another path, or over. */
export async function linkHolds(
  home: string,
  { path, key, nowMs }: Readonly<{ path: string; key: string; nowMs: number }>,
): Promise<number | null> {
  const [, until, sent] = nameShape.exec(key) ?? [];
  if (until === undefined || sent === undefined) return null;
  const secret = await secretFile(home, 'server.secret');
  const isOurs = timingSafeEqual(Buffer.from(sent, 'base64url'), signature(secret, path, Number(until)));
  return isOurs && Number(until) * 1000 > nowMs ? Number(until) : null;
}
