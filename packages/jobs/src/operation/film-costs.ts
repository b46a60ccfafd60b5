import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { ledgerEntry, take } from '../database/schema/index.ts';
import { decidedNow, redoOf } from './film-stale.ts';
import { idOf } from './id-fields.ts';
import { Micros } from './ledger-shapes.ts';
import { operation } from './operation.ts';

const sumOf = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0);
const usd = (amount: number) => Number(amount.toFixed(4));

/** The finished takes of some shots, oldest first, and whether each is one after the first of its shot: a redo. */
async function takesOf(db: Db, shotIds: readonly string[]) {
  const { id, shotId, settledUsdMicros, isEmulated, assetId } = take;
  const rows = await db
    .select({ id, shotId, settledUsdMicros, isEmulated, assetId })
    .from(take)
    .where(inArray(take.shotId, [...shotIds]))
    .orderBy(take.createdAt, take.id);
  const made = new Set<string>();
  return rows.map((row) => {
    const isRedo = row.assetId !== null && made.has(row.shotId ?? '');
    if (row.assetId !== null) made.add(row.shotId ?? '');
    return { ...row, isRedo };
  });
}

/** What the ledger has in the providers' own units, by provider and unit: of all takes, of those in the film, of redone ones. */
async function ownAmounts(db: Db, { all, inFilm, redone }: Readonly<Record<'all' | 'inFilm' | 'redone', ReadonlySet<string>>>) {
  const rows = await db
    .select()
    .from(ledgerEntry)
    .where(and(inArray(ledgerEntry.takeId, [...all]), eq(ledgerEntry.kind, 'settle')));
  const told = rows.filter(({ ownAmount, ownUnit }) => ownAmount !== null && ownUnit !== null);
  return [...Map.groupBy(told, ({ provider, ownUnit }) => `${provider} ${ownUnit}`).values()].map((same) => {
    const sum = (of: ReadonlySet<string>) => sumOf(same.flatMap(({ takeId, ownAmount }) => (of.has(takeId ?? '') ? (ownAmount ?? 0) : [])));
    const [spentMicros, inFilmMicros, redoneMicros] = [sum(all), sum(inFilm), sum(redone)];
    const savedMicros = redone.size === 0 ? 0 : Math.max(0, inFilmMicros - redoneMicros);
    return { provider: same[0]?.provider ?? '', unit: same[0]?.ownUnit ?? '', spentMicros, inFilmMicros, redoneMicros, savedMicros };
  });
}

/** What a film's takes have cost, and what it saves that only changed shots are shot anew. */
export const filmCostsOperations = [
  operation({
    name: 'film.costs',
    says: {
      en: 'Says what a film’s takes have cost by the ledger, what shooting the stale ones anew would cost, what shooting all of them anew would, and what is saved by keeping the others. Estimates are marked as such.',
      zh: '给出影片各次拍摄按账目的花费、只重拍过时镜头的估算、全部重拍的估算，以及保留其余镜头节省的金额。估算均注明。',
    },
    input: z.strictObject({ filmId: idOf('film') }),
    output: z.strictObject({
      /** Booked, of all takes of the film's shots. */
      spentUsdMicros: Micros,
      /** Booked, of those that stand in it. */
      inFilmUsdMicros: Micros,
      /** Booked, of those that stand in it and still show what their shots ask for: not to be paid again. */
      keptUsdMicros: Micros,
      takes: z.number().int(),
      staleTakes: z.number().int(),
      /** Estimates at today's prices, by the higher figure; shots without a price are counted in `unpriced` and not in the sums. */
      estimate: z.strictObject({ redoStaleUsd: z.number(), redoAllUsd: z.number(), savedUsd: z.number(), unpriced: z.number().int() }),
      /** Takes after the first of a shot, as booked; against shooting every shot in the film anew once, by the higher figure of today's prices (`allAnewUsd`, an estimate). */
      redone: z.strictObject({ takes: z.number().int(), spentUsdMicros: Micros, allAnewUsd: z.number(), savedUsd: z.number() }),
      /** The same by what the providers billed, in their own units: millionths of a currency, of a credit or of a token. `saved`: what is in the film, less what was redone. */
      own: z.array(
        z.strictObject({
          ...{ provider: z.string(), unit: z.string(), spentMicros: Micros, inFilmMicros: Micros },
          ...{ redoneMicros: Micros, savedMicros: Micros },
        }),
      ),
      /** Whether any of it was an emulated provider's: then the amounts are none that anybody paid. */
      isEmulated: z.boolean(),
    }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/costs' },
    run: async ({ filmId }, { studio }) => {
      const { places, shownIds, decided } = await decidedNow(studio, filmId);
      const { db } = studio.database;
      const all = await takesOf(db, [...places.keys()]);
      const standing = decided.filter(({ row }) => shownIds.has(row.take.id));
      const [stale, kept] = [standing.filter(({ changed }) => changed.length > 0), standing.filter(({ changed }) => changed.length === 0)];
      const booked = (of: typeof standing) => of.reduce((sum, { row }) => sum + row.take.settledUsdMicros, 0);
      const prices = (of: typeof standing) => of.flatMap(({ plan }) => redoOf(plan)?.highUsd ?? []);
      const [redoStaleUsd, redoAllUsd] = [usd(sumOf(prices(stale))), usd(sumOf(prices(standing)))];
      const redone = all.filter(({ isRedo }) => isRedo);
      const redoneUsdMicros = sumOf(redone.map(({ settledUsdMicros }) => settledUsdMicros));
      const ids = (of: readonly Readonly<{ id: string }>[]) => new Set(of.map(({ id }) => id));
      return {
        spentUsdMicros: sumOf(all.map(({ settledUsdMicros }) => settledUsdMicros)),
        ...{ inFilmUsdMicros: booked(standing), keptUsdMicros: booked(kept), takes: standing.length, staleTakes: stale.length },
        estimate: {
          ...{ redoStaleUsd, redoAllUsd, savedUsd: usd(redoAllUsd - redoStaleUsd) },
          unpriced: standing.length - prices(standing).length,
        },
        redone: {
          ...{ takes: redone.length, spentUsdMicros: redoneUsdMicros, allAnewUsd: redoAllUsd },
          savedUsd: redone.length === 0 ? 0 : Math.max(0, usd(redoAllUsd - redoneUsdMicros / 1e6)),
        },
        own: await ownAmounts(db, { all: ids(all), inFilm: ids(standing.map(({ row }) => row.take)), redone: ids(redone) }),
        isEmulated: all.some(({ isEmulated }) => isEmulated),
      };
    },
  }),
] as const;
