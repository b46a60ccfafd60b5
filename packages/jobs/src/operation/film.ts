import { Fault, Film } from '@fantascope/film';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { film } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { filmToKeep, withStoredShots } from './film-shots.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { documentAt, History, historyFields, historyOf, keepRevision, sameRevision } from './revisions.ts';

const filmId = idOf('film');

const StoredFilm = z.strictObject({
  id: filmId,
  projectId: idOf('project'),
  title: z.string(),
  /** A Film of the film room whose files are asset ids. A shot with the id of a stored shot of this film is that shot as it is now. */
  document: z.json(),
  revision: z.number().int(),
  createdAt: Time,
  updatedAt: Time,
});
/** What a list shows of a film: everything but the document, which can be long. */
const FilmLine = StoredFilm.omit({ document: true });

type Row = typeof film.$inferSelect;
const line = (row: Pick<Row, 'id' | 'projectId' | 'title' | 'revision' | 'createdAt' | 'updatedAt'>): z.input<typeof FilmLine> => ({
  id: row.id,
  projectId: row.projectId,
  title: row.title,
  revision: row.revision,
  createdAt: timeText(row.createdAt),
  updatedAt: timeText(row.updatedAt),
});
const shown = (row: Row): z.input<typeof StoredFilm> => ({
  ...line(row),
  document: row.document as z.input<typeof StoredFilm>['document'],
});
const titleOf = ({ title }: Film) => title.zh ?? title.en ?? '';

async function lockedRow(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.select().from(film).where(eq(film.id, id)).for('update');
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
  return row;
}

async function write(
  { studio, actor, checkFiles }: Call,
  change: Readonly<{ id: string; given: number | undefined; document: (tx: Tx) => Promise<Film> }>,
): Promise<z.input<typeof StoredFilm>> {
  const at = new Date(studio.ports.nowMs());
  return studio.database.db.transaction(async (tx) => {
    const row = await lockedRow(tx, change.id);
    sameRevision(row.id, { stored: row.revision, given: change.given });
    const document = await filmToKeep(tx, { filmId: row.id, projectId: row.projectId, document: await change.document(tx), checkFiles });
    const next = { document, title: titleOf(document), revision: row.revision + 1, updatedAt: at };
    const [written] = await tx.update(film).set(next).where(eq(film.id, row.id)).returning();
    await keepRevision(tx, { ofId: row.id, revision: next.revision, document, byUserId: actor.userId, at });
    await appendEvent(tx, { projectId: row.projectId, subjectId: row.id, kind: 'film.changed', data: { revision: next.revision }, at });
    return shown(written as Row);
  });
}

/** Film documents and their history. */
export const filmOperations = [
  operation({
    name: 'film.create',
    says: { en: 'Makes a film in a project from a film document.', zh: '由影片文档在项目中新建影片。' },
    input: z.strictObject({ projectId: idOf('project'), document: Film }),
    output: StoredFilm,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/films' },
    run: async ({ projectId, document }, { studio, actor, newId, checkFiles }) => {
      const at = new Date(studio.ports.nowMs());
      const id = newId('film');
      return studio.database.db.transaction(async (tx) => {
        await filmToKeep(tx, { filmId: id, projectId, document, checkFiles });
        const made = await tx
          .insert(film)
          .values({ id, projectId, title: titleOf(document), document, revision: 1, createdAt: at, updatedAt: at })
          .onConflictDoNothing()
          .returning();
        if (made[0] === undefined) return shown(await lockedRow(tx, id));
        await keepRevision(tx, { ofId: id, revision: 1, document, byUserId: actor.userId, at });
        await appendEvent(tx, { projectId, subjectId: id, kind: 'film.created', data: { title: titleOf(document) }, at });
        return shown(made[0]);
      });
    },
  }),
  operation({
    name: 'film.list',
    says: { en: 'Lists the films of a project, last changed first.', zh: '列出项目中的影片，最近修改的在前。' },
    input: z.strictObject({ projectId: idOf('project'), ...pageFields }),
    output: pageOf(FilmLine),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/films' },
    run: async ({ projectId, cursor, limit }, { studio }) => {
      const { id, title, revision, createdAt, updatedAt } = film;
      const rows = await studio.database.db
        .select({ id, projectId: film.projectId, title, revision, createdAt, updatedAt })
        .from(film)
        .where(and(eq(film.projectId, projectId), isNull(film.archivedAt), after(cursor, { time: film.updatedAt, id: film.id })))
        .orderBy(desc(film.updatedAt), desc(film.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.updatedAt.getTime(), id: row.id }) });
      return { items: page.items.map(line), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'film.show',
    says: { en: 'Shows one film with its document; stored shots as they are now.', zh: '查看一部影片及其文档；已存镜头按其当前内容显示。' },
    input: z.strictObject({ filmId }),
    output: StoredFilm,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}' },
    run: async (input, { studio }) => {
      const [row] = await studio.database.db.select().from(film).where(eq(film.id, input.filmId));
      const { document, ...rest } = row as Row;
      return shown({ ...rest, document: await withStoredShots(studio.database.db, { filmId: rest.id, document }) });
    },
  }),
  operation({
    name: 'film.change',
    says: {
      en: 'Writes a new revision of a film: its settings, and the order of its shots. One with the id of a stored shot stays as that is (`shot.change` changes it). With `revision` it is refused where somebody else has written since.',
      zh: '写入影片的新版本：设置与镜头顺序。带有已存镜头 id 的镜头以该镜头为准（用 `shot.change` 修改）。给出 `revision` 时，若期间已有他人修改则拒绝。',
    },
    input: z.strictObject({ filmId, document: Film, revision: z.number().int().optional() }),
    output: StoredFilm,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'PUT', path: '/films/{filmId}' },
    run: (input, call) => write(call, { id: input.filmId, given: input.revision, document: async () => input.document }),
  }),
  operation({
    name: 'film.history',
    says: { en: 'Lists every revision of a film, newest first.', zh: '列出影片的所有版本，最新的在前。' },
    input: z.strictObject({ filmId, ...historyFields }),
    output: History,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/history' },
    run: ({ filmId, ...part }, { studio }) => historyOf(studio.database.db, { ofId: filmId, ...part }),
  }),
  operation({
    name: 'film.restore',
    says: { en: 'Makes an old revision of a film the newest one.', zh: '将影片的旧版本恢复为最新版本。' },
    input: z.strictObject({ filmId, revision: z.number().int().min(1) }),
    output: StoredFilm,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/films/{filmId}/restore' },
    run: (input, call) =>
      write(call, {
        id: input.filmId,
        given: undefined,
        document: async (tx) => Film.parse(await documentAt(tx, { ofId: input.filmId, revision: input.revision })),
      }),
  }),
  operation({
    name: 'film.archive',
    says: { en: 'Takes a film out of the lists. Nothing in it is deleted.', zh: '将影片移出列表；其中内容不会被删除。' },
    input: z.strictObject({ filmId }),
    output: FilmLine,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/films/{filmId}' },
    run: async (input, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.update(film).set({ archivedAt: at }).where(eq(film.id, input.filmId)).returning();
        const { projectId, id } = row as Row;
        await appendEvent(tx, { projectId, subjectId: id, kind: 'film.archived', data: {}, at });
        return line(row as Row);
      });
    },
  }),
] as const;
