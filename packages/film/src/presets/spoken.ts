import type { Lexeme } from '../language/lexeme.ts';

/** Preset names that may be said in a sentence. */
export const presetRows: readonly (readonly [phrases: string, lexeme: Lexeme])[] = [];
