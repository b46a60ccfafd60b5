import type { Language } from '@fantascope/film';
import type { CliText } from './cli-text.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The sentences in both languages; the type makes one language miss nothing the other has. */
export const texts: Readonly<Record<Language, CliText>> = { en, zh };
