import type { WordTable } from '../../words/word-row.ts';

/** Sentences of this part of the studio. */
export const mapWords = {} as const satisfies WordTable;
