import { base64, bytesOfBase64 } from './base64.ts';
import { isSameText } from './same-text.ts';
import { hmacSha256, utf8 } from './sha256.ts';

/** An old call sent again is refused after this. */
const lifeSec = 300;

/**
 * Whether a call is signed as standardwebhooks.com has it: base64 HMAC-SHA256 of id.timestamp.body, with a secret that may be written
 * whsec_ and base64; one good signature of several is enough, and a call older than five minutes is none.
 */
export function isSignedWebhook({
  headers,
  body,
  secret,
  nowSec,
}: Readonly<{ headers: Readonly<Record<string, string>>; body: string; secret: string; nowSec: number }>): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures } = headers;
  if (id === undefined || sentAt === undefined || signatures === undefined || secret === '') return false;
  if (!(Math.abs(nowSec - Number(sentAt)) <= lifeSec)) return false;
  const key = secret.startsWith('whsec_') ? bytesOfBase64(secret.slice(6)) : utf8(secret);
  const right = base64(hmacSha256(key, utf8(`${id}.${sentAt}.${body}`)));
  return signatures.split(' ').some((each) => each.startsWith('v1,') && isSameText(each.slice(3), right));
}
