import type { NearerLayer } from '@fantascope/film';
import type { LiftReport, LiftStep } from '@fantascope/lift/lifted';

/** What the process that lifts is asked: the scene of one picture. `folder` is where its own files go. */
export type LiftTask = Readonly<{
  picture: string;
  sha256: string;
  /** auto, model, heuristic, or the path of a grey picture. */
  depth: string;
  brush?: string;
  nearer?: readonly NearerLayer[];
  refresh: boolean;
  cache: string;
  folder: string;
}>;

/** What it tells on the way: what it is busy with (with a model being fetched, how far that is), and the file of the quick scene. */
export type LiftNews =
  | Readonly<{ step: LiftStep; download?: Readonly<{ bytes: number; totalBytes: number }> }>
  | Readonly<{ quick: string }>;

/** The scene's file, which is kept in the cache unless that cannot be written, and how it was made. */
export type LiftMade = Readonly<{ file: string; isKept: boolean; report: Omit<LiftReport, 'file'> }>;
