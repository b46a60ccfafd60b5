import type { WordRow } from './row.ts';

/** Faults and notices of render. */
export const render = {} as const satisfies Record<string, WordRow>;
