import { Fault, type IdKind, newId, schemaProblem } from '@fantascope/film';
import { audit } from '../database/schema/index.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { authorize } from './authorize.ts';
import { checkFiles } from './documents.ts';
import { idempotencyKeyShape, keptAnswer, once } from './once.ts';
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

// PostgreSQL keeps neither: what holds one would fail where it is written, without a sentence.
const unkeepable = {
  pathEn: 'it',
  pathZh: '其中',
  problemEn: 'holds a character that is none (U+0000, or half of a pair)',
  problemZh: '含有无效字符（U+0000 或不成对的代理项）',
};

function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, each]) => isKeepable(name) && isKeepable(each));
}

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
  if (!isKeepable(input)) throw new Fault('jobs.bad-input', { operation: operation.name, ...unkeepable });
  const { db } = studio.database;
  const actor = raw.actor ?? nobody;
  // Who has not signed in is not written down: anybody could fill the log.
  const isNoted = operation.effect !== 'reads' && (raw.actor !== null || operation.rights === 'anyone');
  // Before it runs: afterwards it may be gone.
  const named = isNoted ? await projectsOf(db, input).catch(() => new Map<string, string | null>()) : new Map<string, string | null>();
  const note = async (outcome: string) => {
    if (!isNoted) return;
    const [subjectId, projectId] = [...named].at(-1) ?? [null, null];
    const { userId: actorId, token, door } = actor;
    const at = new Date(studio.ports.nowMs());
    const row = { at, actorId, tokenId: token?.id ?? null, door, operation: operation.name, projectId, subjectId, outcome };
    // What came of the call stands: told as a failure, what is done would be asked for again, and paid twice.
    await db
      .insert(audit)
      .values(row)
      .catch(() => undefined);
  };
  try {
    const performed = await permitted(studio, operation, { ...raw, actor, isSignedIn: raw.actor !== null, input });
    if ('output' in performed) await note('done');
    return performed;
  } catch (error) {
    await note(error instanceof Fault ? error.code : 'unforeseen');
    throw error;
  }
}

type Checked = RawCall & Readonly<{ actor: Actor; isSignedIn: boolean; input: Record<string, unknown> }>;

async function permitted(studio: Studio, operation: Operation, { isSignedIn, ...raw }: Checked): Promise<Performed> {
  const { actor, input, idempotencyKey: key, signal } = raw;
  const { db } = studio.database;
  await (raw.authorize ?? authorize)(db, isSignedIn ? actor : null, { operation, input });
  if (key !== undefined && !idempotencyKeyShape.test(key)) throw new Fault('jobs.bad-key');
  const confirmed = raw.confirm?.hash === undefined ? {} : { confirmed: raw.confirm.hash };
  const callWith = (ulid: string) => ({
    studio,
    actor,
    signal,
    ...confirmed,
    newId: idMaker(ulid),
    checkFiles: raw.checkFiles ?? checkFiles,
  });
  const freshUlid = () => newId('job', { nowMs: studio.ports.nowMs(), random: studio.ports.random }).slice('job_'.length);
  const call = { actorId: actor.token?.id ?? actor.userId, key: key ?? '', operation: operation.name, input };
  // Asked for by its key again, what is done is not weighed anew: the shot may have been changed since.
  const kept = key === undefined || operation.effect === 'reads' ? undefined : await keptAnswer(studio, call);
  if (kept !== undefined) return { output: kept.reply };
  if (operation.preview !== undefined && raw.confirm !== undefined) {
    const preview = await operation.preview(input, callWith(freshUlid()));
    if (raw.confirm.hash !== preview.hash) return { preview };
  }
  const run = async (ulid: string) => operation.output.parse(await operation.run(input, callWith(ulid)));
  if (key === undefined || operation.effect === 'reads') return { output: await run(freshUlid()) };
  return { output: await once(studio, { ...call, kept: operation.kept }, run) };
}
