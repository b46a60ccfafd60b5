import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder } from '@fantascope/take';
import type { AssetStore, StoredBlob } from './asset-store.ts';
import { hashFile, isHash, putThrough, receive, sweepIncoming } from './incoming.ts';
import { openLocalCopies } from './local-copies.ts';
import type { S3Settings } from './s3-settings.ts';
import { uploadToBucket } from './s3-upload.ts';

/** What a shelf in a bucket keeps on this machine at most, bytes. Default 10 GiB. */
const COPIES_MOST_BYTES = 10 * 2 ** 30;

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

const isMissing = (error: unknown) => statusOf(error) === 404;

/** A bucket's failure in our words. Its own text may quote a signed address, so only its name goes on. */
function storeFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { name = 'error', code } = error as { name?: string; code?: string };
  const status = statusOf(error);
  return new Fault('jobs.store-failed', { reason: `${code ?? name}${status === undefined ? '' : ` (${status})`}` });
}

/**
 * A shelf in an S3 bucket. Bytes are received on this machine first, because their name is known only once the last of them is hashed; an
 * object appears whole or not at all. What passes by stays here for a while, for programs that need a path. Throws jobs.store-failed.
 */
export async function openS3Store(
  settings: S3Settings,
  {
    folder,
    nowMs = Date.now,
    copiesMostBytes = COPIES_MOST_BYTES,
    mostInOneBytes,
  }: Readonly<{ folder: string; nowMs?: () => number; copiesMostBytes?: number; mostInOneBytes?: number }>,
): Promise<AssetStore> {
  const incoming = join(folder, 'incoming');
  await ownFolder(incoming);
  await sweepIncoming(incoming, nowMs());
  const copies = await openLocalCopies(join(folder, 'copies'), { mostBytes: copiesMostBytes, nowMs });
  const { bucket: Bucket, prefix, region, accessKeyId, secretAccessKey, endpoint } = settings;
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 4,
    // Others than Amazon's do not all know its newer checksums; bytes are named by their hash anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  });
  await client.send(new HeadBucketCommand({ Bucket })).catch((error: unknown) => {
    throw new Fault('jobs.s3-unreachable', { bucket: Bucket, reason: String(storeFault(error).params['reason']) });
  });

  function keyOf(sha256: string): string {
    if (!isHash(sha256)) throw new Fault('jobs.no-such-blob', { sha256: sha256.slice(0, 80) });
    return `${prefix}${sha256.slice(0, 2)}/${sha256}`;
  }
  async function head(sha256: string) {
    try {
      return await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) }));
    } catch (error) {
      if (isMissing(error)) return null;
      throw storeFault(error);
    }
  }
  /** Also where the same bytes are there already: `gc` sees by the object's time that somebody has just put it there. */
  async function shelve(part: string, { sha256, bytes }: StoredBlob): Promise<StoredBlob> {
    const limit = mostInOneBytes === undefined ? {} : { mostInOneBytes };
    await uploadToBucket(client, { Bucket, Key: keyOf(sha256), path: part, bytes, ...limit }).catch((error: unknown) => {
      throw storeFault(error);
    });
    await copies.keep(part, sha256);
    return { sha256, bytes };
  }
  async function open(sha256: string, range?: string): Promise<Readable> {
    try {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket, Key: keyOf(sha256), ...(range === undefined ? {} : { Range: range }) }),
      );
      return Body as Readable;
    } catch (error) {
      if (isMissing(error)) throw new Fault('jobs.no-such-blob', { sha256 });
      throw storeFault(error);
    }
  }

  return {
    kind: 's3',
    put: putThrough(incoming, shelve),
    adopt: async (path) => {
      const part = join(incoming, randomUUID());
      try {
        const stored = await hashFile(path);
        // Not moved before it is in the bucket: a process that dies here leaves the file where it was.
        await uploadToBucket(client, {
          Bucket,
          Key: keyOf(stored.sha256),
          path,
          bytes: stored.bytes,
          ...(mostInOneBytes === undefined ? {} : { mostInOneBytes }),
        });
        await rename(path, part).catch(async (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EXDEV') throw error;
          await copyFile(path, part);
          await rm(path, { force: true });
        });
        await copies.keep(part, stored.sha256);
        return stored;
      } catch (error) {
        await rm(part, { force: true });
        if (error instanceof Fault) throw error;
        throw typeof (error as NodeJS.ErrnoException).code === 'string' && statusOf(error) === undefined && 'path' in (error as object)
          ? diskFault(error, path)
          : storeFault(error);
      }
    },
    has: async (sha256) => (await head(sha256)) !== null,
    size: async (sha256) => (await head(sha256))?.ContentLength ?? null,
    read: async (sha256, range) => {
      if (range === undefined) return open(sha256);
      if (range.end > range.start) return open(sha256, `bytes=${range.start}-${range.end - 1}`);
      if ((await head(sha256)) === null) throw new Fault('jobs.no-such-blob', { sha256 });
      return Readable.from([]);
    },
    localPath: async (sha256) => {
      keyOf(sha256);
      const found = await copies.find(sha256);
      if (found !== null) return found;
      const part = copies.freshPart();
      try {
        await receive(await open(sha256), part, { expectSha256: sha256 });
        return await copies.keep(part, sha256);
      } catch (error) {
        await rm(part, { force: true });
        throw storeFault(error);
      }
    },
    presign: async (sha256, { expiresSec, mime, disposition }) => {
      if (!settings.isReachable) return null;
      return getSignedUrl(
        client,
        new GetObjectCommand({
          ...{ Bucket, Key: keyOf(sha256), ResponseContentType: mime },
          ...(disposition === undefined ? {} : { ResponseContentDisposition: disposition }),
        }),
        { expiresIn: Math.min(expiresSec, 7 * 24 * 3600) },
      );
    },
    remove: async (sha256, { storedBeforeMs } = {}) => {
      const found = await head(sha256);
      if (found !== null && storedBeforeMs !== undefined && (found.LastModified?.getTime() ?? Number.POSITIVE_INFINITY) >= storedBeforeMs)
        return false;
      await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(sha256) })).catch((error: unknown) => {
        throw storeFault(error);
      });
      await copies.drop(sha256);
      return true;
    },
    list: async function* () {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: prefix, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }),
        );
        for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
          const sha256 = Key.slice(prefix.length + 3);
          if (isHash(sha256) && Key === keyOf(sha256)) yield { sha256, bytes: Size, storedAtMs: LastModified?.getTime() ?? nowMs() };
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
  };
}
