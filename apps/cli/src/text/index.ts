import type { Language } from '@fantascope/film';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every sentence of the command line that is not a fault or a notice. */
export type CliText = typeof en;

/** The sentences in both languages; the type makes one language miss nothing the other has. */
export const texts: Readonly<Record<Language, CliText>> = { en, zh };
