import type { WordRow } from './row.ts';

/** Faults and notices of camera. */
export const camera = {} as const satisfies Record<string, WordRow>;
