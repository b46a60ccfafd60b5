import { sketchBits, sketchFromText } from '@fantascope/stage/sketch';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../database/database.ts';
import { asset } from '../../database/schema/index.ts';

/** Writes what bytes look like to every asset that has them, in any project. A text that is no sketch throws: a child of ours made it. */
export async function keepSketch(tx: Db | Tx, { sha256, sketch: text }: Readonly<{ sha256: string; sketch: string }>): Promise<void> {
  const sketch = sketchFromText(text);
  if (sketch === null) throw new Error(`no sketch: ${text.slice(0, 200)}`);
  await tx
    .update(asset)
    .set({ sketch: sketchBits(sketch) })
    .where(and(eq(asset.sha256, sha256), isNull(asset.sketch)));
}
