import { Fault } from '@fantascope/film';
import { and, inArray, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { asset } from '../database/schema/index.ts';

const assetShape = /^asset_[0-9A-HJKMNP-TV-Z]{26}$/;
/** Fields of shots, films and cast that name a file. On the server they hold an asset's id. */
const fileFields = new Set(['picture', 'depthBrush', 'depth', 'mask', 'paintMask', 'lut', 'pictures', 'references', 'file']);
const depthWays = new Set(['auto', 'model', 'heuristic']);

/** Every file that a stored document names, as it names it. */
export function filesNamedIn(document: unknown): readonly string[] {
  const names = new Set<string>();
  const walk = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      if (assetShape.test(value) || (fileFields.has(field) && !(field === 'depth' && depthWays.has(value)))) names.add(value);
      return;
    }
    if (Array.isArray(value)) for (const each of value) walk(each, field);
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) walk(each, name);
  };
  walk(document, '');
  return [...names];
}

/** Lets a document in only where every file it names is an asset of its project: a path would be read from the server's disk, an id of another project's picture would show it. Throws jobs.foreign-asset. */
export async function checkFiles(db: Db | Tx, { projectId, document }: Readonly<{ projectId: string; document: unknown }>): Promise<void> {
  const named = filesNamedIn(document);
  if (named.length === 0) return;
  const ids = named.filter((name) => assetShape.test(name));
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ id: asset.id, projectId: asset.projectId })
          .from(asset)
          .where(and(inArray(asset.id, ids), isNull(asset.removedAt)));
  const own = new Set(rows.filter((row) => row.projectId === projectId).map(({ id }) => id));
  for (const name of named) if (!own.has(name)) throw new Fault('jobs.foreign-asset', { asset: name });
}
