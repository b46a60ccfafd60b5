import type { en } from './en.ts';

/** Every sentence of the command line that is not a fault or a notice. */
export type CliText = typeof en;
