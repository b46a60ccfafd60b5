import { readFile } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import type { Supplied, Supply } from '@fantascope/take';
import { and, eq } from 'drizzle-orm';
import { asset, blob } from '../database/schema/index.ts';
import type { TakeRoom } from './take-room.ts';

/** Reads what a plan's placeholders name from the asset store. Throws jobs.file-missing and take.part-lost. */
export function openSupply(plan: Plan, { projectId, room }: Readonly<{ projectId: string; room: TakeRoom }>): Supply {
  async function fileOf(part: string, assetId: string): Promise<Supplied> {
    const [row] = await room.database.db
      .select({ sha256: asset.sha256, name: asset.name, mime: blob.mime })
      .from(asset)
      .innerJoin(blob, eq(asset.sha256, blob.sha256))
      .where(and(eq(asset.id, assetId), eq(asset.projectId, projectId)));
    if (row === undefined || !(await room.assets.has(row.sha256))) throw new Fault('jobs.file-missing', { part, asset: assetId });
    const bytes = await readFile(await room.assets.localPath(row.sha256));
    return { bytes, mime: row.mime, fileName: row.name };
  }

  return async (name) => {
    for (const need of plan.needs) {
      if (need.kind === 'picture' && name === 'picture') return fileOf(name, need.path);
      if (need.kind === 'last-picture' && name === 'last-picture') return fileOf(name, need.path);
      if (need.kind === 'base-video' && name === 'base-video') return fileOf(name, need.path);
      if (need.kind === 'reference' && name === `reference/${need.index}`) return fileOf(name, need.path);
    }
    throw new Fault('take.part-lost', { model: plan.model, parts: name });
  };
}
