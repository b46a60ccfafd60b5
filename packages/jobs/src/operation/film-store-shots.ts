import { Fault, Film } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { film, shot } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { callId } from './call-id.ts';
import { idOf } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { keepRevision, sameRevision } from './revisions.ts';

type Row = typeof film.$inferSelect;

/** Makes every shot that is only written in a film a stored one, in the film's order; gives the film's document with their ids. */
async function storedIn(
  tx: Tx,
  { row, ulid, byUserId, at }: Readonly<{ row: Row; ulid: string; byUserId: string; at: Date }>,
): Promise<Readonly<{ document: Film; made: number }>> {
  const document = Film.parse(row.document);
  const { projectId, id: filmId } = row;
  const shots: Film['shots'] = [];
  let made = 0;
  for (const [index, each] of document.shots.entries()) {
    if (each.id !== undefined) {
      shots.push(each);
      continue;
    }
    const id = `shot_${callId(ulid, `shot ${index}`)}` as const;
    const name = (each.name ?? '').trim().slice(0, 200) || String(index + 1);
    await tx.insert(shot).values({ id, projectId, filmId, name, document: each, revision: 1, createdAt: at, updatedAt: at });
    await keepRevision(tx, { ofId: id, revision: 1, document: each, byUserId, at });
    await appendEvent(tx, { projectId, subjectId: id, kind: 'shot.created', data: { name }, at });
    shots.push({ ...each, id });
    made += 1;
  }
  return { document: { ...document, shots }, made };
}

async function storeShots({ filmId, revision: given }: { filmId: string; revision?: number | undefined }, { studio, actor, newId }: Call) {
  const at = new Date(studio.ports.nowMs());
  const ulid = newId('job').slice('job_'.length);
  return studio.database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(film).where(eq(film.id, filmId)).for('update');
    if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
    sameRevision(row.id, { stored: row.revision, given });
    const { document, made } = await storedIn(tx, { row, ulid, byUserId: actor.userId, at });
    const shotIds = document.shots.flatMap(({ id }) => (id === undefined ? [] : [id as `shot_${string}`]));
    // Run again, there is nothing left to be stored: the answer is the same.
    if (made === 0) return { shotIds, revision: row.revision };
    const revision = row.revision + 1;
    await tx.update(film).set({ document, revision, updatedAt: at }).where(eq(film.id, row.id));
    await keepRevision(tx, { ofId: row.id, revision, document, byUserId: actor.userId, at });
    await appendEvent(tx, { projectId: row.projectId, subjectId: row.id, kind: 'film.changed', data: { revision }, at });
    return { shotIds, revision };
  });
}

/** From a film that was written whole, as a brief makes it, to shots that takes are made of. */
export const filmStoreShotsOperations = [
  operation({
    name: 'film.store-shots',
    says: {
      en: 'Makes every shot that is only written in a film document a stored one, so that it can be shot, judged and locked. Stored ones stay as they are.',
      zh: '将只写在影片文档中的镜头逐一存为镜头，以便拍摄、评判和锁定；已存的镜头保持不变。',
    },
    input: z.strictObject({ filmId: idOf('film'), revision: z.number().int().optional() }),
    output: z.strictObject({ shotIds: z.array(idOf('shot')), revision: z.number().int() }),
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/films/{filmId}/shots' },
    run: storeShots,
  }),
] as const;
