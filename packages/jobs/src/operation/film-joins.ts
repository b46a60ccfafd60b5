import { type ColourMatch, chosenTake, Fault, Film, matchesColour, newestTake, type Region, say, type WordCode } from '@fantascope/film';
import { readFrame, readLastFrame } from '@fantascope/media';
import {
  colourMatch,
  type DriftWarning,
  driftWarnings,
  type JoinDrift,
  joinDrift,
  matchedPixels,
  type Pixels,
} from '@fantascope/stage/sketch';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { film } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { type ShotTake, takesInFilm } from '../works/film-footage.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';

/** Frames are compared at this size: the descriptors look no closer. The film's colours are matched by frames of the same size. */
const SIZE = { widthPx: 128, heightPx: 128 };

const codes = {
  colour: 'jobs.join-colour',
  'burn-in': 'jobs.join-burn-in',
  subject: 'jobs.join-subject',
  long: 'jobs.join-long',
} as const satisfies Readonly<Record<DriftWarning, WordCode>>;

/** Measured on decoded frames, in CIELAB (CIE 1976), except `subjectUnlikeRatio`, which is an estimate by the directions of edges and knows no faces. */
const Drift = z.strictObject({
  joinDeltaE: z.number(),
  chainDeltaE: z.number(),
  chainContrastRatio: z.number().nullable(),
  subjectUnlikeRatio: z.number(),
});

const Join = z.strictObject({
  /** The later shot, which continues the one before it. */
  shotId: idOf('shot'),
  /** Its place in the film, from 0. */
  index: z.number().int(),
  /** The takes on both sides: those that stand in the film, else the newest that nobody rejected; null where there is none, so that nothing was measured. */
  beforeTakeId: idOf('take').nullable(),
  takeId: idOf('take').nullable(),
  /** Whether both takes stand in the film now. */
  isPlaced: z.boolean(),
  /** The how-manieth shot after the first of its chain. */
  extension: z.number().int(),
  /** Of the takes as they were made. */
  drift: Drift.nullable(),
  /** Of the same frames with the colours that a film of these takes has: each that continues one is brought back to it. What the warnings speak of. */
  matchedDrift: Drift.nullable(),
  /** Whether the later take's colours are moved at all; not where nothing drifted, the two frames show different pictures, or somebody said no. */
  isMatched: z.boolean(),
  warnings: z.array(
    z.strictObject({ code: z.enum(['colour', 'burn-in', 'subject', 'long']), text: z.strictObject({ en: z.string(), zh: z.string() }) }),
  ),
});

/** A take's first and last frame as they were made, and the match that it is drawn with. */
type Ends = Readonly<{ first: Pixels; last: Pixels; match: ColourMatch | null }>;

async function endsOf({ assets, settings: { env } }: Studio, { sha256 }: ShotTake): Promise<Omit<Ends, 'match'>> {
  const file = await assets.localPath(sha256);
  const [first, last] = await Promise.all([readFrame(file, SIZE, { env }), readLastFrame(file, SIZE, { env })]);
  return { first: { ...SIZE, rgba: first }, last: { ...SIZE, rgba: last } };
}

const rounded = (value: number) => Number(value.toFixed(3));
const none: JoinDrift = { joinDeltaE: 0, chainDeltaE: 0, chainContrastRatio: null, subjectUnlikeRatio: 0 };

type Taken = Readonly<{ document: Film; takes: readonly ShotTake[]; placed: ReadonlySet<string> }>;

