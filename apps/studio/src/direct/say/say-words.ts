import type { WordTable } from '../../words/word-row.ts';

/** Sentences of this part of the studio. */
export const sayWords = {} as const satisfies WordTable;
