import { Fault, type Film, Shot } from '@fantascope/film';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { shot, take } from '../database/schema/index.ts';

/** The part of a stored film document that is looked at: it may have been written by an older version. */
type Named = Readonly<{ id?: unknown; name?: unknown }>;

const idsIn = (shots: readonly Named[]) => shots.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));

async function storedShots(db: Db | Tx, { filmId, shots }: Readonly<{ filmId: string; shots: readonly Named[] }>) {
  const ids = idsIn(shots);
  if (ids.length === 0) return new Map<string, Readonly<{ name: string; document: unknown }>>();
  const rows = await db
    .select({ id: shot.id, name: shot.name, document: shot.document })
    .from(shot)
    .where(and(eq(shot.filmId, filmId), inArray(shot.id, ids)));
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/**
 * A film document with every shot that has the id of a stored shot of this film as that shot is now: a film's document holds the order, the
 * stored shots what is shot. Other shots stay as the document has them.
 */
export async function withStoredShots(
  db: Db | Tx,
  { filmId, document }: Readonly<{ filmId: string; document: unknown }>,
): Promise<unknown> {
  const { shots } = document as Readonly<{ shots: readonly Named[] }>;
  const stored = await storedShots(db, { filmId, shots });
  if (stored.size === 0) return document;
  const now = shots.map((each) => {
    const row = stored.get(String(each.id));
    if (row === undefined) return each;
    const own = row.document as Named;
    return { ...own, id: each.id, name: own.name ?? row.name };
  });
  return { ...(document as object), shots: now };
}

/** Throws jobs.no-such-thing for a placed take that is none of its shot's. */
async function checkTakes(tx: Tx, { projectId, takes }: Readonly<{ projectId: string; takes: NonNullable<Film['takes']> }>): Promise<void> {
  const placed = Object.entries(takes).filter(([, id]) => id !== 'stage');
  if (placed.length === 0) return;
  const ids = placed.map(([, id]) => id);
  const rows = await tx
    .select({ id: take.id, shotId: take.shotId })
    .from(take)
    .where(and(eq(take.projectId, projectId), inArray(take.id, ids)));
  const shotOf = new Map(rows.map(({ id, shotId }) => [id, shotId]));
  for (const [shotId, id] of placed) if (shotOf.get(id) !== shotId) throw new Fault('jobs.no-such-thing', { id });
}

/** The document as it is kept: its stored shots as they are now, so that the history shows what was there. Throws jobs.foreign-shot for an id that is no stored shot of this film, and what `checkFiles` throws for the rest. */
export async function filmToKeep(
  tx: Tx,
  {
    filmId,
    projectId,
    document,
    checkFiles,
  }: Readonly<{
    filmId: string;
    projectId: string;
    document: Film;
    checkFiles: (tx: Tx, of: Readonly<{ projectId: string; document: unknown }>) => Promise<void>;
  }>,
): Promise<Film> {
  const stored = await storedShots(tx, { filmId, shots: document.shots });
  for (const id of idsIn(document.shots)) if (!stored.has(id)) throw new Fault('jobs.foreign-shot', { shot: id });
  await checkTakes(tx, { projectId, takes: document.takes ?? {} });
  // The files of stored shots were looked at when those were written.
  const own = { ...document, shots: document.shots.filter(({ id }) => id === undefined) };
  await checkFiles(tx, { projectId, document: own });
  const kept = (await withStoredShots(tx, { filmId, document })) as Film;
  return { ...kept, shots: kept.shots.map((each) => Shot.parse(each)) };
}
