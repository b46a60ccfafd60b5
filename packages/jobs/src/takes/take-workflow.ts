import { Fault } from '@fantascope/film';
import type { CatalogueEntry, Progress } from '@fantascope/models';
import type { Plan } from '@fantascope/plan';
import { begin, follow, type Left, seek, type TakeNews, type TakePorts, type TakeRecord } from '@fantascope/take';
import { and, eq, isNull } from 'drizzle-orm';
import { plan as planTable, take } from '../database/schema/index.ts';
import type { Work, Workflow } from '../engine/engine.ts';
import { controlKey } from '../works/control-render.ts';
import { renderQueue } from '../works/job-queue.ts';
import { enterJob, jobOfTake, jobWorkflowName } from '../works/start-job.ts';
import { tellFollowers } from './chain/followers.ts';
import { lastFrameOf } from './chain/last-frame-of.ts';
import { isGoingOn } from './chain/take-to-follow.ts';
import { controlWants } from './control-wants.ts';
import { endUnsent } from './end-unsent.ts';
import { hold, letGo } from './hold.ts';
import { keepAsset } from './keep-asset.ts';
import { patiently } from './patiently.ts';
import { openPgJournal } from './pg-journal.ts';
import { checkPlace, openWay, placeOfEntry, placeOfIntent, type TakePlace } from './provider-way.ts';
import type { TakeRoom } from './take-room.ts';
import { openSupply } from './take-supply.ts';
import { tellProgress } from './tell-progress.ts';
import { untilShelved } from './until-shelved.ts';

/** The workflow's name; its id is the take's. */
export const takeWorkflowName = 'take';

/** How often unpaid preparation is tried, and how long is waited first, milliseconds. */
const PREPARATIONS = 4;
const PREPARE_AGAIN_MS = 2000;
/** A take whose provider does not answer is looked up by itself for so many times the patience with a missing one; then only when a person asks. */
const SEEK_PATIENCE = 8;
/** Between two rounds of fetching a file that is there and does not come whole, milliseconds. */
const FETCH_AGAIN_MS = 15_000;
const FETCH_AGAIN_MOST_MS = 600_000;
/** A file that has not come for this long is given up, milliseconds: most providers have removed it by then. */
const FETCH_MOST_MS = 24 * 3_600_000;

/** A take that waits for the one before it is looked at by itself after this long, milliseconds, should nobody tell it. */
const LOOK_BEFORE_MS = 5000;
/** What `prepare` answers then. */
const isBeforeOpen = 'the take before is not over';

const notOurs: readonly string[] = ['jobs.take-elsewhere', 'jobs.worker-fenced'];

type TakeRow = typeof take.$inferSelect;

/**
 * Makes one take from its reserved row to its asset. What has happened stands in its journal, not in the engine: each step reads there how far
 * the take is, so that any of them may be run again, by any worker, at any time. `goOn`: has a take go on that waited for this one; by default the sweep does.
 */
export function takeWorkflow(room: TakeRoom, goOn: (takeId: string) => Promise<void> = async () => undefined): Workflow {
  return async (work) => {
    const { db } = room.database;
    const mine = { id: work.id, workerId: work.workerId };
    // Two runs of one take in one worker would share its hold.
    if (room.calledOff.has(work.id)) return;
    const run = new TakeRun(room, work);
    let isMine = false;
    try {
      isMine = await patiently(() => hold(db, take, mine), patience(room));
      // Another living worker's: it sees to it.
      if (!isMine) return;
      await run.point('after-hold');
      const jobId = await work.step('prepare', () => run.prepare());
      // The sweep, or the end of the take before, has it go on (chain/followers.ts): until then it keeps no place of its provider's.
      if (jobId === isBeforeOpen) return;
      // Drawn beside the renders of people, by whichever worker has its hands free. Whoever ends the job has the take go on (go-on.ts): until then it
      // keeps no place of its provider's.
      if (jobId !== null) return await work.start(jobWorkflowName, jobId, { queue: renderQueue, priority: 1 });
      await work.step('shoot', () => run.shoot());
      await work.step('follow', () => run.follow());
      await work.step('keep', () => run.keep());
      await tellFollowers(room, work.id, goOn).catch(() => undefined);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'take.newer-row') throw error;
      // A worker that can read it finds it in its sweep.
      room.leftAlone.add(work.id);
      room.onTrouble?.(error.message);
    } finally {
      run.close();
      if (isMine) await letGo(db, take, mine).catch(() => undefined);
    }
  };
}

