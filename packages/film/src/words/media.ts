import type { WordRow } from './row.ts';

/** Faults and notices of media. */
export const media = {} as const satisfies Record<string, WordRow>;
