import { open, readFile } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** Up to here a file goes in one request. */
const ONE_REQUEST_BYTES = 16 * 2 ** 20;
/** S3 takes parts of at least 5 MiB and at most 10,000 of them. */
const PART_BYTES = 8 * 2 ** 20;
const MOST_PARTS = 9000;
const PARTS_AT_ONCE = 2;

/** Sends a file of this machine to a bucket, in parts where it is long. The object is there whole or, after a failure, not at all. */
export async function uploadToBucket(
  client: S3Client,
  {
    Bucket,
    Key,
    path,
    bytes,
    mostInOneBytes = ONE_REQUEST_BYTES,
  }: Readonly<{ Bucket: string; Key: string; path: string; bytes: number; mostInOneBytes?: number }>,
): Promise<void> {
  const ContentType = 'application/octet-stream';
  if (bytes <= mostInOneBytes) {
    await client.send(new PutObjectCommand({ Bucket, Key, ContentType, Body: await readFile(path) }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }));
  const partBytes = Math.max(PART_BYTES, Math.ceil(bytes / MOST_PARTS));
  const count = Math.ceil(bytes / partBytes);
  const handle = await open(path, 'r');
  try {
    const tags = new Map<number, string | undefined>();
    let next = 1;
    const sendParts = async (): Promise<void> => {
      while (next <= count) {
        const PartNumber = next;
        next += 1;
        const at = (PartNumber - 1) * partBytes;
        const Body = Buffer.alloc(Math.min(partBytes, bytes - at));
        await handle.read(Body, 0, Body.length, at);
        tags.set(PartNumber, (await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))).ETag);
      }
    };
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, sendParts));
    const Parts = Array.from({ length: count }, (_, k) => ({ PartNumber: k + 1, ETag: tags.get(k + 1) }));
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // Parts of an upload that is never ended are paid for and seen by nobody. What cannot be told now is told by the bucket's own lifecycle rule.
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}
