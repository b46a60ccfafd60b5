import { Shot, shotInFrame } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { film } from '../database/schema/index.ts';

/**
 * A stored shot as it is in its film: in the film's shape of frame, and framed as it was for that shape. A shot of no film has its camera's own shape.
 * Without this, a take of an upright film's shot would be made lying down.
 */
export async function shotInFilm(
  db: Pick<Tx, 'select'>,
  { filmId, document }: Readonly<{ filmId: string | null; document: unknown }>,
): Promise<Shot> {
  const shot = Shot.parse(document);
  const [row] = filmId === null ? [] : await db.select({ document: film.document }).from(film).where(eq(film.id, filmId));
  const { widthPx, heightPx } = (row?.document ?? {}) as Readonly<{ widthPx?: unknown; heightPx?: unknown }>;
  const isKnown = typeof widthPx === 'number' && typeof heightPx === 'number';
  return shotInFrame(shot, isKnown ? widthPx / heightPx : shot.camera.aspectRatio);
}
