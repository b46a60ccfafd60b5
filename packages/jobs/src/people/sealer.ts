import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { openSealed, sealText } from '@fantascope/take';
import { z } from 'zod';
import { secretFile } from './secret-file.ts';

/** The file of the data folder whose key seals what the database keeps secret; a copy of the database alone opens nothing. */
const fileName = 'seal.secret';
const Sealed = z.strictObject({ iv: z.string(), tag: z.string(), data: z.string() });

/** Seals short secrets for the database and opens them again. */
export type Sealer = Readonly<{
  /** `name` says what the secret is of; it opens under that name only. */
  seal: (name: string, text: string) => string;
  /** Throws jobs.sealed-elsewhere. */
  open: (name: string, sealed: string) => string;
}>;

/** Opens the sealer of a data folder; its key is made at the first use. Workers on other machines need a copy of the file. Throws jobs.bad-secret-file. */
export async function openSealer(home: string): Promise<Sealer> {
  const key = Buffer.from(await secretFile(home, fileName), 'base64url');
  return {
    seal: (name, text) => JSON.stringify(sealText(text, { key, name })),
    open: (name, sealed) => {
      const read = Sealed.safeParse(jsonOf(sealed));
      const text = read.success ? openSealed(read.data, { key, name }) : undefined;
      if (text === undefined) throw new Fault('jobs.sealed-elsewhere', { name, path: join(home, fileName) });
      return text;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
