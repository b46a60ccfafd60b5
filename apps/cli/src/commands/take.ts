import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { wires } from '@fantascope/models';
import { withInterrupt } from '@fantascope/render';
import {
  type Address,
  dataDir,
  dayCapOf,
  holdLock,
  isLoopbackUrl,
  isUnknownLine,
  openLineLedger,
  receiptOf,
  resumable,
  resumeTake,
  type TakeEnd,
  type TakeRecord,
  usdMicros,
  usdText,
} from '@fantascope/take';
import { lineIdOf, lineReceipt, sayLine } from '../line-speech.ts';
import type { Setting } from '../setting.ts';
import { exitCodeOf } from '../take-end.ts';
import { journalOf, knownModels, openPorts, type TakePlace } from '../take-setting.ts';
import { moneyLine, sayReceipt, tellTake } from '../take-speech.ts';

const ledgerOf = (env: Setting['env']) => openLineLedger(dataDir(env), { nowMs: Date.now });

/** Every take with its state and money, newest last; then every line that was bought, and what counts against the day of both. */
export async function listTakes({ door, env }: Setting): Promise<void> {
  const journal = journalOf(env);
  const receipts = (await journal.takes()).map((record) => receiptOf(record));
  const posts = await ledgerOf(env).posts();
  if (receipts.length + posts.length === 0) door.line(door.text.take.noTakes);
  for (const receipt of receipts) {
    const { take, begunAt, model, state } = receipt;
    const when = begunAt.slice(0, 16).replace('T', ' ');
    door.line(`${take}  ${when}  ${model.padEnd(28)} ${door.text.take.states[state].padEnd(12)} ${moneyLine(receipt, door)}`);
  }
  for (const post of posts) sayLine(post, door);
  if (receipts.length + posts.length > 0) door.line(door.text.take.dayTotal(usdText(await journal.spentInDay()), usdText(dayCapOf(env))));
  door.result([...receipts, ...posts.map(lineReceipt)]);
}

/** Goes on with one take, or with all that were cut off. One that cannot go on does not keep the others back. */
export async function resumeTakes(id: string | undefined, setting: Setting): Promise<void> {
  const { door, env } = setting;
  const journal = journalOf(env);
  const all = await journal.takes();
  const one = all.find(({ take }) => take === id);
  if (id !== undefined && one === undefined) throw new Fault('take.no-such-take', { take: id });
  const open =
    one === undefined ? await resumable({ journal, home: dataDir(env) }, { canFind: (wire) => wires[wire]?.find !== undefined }) : [one];
  if (open.length === 0) door.line(door.text.take.nothingToResume);
  const ends: TakeEnd[] = [];
  let failure: unknown;
  await withInterrupt(async (signal) => {
    for (const record of open) {
      if (signal.aborted) break;
      try {
        const end = await goOnWith(record, await placeOf(record, setting), setting, signal);
        ends.push(end);
        sayReceipt(receiptOf(end.record, end.left), door);
      } catch (cause) {
        if (id !== undefined || !(cause instanceof Fault)) throw cause;
        failure ??= cause;
        door.notice({ code: cause.code, params: cause.params });
      }
    }
  });
  const receipts = ends.map(({ record, left }) => receiptOf(record, left));
  door.result(id === undefined ? receipts : receipts[0]);
  process.exitCode = Math.max(failure === undefined ? 0 : 6, ...ends.map(({ record }) => exitCodeOf(record.state)));
}

/** Where a take was begun, from its row: settings may have changed since. */
async function placeOf({ intent }: TakeRecord, { env }: Setting): Promise<TakePlace> {
  const { model, wire, baseUrl, keyName, isEmulated, dialect } = intent;
  const { origin } = new URL(baseUrl);
  const homes = (await knownModels(env)).flatMap((entry) => (entry.baseUrl === undefined ? [] : [new URL(entry.baseUrl).origin]));
  const address: Address = {
    ...{ baseUrl, origin, isEmulated, isNamed: isLoopbackUrl(baseUrl) || !homes.includes(origin) },
    ...(keyName === undefined ? {} : { keyName }),
  };
  return { model, wire, address, dialect };
}

/** A person's word on a take that nobody knows about: what it cost by the provider's account. */
export async function closeTake(id: string, { paid }: Readonly<{ paid: number }>, { door, env }: Setting): Promise<void> {
  if (id.startsWith('line_')) return await closeLine(id, { paid }, { door, env });
  const journal = journalOf(env);
  const record = (await journal.takes()).find(({ take }) => take === id);
  if (record === undefined) throw new Fault('take.no-such-take', { take: id });
  if (record.money.state !== 'unknown') throw new Fault('take.not-unknown', { take: id, state: record.state });
  const money = { state: paid === 0 ? 'none' : 'settled', usdMicros: usdMicros(paid), basis: 'person' } as const;
  await journal.append({ kind: 'closed', take: id, money });
  const closed = (await journal.takes()).find(({ take }) => take === id) ?? record;
  sayReceipt(receiptOf(closed), door);
  door.result(receiptOf(closed));
}

/** A person's word on a line whose end nobody knows. After it the line may be bought again. */
async function closeLine(id: string, { paid }: Readonly<{ paid: number }>, { door, env }: Setting): Promise<void> {
  // Whoever buys holds it: a line that is under way just now is not unknown.
  const lock = await holdLock(join(dataDir(env), 'voices.lock'), { waitMs: 5000 });
  if (lock === null) throw new Fault('sound.voices-busy');
  try {
    const ledger = ledgerOf(env);
    const post = (await ledger.posts()).findLast((each) => lineIdOf(each) === id);
    if (post === undefined) throw new Fault('take.no-such-take', { take: id });
    if (!isUnknownLine(post)) throw new Fault('take.not-unknown', { take: id, state: post.state });
    await ledger.note({ ...post, state: 'closed', usdMicros: usdMicros(paid) });
    const closed = (await ledger.posts()).findLast((each) => lineIdOf(each) === id) ?? post;
    sayLine(closed, door);
    door.result(lineReceipt(closed));
  } finally {
    await lock.release();
  }
}

/** Goes on with a take that was begun earlier. */
async function goOnWith({ take, money }: TakeRecord, place: TakePlace, setting: Setting, signal: AbortSignal): Promise<TakeEnd> {
  const amount = usdText(money.usdMicros);
  const ports = await openPorts(place, setting, { signal, onNews: tellTake(setting.door, { wire: place.wire, take, amount }) });
  return resumeTake(take, ports);
}
