import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A bucket on this machine that takes nothing and gives nothing without a signature that holds. */
export type BucketServer = Readonly<{
  endpoint: string;
  bucket: string;
  credential: string;
  objects: ReadonlyMap<string, Uint8Array>;
  close: () => Promise<void>;
}>;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, data: string) => createHmac('sha256', key).update(data).digest();

/** The parts of a signature, wherever they stand; written from AWS's description, without a look at our own. */
type Claim = Readonly<{ date: string; scope: string; names: readonly string[]; signature: string; hash: string; expiresSec?: number }>;

function claimOf(request: IncomingMessage, { url, bytes }: Readonly<{ url: URL; bytes: Uint8Array }>): Claim | undefined {
  const query = url.searchParams;
  const given = query.get('X-Amz-Signature');
  if (given !== null)
    return {
      date: query.get('X-Amz-Date') ?? '',
      scope: (query.get('X-Amz-Credential') ?? '').split('/').slice(1).join('/'),
      names: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      signature: given,
      hash: 'UNSIGNED-PAYLOAD',
      expiresSec: Number(query.get('X-Amz-Expires')),
    };
  const told = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  const hash = sha256(bytes);
  if (told === null || request.headers['x-amz-content-sha256'] !== hash) return undefined;
  const date = String(request.headers['x-amz-date'] ?? '');
  return { date, scope: (told[1] ?? '').split('/').slice(1).join('/'), names: (told[2] ?? '').split(';'), signature: told[3] ?? '', hash };
}

function isSigned(request: IncomingMessage, { url, claim, secret }: Readonly<{ url: URL; claim: Claim; secret: string }>): boolean {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const headers = claim.names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [request.method, url.pathname, query, headers, claim.names.join(';'), claim.hash].join('\n');
  const [day = '', region = '', service = '', last = ''] = claim.scope.split('/');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), last);
  const own = hmac(key, ['AWS4-HMAC-SHA256', claim.date, claim.scope, sha256(canonical)].join('\n')).toString('hex');
  const at = Date.parse(claim.date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const ageSec = (Date.now() - at) / 1000;
  const isFresh = claim.expiresSec === undefined ? Math.abs(ageSec) < 900 : ageSec < claim.expiresSec;
  return isFresh && own.length === claim.signature.length && timingSafeEqual(Buffer.from(own), Buffer.from(claim.signature));
}

/** Starts one in path style. */
export async function startBucket({ credential }: Readonly<{ credential: string }>): Promise<BucketServer> {
  const secret = credential.slice(credential.indexOf(':') + 1);
  const objects = new Map<string, Uint8Array>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const bytes = Buffer.concat(parts);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const claim = claimOf(request, { url, bytes });
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
    if (claim === undefined || !isSigned(request, { url, claim, secret })) return refuse(403, 'SignatureDoesNotMatch');
    // A presigned address lets its one object be read, and nothing be written.
    if (request.method === 'PUT' && claim.expiresSec === undefined) {
      objects.set(url.pathname, bytes);
      return response.writeHead(200).end();
    }
    const found = objects.get(url.pathname);
    return request.method === 'GET' && found !== undefined ? response.writeHead(200).end(found) : refuse(404, 'NoSuchKey');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'takes',
    credential,
    objects,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
