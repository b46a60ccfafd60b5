import type { HttpRequest } from '../../wire.ts';
import { originOf, pathOf } from '../url-parts.ts';
import { hex, hmacSha256, sha256, utf8 } from './sha256.ts';

/** What Volcengine escapes in a query: everything but letters, digits and -_.~ (RFC 3986). */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function sortedQuery(url: string): string {
  const pairs = (/\?([^#]*)/.exec(url)?.[1] ?? '').split('&').filter((pair) => pair !== '');
  const signed = pairs.map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return `${escaped(decodeURIComponent(name))}=${escaped(decodeURIComponent(value))}`;
  });
  return signed.sort().join('&');
}

// A scheme's own port is left out of the Host header, and the signature has to say what is sent.
const hostHeader = (url: string) =>
  originOf(url)
    .replace(/^(https:\/\/.*):443$|^(http:\/\/.*):80$/, '$1$2')
    .replace(/^[a-z]+:\/\//, '');

/**
 * Headers that sign a request with Volcengine's fourth signature: HMAC-SHA256 over the canonical request, the key turned by day, region,
 * service and the word request (volcengine.com/docs/6369/67269). The body has to be sent as JSON.stringify writes it.
 */
export function volcHeaders(
  http: HttpRequest,
  at: Readonly<{ accessKey: string; secretKey: string; nowSec: number; region: string; service: string }>,
): Readonly<Record<string, string>> {
  const date = new Date(Math.floor(at.nowSec) * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const bodyHash = hex(sha256(utf8(http.json === undefined ? '' : JSON.stringify(http.json))));
  const headers = { 'content-type': 'application/json', host: hostHeader(http.url), 'x-content-sha256': bodyHash, 'x-date': date };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [http.method, pathOf(http.url) || '/', sortedQuery(http.url), lines.join(''), names, bodyHash].join('\n');
  const scope = `${day}/${at.region}/${at.service}/request`;
  const toSign = ['HMAC-SHA256', date, scope, hex(sha256(utf8(canonical)))].join('\n');
  const key = [day, at.region, at.service, 'request'].reduce((turned, word) => hmacSha256(turned, utf8(word)), utf8(at.secretKey));
  return {
    'content-type': headers['content-type'],
    'x-content-sha256': bodyHash,
    'x-date': date,
    authorization: `HMAC-SHA256 Credential=${at.accessKey}/${scope}, SignedHeaders=${names}, Signature=${hex(hmacSha256(key, utf8(toSign)))}`,
  };
}
