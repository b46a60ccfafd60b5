import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest, Wire } from '../wire.ts';

/** A bucket of one's own behind the S3 protocol. `endpoint` has no slash at its end; path style puts the bucket behind it, else before its host. */
export type Bucket = Readonly<{ endpoint: string; bucket: string; region: string; isPathStyle: boolean }>;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, data: string) => createHmac('sha256', key).update(data).digest();

/** RFC 3986: what AWS leaves unescaped is letters, digits and -_.~ only. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The address of an object, without a signature. */
export function objectUrl({ endpoint, bucket, isPathStyle }: Bucket, key: string): string {
  const path = key.split('/').map(escaped).join('/');
  if (isPathStyle) return `${endpoint}/${escaped(bucket)}/${path}`;
  const { protocol, host } = new URL(endpoint);
  return `${protocol}//${bucket}.${host}/${path}`;
}

type Signing = Readonly<{ credential: string; region: string; nowSec: number }>;

/** AWS Signature Version 4 over one canonical request (docs.aws.amazon.com/AmazonS3, sig-v4-header-based-auth); the credential is ACCESS:SECRET. */
function signature(
  canonical: string,
  { credential, region, nowSec }: Signing,
): Readonly<{ access: string; scope: string; signed: string }> {
  const at = credential.indexOf(':');
  const [access, secret] = [credential.slice(0, at), credential.slice(at + 1)];
  const date = amzDate(nowSec);
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (turned, word) => hmac(turned, word),
    `AWS4${secret}`,
  );
  return { access, scope, signed: hmac(key, toSign).toString('hex') };
}

const amzDate = (nowSec: number) => new Date(Math.floor(nowSec) * 1000).toISOString().replace(/[-:]|\.\d+/g, '');

/** How a bucket's requests are signed, in the words of a wire, so that they leave by the same transport as everything else. */
export function bucketAuth({ region }: Pick<Bucket, 'region'>): Pick<Wire, 'authorize'> {
  return {
    authorize: (credential, { nowSec, http }) => {
      const { host, pathname } = new URL(http.url);
      const hash = sha256(http.body?.bytes ?? '');
      const headers = { host, 'x-amz-content-sha256': hash, 'x-amz-date': amzDate(nowSec) };
      const names = Object.keys(headers).join(';');
      const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
      const canonical = [http.method, pathname, '', lines.join(''), names, hash].join('\n');
      const { access, scope, signed } = signature(canonical, { credential, region, nowSec });
      const { host: _, ...sent } = headers;
      return { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${access}/${scope}, SignedHeaders=${names}, Signature=${signed}` };
    },
  };
}

/** The request that puts bytes into a bucket; its signature comes with `bucketAuth`. */
export function putObject(bucket: Bucket, { key, bytes, mime }: Readonly<{ key: string; bytes: Uint8Array; mime: string }>): HttpRequest {
  return { method: 'PUT', url: objectUrl(bucket, key), body: { bytes, mime } };
}

/** An address at which anyone can fetch one object for `lifeSec` seconds (at most seven days): signed in its query. */
export function presignedUrl(
  bucket: Bucket,
  { key, credential, nowSec, lifeSec }: Readonly<{ key: string; credential: string; nowSec: number; lifeSec: number }>,
): string {
  const url = objectUrl(bucket, key);
  const { host, pathname } = new URL(url);
  const { region } = bucket;
  const day = amzDate(nowSec).slice(0, 8);
  const query = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${credential.slice(0, credential.indexOf(':'))}/${day}/${region}/s3/aws4_request`],
    ['X-Amz-Date', amzDate(nowSec)],
    ['X-Amz-Expires', String(lifeSec)],
    ['X-Amz-SignedHeaders', 'host'],
  ]
    .map(([name = '', value = '']) => `${name}=${escaped(value)}`)
    .join('&');
  const canonical = ['GET', pathname, query, `host:${host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  return `${url}?${query}&X-Amz-Signature=${signature(canonical, { credential, region, nowSec }).signed}`;
}