const patience = ({ worker, ports }: TakeRoom) => ({ signal: worker.signal, sleep: ports.sleep });

/** One take in a worker's hands. */
class TakeRun {
  readonly #room: TakeRoom;
  readonly #id: string;
  /** A person's wish to stop. */
  readonly #calledOff: AbortSignal;
  /** The pause that is being made, and whether that wish ends it. */
  #pause: Readonly<{ end: AbortController; isHeeding: boolean }> | undefined;
  readonly #onCallOff = () => {
    if (this.#pause?.isHeeding === true) this.#pause.end.abort();
  };
  readonly #onEnd = () => this.#pause?.end.abort();
  /** Told with the answer to the submit, where the provider makes one wait for the result. */
  #first: Progress | undefined;

  constructor(room: TakeRoom, { id }: Pick<Work, 'id'>) {
    this.#room = room;
    this.#id = id;
    this.#calledOff = room.calledOff.watch(id);
    this.#calledOff.addEventListener('abort', this.#onCallOff);
    room.worker.signal.addEventListener('abort', this.#onEnd);
    // A provider's call is no more than a reason to ask it now.
    room.calledOff.onHint(id, this.#onEnd);
  }

  close(): void {
    this.#calledOff.removeEventListener('abort', this.#onCallOff);
    this.#room.worker.signal.removeEventListener('abort', this.#onEnd);
    this.#room.calledOff.forget(this.#id);
  }

  async point(name: Parameters<NonNullable<TakeRoom['pause']>>[0]): Promise<void> {
    await this.#room.pause?.(name, this.#id);
  }

  /** Enters the job that draws what the take has to be sent with; null where it has ended or nothing has to be drawn, or nothing may be sent any more. Gives its id; or says that the take before, which this one goes on from, is not over. */
  async prepare(): Promise<string | null> {
    const row = await this.#row();
    const { planId, projectId, byUserId } = row;
    const isBegun = (await this.#record(row)) !== undefined;
    if (isBegun || row.endedAt !== null || row.state !== 'reserved' || row.cancelAskedAt !== null || planId === null) return null;
    const { ports } = this.#room;
    try {
      const plan = await this.#plan(row);
      if (isGoingOn(plan) && (await this.#waits(plan))) return isBeforeOpen;
      const frameOf = () => lastFrameOf(this.#room, plan.follows?.takeId ?? '');
      return await this.#read(async (db) => {
        const input = await controlWants(db, { planId, projectId, frameOf });
        if (input === null) return null;
        const key = await controlKey(db, { projectId, input });
        const wanted = { id: jobOfTake(this.#id), projectId, kind: 'control-render', input, byUserId, key, takeId: this.#id };
        const job = await db.transaction((tx) => enterJob(tx, { ...wanted, priority: 1, at: new Date(ports.nowMs()) }));
        return job.endedAt === null ? wanted.id : null;
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await this.#end('refused', error.message);
      return null;
    }
  }

  /** Whether the take that a plan goes on from is not over yet; then this one is let be for a while. */
  async #waits({ follows }: Plan): Promise<boolean> {
    const [before] = await this.#read((db) =>
      db
        .select({ endedAt: take.endedAt })
        .from(take)
        .where(eq(take.id, follows?.takeId ?? '')),
    );
    if (before === undefined) throw new Fault('jobs.nothing-to-continue', { take: follows?.takeId ?? '?' });
    if (before.endedAt !== null) return false;
    const nowMs = this.#room.ports.nowMs();
    await this.#read((db) =>
      db
        .update(take)
        .set({ wakeAt: new Date(nowMs + LOOK_BEFORE_MS), updatedAt: new Date(nowMs) })
        .where(and(eq(take.id, this.#id), eq(take.heldBy, this.#room.worker.id), isNull(take.endedAt))),
    );
    return true;
  }

  /** Sends the take, once; or finds out what became of one that may have been sent. */
  async shoot(): Promise<void> {
    const row = await this.#row();
    const record = await this.#record(row);
    if (record === undefined) {
      if (row.endedAt !== null || row.state === 'waiting' || row.state === 'planned') return;
      if (row.cancelAskedAt !== null) return this.#end('cancelled', 'called off');
      await this.#prepareAndSend(row);
    }
    await this.#seek(row);
  }

  /** Looks a take up whose reply nobody has. Its provider may be away as well: until it has answered, or for a while, the take is looked up again. */
  async #seek(row: TakeRow): Promise<void> {
    const record = await this.#record(row);
    if (record?.state !== 'sent' && record?.state !== 'unknown') return;
    const ports = await this.#ports(row, placeOfIntent(record.intent, this.#room));
    await seek(record, ports);
    const after = await this.#record(row);
    const at = new Date(this.#room.ports.nowMs());
    if (
      after?.state !== 'unknown' ||
      (after.lookUp === 'unclear' && at.getTime() - after.intent.atMs < SEEK_PATIENCE * ports.patience.missingMs)
    )
      return;
    await this.#read((db) =>
      db
        .update(take)
        .set({ endedAt: at })
        .where(and(eq(take.id, this.#id), eq(take.state, 'unknown'), isNull(take.endedAt))),
    );
  }

  /** Waits for the take, fetches its file onto the shelf, and settles its money. */
  async follow(): Promise<void> {
    for (;;) {
      const row = await this.#row();
      const record = await this.#record(row);
      if (record?.state !== 'shooting') return;
      const ports = await this.#ports(row, placeOfIntent(record.intent, this.#room));
      // Called off before this worker had it, or before the last crash.
      if (row.cancelAskedAt !== null) this.#room.calledOff.raise(this.#id);
      const { signal: _, ...deaf } = ports;
      // Asked once: what the provider answered stands in the journal, and what goes on costs what it costs.
      const left = await follow(record, record.cancel === undefined ? ports : deaf, { first: this.#first });
      this.#first = undefined;
      if (left === 'settled') return;
      if (left.left !== 'not-fetched') continue;
      if (!(await this.#isGivenUp(record, left, ports))) await this.#rest(row);
      return;
    }
  }

  /** Lets a take be until its file may have come, each time for longer; the sweep has it go on then, and meanwhile others have its place. */
  async #rest({ wakeAt, updatedAt, cancelAskedAt }: TakeRow): Promise<void> {
    const nowMs = this.#room.ports.nowMs();
    const beforeMs = wakeAt === null ? 0 : wakeAt.getTime() - updatedAt.getTime();
    const waitMs = Math.min(FETCH_AGAIN_MOST_MS, Math.max(FETCH_AGAIN_MS, 2 * beforeMs));
    // Called off meanwhile, it is looked at soon.
    const asked = cancelAskedAt === null ? isNull(take.cancelAskedAt) : undefined;
    await this.#read((db) =>
      db
        .update(take)
        .set({ wakeAt: new Date(nowMs + waitMs), updatedAt: new Date(nowMs) })
        .where(and(eq(take.id, this.#id), eq(take.heldBy, this.#room.worker.id), isNull(take.endedAt), asked)),
    );
  }

  /** Makes what was fetched an asset. */
  async keep(): Promise<void> {
    const record = await this.#record(await this.#row());
    if (record?.state !== 'collecting' || record.file === undefined) return;
    await this.point('before-asset');
    await keepAsset(this.#room, this.#id, record.file);
    await this.point('after-asset');
  }

  async #prepareAndSend(row: TakeRow): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#first = await this.#send(row);
        return;
      } catch (error) {
        this.#room.worker.signal.throwIfAborted();
        // A take that another worker has in hand by now is not ours to end.
        if (!(error instanceof Fault) || notOurs.includes(error.code)) throw error;
        // Once the intent is written, its rows say what became of it.
        if ((await this.#record(row)) !== undefined) return;
        if (error.code === 'jobs.take-called-off' || error.code === 'take.interrupted') return this.#end('cancelled', 'called off');
        const isLater = error.code === 'take.upload-failed' || error.code === 'models.only-loopback';
        if (!isLater || tries >= PREPARATIONS) return this.#end('refused', error.message);
        await this.#sleep(PREPARE_AGAIN_MS * tries);
      }
    }
  }

  async #send(row: TakeRow): Promise<Progress | undefined> {
    const entry = this.#room.catalogue.byId(row.model);
    if (entry === undefined) throw new Fault('take.no-such-model', { model: row.model });
    const plan = await this.#plan(row);
    const place = await placeOfEntry(entry, this.#room);
    checkPlace(row, place);
    return begin(
      {
        take: this.#id,
        purpose: 'shoot',
        entry,
        address: place.address,
        plan,
        out: '',
        // What was set aside is what may be spent, and where no price is known all of it.
        ceiling: { usdMicros: row.reservedUsdMicros, acceptsUnpriced: true },
        supply: openSupply(plan, { takeId: this.#id, projectId: row.projectId, room: this.#room }),
      },
      await this.#ports(row, place, entry),
    );
  }

  async #plan({ planId }: TakeRow): Promise<Plan> {
    const [stored] = await this.#read((db) =>
      db
        .select()
        .from(planTable)
        .where(eq(planTable.id, planId ?? '')),
    );
    if (stored === undefined) throw new Fault('jobs.no-such-thing', { id: planId ?? this.#id });
    return stored.document as Plan;
  }

  async #ports(row: TakeRow, place: TakePlace, entry?: CatalogueEntry): Promise<TakePorts> {
    const room = this.#room;
    const { ports, worker, assets, home } = room;
    const way = await openWay(place, room, { model: row.model, entry: entry ?? room.catalogue.byId(row.model) });
    const { secrets } = way;
    const journal = openPgJournal({
      ...{
        db: room.database.db,
        workerId: worker.id,
        nowMs: ports.nowMs,
        sleep: ports.sleep,
        signal: worker.signal,
        gone: worker.gone,
        secrets,
      },
    });
    const tell = tellProgress(room, { takeId: this.#id, projectId: row.projectId });
    return {
      ...way,
      home,
      journal: room.journal?.(journal) ?? journal,
      nowMs: ports.nowMs,
      steadyMs: () => performance.now(),
      sleep: (ms, signal) => this.#sleep(ms, signal !== undefined),
      signal: this.#calledOff,
      shelve: async (path) => {
        const { sha256 } = await untilShelved(() => assets.adopt(path), { signal: worker.signal, sleep: ports.sleep });
        await this.point('after-shelf');
        return sha256;
      },
      onNews: (news: TakeNews) => tell(news),
      pause: async (point) => {
        if (point === 'before-intent') {
          // Before, not after: a POST that waits with its intent written would go out when others have long looked for it and not found it.
          await way.turn?.();
          worker.signal.throwIfAborted();
        }
        await this.point(point);
      },
    };
  }

  /** Throws once the worker ends, so that nothing more is begun. */
  async #sleep(ms: number, isHeeding = false): Promise<void> {
    const { ports, worker } = this.#room;
    worker.signal.throwIfAborted();
    if (isHeeding && this.#calledOff.aborted) return;
    const end = new AbortController();
    this.#pause = { end, isHeeding };
    await ports.sleep(ms, end.signal);
    this.#pause = undefined;
    worker.signal.throwIfAborted();
  }

  async #row(): Promise<TakeRow> {
    const [row] = await this.#read((db) => db.select().from(take).where(eq(take.id, this.#id)));
    if (row === undefined) throw new Fault('jobs.no-such-thing', { id: this.#id });
    return row;
  }

  async #record(_row: TakeRow): Promise<TakeRecord | undefined> {
    const { database, worker, ports } = this.#room;
    const journal = openPgJournal({
      ...{
        db: database.db,
        workerId: worker.id,
        nowMs: ports.nowMs,
        sleep: ports.sleep,
        signal: worker.signal,
        gone: worker.gone,
        secrets: [],
      },
    });
    return (this.#room.journal?.(journal) ?? journal).take(this.#id);
  }

  #read<T>(ask: (db: TakeRoom['database']['db']) => Promise<T>): Promise<T> {
    return patiently(() => ask(this.#room.database.db), patience(this.#room));
  }

  async #end(state: 'cancelled' | 'refused', reason: string): Promise<void> {
    const { ports, worker } = this.#room;
    const nowMs = ports.nowMs();
    await this.#read((db) => db.transaction((tx) => endUnsent(tx, this.#id, { state, reason, nowMs, workerId: worker.id })));
  }

  /** A file that does not come, although the provider says that it is there, is lost in the end: made, paid, and not to be had. */
  async #isGivenUp(record: TakeRecord, { reason }: Left, { journal }: TakePorts): Promise<boolean> {
    const { nowMs } = this.#room.ports;
    if (nowMs() - (record.ticketAtMs ?? 0) < FETCH_MOST_MS) return false;
    const { money } = record.intent;
    await journal.append({
      kind: 'settle',
      take: this.#id,
      state: 'lost',
      money: money.state === 'none' ? money : { ...money, state: 'settled' },
      problem: { code: 'not-fetched', message: reason, isRetryLater: false },
    });
    return true;
  }
}
