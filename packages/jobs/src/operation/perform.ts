import { Fault, type IdKind, newId, schemaProblem } from '@fantascope/film';
import { audit } from '../database/schema/index.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { authorize } from './authorize.ts';
import { checkFiles } from './documents.ts';
import { idempotencyKeyShape, once } from './once.ts';
import type { Operation, Preview } from './operation.ts';
import { projectsOf } from './owned-ids.ts';

/** A call as a door hands it in: nothing of it has been checked. `actor` is null for somebody who has not signed in. */
export type RawCall = Readonly<{
  actor: Actor | null;
  input: unknown;
  idempotencyKey?: string | undefined;
  /** From a door that asks first (MCP): without it, or with another hash, a spending operation only shows what it would do. */
  confirm?: Readonly<{ hash: string | undefined }>;
  signal: AbortSignal;
  /** Other guards in the place of ours: only the attack suite has them. */
  authorize?: typeof authorize;
  checkFiles?: typeof checkFiles;
}>;

/** What came of a call: its answer, or what it would do and the hash that confirms it. */
export type Performed = Readonly<{ output: unknown }> | Readonly<{ preview: Preview }>;

const nobody: Actor = { userId: 'nobody', isServerOwner: false, door: 'http' };

/** ULIDs after the first of a call: its last letter counts on, so that they are told apart and are the same when the call is run again. */
function idMaker(ulid: string): <K extends IdKind>(kind: K) => `${K}_${string}` {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let count = 0;
  return (kind) => {
    const last = digits.charAt((digits.indexOf(ulid.at(-1) ?? '0') + count) % 32);
    if (count >= 32) throw new Error('a call makes at most 32 ids');
    count += 1;
    return `${kind}_${ulid.slice(0, -1)}${last}`;
  };
}

/**
 * Does one operation for one caller: input checked, rights checked, once by key, written to the audit log. Every door goes through here.
 * Throws Faults only; their code says what each door does with them.
 */
export async function perform(studio: Studio, operation: Operation, raw: RawCall): Promise<Performed> {
  const parsed = operation.input.safeParse(raw.input, { reportInput: true });
  if (!parsed.success) throw new Fault('jobs.bad-input', { operation: operation.name, ...schemaProblem(parsed.error) });
  const input = parsed.data;
  const { db } = studio.database;
  await (raw.authorize ?? authorize)(db, raw.actor, { operation, input });
  const actor = raw.actor ?? nobody;
  const { idempotencyKey: key, signal } = raw;
  if (key !== undefined && !idempotencyKeyShape.test(key)) throw new Fault('jobs.bad-key');
  const callWith = (ulid: string) => ({ studio, actor, signal, newId: idMaker(ulid), checkFiles: raw.checkFiles ?? checkFiles });
  const freshUlid = () => newId('job', { nowMs: studio.ports.nowMs(), random: studio.ports.random }).slice('job_'.length);
  if (operation.preview !== undefined && raw.confirm !== undefined) {
    const preview = await operation.preview(input, callWith(freshUlid()));
    if (raw.confirm.hash !== preview.hash) return { preview };
  }
  const run = async (ulid: string) => operation.output.parse(await operation.run(input, callWith(ulid)));
  if (operation.effect === 'reads') return { output: await run(freshUlid()) };
  const note = async (outcome: string) => {
    const projects = outcome === 'done' ? await projectsOf(db, input).catch(() => new Map<string, string | null>()) : new Map();
    const [subjectId, projectId] = [...projects].at(-1) ?? [null, null];
    const { userId: actorId, token, door } = actor;
    const at = new Date(studio.ports.nowMs());
    await db
      .insert(audit)
      .values({ at, actorId, tokenId: token?.id ?? null, door, operation: operation.name, projectId, subjectId, outcome });
  };
  try {
    const actorId = actor.token?.id ?? actor.userId;
    const output =
      key === undefined
        ? await run(freshUlid())
        : await once(studio, { actorId, key, operation: operation.name, input, kept: operation.kept }, run);
    await note('done');
    return { output };
  } catch (error) {
    await note(error instanceof Fault ? error.code : 'unforeseen');
    throw error;
  }
}
