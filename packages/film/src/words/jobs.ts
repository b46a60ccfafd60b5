import type { WordRow } from './row.ts';

/** Faults and notices of durable work: database, engine, ledger, assets, operations, people. */
export const jobs = {} as const satisfies Record<string, WordRow>;
