import type { Film, Notice, SeenInFilm } from '@fantascope/film';
import type { LastWrite } from '../join-packets.ts';
import { filesIn, filmRecord } from './film-record.ts';
import { LibraryMissing, openIdentity } from './identity/identity.ts';
import { type SourceFile, seenOf } from './manifest.ts';
import { holdsCredentials, noPlace, sealFilm } from './seal-film.ts';

/** What became of a film's credentials: in it, by whose key and how long; or not in it, which a notice has said. */
export type FilmSealed =
  | Readonly<{ outcome: 'sealed'; signer: string; isGivenKey: boolean; manifestBytes: number; wallMs: number }>
  | Readonly<{ outcome: 'unsealed' }>;

type Asked = Readonly<{
  /** What the film file's names are relative to; or who knows its files and takes. */
  from: string | Parameters<typeof filmRecord>[1]['filesOf'];
  /** Takes that stand for shots, by the shot's place in the film. Default: none. */
  footage?: ReadonlyMap<number, SourceFile>;
  /** The file to be made, by its name. */
  out: string;
  /** Where what cannot be made again is kept (FANTASCOPE_HOME). */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  nowMs: number;
  signal?: AbortSignal;
}>;

/**
 * Gets ready to put content credentials into a film at the end of its making: who signs and what is said are settled before the first frame is drawn, so that
 * a key that cannot sign costs no drawing. `seen` is what the film's label has to say it comes from; `end` tells what became of the credentials. Throws as openIdentity does.
 */
export async function openFilmSeal(
  film: Film,
  { from, footage = new Map(), out, home, env, nowMs, signal }: Asked,
): Promise<Readonly<{ seen: SeenInFilm; lastWrite?: LastWrite; end: () => FilmSealed & Readonly<{ notices: readonly Notice[] }> }>> {
  const record = await filmRecord(film, { nowMs, filesOf: typeof from === 'string' ? filesIn(from) : from, footage });
  const seen = seenOf(record);
  const told = record.pictures
    .filter(({ saysGenerated }) => saysGenerated === true)
    .map(({ title }) => ({ code: 'media.picture-says-generated', params: { file: title } }) as const);
  if (!holdsCredentials(out)) return { seen, end: () => ({ outcome: 'unsealed', notices: [...told, noPlace(out)] }) };
  const identity = await openIdentity({ home, env, nowMs }).catch((error: unknown) => {
    if (error instanceof LibraryMissing) return error;
    throw error;
  });
  if (identity instanceof LibraryMissing) {
    const notice = { code: 'media.credentials-library-missing', params: { file: out, reason: identity.message } } as const;
    return { seen, end: () => ({ outcome: 'unsealed', notices: [...told, notice] }) };
  }
  let sealed: FilmSealed = { outcome: 'unsealed' };
  const notices: Notice[] = [...told, ...identity.notices];
  return {
    seen,
    lastWrite: async (part) => {
      const end = await sealFilm(part, { record, identity, name: out, signal });
      if (end.outcome === 'unsealed') notices.push(end.notice);
      else sealed = { ...end, signer: identity.name, isGivenKey: identity.isGiven };
    },
    end: () => ({ ...sealed, notices }),
  };
}
