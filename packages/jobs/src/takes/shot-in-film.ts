import { Film, Shot, shotInFrame } from '@fantascope/film';
import type { Facts } from '@fantascope/plan';
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
  const frame = await frameOfFilm(db, filmId);
  return shotInFrame(shot, frame === null ? shot.camera.aspectRatio : frame.widthPx / frame.heightPx);
}

/**
 * The frame of a stored film, which models are asked for: its size and rate, the schema's where its document leaves one out. Null for no film, and for one that says
 * neither width nor height.
 */
export async function frameOfFilm(db: Pick<Tx, 'select'>, filmId: string | null): Promise<NonNullable<Facts['frame']> | null> {
  const [row] = filmId === null ? [] : await db.select({ document: film.document }).from(film).where(eq(film.id, filmId));
  const { widthPx, heightPx, fps } = (row?.document ?? {}) as Readonly<Record<'widthPx' | 'heightPx' | 'fps', unknown>>;
  if (typeof widthPx !== 'number' || typeof heightPx !== 'number') return null;
  return { widthPx, heightPx, fps: Film.shape.fps.safeParse(fps).data ?? 30 };
}
