import { Fault, newId } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import type { Loss, Plan } from '@fantascope/plan';
import {
  allowedMoney,
  type Ceiling,
  dayCapOf,
  receiptOf,
  runTake,
  type Supply,
  type TakeEnd,
  type TakeJob,
  usdMicros,
  usdText,
} from '@fantascope/take';
import { askLine, isAtTerminal } from './ask.ts';
import type { Door } from './door.ts';
import type { Setting } from './setting.ts';
import type { SpendOptions } from './spend-options.ts';
import { exitCodeOf, tellEnd } from './take-end.ts';
import { journalOf, openPorts, type TakePlace } from './take-setting.ts';
import { sayReceipt, tellTake } from './take-speech.ts';

/** What one take needs beside its plan. `close` removes what was drawn for it. */
export type TakeFiles = Readonly<{ supply: Supply; close: () => Promise<void> }>;

/** One of the takes a plan comes to: where its file goes, and its files; `before` is the file of the take before. */
export type TakePart = Readonly<{ out: string; files: (before: string | undefined) => Promise<TakeFiles> }>;

type Wanted = Pick<TakeJob, 'purpose' | 'entry' | 'address' | 'plan'> &
  Readonly<{
    dialect: Readonly<Record<string, string>>;
    spend: SpendOptions;
    /** One for the plan and one for each of its `next`. */
    parts: readonly TakePart[];
    signal: AbortSignal;
  }>;

/**
 * Says what it will be and cost, asks where that is due, makes the takes one after another under one ceiling and gives their receipts. What
 * comes after a take that did not get ready is not begun.
 */
export async function makeTakes(wanted: Wanted, setting: Setting): Promise<readonly TakeEnd[]> {
  const { door, env } = setting;
  const { entry, address, plan, spend, parts } = wanted;
  const { next = [], ...first } = plan;
  const plans = [{ ...first, estimateUsd: plan.ownEstimateUsd === undefined ? plan.estimateUsd : plan.ownEstimateUsd }, ...next];
  if (address.isEmulated) door.notice({ code: 'take.emulated', params: { origin: address.origin, wire: entry.wire } });
  sayPlan(plan, entry, door);
  const ceiling = await ceilingFor({ estimate: plan.estimateUsd, id: entry.id, spend }, door);
  // Before any file is drawn or sent, and for all of the takes.
  const money = allowedMoney({ plan, entry, ceiling });
  if (!address.isEmulated) await journalOf(env).checkDay(money.usdMicros, dayCapOf(env));
  const ends: TakeEnd[] = [];
  for (const [i, part] of parts.entries()) {
    const own = plans[i];
    if (own === undefined || ends.some(({ record }) => record.state !== 'ready')) break;
    const share = shareOf(ceiling, {
      spent: ends.reduce((sum, { record }) => sum + record.money.usdMicros, 0),
      left: parts.length - i,
      plan: own,
    });
    ends.push(await oneTake({ ...wanted, plan: own, part, before: parts[i - 1]?.out, ceiling: share }, setting));
  }
  tellEnds(ends, parts.length, door);
  return ends;
}

/** What of one ceiling a take may have: what is left of it; without a price, its part of that. */
function shareOf(ceiling: Ceiling | null, { spent, left, plan }: Readonly<{ spent: number; left: number; plan: Plan }>): Ceiling | null {
  if (ceiling === null) return null;
  const rest = Math.max(0, ceiling.usdMicros - spent);
  return { ...ceiling, usdMicros: plan.estimateUsd === null ? Math.floor(rest / left) : rest };
}

type One = Omit<Wanted, 'parts'> & Readonly<{ part: TakePart; before: string | undefined; ceiling: Ceiling | null }>;

async function oneTake(
  { purpose, entry, address, dialect, plan, part, before, ceiling, spend, signal }: One,
  setting: Setting,
): Promise<TakeEnd> {
  const { door } = setting;
  const place: TakePlace = { model: entry.id, wire: entry.wire, address, dialect };
  const take = newId('take', { nowMs: Date.now(), random: Math.random });
  const amount = usdText(usdMicros(plan.estimateUsd?.high ?? spend.maxUsd ?? 0));
  const ports = await openPorts(place, setting, { signal, onNews: tellTake(door, { wire: entry.wire, take, amount }) });
  const onDropped = (parts: readonly string[]) =>
    door.notice({ code: 'take.dropped', params: { model: entry.id, parts: parts.join(', ') } });
  const files = await part.files(before);
  try {
    return await runTake({ take, purpose, entry, address, plan, out: part.out, ceiling, supply: files.supply, onDropped }, ports);
  } finally {
    await files.close();
  }
}

/** One receipt, or those of all the takes that were begun. */
function tellEnds(ends: readonly TakeEnd[], wanted: number, door: Door): void {
  const [only] = ends;
  if (wanted === 1 && only !== undefined) {
    tellEnd(only, door);
    return;
  }
  const receipts = ends.map(({ record, left }) => receiptOf(record, left));
  for (const receipt of receipts) sayReceipt(receipt, door);
  const spent = ends.reduce((sum, { record }) => sum + record.money.usdMicros, 0);
  door.line(door.text.take.takesMade(ends.filter(({ record }) => record.state === 'ready').length, wanted, usdText(spent)));
  door.result({ takes: receipts, wanted, usdMicros: spent, notices: door.spokenNotices() });
  process.exitCode = Math.max(...ends.map(({ record }) => exitCodeOf(record.state)));
}

function sayPlan({ estimateUsd: estimate, losses, next = [] }: Plan, entry: CatalogueEntry, door: Door): void {
  const text = door.text.take;
  const lines = [`${entry.name[door.language]} (${entry.id})`];
  for (const [i, each] of [losses, ...next.map((plan) => plan.losses)].entries()) {
    if (next.length > 0) lines.push(door.text.plan.takeNumber(i + 1));
    if (each.length > 0) lines.push(text.losses, ...each.map((loss) => `  ${lossLine(loss, door)}`));
  }
  if (estimate === null) lines.push(text.unpriced);
  else if (estimate.high === 0) lines.push(text.free);
  else lines.push(text.costs(usdText(usdMicros(estimate.low)), usdText(usdMicros(estimate.high)), estimate.source, estimate.asOf));
  for (const line of lines) door.aside(line);
}

function lossLine({ severity, text }: Loss, door: Door): string {
  return `${door.text.take.severity[severity]}: ${text[door.language]}`;
}

/** --max-usd, else a person's yes; null where neither is to be had. Throws take.declined. */
export async function ceilingFor(
  { estimate, id, spend }: Readonly<{ estimate: Plan['estimateUsd']; id: string; spend: SpendOptions }>,
  door: Door,
): Promise<Ceiling | null> {
  const text = door.text.take;
  const { maxUsd, acceptUnpriced = false } = spend;
  if (maxUsd !== undefined) return { usdMicros: usdMicros(maxUsd), acceptsUnpriced: acceptUnpriced };
  if (estimate?.high === 0 || !isAtTerminal()) return null;
  if (estimate === null) {
    const most = Number((await askLine(text.agreeUnpriced(id))).trim().replace(/^\$/, ''));
    if (!(most > 0 && most <= 100_000)) throw new Fault('take.declined');
    return { usdMicros: usdMicros(most), acceptsUnpriced: true };
  }
  const high = usdMicros(Math.max(estimate.low, estimate.high));
  if (!text.yes.test((await askLine(text.agree(usdText(high), id))).trim())) throw new Fault('take.declined');
  return { usdMicros: high, acceptsUnpriced: false };
}
