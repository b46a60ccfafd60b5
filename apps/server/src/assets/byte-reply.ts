import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Fault } from '@fantascope/film';
import type { ServedFile, Studio } from '@fantascope/jobs';
import { hasTag, rangeOf } from './byte-range.ts';
import { disposition } from './disposition.ts';

/** What a browser may do with bytes of strangers that it opens by themselves: show them, and nothing else. */
const alone = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** How long a reader may keep bytes: they are named by their hash, so they never change. */
const KEEP_SEC = 365 * 24 * 3600;

/** How bytes are asked for beside the request: to be saved rather than shown, and for how long they may be kept (default a year). */
export type ByteWishes = Readonly<{ isDownload?: boolean; keepSec?: number }>;

/** The reply that carries a file, or a part of it. A range outside of it gets a 416 with its length. Throws jobs.no-such-blob. */
export async function byteReply(
  studio: Pick<Studio, 'assets'>,
  request: Request,
  { file, isDownload = false, keepSec = KEEP_SEC }: ByteWishes & Readonly<{ file: ServedFile }>,
): Promise<Response> {
  const { sha256, bytes, mime, name, isInline } = file;
  const tag = `"${sha256}"`;
  const headers: Record<string, string> = {
    etag: tag,
    'cache-control': `private, max-age=${Math.max(0, Math.floor(keepSec))}, immutable`,
    'accept-ranges': 'bytes',
    'content-type': mime,
    'content-disposition': disposition(name, isInline && !isDownload),
    'x-content-type-options': 'nosniff',
    'content-security-policy': alone,
  };
  if (hasTag(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get('if-range');
  const range = ifRange === null || ifRange.trim() === tag ? rangeOf(request.headers.get('range'), bytes) : null;
  if (range === 'outside') {
    const { 'content-type': _, 'content-disposition': __, ...rest } = headers;
    return new Response(null, { status: 416, headers: { ...rest, 'cache-control': 'no-store', 'content-range': `bytes */${bytes}` } });
  }
  const { start, end } = range ?? { start: 0, end: bytes };
  headers['content-length'] = String(end - start);
  if (range !== null) headers['content-range'] = `bytes ${start}-${end - 1}/${bytes}`;
  const status = range === null ? 200 : 206;
  // A body that nobody reads would keep its file open.
  if (request.method === 'HEAD') {
    if (!(await studio.assets.has(sha256))) throw new Fault('jobs.no-such-blob', { sha256 });
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(await studio.assets.read(sha256, range ?? undefined)) as ReadableStream<Uint8Array>;
  return new Response(body as unknown as ConstructorParameters<typeof Response>[0], { status, headers });
}
