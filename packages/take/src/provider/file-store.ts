import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { Fault } from '@fantascope/film';
import { type Bucket, bucketAuth, createTransport, presignedUrl, putObject } from '@fantascope/models/transport';
import type { Environment } from '../data-dir.ts';
import type { FoundKey } from '../keys/find-key.ts';
import type { Supplied } from '../run/supplied.ts';
import { type Address, isLoopbackUrl } from './address.ts';

/** The keys that sign for the bucket: who, and with what. */
export const bucketKeyNames = { access: 'FANTASCOPE_S3_ACCESS_KEY_ID', secret: 'FANTASCOPE_S3_SECRET_ACCESS_KEY' } as const;

/** A bucket, and what stands before every name in it: '' or with a slash at its end. */
export type StoreSetting = Bucket & Readonly<{ prefix: string }>;

/** How long a provider can fetch a file, seconds: a queue may be long. */
const LIFE_SEC = 86_400;
/** How long a file may take to be put, milliseconds. */
const PUT_MS = 600_000;

/** A place where files can be put for a provider to fetch. */
export type FileStore = Readonly<{
  /** The file's address, or why it is not there. Unpaid, may be repeated: a file is named by its hash. */
  put: (file: Supplied) => Promise<Readonly<{ url: string }> | Readonly<{ problem: string }>>;
}>;

/**
 * The bucket a person has named: FANTASCOPE_S3_BUCKET, with FANTASCOPE_S3_ENDPOINT (default AWS), FANTASCOPE_S3_REGION (default us-east-1) and
 * FANTASCOPE_S3_STYLE (path, host; default path where an endpoint is given) and FANTASCOPE_S3_PREFIX. Undefined without a bucket. Throws
 * take.bad-setting.
 */
export function bucketOf(env: Environment): StoreSetting | undefined {
  const { FANTASCOPE_S3_BUCKET: bucket, FANTASCOPE_S3_ENDPOINT: given } = env;
  if (!bucket) return undefined;
  const region = env.FANTASCOPE_S3_REGION || 'us-east-1';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Fault('take.bad-setting', {
      setting: 'FANTASCOPE_S3_BUCKET',
      problemEn: 'it is no name of a bucket',
      problemZh: '不是有效的存储桶名',
    });
  const endpoint = (given || `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '');
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.search !== '' || url.pathname !== '/')
    throw new Fault('take.bad-setting', {
      setting: 'FANTASCOPE_S3_ENDPOINT',
      problemEn: 'it looks like https://s3.example.com',
      problemZh: '写法如 https://s3.example.com',
    });
  const style = env.FANTASCOPE_S3_STYLE || (given ? 'path' : 'host');
  if (style !== 'path' && style !== 'host')
    throw new Fault('take.bad-setting', {
      setting: 'FANTASCOPE_S3_STYLE',
      problemEn: 'it is path or host',
      problemZh: '取值为 path 或 host',
    });
  const prefix = (env.FANTASCOPE_S3_PREFIX ?? '').replace(/^\/+|\/+$/g, '');
  return { endpoint, bucket, region, isPathStyle: style === 'path', prefix: prefix === '' ? '' : `${prefix}/` };
}

/** Whether a provider can fetch from a bucket: one on this machine reaches providers here only, and an emulated provider reaches nothing else. */
export function isStoreFor(
  bucket: Pick<Bucket, 'endpoint'> | undefined,
  { baseUrl, isEmulated }: Pick<Address, 'baseUrl' | 'isEmulated'>,
): boolean {
  if (bucket === undefined) return false;
  return isLoopbackUrl(bucket.endpoint) ? isLoopbackUrl(baseUrl) : !isEmulated;
}

/** Opens a bucket; the key's value is ID:SECRET. It goes to its own address only; the address handed out is signed for one file and a day. */
export function openFileStore(
  bucket: StoreSetting,
  {
    key,
    nowMs,
    isLoopbackOnly = false,
    log,
  }: Readonly<{ key: FoundKey; nowMs: () => number; isLoopbackOnly?: boolean; log?: (line: string) => void }>,
): FileStore {
  const { origin } = new URL(putObject(bucket, { key: 'k', bytes: new Uint8Array(), mime: '' }).url);
  const transport = createTransport({
    nowMs,
    credentials: [{ name: key.name, value: key.value, origins: [origin] }],
    // It is the person's own, and may stand on a private address.
    allowedOrigins: [origin],
    isLoopbackOnly,
    ...(log === undefined ? {} : { log }),
  });
  return {
    put: async ({ bytes, mime, fileName }) => {
      const name = `${bucket.prefix}takes/${createHash('sha256').update(bytes).digest('hex')}${extname(fileName).toLowerCase()}`;
      const request = putObject(bucket, { key: name, bytes, mime });
      const answer = await transport.send(request, bucketAuth(bucket), { credential: key.name, totalMs: PUT_MS });
      if (answer.state !== 'reply') return { problem: answer.reason };
      if (answer.reply.status >= 300) return { problem: `HTTP ${answer.reply.status}${codeOf(answer.reply.text)}` };
      return { url: presignedUrl(bucket, { key: name, credential: key.value, nowSec: Math.floor(nowMs() / 1000), lifeSec: LIFE_SEC }) };
    },
  };
}

/** What a bucket's XML calls its refusal: AccessDenied, NoSuchBucket. */
function codeOf(text: string): string {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1];
  return code === undefined ? '' : ` ${code}`;
}
