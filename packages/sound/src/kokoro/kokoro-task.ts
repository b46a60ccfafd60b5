/** What Kokoro's program is handed: the model's file, and for each line the file of its voice's styles, how fast, and its symbols' numbers in pieces. */
export type KokoroTask = Readonly<{
  model: string;
  lines: readonly Readonly<{ styles: string; speedRatio: number; pieces: readonly (readonly number[])[] }>[];
}>;

/** The exit code of that program where the inference engine is not there or does not load. */
export const noRuntimeCode = 71;
