import type { WordTable } from '../words/word-row.ts';

/** Sentences of this part of the studio. */
export const stillsWords = {} as const satisfies WordTable;
