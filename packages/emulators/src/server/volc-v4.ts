import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as its signature covers it: `query` sorted by name, `headers` in small letters. */
export type Signed = Readonly<{
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
}>;

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Uint8Array | string, text: string) => createHmac('sha256', key).update(text).digest();
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The signature of a request by Volcengine's "HMAC-SHA256" (their page on signing): as AWS version 4, but the key is not prefixed and the
 * scope ends in "request".
 */
export function volcSignature(
  { method, path, query, headers, bytes }: Signed,
  { secretKey, scope, signedHeaders }: { secretKey: string; scope: string; signedHeaders: readonly string[] },
): string {
  const asked = [...query]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  const canonical = [method, path, asked, lines, signedHeaders.join(';'), sha256(bytes)].join('\n');
  const [date = '', region = '', service = '', end = ''] = scope.split('/');
  const key = hmac(hmac(hmac(hmac(secretKey, date), region), service), end);
  return hmac(key, ['HMAC-SHA256', headers['x-date'] ?? '', scope, sha256(canonical)].join('\n')).toString('hex');
}

/** What is wrong with a signed request: nothing there, its form, whose it is, its signature, or its time (15 minutes either way). */
export function volcProblem(
  asked: Signed,
  { accessKey, secretKey, nowMs }: { accessKey: string; secretKey: string; nowMs: number },
): 'empty' | 'form' | 'key' | 'signature' | 'expired' | null {
  const given = asked.headers['authorization'];
  if (given === undefined) return 'empty';
  const read =
    /^HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[\w-]+\/[\w-]+\/request), ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(given);
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(asked.headers['x-date'] ?? '');
  if (read === null || date === null) return 'form';
  const [, key = '', scope = '', names = '', signature = ''] = read;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  if (key !== accessKey) return 'key';
  const signedHeaders = names.split(';');
  // The host and the time must be covered, or a signature could be moved to another server or day.
  if (!signedHeaders.includes('host') || !signedHeaders.includes('x-date') || scope.slice(0, 8) !== date[0].slice(0, 8)) return 'form';
  const wanted = volcSignature(asked, { secretKey, scope, signedHeaders });
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(signature))) return 'signature';
  return Math.abs(nowMs - Date.UTC(year, month - 1, day, hour, minute, second)) > 900_000 ? 'expired' : null;
}
