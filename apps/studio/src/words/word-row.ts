/** One sentence of the screen in both languages; {{name}} stands for a value that is filled in. */
export type WordRow = readonly [en: string, zh: string];

/** A room's sentences by key. Keys begin with the room's name. */
export type WordTable = Readonly<Record<string, WordRow>>;
