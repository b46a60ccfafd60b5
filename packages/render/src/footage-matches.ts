import { join } from 'node:path';
import { ColourMatch, matchesColour, type Shot } from '@fantascope/film';
import { findOnce } from '@fantascope/lift/lifted';
import { readFrame, readLastFrame } from '@fantascope/media';
import { colourMatch, matchedPixels, matchVersion } from '@fantascope/stage/sketch';

/** A video that stands for a shot. `key` names its bytes, for example their hash. */
export type FootageFile = Readonly<{ file: string; key: string }>;

/** Whose takes are matched, and with what. Without a cache every join is looked at again. */
export type Matching = Readonly<{
  shots: readonly Pick<Shot, 'continues' | 'matchesColour'>[];
  cacheDir?: string | undefined;
  env?: Readonly<Record<string, string | undefined>> | undefined;
  signal?: AbortSignal | undefined;
}>;

/** Frames are compared at this size: the comparison looks no closer. */
const SIZE = { widthPx: 128, heightPx: 128 };

/** How the colours of each shot's footage are moved so that it goes on from the footage of the shot before, as that is drawn. Every join is looked at once. */
export class FootageMatches {
  readonly #files: ReadonlyMap<number, FootageFile>;
  readonly #matching: Matching;
  readonly #known = new Map<number, Promise<ColourMatch | null>>();

  constructor(files: ReadonlyMap<number, FootageFile>, matching: Matching) {
    this.#files = files;
    this.#matching = matching;
  }

  /** A shot's match; null where its colours are left alone. Throws media.unreadable. */
  of(index: number): Promise<ColourMatch | null> {
    const known = this.#known.get(index) ?? this.#find(index);
    this.#known.set(index, known);
    return known;
  }

  async #find(index: number): Promise<ColourMatch | null> {
    const { shots, cacheDir, env = process.env, signal } = this.#matching;
    const [shot, own, before] = [shots[index], this.#files.get(index), this.#files.get(index - 1)];
    if (shot === undefined || !matchesColour(shot) || own === undefined || before === undefined) return null;
    const earlier = await this.of(index - 1);
    const find = async () => {
      const [last, first] = await Promise.all([
        readLastFrame(before.file, SIZE, { env, signal }),
        readFrame(own.file, SIZE, { env, signal }),
      ]);
      return colourMatch({ before: matchedPixels({ ...SIZE, rgba: last }, earlier), after: { ...SIZE, rgba: first } });
    };
    if (cacheDir === undefined) return await find();
    const of = [matchVersion, before.key, own.key, earlier];
    return await findOnce({ folder: join(cacheDir, 'matches'), of, read: (json) => ColourMatch.nullable().parse(json), find });
  }
}
