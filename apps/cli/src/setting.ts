import type { Door } from './door.ts';

/** What every command is given: where it speaks and its environment. */
export type Setting = Readonly<{ door: Door; env: Readonly<Record<string, string | undefined>> }>;
