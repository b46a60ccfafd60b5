import { createHash } from 'node:crypto';
import { Fault } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { usdMicros, usdText } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import { take } from '../database/schema/index.ts';
import { callId } from '../operation/call-id.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { type DueShot, filmDue } from './film-due.ts';
import { planHash, type Shooting, shootTake } from './shoot.ts';
import type { TakeRoom } from './take-room.ts';

/** Which shots of a film, on which model, for how much at the most. */
export type FilmAsked = Readonly<{
  filmId: string;
  model: string;
  /** Only these; approved ones too. Default: all that are unshot or stale. */
  shotIds?: readonly string[];
  /** For all takes together, US dollars. Needed where no price is known. */
  mostUsd?: number;
}>;

/** What shooting comes to, by the prices of the plans; null where one has none. */
export type DuePrice = Readonly<{ lowUsd: number; highUsd: number; asOf: string }> | null;

/** What is due of a film, its price, and the hash that names exactly this. */
export async function dueOf(studio: Studio, asked: FilmAsked) {
  const { projectId, isEmulated, shots } = await filmDue(studio, asked);
  const due = shots.flatMap((each) => (each.plan === null ? [] : [{ ...each, plan: each.plan }]));
  const facts = due.map(({ shotId, plan }) => [shotId, planHash(plan)]);
  const hash = createHash('sha256')
    .update(JSON.stringify([asked.filmId, asked.model, facts, asked.mostUsd ?? null, isEmulated]))
    .digest('hex')
    .slice(0, 32);
  return { projectId, isEmulated, shots, due, price: priceOf(due.map(({ plan }) => plan)), hash };
}

function priceOf(plans: readonly Plan[]): DuePrice {
  const known = plans.flatMap(({ estimateUsd }) => estimateUsd ?? []);
  if (known.length < plans.length) return null;
  const sum = (pick: (each: (typeof known)[number]) => number) => Number(known.reduce((all, each) => all + pick(each), 0).toFixed(4));
  // The oldest source is as old as the sum.
  const asOf = known.map((each) => each.asOf).toSorted()[0] ?? '';
  return { lowUsd: sum(({ low }) => low), highUsd: sum(({ low, high }) => Math.max(low, high)), asOf };
}

/** What came of one shot: its take, or why there is none. `over`: it waits for an approval. `problem`: nothing of it was sent or paid. */
export type FilmShooting = Readonly<{ due: DueShot; shooting: Shooting | null; problem: Fault | null }>;

/**
 * Shoots what is due of a film, one take a shot, each sent once; one that continues the shot before it is sent once that one's take is there. All of it is priced first: nothing is set aside where it may come to more than the ceiling. Once
 * a cap is reached the rest is not asked for. Throws jobs.film-over-ceiling, take.unpriced, jobs.plan-changed, and what the first shot throws.
 */
export async function shootFilm(
  studio: Studio & Pick<TakeRoom, 'pause'>,
  asked: FilmAsked & Readonly<{ actor: Actor; ulid: string; confirmed?: string; priority?: 1 | 2 | 3 }>,
): Promise<Readonly<{ isEmulated: boolean; price: DuePrice; shots: readonly FilmShooting[] }>> {
  const { actor, ulid, confirmed, priority = 2, mostUsd, model } = asked;
  const { isEmulated, shots, due, price, hash } = await dueOf(studio, asked);
  const idsOf = (shotId: string) => ({
    takeId: `take_${callId(ulid, `take ${shotId}`)}`,
    planId: `plan_${callId(ulid, `plan ${shotId}`)}`,
  });
  const done: FilmShooting[] = [];
  // The same call taken up again after a crash: what it has entered is under way by now, and is its own.
  const entered = await enteredBefore(
    studio,
    shots.map(({ shotId }) => idsOf(shotId).takeId),
  );
  if (confirmed !== undefined && confirmed !== hash && entered.size === 0) throw new Fault('jobs.plan-changed', { plan: asked.filmId });
  checkMoney({ model, price, mostUsd, isFirst: entered.size === 0 });
  const share =
    price === null && mostUsd !== undefined ? Math.floor(usdMicros(mostUsd) / Math.max(1, due.length + entered.size)) : undefined;
  let stopped: Fault | null = null;
  for (const each of shots) {
    const { shotId, plan } = each;
    const { takeId, planId } = idsOf(shotId);
    if (plan === null && !entered.has(takeId)) {
      done.push({ due: each, shooting: null, problem: each.problem });
      continue;
    }
    if (stopped !== null) {
      done.push({ due: each, shooting: null, problem: stopped });
      continue;
    }
    // The one before it was not entered: there will be nothing to go on from.
    const beforeId = each.follows === null ? undefined : (each.follows.takeId ?? takeOf(done, each.follows.shotId));
    if (each.follows !== null && beforeId === undefined) {
      done.push({ due: each, shooting: null, problem: new Fault('jobs.nothing-before', { shot: each.name }) });
      continue;
    }
    try {
      const shooting = await shootTake(studio, {
        ...{ actor, takeId, shotId, of: { model, planId }, priority },
        ...(share === undefined ? {} : { mostUsdMicros: share }),
        ...(each.follows === null || beforeId === undefined ? {} : { follows: { shotId: each.follows.shotId, takeId: beforeId } }),
        // What was priced is what is sent, or nothing is.
        isConfirmed: (now, known) => plan !== null && planHash(now) === planHash(plan) && known.isEmulated === isEmulated,
      });
      done.push({ due: each, shooting, problem: null });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // Told as a failure, what was asked for already would be asked for again.
      if (!done.some(({ shooting }) => shooting !== null)) throw error;
      stopped = error;
      done.push({ due: each, shooting: null, problem: error });
    }
  }
  return { isEmulated, price, shots: done };
}

/** The take that this call has entered for a shot. */
function takeOf(done: readonly FilmShooting[], shotId: string): string | undefined {
  return done.find(({ due }) => due.shotId === shotId)?.shooting?.takeId;
}

function checkMoney({
  model,
  price,
  mostUsd,
  isFirst,
}: Readonly<{ model: string; price: DuePrice; mostUsd: number | undefined; isFirst: boolean }>): void {
  if (!isFirst) return;
  if (price === null && mostUsd === undefined) throw new Fault('take.unpriced', { model });
  if (price === null || mostUsd === undefined) return;
  const [amount, ceiling] = [usdMicros(price.highUsd), usdMicros(mostUsd)];
  if (amount > ceiling) throw new Fault('jobs.film-over-ceiling', { amount: usdText(amount), ceiling: usdText(ceiling) });
}

async function enteredBefore({ database: { db } }: Pick<Studio, 'database'>, takeIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const id of takeIds) {
    const [row] = await db.select({ id: take.id }).from(take).where(eq(take.id, id));
    if (row !== undefined) found.add(row.id);
  }
  return found;
}
