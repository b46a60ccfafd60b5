import { Fault } from '@fantascope/film';
import { colourNames, sketchBits, sketchFromText } from '@fantascope/stage/sketch';
import { z } from 'zod';
import { sketchOfAsset } from '../assets/derive/sketch-asset.ts';
import { type FarAway, findByLook, type LookSearch } from '../assets/find-by-look.ts';
import type { Studio } from '../studio.ts';
import { idOf } from './id-fields.ts';
import { cursorOf, placeOf } from './page.ts';

/** What a list of files takes to be searched by colours and layout, rather than by a model that would know what is shown. */
export const lookFields = {
  /** A picture or a film of the same project; the nearest come first, itself among them. */
  likeAssetId: idOf('asset').optional(),
  /** A picture that is not here, as its sketch: 128 digits (0..9, a..g) that `sketchText` of @fantascope/stage/sketch gives. */
  likeSketch: z
    .string()
    .refine((text) => sketchFromText(text) !== null, '128 digits, each a level of its number (sketchText of @fantascope/stage/sketch)')
    .optional(),
  /** Those of which at least a twentieth each has these colours. Without something to be like, what has most of them comes first. */
  colours: z.array(z.enum(colourNames)).min(1).max(4).optional(),
};

/** Those fields, as they were asked. */
export type LookAsked = z.output<z.ZodObject<typeof lookFields>>;

/** Whether a list is asked for by look. */
export function isByLook({ likeAssetId, likeSketch, colours }: LookAsked): boolean {
  return likeAssetId !== undefined || likeSketch !== undefined || colours !== undefined;
}

type Narrowed = Pick<LookSearch, 'projectId' | 'words' | 'kind' | 'origin' | 'isRemoved'>;
type Asked = LookAsked & Narrowed & Readonly<{ cursor: string | undefined; limit: number }>;

/** A page of a list by look: which files, in which order, and where it goes on. Throws jobs.no-look, jobs.bad-cursor, and jobs.bad-input for two things to be like. */
export async function pageByLook(
  studio: Studio,
  { likeAssetId, likeSketch, colours = [], cursor, limit, projectId, words, kind, origin, isRemoved }: Asked,
): Promise<Readonly<{ ids: readonly string[]; nextCursor: string | null }>> {
  if (likeAssetId !== undefined && likeSketch !== undefined)
    throw new Fault('jobs.bad-input', {
      operation: 'asset.list',
      ...{ pathEn: 'likeSketch', pathZh: 'likeSketch' },
      ...{ problemEn: 'goes without `likeAssetId`: say one thing to be like', problemZh: '不能与 `likeAssetId` 同时使用，请只给一个' },
    });
  const sketch = likeSketch === undefined ? null : sketchFromText(likeSketch);
  // Before the transaction: looking at a picture for the first time takes a child of its own.
  const like = likeAssetId !== undefined ? await sketchOfAsset(studio, likeAssetId) : sketch === null ? undefined : sketchBits(sketch);
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const after = place === undefined ? undefined : { far: place.atMs, id: place.id };
  const search: LookSearch = { projectId, like, colours, words, kind, origin, isRemoved, after, limit: limit + 1 };
  const found = await studio.database.db.transaction((tx) => findByLook(tx, search), { accessMode: 'read only' });
  const page = found.slice(0, limit);
  return { ids: page.map(({ id }) => id), nextCursor: nextOf(found, page.at(-1)) };
}

function nextOf(found: readonly FarAway[], last: FarAway | undefined): string | null {
  return last === undefined || found.at(-1) === last ? null : cursorOf({ atMs: last.far, id: last.id });
}
