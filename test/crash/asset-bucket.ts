import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** An object that is being put; its bytes come as the request brings them, or whole where they are joined from parts. */
type Incoming = Readonly<{ bucket: string; key: string; content: Readable | Buffer; metadata: Readonly<Record<string, unknown>> }>;

/** What is used of s3rver, which has no types of its own. */
type S3rver = Readonly<{
  run: () => Promise<{ port: number }>;
  close: () => Promise<void>;
  httpServer: Server;
  store: {
    putBucket: (name: string) => Promise<void>;
    getResourcePath: (bucket: string, key: string, resource: 'object') => string;
    putMetadata: (bucket: string, key: string, metadata: Incoming['metadata'], md5: string) => Promise<void>;
    putObject: (object: Incoming) => Promise<{ size: number; md5: string }>;
  };
}>;
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: Readonly<Record<string, unknown>>) => S3rver;

/** An S3 server with an empty bucket, in this process; `env` are the settings that open it. */
export type AssetBucket = Readonly<{ env: Readonly<Record<string, string>>; close: () => Promise<void> }>;

/** Starts one on a free port of this machine. */
export async function openAssetBucket(): Promise<AssetBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'fantascope-crash-bucket-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { store } = server;
  // s3rver writes under an object's name while the bytes come in, and answers before they are all written. S3 shows an object whole or
  // not at all; without that a client killed in the middle of a request would leave half an object, and it would be the server's doing.
  store.putObject = async ({ bucket, key, content, metadata }) => {
    // Rejects where the request breaks off.
    const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
    const path = store.getResourcePath(bucket, key, 'object');
    const part = join(directory, `${randomUUID()}.part`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, path);
    const md5 = createHash('md5').update(bytes).digest('hex');
    await store.putMetadata(bucket, key, metadata, md5);
    return { size: bytes.length, md5 };
  };
  const { port } = await server.run();
  await store.putBucket('shelf');
  return {
    env: {
      FANTASCOPE_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      FANTASCOPE_S3_BUCKET: 'shelf',
      FANTASCOPE_S3_ACCESS_KEY_ID: 'S3RVER',
      FANTASCOPE_S3_SECRET_ACCESS_KEY: 'S3RVER',
      FANTASCOPE_S3_PREFIX: 'crash',
    },
    close: async () => {
      server.httpServer.closeAllConnections();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
