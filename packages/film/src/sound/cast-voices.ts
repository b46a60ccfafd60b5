import type { Film } from '../film.ts';
import { Voice } from './voice.ts';

/** The voices that members of a cast get who have none of their own, by order: some of those that are there without a key. */
export const voicesInTurn = ['espeak/female', 'espeak/male', 'espeak/girl', 'espeak/elder', 'espeak/child'] as const;

const narrator: Voice = Voice.parse({});

/** Whose voice says a line: the member's own (where that is `auto`, one of the usual ones as high and as fast as it says), one of the usual ones by the member's place in the cast, or the narrator's. A name that is not in the cast speaks as the narrator. */
export function voiceOf({ cast = [], sound }: Pick<Film, 'cast' | 'sound'>, who: string | undefined): Voice {
  const speakers = cast.filter(({ kind }) => kind === 'character');
  const index = speakers.findIndex(({ name }) => name === who);
  const member = cast.find(({ name }) => name === who);
  const own = member?.voice;
  if (own !== undefined && own.name !== 'auto') return own;
  if (index < 0) return own ?? sound?.voice ?? narrator;
  return { ...(own ?? narrator), name: voicesInTurn[index % voicesInTurn.length] as string };
}
