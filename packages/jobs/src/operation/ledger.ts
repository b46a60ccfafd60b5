import { Fault } from '@fantascope/film';
import { usdMicros } from '@fantascope/take';
import { z } from 'zod';
import { rate } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { lockAccount } from '../ledger/account.ts';
import { auditBudgets } from '../ledger/audit.ts';
import { lockBudgets, memberKey } from '../ledger/budgets.ts';
import { capsOf, everyKey, setCap } from '../ledger/caps.ts';
import { csvEntry, csvHead } from '../ledger/csv.ts';
import { readEntries } from '../ledger/entries.ts';
import { refund } from '../ledger/give-back.ts';
import { listCaps } from '../ledger/list-caps.ts';
import { readReport, reportGroups } from '../ledger/report.ts';
import { resolveTake } from '../ledger/resolve-take.ts';
import { sightOf } from '../ledger/sight.ts';
import { acknowledgeOverruns } from '../ledger/unblock.ts';
import { readUnknown } from '../ledger/unknown-list.ts';
import type { Studio } from '../studio.ts';
import { idOf } from './id-fields.ts';
import {
  CapUseOut,
  Day,
  DifferenceOut,
  Entry,
  filterFields,
  Micros,
  ReportLineOut,
  shownEntry,
  shownUnknown,
  UnknownOut,
} from './ledger-shapes.ts';
import { operation } from './operation.ts';
import { cutPage, pageFields, pageOf, placeOf } from './page.ts';
import { personOnly } from './person-only.ts';
import { tellTake } from './tell-take.ts';

const Usd = z.number().min(0).max(1_000_000);
const defaultsOf = ({ settings }: Studio) => ({
  dayUsdMicros: settings.capPerDayUsdMicros,
  projectUsdMicros: settings.capPerProjectUsdMicros,
});

