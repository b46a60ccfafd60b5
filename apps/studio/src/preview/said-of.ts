import { Fault, say } from '@fantascope/film';
import type { Said } from './preview-messages.ts';

/** What went wrong, in both languages where it is one of ours. */
export function saidOf(error: unknown): Said {
  if (error instanceof Fault) return { en: say('en', error), zh: say('zh', error) };
  const said = error instanceof Error ? error.message : String(error);
  return { en: said, zh: said };
}
