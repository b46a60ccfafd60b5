import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Notice } from '@fantascope/film';
import { coseSign1, coseSign1Bytes, type SigningIdentity } from './cose.ts';
import { type FilmRecord, manifestDefinition } from './manifest.ts';
import { inCredentialThread } from './thread/in-thread.ts';

/** How content credentials come into the files that can hold them, by their ending. */
const places: Readonly<Record<string, Readonly<{ mime: string; way: 'boxes' | 'whole' }>>> = {
  '.mp4': { mime: 'video/mp4', way: 'boxes' },
  '.mov': { mime: 'video/quicktime', way: 'boxes' },
  '.gif': { mime: 'image/gif', way: 'whole' },
  '.webp': { mime: 'image/webp', way: 'whole' },
};

/** What became of it: in the file, `manifestBytes` long after `wallMs`; or not, and the notice that says why. */
export type Sealed =
  | Readonly<{ outcome: 'sealed'; manifestBytes: number; wallMs: number }>
  | Readonly<{ outcome: 'unsealed'; notice: Notice }>;

/** Whether a file of this name has a place for content credentials: MP4, MOV, GIF and WebP do. */
export function holdsCredentials(name: string): boolean {
  return extname(name).toLowerCase() in places;
}

/** Says that a file of this name has none; a picture sequence has a folder's name or a pattern's. */
export function noPlace(name: string): Notice {
  return { code: 'media.credentials-no-place', params: { file: name, ending: extname(name) || 'PNG' } };
}

type Seal = Readonly<{
  record: Omit<FilmRecord, 'mime'>;
  identity: SigningIdentity;
  /** The name the file will have; its ending says what it is. */
  name: string;
  signal?: AbortSignal | undefined;
}>;

/**
 * Puts content credentials into a finished file that has not got its name yet: beside it first, then in its place, so that there is always one whole file. It is the
 * last write: any byte that is changed after it breaks the signature. A film is never lost for them; what went wrong is told as a value. Throws the signal's reason.
 */
export async function sealFilm(file: string, { record, identity, name, signal }: Seal): Promise<Sealed> {
  const place = places[extname(name).toLowerCase()];
  if (place === undefined) return { outcome: 'unsealed', notice: noPlace(name) };
  const startMs = performance.now();
  const to = `${file}.sealed`;
  try {
    const end = await inCredentialThread(
      {
        ...{ task: 'seal', from: file, to, ...place, algorithm: identity.way.name },
        definition: manifestDefinition({ ...record, mime: place.mime }),
        signatureBytes: coseSign1Bytes(identity),
      },
      { sign: (claim) => coseSign1(claim, identity), signal },
    );
    if (end.news === 'sealed') {
      await rename(to, file);
      return { outcome: 'sealed', manifestBytes: end.manifestBytes, wallMs: Math.round(performance.now() - startMs) };
    }
    const [isMissing, reason] = end.news === 'failed' ? [end.isMissing, end.reason] : [false, end.news];
    const code = isMissing ? 'media.credentials-library-missing' : 'media.credentials-failed';
    return { outcome: 'unsealed', notice: { code, params: { file: name, reason } } };
  } finally {
    await rm(to, { force: true });
  }
}
