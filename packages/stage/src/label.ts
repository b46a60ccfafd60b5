import { type Bilingual, LABEL_OPENING_SEC } from '@fantascope/film';

/** What is written over a film because it must say that a machine had a part in it, and over how much of it. It never fades. */
export type FilmLabel = Readonly<{ text: Bilingual; shows: 'opening' | 'throughout' }>;

/** Whether a frame of the film, counted from 0, carries its label. */
export function isLabelled({ shows }: FilmLabel, frame: number, fps: number): boolean {
  return shows === 'throughout' || frame < LABEL_OPENING_SEC * fps;
}
