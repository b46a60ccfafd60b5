import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { and, eq } from 'drizzle-orm';
import { blob, derived } from '../../database/schema/index.ts';
import type { Studio } from '../../studio.ts';
import { addBlob } from '../add-asset.ts';
import { atOnce } from '../check/at-once.ts';
import { runBounded } from '../check/bounded-child.ts';
import type { Figures } from '../check/figures.ts';
import { assetFolder } from '../open-asset-store.ts';
import type { DeriveAnswer, DeriveAsked } from './derive-child.ts';
import { keepSketch } from './keep-sketch.ts';
import { type View, viewMimes, viewsOf } from './views.ts';

/** The module that makes views, in a child. */
export const deriveModule = new URL('./derive-child.ts', import.meta.url);

/** The file a view is made of. `id` is only what a fault calls it. */
export type Viewed = Readonly<{ id: string; kind: string; sha256: string; mime: string; figures: Figures }>;
/** Bytes of a view, on the shelf. */
export type ViewBlob = Readonly<{ sha256: string; bytes: number; mime: string }>;

/** What views are made with. */
export type ViewRoom = Pick<Studio, 'database' | 'assets' | 'ports' | 'home'>;
const underWay = new WeakMap<ViewRoom['database'], Map<string, Promise<ViewBlob>>>();

/** A view of a file: the one that is there, else made now, in a child. Whoever asks for it meanwhile waits for the same. Throws jobs.no-such-view, jobs.file-unreadable and media.no-ffmpeg. */
export async function viewOf(room: ViewRoom, { file, view }: Readonly<{ file: Viewed; view: View }>): Promise<ViewBlob> {
  if (viewsOf[file.kind as keyof typeof viewsOf]?.includes(view) !== true)
    throw new Fault('jobs.no-such-view', { view, asset: file.id, kind: file.kind });
  const [made] = await room.database.db
    .select({ sha256: blob.sha256, bytes: blob.bytes, mime: blob.mime })
    .from(derived)
    .innerJoin(blob, eq(blob.sha256, derived.sha256))
    .where(and(eq(derived.ofSha256, file.sha256), eq(derived.kind, view)));
  if (made !== undefined) return made;
  const own = underWay.get(room.database) ?? new Map<string, Promise<ViewBlob>>();
  underWay.set(room.database, own);
  const key = `${file.sha256} ${view}`;
  const running = own.get(key) ?? make(room, file, view).finally(() => own.delete(key));
  own.set(key, running);
  return running;
}

async function make(room: ViewRoom, file: Viewed, view: View): Promise<ViewBlob> {
  const { database, assets, ports, home } = room;
  const path = await assets.localPath(file.sha256);
  const out = join(assetFolder(home), 'incoming', `${view}-${randomUUID()}`);
  try {
    const asked: DeriveAsked = { path, mime: file.mime, view, out, lengthSec: file.figures.lengthSec ?? 0 };
    const ended = await atOnce(() => runBounded(deriveModule, asked));
    if (ended.end !== 'answered')
      throw new Fault('jobs.file-unreadable', { name: file.id, problemEn: `no ${view} can be made of it`, problemZh: `无法生成 ${view}` });
    const { isMade, isWithoutFfmpeg, sketch } = ended.answer as DeriveAnswer;
    if (isWithoutFfmpeg === true) throw new Fault('media.no-ffmpeg');
    if (!isMade) throw new Fault('jobs.no-such-view', { view, asset: file.id, kind: file.kind });
    const stored = await assets.adopt(out);
    const at = new Date(ports.nowMs());
    const mime = viewMimes[view];
    await database.db.transaction(async (tx) => {
      await addBlob(tx, { assets, name: view, blob: { ...stored, mime, figures: {} }, at });
      await tx.insert(derived).values({ ofSha256: file.sha256, kind: view, sha256: stored.sha256, madeAt: at }).onConflictDoNothing();
      if (sketch !== undefined) await keepSketch(tx, { sha256: file.sha256, sketch });
    });
    return { ...stored, mime };
  } finally {
    await rm(out, { force: true });
  }
}
