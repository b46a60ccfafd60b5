import type { WordRow } from './row.ts';

/** Faults and notices of lift. */
export const lift = {} as const satisfies Record<string, WordRow>;
