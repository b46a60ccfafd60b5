import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@fantascope/models';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueOf } from '../catalogue.ts';
import type { Database } from '../database/database.ts';
import { audit, member, shot, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { usualPorts } from '../open-studio.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import type { Operation } from './operation.ts';
import { operationNamed } from './operations.ts';
import { perform, type RawCall } from './perform.ts';

let database: Database;
let studio: Studio;
const settings = { env: {}, capPerDayUsdMicros: 50_000_000, capPerProjectUsdMicros: 5_000_000, uploadMostBytes: 0, doesWork: false };
const model = 'kling/v2.5-turbo';
const document = { subject: 'rain on a roof', camera: { moves: [{ kind: 'dolly', distanceM: 0.3 }] } };
const owner: Actor = { userId: 'user_owner', isServerOwner: false, door: 'http' };

beforeAll(async () => {
  database = await testDatabase();
  // These tests end where a worker would begin.
  const engine = { workerId: 'worker_1', queue: async () => undefined, start: async () => undefined };
  // No emulators were ever switched on in a data folder that is not there.
  const home = join(tmpdir(), 'no-such-home');
  studio = { database, engine, ports: usualPorts, settings, home, catalogue: catalogueOf(catalogue()) } as unknown as Studio;
});
afterAll(() => database.close());

const call = (name: string, input: object, more: Partial<RawCall> = {}) =>
  perform(studio, operationNamed(name) as Operation, { actor: owner, input, signal: new AbortController().signal, ...more });
async function made(name: string, input: object, more: Partial<RawCall> = {}): Promise<Record<string, string>> {
  const done = await call(name, input, more);
  return ('output' in done ? done.output : done.preview) as Record<string, string>;
}
async function house(): Promise<{ projectId: string; shotId: string }> {
  const { id: projectId = '' } = await made('project.create', { name: 'A film' });
  const { id: shotId = '' } = await made('shot.create', { projectId, name: 'rain', document });
  return { projectId, shotId };
}
const takesOf = (shotId: string) => database.db.select().from(take).where(eq(take.shotId, shotId));

test('nothing is shot in an archived shot or project, nor approved there', async () => {
  const { shotId } = await house();
  await call('shot.archive', { shotId });
  await expect(call('take.shoot', { shotId, model })).rejects.toMatchObject({ code: 'jobs.archived', params: { id: shotId } });
  const other = await house();
  await call('ledger.set-member-cap', { projectId: other.projectId, userId: owner.userId, capUsd: 0 });
  const { takeId, state } = await made('take.shoot', { shotId: other.shotId, model });
  expect(state).toBe('waiting');
  await call('project.archive', { projectId: other.projectId });
  const archived = { code: 'jobs.archived', params: { id: other.projectId } };
  await expect(call('take.shoot', { shotId: other.shotId, model })).rejects.toMatchObject(archived);
  await expect(call('take.approve-spend', { takeId })).rejects.toMatchObject(archived);
  expect(await takesOf(shotId)).toEqual([]);
});

test('what was confirmed is what is shot, also where somebody changes the shot between the question and the answer', async () => {
  const { shotId } = await house();
  const { hash = '' } = await made('take.shoot', { shotId, model }, { confirm: { hash: undefined } });
  const shoot = operationNamed('take.shoot') as Operation;
  // The change comes in just after the hash was found to be right.
  const slow: Operation = {
    ...shoot,
    preview: async (...given) => {
      const preview = await shoot.preview?.(...given);
      await call('shot.change', { shotId, document: { ...document, subject: 'snow' } });
      return preview as NonNullable<typeof preview>;
    },
  };
  const late = perform(studio, slow, { actor: owner, input: { shotId, model }, confirm: { hash }, signal: new AbortController().signal });
  await expect(late).rejects.toMatchObject({ code: 'jobs.plan-changed' });
  expect(await takesOf(shotId)).toEqual([]);
});

test('a confirmed call that comes again with its key gets its answer, also after the shot was changed', async () => {
  const { shotId } = await house();
  const { hash } = await made('take.shoot', { shotId, model }, { confirm: { hash: undefined } });
  const sent = { confirm: { hash }, idempotencyKey: 'one' };
  const { takeId } = await made('take.shoot', { shotId, model }, sent);
  await call('shot.change', { shotId, document: { ...document, subject: 'snow' } });
  expect((await made('take.shoot', { shotId, model }, sent))['takeId']).toBe(takeId);
  expect((await takesOf(shotId)).length).toBe(1);
});

test('ids of one call lie in one project, also for somebody who is in both', async () => {
  const [one, two] = [await house(), await house()];
  const { takeId = '' } = await made('take.shoot', { shotId: one.shotId, model });
  const foreign = { code: 'jobs.no-such-thing', params: { id: takeId } };
  await expect(call('take.shoot', { shotId: two.shotId, model, parentTakeId: takeId })).rejects.toMatchObject(foreign);
  const actor = { ...owner, isServerOwner: true };
  await expect(call('take.shoot', { shotId: two.shotId, model, parentTakeId: takeId }, { actor })).rejects.toMatchObject(foreign);
  expect((await made('take.shoot', { shotId: one.shotId, model, parentTakeId: takeId }))['state']).toBe('reserved');
});

test('a try that is refused stands in the audit log with who made it and where; one of nobody does not', async () => {
  const { projectId, shotId } = await house();
  await database.db.insert(member).values({ projectId, userId: 'user_viewer', role: 'viewer', createdAt: new Date() });
  const actor: Actor = { userId: 'user_viewer', isServerOwner: false, door: 'http' };
  await expect(call('take.shoot', { shotId, model }, { actor })).rejects.toMatchObject({ code: 'jobs.not-allowed' });
  await expect(call('take.shoot', { shotId, model }, { actor: null })).rejects.toMatchObject({ code: 'jobs.sign-in-first' });
  const rows = await database.db.select().from(audit).where(eq(audit.subjectId, shotId));
  expect(rows).toMatchObject([{ actorId: 'user_viewer', projectId, operation: 'take.shoot', outcome: 'jobs.not-allowed' }]);
});

test.each(['a\0b', 'a\ud800b'])('a text that cannot be kept is refused with a sentence, wherever it stands (%j)', async (text) => {
  const { projectId, shotId } = await house();
  await expect(call('project.rename', { projectId, name: text })).rejects.toMatchObject({ code: 'jobs.bad-input' });
  const deep = call('shot.change', { shotId, document: { ...document, subject: text } });
  await expect(deep).rejects.toMatchObject({ code: 'jobs.bad-input' });
  const [row] = await database.db.select().from(shot).where(eq(shot.id, shotId));
  expect(row?.revision).toBe(1);
});
