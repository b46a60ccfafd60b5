import { join } from 'node:path';
import { Fault, Film, say, type WordCode } from '@fantascope/film';
import { readFrame, writeLastFrame } from '@fantascope/media';
import { type DriftWarning, driftWarnings, joinDrift } from '@fantascope/stage/sketch';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { film } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { type ShotTake, takesInFilm } from '../works/film-footage.ts';
import { inWorkFolder } from '../works/work-folder.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';

/** Frames are compared at this size: the descriptors look no closer. */
const SIZE = { widthPx: 128, heightPx: 128 };

const codes = {
  colour: 'jobs.join-colour',
  'burn-in': 'jobs.join-burn-in',
  subject: 'jobs.join-subject',
  long: 'jobs.join-long',
} as const satisfies Readonly<Record<DriftWarning, WordCode>>;

const Join = z.strictObject({
  /** The later shot, which continues the one before it. */
  shotId: idOf('shot'),
  /** Its place in the film, from 0. */
  index: z.number().int(),
  /** The takes on both sides; null where the stage draws a side, so that nothing was measured. */
  beforeTakeId: idOf('take').nullable(),
  takeId: idOf('take').nullable(),
  /** The how-manieth shot after the first of its chain. */
  extension: z.number().int(),
  /** Measured on the decoded frames, in CIELAB (CIE 1976), except `subjectUnlikeRatio`, which is an estimate by the directions of edges and knows no faces. */
  drift: z
    .strictObject({
      joinDeltaE: z.number(),
      chainDeltaE: z.number(),
      chainContrastRatio: z.number().nullable(),
      subjectUnlikeRatio: z.number(),
    })
    .nullable(),
  warnings: z.array(
    z.strictObject({ code: z.enum(['colour', 'burn-in', 'subject', 'long']), text: z.strictObject({ en: z.string(), zh: z.string() }) }),
  ),
});

type Frames = Readonly<{ first: Uint8Array; last: Uint8Array }>;

async function framesOf(studio: Studio, { sha256, takeId }: ShotTake, folder: string): Promise<Frames> {
  const { assets, settings } = studio;
  const file = await assets.localPath(sha256);
  const picture = join(folder, `${takeId}.png`);
  await writeLastFrame(file, picture, { env: settings.env });
  return { first: await readFrame(file, SIZE, { env: settings.env }), last: await readFrame(picture, SIZE, { env: settings.env }) };
}

const rounded = (value: number) => Number(value.toFixed(3));

/** What a chain's joins look like. */
async function joinsOf(studio: Studio, { document, takes }: Readonly<{ document: Film; takes: readonly ShotTake[] }>) {
  const byIndex = new Map(takes.map((each) => [each.index, each]));
  return await inWorkFolder({ home: studio.home, jobId: 'joins' }, async (folder) => {
    const known = new Map<number, Promise<Frames>>();
    const framesAt = (index: number): Promise<Frames> | null => {
      const own = byIndex.get(index);
      if (own === undefined) return null;
      const frames = known.get(index) ?? framesOf(studio, own, folder);
      known.set(index, frames);
      return frames;
    };
    const joins: z.input<typeof Join>[] = [];
    let from = 0;
    for (const [index, { id, continues }] of document.shots.entries()) {
      if (continues === undefined || index === 0) from = index;
      if (from === index || id === undefined) continue;
      const [before, after, first] = [await framesAt(index - 1), await framesAt(index), await framesAt(from)];
      const isSeen = before !== null && after !== null && first !== null;
      const pixels = (rgba: Uint8Array) => ({ ...SIZE, rgba });
      const drift = isSeen ? joinDrift({ before: pixels(before.last), after: pixels(after.first), first: pixels(first.first) }) : null;
      const extension = index - from;
      const none = { joinDeltaE: 0, chainDeltaE: 0, chainContrastRatio: null, subjectUnlikeRatio: 0 };
      const warnings = driftWarnings(drift ?? none, extension).map((code) => {
        const params = { shot: index + 1, extension, ...said(drift ?? none) };
        return { code, text: { en: say('en', { code: codes[code], params }), zh: say('zh', { code: codes[code], params }) } };
      });
      const takeOf = (at: number) => (byIndex.get(at)?.takeId ?? null) as `take_${string}` | null;
      joins.push({
        ...{ shotId: id as `shot_${string}`, index, beforeTakeId: takeOf(index - 1), takeId: takeOf(index), extension, warnings },
        drift: drift === null ? null : figures(drift),
      });
    }
    return joins;
  });
}

const figures = (drift: ReturnType<typeof joinDrift>) => ({
  ...{
    joinDeltaE: rounded(drift.joinDeltaE),
    chainDeltaE: rounded(drift.chainDeltaE),
    subjectUnlikeRatio: rounded(drift.subjectUnlikeRatio),
  },
  chainContrastRatio: drift.chainContrastRatio === null ? null : rounded(drift.chainContrastRatio),
});

const said = (drift: ReturnType<typeof joinDrift>) => ({
  ...{ joinDeltaE: drift.joinDeltaE.toFixed(1), chainDeltaE: drift.chainDeltaE.toFixed(1) },
  contrastPercent: Math.round(100 * (drift.chainContrastRatio ?? 1)),
  unlikePercent: Math.round(100 * drift.subjectUnlikeRatio),
});

/** How chained shots join. */
export const filmJoinsOperations = [
  operation({
    name: 'film.joins',
    says: {
      en: 'Compares the frames on both sides of every join of a film’s chained shots, as they stand in it: how far colour has drifted at the join and since the chain began (measured), how unlike the subject looks (an estimate without a model), and what to look at. Changes nothing.',
      zh: '比较影片中每处接续镜头两侧的画面：接缝处及自首镜头以来的色彩偏移（实测）、主体的差异（不用模型的估计），以及需要留意之处。不会更改任何内容。',
    },
    input: z.strictObject({ filmId: idOf('film') }),
    output: z.strictObject({ items: z.array(Join) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/joins' },
    run: async ({ filmId }, { studio }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(film).where(eq(film.id, filmId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
      const document = Film.parse(await withStoredShots(db, { filmId, document: row.document }));
      const takes = await takesInFilm(db, { projectId: row.projectId, film: document });
      return { items: await joinsOf(studio, { document, takes }) };
    },
  }),
] as const;
