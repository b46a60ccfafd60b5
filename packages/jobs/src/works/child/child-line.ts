import type { WordParams } from '@fantascope/film';

/** A line that a process at work says: news on the way, and at its end what it made or which fault it met. */
export type ChildLine<Made, News> =
  | Readonly<{ news: News }>
  | Readonly<{ made: Made }>
  | Readonly<{ fault: Readonly<{ code: string; params: WordParams }> }>;

/** The exit code of a process that found itself to use more memory than it may. */
export const MEMORY_EXIT = 86;
/** The name of the variable that tells it how much that is, MiB. */
export const memoryVariable = 'FANTASCOPE_CHILD_MEMORY_MIB';
