import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, check, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, house, id, usdMicros } from './columns.ts';
import { project, shot } from './projects.ts';

/** A shot compiled for one model, kept as it was shown before paying; `hash` is what a confirmation names. */
export const plan = house.table(
  'plan',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    shotId: id('shot_id')
      .notNull()
      .references(() => shot.id),
    shotRevision: integer('shot_revision').notNull(),
    model: text('model').notNull(),
    hash: text('hash').notNull(),
    document: jsonb('document').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [index('plan_shot').on(table.shotId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())],
);

/**
 * One generated result of a shot. States: planned, waiting (for an approval), reserved, sent, shooting, collecting, ready, refused, failed,
 * cancelled, expired, lost, unknown, closed. Money: none, reserved, settled, refunded, unknown. Both follow from its rows in take_row.
 */
export const take = house.table(
  'take',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    shotId: id('shot_id').references(() => shot.id),
    planId: id('plan_id').references(() => plan.id),
    byUserId: id('by_user_id').notNull(),
    tokenId: id('token_id'),
    model: text('model').notNull(),
    wire: text('wire').notNull(),
    provider: text('provider').notNull(),
    state: text('state').notNull(),
    moneyState: text('money_state').notNull(),
    reservedUsdMicros: usdMicros('reserved_usd_micros').notNull().default(0),
    settledUsdMicros: usdMicros('settled_usd_micros').notNull().default(0),
    /** 1 first: a person waiting; 2: usual; 3: a batch. */
    priority: integer('priority').notNull().default(2),
    isEmulated: boolean('is_emulated').notNull().default(false),
    /** The provider's own id of the task, once it is known. */
    taskId: text('task_id'),
    assetId: id('asset_id'),
    lengthMs: integer('length_ms'),
    /** kept, rejected, or null while nobody has said. */
    verdict: text('verdict'),
    isLocked: boolean('is_locked').notNull().default(false),
    reason: text('reason'),
    /** The worker that is at work on it; nobody else writes its rows. A dead worker's hold is taken over once it is fenced. */
    heldBy: id('held_by'),
    cancelAskedAt: at('cancel_asked_at'),
    /** Its file does not come yet: until then nobody looks at it, and it keeps no place in its provider's queue. */
    wakeAt: at('wake_at'),
    parentTakeId: id('parent_take_id'),
    /** The manifest it came with, where it was made elsewhere and imported: nothing was sent or paid for it here. */
    imported: jsonb('imported'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [
    index('take_feed').on(table.projectId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('take_state_feed').on(table.projectId, table.state, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('take_shot').on(table.shotId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('take_open').on(table.updatedAt).where(sql`ended_at is null`),
    index('take_unknown')
      .on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`state = 'unknown' or money_state = 'unknown'`),
    index('take_cancel').on(table.cancelAskedAt).where(sql`cancel_asked_at is not null and ended_at is null`),
    // How long a model's last takes took (usual-waits.ts).
    index('take_waits')
      .on(table.model, table.isEmulated, table.endedAt.desc().nullsFirst())
      .where(sql`state = 'ready' and imported is null`),
    uniqueIndex('take_task').on(table.provider, table.taskId).where(sql`task_id is not null`),
  ],
);

/** The journal of a take: the rows of the take room (intent, ticket, unknown, settle …), append-only by trigger. One intent a take: a second submit cannot be written, so it cannot be sent. */
export const takeRow = house.table(
  'take_row',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    takeId: id('take_id')
      .notNull()
      .references(() => take.id),
    kind: text('kind').notNull(),
    row: jsonb('row').notNull(),
    workerId: id('worker_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    index('take_row_take').on(table.takeId, table.seq),
    uniqueIndex('take_one_intent').on(table.takeId).where(sql`kind = 'intent'`),
  ],
);

/**
 * A longer piece of work: film-render, control-render, stage-take (a take on our own stage), import, export. States: queued, running, done,
 * failed, cancelled. What it makes is named by `output` once it is done, and never before.
 */
export const job = house.table(
  'job',
  {
    id: id().primaryKey(),
    projectId: id('project_id').references(() => project.id),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    input: jsonb('input').notNull(),
    output: jsonb('output'),
    /** 0..1000 */
    progressPermille: integer('progress_permille').notNull().default(0),
    reason: text('reason'),
    /** The fault it ended with, { code, params }, to be said in the reader's language. */
    problem: jsonb('problem'),
    /** 1 first: a person waiting; 2: usual; 3: a batch. */
    priority: integer('priority').notNull().default(2),
    /** How often a worker has begun it. */
    tries: integer('tries').notNull().default(0),
    /** Hash of all that its result depends on, where a result that is there serves again. */
    key: text('key'),
    /** The take it is done for. */
    takeId: id('take_id').references(() => take.id),
    /** The worker that is at work on it. */
    heldBy: id('held_by'),
    byUserId: id('by_user_id').notNull(),
    cancelAskedAt: at('cancel_asked_at'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [
    index('job_feed').on(table.projectId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('job_open').on(table.updatedAt).where(sql`ended_at is null`),
    index('job_take').on(table.takeId).where(sql`take_id is not null`),
    index('job_key').on(table.projectId, table.key, table.endedAt.desc().nullsFirst()).where(sql`key is not null and state = 'done'`),
  ],
);

/** Who is at work: a heartbeat per process. A fenced worker may write nothing more. */
export const worker = house.table('worker', {
  id: id().primaryKey(),
  startedAt: at('started_at').notNull(),
  heartbeatAt: at('heartbeat_at').notNull(),
  fencedAt: at('fenced_at'),
  /** What it left was given back to the queues. */
  takenOverAt: at('taken_over_at'),
  /** The machine and its process: whoever is on the same machine sees at once that it is dead. */
  machine: text('machine').notNull(),
  pid: integer('pid').notNull(),
  bornAt: text('born_at').notNull(),
  version: text('version').notNull(),
});

/** Immutable account of money, in the order it happened; see ledger/. `heldUsdMicros` and `spentUsdMicros` are what the row changes, signed. */
export const ledgerEntry = house.table(
  'ledger_entry',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    at: at('at').notNull(),
    /** ask, reserve, settle, overrun, release, refund, unknown, found, decline, acknowledge; see docs/ledger.md. */
    kind: text('kind').notNull(),
    /** The UTC day (2026-11-22) whose cap the money counts against: that of the reservation, for every row of a take. */
    day: text('day').notNull(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    userId: id('user_id').notNull(),
    tokenId: id('token_id'),
    takeId: id('take_id').references(() => take.id),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    heldUsdMicros: usdMicros('held_usd_micros').notNull(),
    spentUsdMicros: usdMicros('spent_usd_micros').notNull(),
    /** provider, estimate, ceiling, person. */
    basis: text('basis').notNull(),
    ownAmount: bigint('own_amount_micros', { mode: 'number' }),
    ownUnit: text('own_unit'),
    rateId: id('rate_id'),
    /** The person whose decision the row is, where it is one (approval, resolved unknown, acknowledged overrun). */
    byUserId: id('by_user_id'),
    note: text('note'),
  },
  (table) => [
    index('ledger_take').on(table.takeId, table.seq),
    index('ledger_project').on(table.projectId, table.seq),
    index('ledger_user').on(table.userId, table.seq),
    index('ledger_day').on(table.day),
    // A take is reserved once and settled once, whoever tries again after a crash.
    uniqueIndex('ledger_once')
      .on(table.takeId, table.kind)
      .where(sql`kind in ('ask', 'reserve', 'settle', 'overrun', 'release', 'refund')`),
  ],
);

/** The counters that a reservation is checked against, locked row by row. Always the sums of ledger_entry; a test compares them. scope: day, project, member (key project/user), provider, token. */
export const budget = house.table(
  'budget',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    heldUsdMicros: usdMicros('held_usd_micros').notNull().default(0),
    spentUsdMicros: usdMicros('spent_usd_micros').notNull().default(0),
  },
  (table) => [uniqueIndex('budget_key').on(table.scope, table.key), check('budget_held', sql`held_usd_micros >= 0`)],
);

/** What may be spent, by scope and key; key '*' is the default of a scope. Newest row counts; history stays. */
export const cap = house.table(
  'cap',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    usdMicros: usdMicros('usd_micros').notNull(),
    byUserId: id('by_user_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [index('cap_key').on(table.scope, table.key, table.seq)],
);

/** What one unit of a currency (CNY), or of a provider's own (credits/…), was worth in dollars, by date and source. */
export const rate = house.table(
  'rate',
  {
    id: id().primaryKey(),
    currency: text('currency').notNull(),
    usdMicrosPerUnit: usdMicros('usd_micros_per_unit').notNull(),
    asOf: text('as_of').notNull(),
    source: text('source').notNull(),
    at: at('at').notNull(),
  },
  (table) => [index('rate_currency').on(table.currency, table.asOf)],
);
