import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { audit, blob } from '../database/schema/index.ts';
import { type ShownAsset, shownAsset } from '../operation/asset.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { receive } from './incoming.ts';
import { assetFolder } from './open-asset-store.ts';
import { takeIn } from './take-in.ts';

/** A file that somebody has sent, whole on this machine, and what they called it. */
export type ReceivedFile = Readonly<{ path: string; name: string; projectId: string }>;

/** Where uploads that may be gone on with lie until they are whole; kept for a day. */
export function uploadFolder(home: string): string {
  return join(assetFolder(home), 'uploads');
}

/** Receives a body to a file of this machine, bounded. Throws jobs.too-large, jobs.hash-differs and the faults of the disk. */
export async function receiveUpload(
  { home, settings }: Pick<Studio, 'home' | 'settings'>,
  body: ReadableStream<Uint8Array>,
  { expectSha256, signal }: Readonly<{ expectSha256?: string; signal: AbortSignal }>,
): Promise<string> {
  const folder = join(assetFolder(home), 'incoming');
  await ownFolder(folder);
  const path = join(folder, randomUUID());
  try {
    const bounds = { mostBytes: settings.uploadMostBytes, signal, ...(expectSha256 === undefined ? {} : { expectSha256 }) };
    await receive(Readable.fromWeb(body), path, bounds);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error instanceof Fault || signal.aborted ? error : diskFault(error, path);
  }
}

/** Takes a received file in for somebody whose right to do so was checked, and writes it down. Once it is entered it is gone from its place. Throws the faults of takeIn. */
export async function takeUpload(
  studio: Studio,
  actor: Actor,
  { path, name, projectId }: ReceivedFile,
): Promise<z.input<typeof ShownAsset>> {
  const { db } = studio.database;
  const note = async (outcome: string, subjectId: string | null) => {
    const { userId: actorId, token, door } = actor;
    const at = new Date(studio.ports.nowMs());
    await db
      .insert(audit)
      .values({ at, actorId, tokenId: token?.id ?? null, door, operation: 'asset.upload', projectId, subjectId, outcome });
  };
  try {
    const row = await takeIn(studio, { path, name, projectId, byUserId: actor.userId });
    const [file] = await db.select().from(blob).where(eq(blob.sha256, row.sha256));
    if (file === undefined) throw new Fault('jobs.blob-vanished', { name });
    await note('done', row.id);
    return shownAsset(row, file);
  } catch (error) {
    await note(error instanceof Fault ? error.code : 'unforeseen', null);
    throw error;
  }
}
