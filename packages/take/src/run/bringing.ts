import type { CatalogueEntry } from '@fantascope/models';
import type { FileStore } from '../provider/file-store.ts';
import type { TakePorts } from './ports.ts';
import type { Supply } from './supplied.ts';

/** What bringing files to a provider needs. */
export type Bringing = Pick<TakePorts, 'wire' | 'setting' | 'net' | 'sleep' | 'signal' | 'onNews'> &
  Readonly<{ entry: Pick<CatalogueEntry, 'id' | 'wire' | 'files'>; supply: Supply; store?: FileStore | undefined }>;