/** What a film's chains look like where their shots join. */
async function joinsOf(studio: Studio, { document, takes, placed }: Taken): Promise<z.input<typeof Join>[]> {
  const byIndex = new Map(takes.map((each) => [each.index, each]));
  const joins: z.input<typeof Join>[] = [];
  let from = 0;
  let first: Ends | null = null;
  let before: Ends | null = null;
  for (const [index, shot] of document.shots.entries()) {
    if (shot.continues === undefined || index === 0) from = index;
    const goesOn = document.shots[index + 1]?.continues !== undefined;
    const own = byIndex.get(index);
    const ends: Omit<Ends, 'match'> | null = own === undefined || (from === index && !goesOn) ? null : await endsOf(studio, own);
    const isMatched: boolean = from !== index && before !== null && matchesColour(shot);
    const match: ColourMatch | null =
      isMatched && ends !== null ? colourMatch({ before: shownLast(before as Ends), after: ends.first }) : null;
    const after: Ends | null = ends === null ? null : { ...ends, match };
    if (from === index) first = after;
    if (from !== index && shot.id !== undefined) {
      const { id, camera } = shot;
      const [beforeTakeId = null, takeId = null] = [index - 1, index].map((at) => byIndex.get(at)?.takeId as `take_${string}` | undefined);
      const isPlaced = [beforeTakeId, takeId].every((each) => each !== null && placed.has(each));
      const seen = driftsOf({ before, after, first, subject: camera.subject });
      const extension = index - from;
      const warnings = warningsOf({
        ...(seen ?? { drift: none, matchedDrift: none }),
        isMatched: match !== null,
        shot: index + 1,
        extension,
      });
      joins.push({
        ...{ shotId: id as `shot_${string}`, index, beforeTakeId, takeId, isPlaced, extension, isMatched: match !== null, warnings },
        ...{ drift: seen && figures(seen.drift), matchedDrift: seen && figures(seen.matchedDrift) },
      });
    }
    before = after;
  }
  return joins;
}

type Seen = Readonly<{ before: Ends | null; after: Ends | null; first: Ends | null; subject: Region }>;

/** How a join has drifted, as its takes were made and as they are drawn; null where one of them is not there. */
function driftsOf({ before, after, first, subject }: Seen): Readonly<Record<'drift' | 'matchedDrift', JoinDrift>> | null {
  if (before === null || after === null || first === null) return null;
  const drawn = { before: shownLast(before), after: matchedPixels(after.first, after.match), first: first.first };
  return {
    drift: joinDrift({ before: before.last, after: after.first, first: first.first }, subject),
    matchedDrift: joinDrift(drawn, subject),
  };
}

const shownLast = ({ last, match }: Ends) => matchedPixels(last, match);

type Told = Readonly<{ drift: JoinDrift; matchedDrift: JoinDrift; isMatched: boolean; shot: number; extension: number }>;

/** What is to be said of a join as the film shows it. */
function warningsOf({ drift, matchedDrift, isMatched, shot, extension }: Told): z.input<typeof Join>['warnings'] {
  return driftWarnings(matchedDrift, extension).map((code) => {
    const word = code === 'colour' && isMatched ? 'jobs.join-colour-matched' : codes[code];
    const params = { shot, extension, takenDeltaE: drift.joinDeltaE.toFixed(1), ...said(matchedDrift) };
    return { code, text: { en: say('en', { code: word, params }), zh: say('zh', { code: word, params }) } };
  });
}

const figures = (drift: JoinDrift) => ({
  ...{
    joinDeltaE: rounded(drift.joinDeltaE),
    chainDeltaE: rounded(drift.chainDeltaE),
    subjectUnlikeRatio: rounded(drift.subjectUnlikeRatio),
  },
  chainContrastRatio: drift.chainContrastRatio === null ? null : rounded(drift.chainContrastRatio),
});

const said = (drift: JoinDrift) => ({
  ...{ joinDeltaE: drift.joinDeltaE.toFixed(1), chainDeltaE: drift.chainDeltaE.toFixed(1) },
  contrastPercent: Math.round(100 * (drift.chainContrastRatio ?? 1)),
  unlikePercent: Math.round(100 * drift.subjectUnlikeRatio),
});

/** How chained shots join. */
export const filmJoinsOperations = [
  operation({
    name: 'film.joins',
    says: {
      en: 'Compares the frames on both sides of every join of a film’s chained shots: how far colour has drifted at the join and since the chain began, as the takes were made and as the film shows them with their colours matched (both measured), how unlike the subject looks (an estimate without a model), and what to look at. Changes nothing.',
      zh: '比较影片中每处接续镜头两侧的画面：接缝处及自首镜头以来的色彩偏移（拍摄原样与影片匹配色彩之后，均为实测）、主体的差异（不用模型的估计），以及需要留意之处。不会更改任何内容。',
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
      const asked = { projectId: row.projectId, film: document };
      const placed = new Set((await takesInFilm(db, asked)).map(({ takeId }) => takeId));
      // A shot just made is looked at before anybody approves of it.
      const choose: typeof chosenTake = (of, set) => chosenTake(of, set) ?? (set === undefined ? newestTake(of) : null);
      return { items: await joinsOf(studio, { document, takes: await takesInFilm(db, { ...asked, choose }), placed }) };
    },
  }),
] as const;
