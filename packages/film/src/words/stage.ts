import type { WordRow } from './row.ts';

/** Faults and notices of stage. */
export const stage = {} as const satisfies Record<string, WordRow>;