/** What was spent, what may be, and what nobody knows. Everybody sees their own, producers and owners their projects, the server's owner all. */
export const ledgerOperations = [
  operation({
    name: 'ledger.entries',
    says: { en: 'Lists the rows of the ledger that you may see, newest first.', zh: '列出你可查看的账目，最新的在前。' },
    input: z.strictObject({ ...filterFields, ...pageFields }),
    output: pageOf(Entry),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/entries' },
    run: async ({ cursor, limit, ...filter }, { studio, actor }) => {
      const { db } = studio.database;
      const page = await readEntries(db, await sightOf(db, actor, filter), { filter, cursor, limit });
      return { items: page.items.map(shownEntry), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'ledger.report',
    says: {
      en: 'Sums money and footage by day, project, member, model or provider: what was spent, what is set aside, what nobody knows, what was kept and what was thrown away.',
      zh: '按日期、项目、成员、模型或服务方汇总花费与时长：已花、预留、未知，以及保留与弃用的部分。',
    },
    input: z.strictObject({ by: z.enum(reportGroups).default('day'), ...filterFields }),
    output: z.strictObject({ lines: z.array(ReportLineOut) }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/report' },
    run: async ({ by, ...filter }, { studio, actor }) => {
      const { db } = studio.database;
      return { lines: [...(await readReport(db, await sightOf(db, actor, filter), { by, filter }))] };
    },
  }),
  operation({
    name: 'ledger.csv',
    says: {
      en: 'Gives rows of the ledger as CSV, oldest first; with a cursor the rows after it, without the head.',
      zh: '以 CSV 导出账目，最早的在前；带 cursor 时给出其后的行，不含表头。',
    },
    input: z.strictObject({
      ...filterFields,
      cursor: pageFields.cursor,
      limit: z.coerce.number().int().min(1).max(20_000).default(10_000),
    }),
    output: z.strictObject({ csv: z.string(), nextCursor: z.string().nullable() }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/csv' },
    run: async ({ cursor, limit, ...filter }, { studio, actor }) => {
      const { db } = studio.database;
      const page = await readEntries(db, await sightOf(db, actor, filter), { filter, cursor, limit, order: 'oldest-first' });
      return { csv: `${cursor === undefined ? csvHead : ''}${page.items.map(csvEntry).join('')}`, nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'ledger.caps',
    says: { en: 'Lists the caps that hold for you and what is left of each.', zh: '列出对你生效的上限及各自的剩余额度。' },
    input: z.strictObject({ projectId: idOf('project').optional() }),
    output: z.strictObject({ caps: z.array(CapUseOut) }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/caps' },
    run: async ({ projectId }, { studio, actor }) => {
      const { db } = studio.database;
      const sight = await sightOf(db, actor, { projectId });
      return { caps: [...(await listCaps(db, sight, { nowMs: studio.ports.nowMs(), defaults: defaultsOf(studio) }))] };
    },
  }),
  operation({
    name: 'ledger.set-cap',
    says: {
      en: 'Sets what may be spent a day, in a project or with a provider. key is a day, a project or a provider; * is for all that have none of their own. Raising a blocked project above what it has used lets it go on.',
      zh: '设置每日、每个项目或每个服务方的花费上限。key 为日期、项目或服务方；* 表示没有单独设置的全部。提高被停用项目的上限即可让其继续。',
    },
    input: z.strictObject({
      scope: z.enum(['day', 'project', 'provider']),
      key: z.string().min(1).max(100).default(everyKey),
      capUsd: Usd,
    }),
    output: z.strictObject({ scope: z.string(), key: z.string(), capUsdMicros: Micros, isUnblocked: z.boolean() }),
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/ledger/caps' },
    run: async ({ scope, key, capUsd }, { studio, actor }) => {
      personOnly(actor, 'ledger.set-cap');
      const nowMs = studio.ports.nowMs();
      const byUserId = actor.userId;
      const wanted = usdMicros(capUsd);
      const isUnblocked = await studio.database.db.transaction(async (tx) => {
        const isOneProject = scope === 'project' && key !== everyKey;
        const [sums] = isOneProject ? await lockBudgets(tx, [{ scope, key }]) : [];
        const [before] = await capsOf(tx, [{ scope, key }], { defaults: defaultsOf(studio) });
        await setCap(tx, { scope, key }, { usdMicros: wanted, byUserId, nowMs });
        const used = (sums?.heldUsdMicros ?? 0) + (sums?.spentUsdMicros ?? 0);
        const isRaised = wanted > (before?.capUsdMicros ?? Number.POSITIVE_INFINITY) && wanted > used;
        if (!isOneProject || !isRaised || (await acknowledgeOverruns(tx, key, { byUserId, nowMs })).length === 0) return false;
        await appendEvent(tx, { projectId: key, subjectId: key, kind: 'project.unblocked', data: {}, at: new Date(nowMs) });
        return true;
      });
      return { scope, key, capUsdMicros: wanted, isUnblocked };
    },
  }),
  operation({
    name: 'ledger.set-member-cap',
    says: {
      en: 'Sets what a member may spend in a project without asking; beyond it a take waits for an owner.',
      zh: '设置成员在项目中无需批准即可花费的额度；超出的拍摄需等待 owner 批准。',
    },
    input: z.strictObject({ projectId: idOf('project'), userId: z.string().min(1).max(100), capUsd: Usd }),
    output: z.strictObject({ userId: z.string(), capUsdMicros: Micros }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/projects/{projectId}/members/{userId}/cap' },
    run: async ({ projectId, userId, capUsd }, { studio, actor }) => {
      personOnly(actor, 'ledger.set-member-cap');
      const capUsdMicros = usdMicros(capUsd);
      const key = memberKey({ projectId, userId });
      const row = { usdMicros: capUsdMicros, byUserId: actor.userId, nowMs: studio.ports.nowMs() };
      // Without the amount: it is the member's and the owners' matter.
      const told = { projectId, subjectId: userId, kind: 'member.cap-set', data: {}, at: new Date(row.nowMs) };
      await studio.database.db.transaction(async (tx) => {
        await setCap(tx, { scope: 'member', key }, row);
        await appendEvent(tx, told);
      });
      return { userId, capUsdMicros };
    },
  }),
  operation({
    name: 'ledger.set-rate',
    says: {
      en: "Says what one unit of a currency (CNY), or of a provider's own (credits/PROVIDER), is worth in dollars from a day on.",
      zh: '设置某种货币（CNY）或服务方自有单位（credits/服务方）自某日起折合多少美元。',
    },
    input: z.strictObject({
      currency: z.string().regex(/^(CNY|(credits|units|tokens|seconds)\/[a-z0-9.-]{1,80})$/),
      usdPerUnit: z.number().positive().max(1_000_000),
      asOf: Day,
      source: z.string().trim().min(1).max(300),
    }),
    output: z.strictObject({ id: z.string(), usdMicrosPerUnit: Micros }),
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/ledger/rates' },
    run: async ({ usdPerUnit, ...facts }, { studio, actor, newId: idOnce }) => {
      personOnly(actor, 'ledger.set-rate');
      const id = idOnce('rate');
      const usdMicrosPerUnit = usdMicros(usdPerUnit);
      await studio.database.db
        .insert(rate)
        .values({ id, ...facts, usdMicrosPerUnit, at: new Date(studio.ports.nowMs()) })
        .onConflictDoNothing();
      return { id, usdMicrosPerUnit };
    },
  }),
  operation({
    name: 'ledger.unblock',
    says: {
      en: 'Acknowledges that takes of a project cost more than was set aside, so that it may spend again under its caps.',
      zh: '确认项目中有拍摄的花费超出预留，使其可在上限内继续花费。',
    },
    input: z.strictObject({ projectId: idOf('project') }),
    output: z.strictObject({ acknowledged: z.array(z.strictObject({ takeId: z.string(), overUsdMicros: Micros })) }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/projects/{projectId}/unblock' },
    run: async ({ projectId }, { studio, actor }) => {
      personOnly(actor, 'ledger.unblock');
      const nowMs = studio.ports.nowMs();
      const open = await studio.database.db.transaction(async (tx) => {
        const overruns = await acknowledgeOverruns(tx, projectId, { byUserId: actor.userId, nowMs });
        if (overruns.length > 0)
          await appendEvent(tx, { projectId, subjectId: projectId, kind: 'project.unblocked', data: {}, at: new Date(nowMs) });
        return overruns;
      });
      return { acknowledged: open.map(({ takeId, overUsdMicros }) => ({ takeId, overUsdMicros })) };
    },
  }),
  operation({
    name: 'ledger.unknown',
    says: {
      en: "Lists takes of which nobody knows whether they happened or what they cost, with what is needed to find them in the provider's own list.",
      zh: '列出无法确定是否发生或花费多少的拍摄，并附上在服务方列表中查找所需的信息。',
    },
    input: z.strictObject({ projectId: idOf('project').optional(), ...pageFields }),
    output: pageOf(UnknownOut),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/unknown' },
    run: async ({ projectId, cursor, limit }, { studio, actor }) => {
      const { db } = studio.database;
      const sight = await sightOf(db, actor, { projectId });
      const rows = await readUnknown(db, sight, { before: cursor === undefined ? undefined : placeOf(cursor), limit: limit + 1 });
      const page = cutPage(rows, { limit, placeOfRow: ({ askedAt, takeId }) => ({ atMs: askedAt.getTime(), id: takeId }) });
      return { items: page.items.map(shownUnknown), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'ledger.resolve',
    says: {
      en: 'Says what became of a take of unknown outcome: it happened (with its task id it goes on, with what was paid it is settled), it did not happen, or ask its provider again. Nothing is sent.',
      zh: '说明一条结果未知的拍摄：已发生（给出任务编号则继续，给出金额则结清）、没有发生，或再向服务方查询一次。不会重新发送。',
    },
    input: z.strictObject({
      takeId: idOf('take'),
      answer: z.enum(['happened', 'did-not-happen', 'ask-again']),
      taskId: z.string().trim().min(1).max(500).optional(),
      paidUsd: Usd.optional(),
    }),
    output: z.strictObject({ takeId: z.string(), outcome: z.enum(['goes-on', 'closed', 'asked', 'cannot-ask']) }),
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/takes/{takeId}/resolve' },
    run: async ({ takeId, answer, taskId, paidUsd }, { studio, actor }) => {
      personOnly(actor, 'ledger.resolve');
      const facts = [taskId, paidUsd].filter((fact) => fact !== undefined).length;
      if (facts !== (answer === 'happened' ? 1 : 0)) throw new Fault('jobs.unknown-needs-fact', { take: takeId });
      const happened = taskId === undefined ? { paidUsdMicros: usdMicros(paidUsd ?? 0) } : { taskId };
      const word = answer === 'happened' ? { answer, ...happened } : { answer };
      return { takeId, ...(await resolveTake(studio, takeId, { word, byUserId: actor.userId })) };
    },
  }),
  operation({
    name: 'ledger.refund',
    says: {
      en: 'Books that a provider gave money back for a take that was settled; once a take, and never more than was paid.',
      zh: '记录服务方为一条已结清的拍摄退回的款项；每条拍摄一次，且不超过已付金额。',
    },
    input: z.strictObject({ takeId: idOf('take'), amountUsd: Usd.optional(), note: z.string().trim().max(300).optional() }),
    output: z.strictObject({ takeId: z.string(), isBooked: z.boolean(), spentUsdMicros: Micros }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/takes/{takeId}/refund' },
    run: async ({ takeId, amountUsd, note }, { studio, actor }) => {
      personOnly(actor, 'ledger.refund');
      const back = {
        ...{ takeId, nowMs: studio.ports.nowMs(), byUserId: actor.userId, basis: 'person' as const },
        ...(amountUsd === undefined ? {} : { amountUsdMicros: usdMicros(amountUsd) }),
        ...(note === undefined ? {} : { note }),
      };
      return studio.database.db.transaction(async (tx) => {
        // Money that is still set aside comes back by the take's own end, or by a person's word on an unknown one.
        const { kinds } = await lockAccount(tx, takeId);
        const isBooked = kinds.has('settle') && (await refund(tx, back));
        if (isBooked) await tellTake(tx, takeId, back.nowMs);
        return { takeId, isBooked, spentUsdMicros: (await lockAccount(tx, takeId)).spentUsdMicros };
      });
    },
  }),
  operation({
    name: 'ledger.audit',
    says: {
      en: 'Sums the ledger anew and names every counter that differs from its rows; empty when the books are right.',
      zh: '重新汇总账目，列出与明细不符的计数；为空表示账目无误。',
    },
    input: z.strictObject({}),
    output: z.strictObject({ differences: z.array(DifferenceOut) }),
    rights: 'server-owner',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/ledger/audit' },
    run: async (_, { studio }) => ({ differences: [...(await auditBudgets(studio.database.db))] }),
  }),
] as const;
