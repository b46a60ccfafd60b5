import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { catalogue as builtIn, type CatalogueEntry, readCatalogue } from '@fantascope/models';

/** Every model that can be asked for: ours and the user's own entries, by id. */
export type Catalogue = Readonly<{ entries: readonly CatalogueEntry[]; byId: (id: string) => CatalogueEntry | undefined }>;

/** A catalogue of given entries. */
export function catalogueOf(entries: readonly CatalogueEntry[]): Catalogue {
  const found = new Map(entries.map((entry) => [entry.id, entry]));
  return { entries, byId: (id) => found.get(id) };
}

/** Our catalogue with the entries of models.json in the data folder. Throws take.bad-models-file and models.bad-catalogue. */
export async function openCatalogue(home: string): Promise<Catalogue> {
  const path = join(home, 'models.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return catalogueOf(builtIn());
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault('take.bad-models-file', { path }, { cause });
  }
  return catalogueOf(readCatalogue(json));
}
