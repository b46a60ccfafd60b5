import type { WordKey } from '../words/words.ts';

/** The rooms in the order of the top bar, with the key that follows `g`. */
export const rooms = [
  { name: 'library', word: 'frame.library', key: 'l' },
  { name: 'direct', word: 'frame.direct', key: 'd' },
  { name: 'film', word: 'frame.film', key: 'f' },
  { name: 'lab', word: 'frame.lab', key: 'b' },
  { name: 'ledger', word: 'frame.ledger', key: 'm' },
] as const satisfies readonly Readonly<{ name: string; word: WordKey; key: string }>[];

/** The name of a room. */
export type RoomName = (typeof rooms)[number]['name'];
