import { createHash } from 'node:crypto';
import { type IdKind, newId } from '@fantascope/film';
import type { Actor, OpenStudio, Role } from '@fantascope/jobs';
import { documents, type Ids } from './sample-input.ts';

const chance = { nowMs: 1_800_000_000_000, random: Math.random };
const id = (kind: IdKind) => newId(kind, chance);

/** A person of a test, made in the database. */
export async function somebody({ database }: Pick<OpenStudio, 'database'>, name: string, isServerOwner = false): Promise<Actor> {
  const userId = id('user');
  await database.pool.query(
    `insert into fantascope_auth."user" (id, name, email, is_server_owner, created_at, updated_at) values ($1, $2, $3, $4, now(), now())`,
    [userId, name, `${userId}@example.com`.toLowerCase(), isServerOwner],
  );
  return { userId, isServerOwner, door: 'http' };
}

/** Puts somebody into a project. */
export async function join(
  { database }: Pick<OpenStudio, 'database'>,
  actor: Actor,
  { projectId, role }: Readonly<{ projectId: string; role: Role }>,
): Promise<void> {
  await database.pool.query(`insert into fantascope.member (project_id, user_id, role, created_at) values ($1, $2, $3, now())`, [
    projectId,
    actor.userId,
    role,
  ]);
}

/** A project with one of everything in it, and the ids of all. `name` is in each of its texts. */
export async function wholeProject({ database }: Pick<OpenStudio, 'database'>, name: string): Promise<Ids> {
  const ids: Ids = {
    projectId: id('project'),
    filmId: id('film'),
    shotId: id('shot'),
    planId: id('plan'),
    takeId: id('take'),
    assetId: id('asset'),
    castId: id('cast'),
    presetId: id('preset'),
    jobId: id('job'),
    hookId: id('hook'),
  };
  const { pool } = database;
  const p = ids.projectId;
  const by = id('user');
  const sha256 = createHash('sha256').update(name).digest('hex');
  const now = new Date(chance.nowMs);
  const put = (table: string, row: Readonly<Record<string, unknown>>) => {
    const values = Object.values(row).map((value) =>
      typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value,
    );
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    return pool.query(`insert into fantascope.${table} (${Object.keys(row).join(', ')}) values (${places})`, values);
  };
  const text = `the secret of ${name}`;
  await put('project', { id: p, name: text, created_at: now });
  const kept = { created_at: now, updated_at: now };
  const film = { ...documents['film'], title: { en: text } };
  await put('film', { id: ids.filmId, project_id: p, title: text, document: film, revision: 1, ...kept });
  await put('shot', {
    id: ids.shotId,
    project_id: p,
    film_id: ids.filmId,
    name: text,
    document: { ...documents['shot'], action: text },
    revision: 1,
    ...kept,
  });
  for (const [of_id, document] of [
    [ids.filmId, film],
    [ids.shotId, { ...documents['shot'], action: text }],
  ])
    await put('revision', { of_id, revision: 1, document, by_user_id: by, at: now });
  await put('plan', {
    id: ids.planId,
    project_id: p,
    shot_id: ids.shotId,
    shot_revision: 1,
    model: text,
    hash: 'h',
    document: { text },
    created_at: now,
  });
  const states = { state: 'reserved', money_state: 'none', model: text, wire: 'fal-queue', provider: 'fal' };
  await put('take', { id: ids.takeId, project_id: p, shot_id: ids.shotId, plan_id: ids.planId, by_user_id: by, ...states, ...kept });
  await put('blob', { sha256, bytes: 4, mime: 'image/png', stored_at: now });
  const asset = { id: ids.assetId, project_id: p, sha256, name: text, kind: 'image', origin: 'upload', created_by: by, created_at: now };
  await put('asset', asset);
  await put('cast', { id: ids.castId, project_id: p, kind: 'character', name: text, document: { en: text, references: [] }, ...kept });
  await put('preset', { id: ids.presetId, project_id: p, name: text, camera: { moves: [] }, created_at: now });
  await put('job', { id: ids.jobId, project_id: p, kind: 'export', state: 'done', input: {}, by_user_id: by, ...kept });
  const hook = {
    id: ids.hookId,
    project_id: p,
    url: `https://hooks.example.com/${encodeURIComponent(text)}`,
    sealed_secret: '{}',
    kinds: [],
  };
  await put('webhook_endpoint', { ...hook, by_user_id: by, created_at: now });
  return ids;
}

/** A hash of every row of our tables but those that say that somebody asked: what it was before a call, it has to be after one that was refused. */
export async function fingerprint(
  { database }: Pick<OpenStudio, 'database'>,
  { tables = (_: string) => true as boolean } = {},
): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('fantascope', 'fantascope_auth') order by 1`,
  );
  const asked = rows
    .map(({ name }) => name)
    .filter((name) => !['fantascope.audit', 'fantascope.worker', 'fantascope.migration'].includes(name));
  const parts = asked
    .filter(tables)
    .map((name) => `select '${name}' as name, md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as sum from ${name} r`);
  const { rows: sums } = await database.pool.query<{ name: string; sum: string }>(parts.join(' union all '));
  return sums.map(({ name, sum }) => `${name} ${sum}`).join('\n');
}
