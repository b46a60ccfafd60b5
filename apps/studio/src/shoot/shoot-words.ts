import type { WordTable } from '../words/word-row.ts';

/** Sentences of this part of the studio. */
export const shootWords = {} as const satisfies WordTable;
