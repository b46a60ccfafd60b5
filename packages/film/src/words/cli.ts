import type { WordRow } from './row.ts';

/** Faults and notices of the command line. */
export const cli = {
  'cli.usage': { exit: 2, http: 400, retry: 'never', en: '{problem} See `fantascope --help`.', zh: '{problem} 请看 `fantascope --help`。' },
} as const satisfies Record<string, WordRow>;
