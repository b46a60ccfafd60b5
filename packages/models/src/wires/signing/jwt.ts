import { base64Url } from './base64.ts';
import { hmacSha256, utf8 } from './sha256.ts';

/** A token signed with HS256 (RFC 7519): valid from 5 s before `nowSec`, because clocks differ, until half an hour after. */
export function klingToken({ accessKey, secretKey, nowSec }: Readonly<{ accessKey: string; secretKey: string; nowSec: number }>): string {
  const part = (claims: unknown) => base64Url(utf8(JSON.stringify(claims)));
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: accessKey, exp: nowSec + 1800, nbf: nowSec - 5 })}`;
  return `${signed}.${base64Url(hmacSha256(utf8(secretKey), utf8(signed)))}`;
}
