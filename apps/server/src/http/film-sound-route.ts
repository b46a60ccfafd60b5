import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Fault } from '@fantascope/film';
import { type HeardFilm, heardCodecs, openFilmSounds, type Studio } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { hasTag, rangeOf } from '../assets/byte-range.ts';
import type { Guards } from './guards.ts';
import type { Identify } from './operation-routes.ts';

const soundRights = { name: 'film.sound', rights: { role: 'viewer' }, effect: 'reads' } as const;
const FilmId = /^film_[0-9A-HJKMNP-TV-Z]{26}$/;
/** How long an answer that says nothing new is held back, milliseconds. */
const WAIT_MS = 2000;
const mimes = { aac: 'audio/mp4', opus: 'audio/ogg' } as const;

type Ready = Extract<HeardFilm, { state: 'ready' }>;

/**
 * `GET /films/{id}/sound`: all that is heard of a film as it is now, for who may see its project: AAC, or with `?codec=opus` Opus. 200 and 206 with its bytes once it
 * is there, 202 with `{ "step": … }` while it is made (ask again: it is called off when nobody asks for 10 s), 204 where there is nothing to hear. The tag names
 * what it is made of, so that an edit that sounds the same answers 304. `x-loudness-lufs` and `x-true-peak-dbtp` are ffmpeg's measurements of the file.
 */
export function addFilmSound(
  app: Hono,
  { studio, identify, prefix, guards }: Readonly<{ studio: Studio; identify: Identify; prefix: string; guards: Pick<Guards, 'authorize'> }>,
): void {
  const sounds = openFilmSounds(studio);
  app.get(`${prefix}/films/:filmId/sound`, async (context) => {
    const request = context.req.raw;
    const filmId = context.req.param('filmId');
    const query = new URL(request.url).searchParams;
    const said = query.get('codec') ?? 'aac';
    const codec = heardCodecs.find((each) => each === said);
    if (!FilmId.test(filmId)) throw new Fault('jobs.no-such-thing', { id: filmId.slice(0, 60) });
    if (query.getAll('codec').length > 1) throw new Fault('server.twice', { field: 'codec' });
    if (codec === undefined)
      throw new Fault('jobs.bad-input', {
        ...{ operation: soundRights.name, path: 'codec' },
        ...{ problemEn: `it is one of ${heardCodecs.join(', ')}`, problemZh: `应为 ${heardCodecs.join('、')} 之一` },
      });
    await guards.authorize(studio.database.db, await identify(request), { operation: soundRights, input: { filmId } });
    const heard = await sounds.hear({ filmId, codec, waitMs: WAIT_MS, signal: request.signal });
    switch (heard.state) {
      case 'silent':
        return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
      case 'making':
        return context.json({ step: heard.step }, 202, { 'cache-control': 'no-store', 'retry-after': '1' });
      case 'ready':
        return fileReply(request, heard, mimes[codec]);
      default:
        return heard satisfies never;
    }
  });
}

async function fileReply(request: Request, heard: Ready, mime: string): Promise<Response> {
  const file = await open(heard.path).catch((error: unknown) => {
    // Cleared away since it was looked for.
    throw new Fault('jobs.sound-broke', { how: 'ENOENT' }, { cause: error });
  });
  const { size } = await file.stat();
  const reply = replyOf(request, { heard, mime, size });
  if (reply.part === null || request.method === 'HEAD') {
    await file.close();
    return new Response(null, reply);
  }
  return new Response(bodyOf(file, reply.part), reply);
}

type Reply = Readonly<{ status: number; headers: Record<string, string>; part: Readonly<{ start: number; end: number }> | null }>;

function replyOf(request: Request, { heard, mime, size }: Readonly<{ heard: Ready; mime: string; size: number }>): Reply {
  const tag = `"${heard.key}"`;
  const headers: Record<string, string> = {
    etag: tag,
    // The film's next sound has the same address.
    ...{ 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' },
    ...(heard.integratedLufs === null ? {} : { 'x-loudness-lufs': heard.integratedLufs.toFixed(1) }),
    ...(heard.truePeakDbtp === null ? {} : { 'x-true-peak-dbtp': heard.truePeakDbtp.toFixed(1) }),
  };
  if (hasTag(request.headers.get('if-none-match'), tag)) return { status: 304, headers, part: null };
  const ifRange = request.headers.get('if-range');
  const range = ifRange === null || ifRange.trim() === tag ? rangeOf(request.headers.get('range'), size) : null;
  if (range === 'outside') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, part: null };
  const part = range ?? { start: 0, end: size };
  const length = { 'content-type': mime, 'content-length': String(part.end - part.start) };
  if (range === null) return { status: 200, headers: { ...headers, ...length }, part };
  return { status: 206, headers: { ...headers, ...length, 'content-range': `bytes ${part.start}-${part.end - 1}/${size}` }, part };
}

function bodyOf(file: FileHandle, { start, end }: Readonly<{ start: number; end: number }>): ConstructorParameters<typeof Response>[0] {
  // The stream closes the file, also where its reader leaves.
  const stream = Readable.toWeb(file.createReadStream({ start, end: end - 1 })) as ReadableStream<Uint8Array>;
  return stream as unknown as ConstructorParameters<typeof Response>[0];
}
