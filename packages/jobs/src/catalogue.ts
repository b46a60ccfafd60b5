import type { CatalogueEntry } from '@fantascope/models';

/** Every model that can be asked for: ours and the user's own entries, by id. */
export type Catalogue = Readonly<{ entries: readonly CatalogueEntry[]; byId: (id: string) => CatalogueEntry | undefined }>;
