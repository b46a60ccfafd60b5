import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault, type Language } from '@fantascope/film/fault';
import { checkOut } from '../out-file.ts';
import { askServer, faultToldBy } from '../remote/ask-server.ts';
import { type ServerPlace, serverPlace } from '../remote/server-place.ts';
import type { Setting } from '../setting.ts';

const api = '/api/v1';
/** What an answer shows of an asset. */
type Asset = Readonly<{ id: string; sha256: string; bytes: number }>;

/** What an answer shows of a job. */
type Job = Readonly<{
  id: string;
  state: string;
  output: Readonly<Record<string, unknown>> | null;
  problem: Readonly<{ code: string; en: string; zh: string }> | null;
}>;
/** Between two looks at a job, milliseconds. */
const LOOK_EVERY_MS = 200;

/** Waits until a job has ended, and gives what it made. Throws what it failed with; cli.server-said where somebody called it off. */
async function madeBy(place: ServerPlace, asked: Job, language: Language): Promise<Readonly<Record<string, unknown>>> {
  let job = asked;
  while (job.state === 'queued' || job.state === 'running') {
    await pause(LOOK_EVERY_MS);
    job = (await askServer(place, { method: 'GET', path: `${api}/jobs/${asked.id}`, language })).json as Job;
  }
  if (job.state === 'done' && job.output !== null) return job.output;
  const { code, en, zh } = job.problem ?? { code: job.state, en: job.id, zh: job.id };
  throw new Fault('cli.server-said', { code, problem: language === 'zh' ? zh : en });
}

function bearer({ token }: ServerPlace): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Streams an asset to a file: whole under its name, or not there. Throws jobs.hash-differs for bytes other than the server said. */
async function fetchTo(place: ServerPlace, { asset, out }: Readonly<{ asset: Asset; out: string }>): Promise<void> {
  const reply = await fetch(`${place.url}${api}/assets/${encodeURIComponent(asset.id)}/bytes`, {
    headers: bearer(place),
    redirect: 'error',
  });
  if (!reply.ok || reply.body === null) throw new Fault('cli.not-fantascope', { url: place.url, status: reply.status });
  const part = join(dirname(resolve(out)), `.${basename(out)}-${randomUUID()}.part`);
  const hash = createHash('sha256');
  const weigh = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(
      Readable.fromWeb(reply.body as ReadableStream<Uint8Array>),
      weigh,
      createWriteStream(part, { flags: 'wx', flush: true }),
    );
    const sha256 = hash.digest('hex');
    if (sha256 !== asset.sha256) throw new Fault('jobs.hash-differs', { expected: asset.sha256, sha256 });
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Fault) throw error;
    throw new Fault(
      'cli.cannot-write',
      { path: out, problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message },
      { cause: error },
    );
  }
}

/** Writes a ready take of the running server, with its recipe and all its files, to one file. */
export async function exportTakeFile(
  take: string,
  { out, licence, server }: Readonly<{ out: string; licence?: string; server?: string }>,
  { door, env }: Setting,
): Promise<void> {
  await checkOut(out, { option: '--out', ending: '.take', inputs: [] });
  const place = await serverPlace(env, { server });
  const path = `${api}/takes/${encodeURIComponent(take)}/export`;
  const body = licence === undefined ? {} : { licence };
  const headers = { 'idempotency-key': randomUUID() };
  const { json } = await askServer(place, { method: 'POST', path, body, headers, language: door.language, operation: 'take.export' });
  const { assetId } = await madeBy(place, json as Job, door.language);
  const shown = await askServer(place, { method: 'GET', path: `${api}/assets/${assetId}`, language: door.language });
  const asset = shown.json as Asset;
  await fetchTo(place, { asset, out });
  door.line(out);
  door.result({ take, out, bytes: asset.bytes, sha256: asset.sha256 });
}

/** Sends a take file to the running server and remakes its take there. */
export async function importTakeFile(
  file: string,
  { project, server }: Readonly<{ project: string; server?: string }>,
  { door, env }: Setting,
): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) throw new Fault('media.unreadable', { file, reason: 'ENOENT' });
  const place = await serverPlace(env, { server });
  const reply = await fetch(`${place.url}${api}/projects/${encodeURIComponent(project)}/files/${encodeURIComponent(basename(file))}`, {
    method: 'PUT',
    headers: { ...bearer(place), 'accept-language': door.language, 'content-length': String(found.size) },
    redirect: 'error',
    body: Readable.toWeb(createReadStream(file)) as never,
    duplex: 'half',
  } as RequestInit).catch((cause: unknown) => {
    throw new Fault('cli.no-server', { atEn: ` at ${place.url}`, atZh: `：${place.url}` }, { cause });
  });
  const sent = (await reply.json().catch(() => ({}))) as Partial<Asset> & { code?: string; detail?: string };
  if (sent.code !== undefined && sent.detail !== undefined) throw faultToldBy({ ...sent, code: sent.code, detail: sent.detail });
  if (!reply.ok || sent.id === undefined) throw new Fault('cli.not-fantascope', { url: place.url, status: reply.status });
  const { json } = await askServer(place, {
    ...{ method: 'POST', path: `${api}/projects/${encodeURIComponent(project)}/takes/import`, body: { assetId: sent.id } },
    ...{ language: door.language, operation: 'take.import', headers: { 'idempotency-key': randomUUID() } },
  });
  const { takeId } = await madeBy(place, json as Job, door.language);
  const shown = await askServer(place, { method: 'GET', path: `${api}/takes/${takeId}`, language: door.language });
  door.line(String(takeId));
  door.result((shown.json as { take: unknown }).take);
}
