import { readFile } from 'node:fs/promises';
import { Fault, say, type WordCode, type WordParams } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import type { Supplied, Supply } from '@fantascope/take';
import { and, eq } from 'drizzle-orm';
import { asset, blob, job } from '../database/schema/index.ts';
import { ControlOutput } from '../works/control-render.ts';
import { jobOfTake } from '../works/start-job.ts';
import { lastFrameOf } from './chain/last-frame-of.ts';
import { sentMimes } from './control-wants.ts';
import type { TakeRoom } from './take-room.ts';

/**
 * Reads what a plan's placeholders name: what the stage has made for the take (control-wants.ts), else assets. Throws jobs.file-missing,
 * jobs.control-not-made, jobs.nothing-to-continue and take.part-lost.
 */
export function openSupply(
  plan: Plan,
  { takeId, projectId, room }: Readonly<{ takeId: string; projectId: string; room: TakeRoom }>,
): Supply {
  const { db } = room.database;

  async function fileOf(part: string, assetId: string): Promise<Supplied> {
    const [row] = await db
      .select({ sha256: asset.sha256, name: asset.name, mime: blob.mime })
      .from(asset)
      .innerJoin(blob, eq(asset.sha256, blob.sha256))
      .where(and(eq(asset.id, assetId), eq(asset.projectId, projectId)));
    if (row === undefined || !(await room.assets.has(row.sha256))) throw new Fault('jobs.file-missing', { part, asset: assetId });
    const bytes = await readFile(await room.assets.localPath(row.sha256));
    return { bytes, mime: row.mime, fileName: row.name };
  }

  /** A picture that goes out as it is, since a mask lies over it: no other kind is made of it. */
  async function wholeOf(part: string, assetId: string): Promise<Supplied> {
    const file = await fileOf(part, assetId);
    if (!sentMimes.test(file.mime)) throw new Fault('take.bad-picture', { path: file.fileName });
    return file;
  }

  /** A file that the stage has made for this take; undefined where it was not asked for it. */
  async function drawn(name: string): Promise<Supplied | undefined> {
    const [row] = await db
      .select()
      .from(job)
      .where(eq(job.id, jobOfTake(takeId)));
    if (row === undefined) return undefined;
    if (row.state !== 'done') throw notMade(row);
    const file = ControlOutput.parse(row.output).files.find((each) => each.name === name);
    if (file === undefined) return undefined;
    const { sha256, mime, fileName } = file;
    return { bytes: await readFile(await room.assets.localPath(sha256)), mime, fileName };
  }

  function notMade({ problem, reason, state }: typeof job.$inferSelect): Fault {
    const known = problem as { code: WordCode; params: WordParams } | null;
    const told = (language: 'en' | 'zh') => (known === null ? `${reason ?? state}.` : say(language, known));
    return new Fault('jobs.control-not-made', { model: plan.model, problemEn: told('en'), problemZh: told('zh') });
  }

  return async (name) => {
    const made = await drawn(name);
    if (made !== undefined) return made;
    for (const need of plan.needs) {
      if (need.kind === 'picture' && name === 'picture') return need.isWhole === true ? wholeOf(name, need.path) : fileOf(name, need.path);
      if (need.kind === 'previous-frame' && name === 'picture') return fileOf(name, await lastFrameOf(room, plan.follows?.takeId ?? ''));
      if (need.kind === 'paint-mask' && name === 'paint-mask') return fileOf(name, need.path);
      if (need.kind === 'last-picture' && name === 'last-picture') return fileOf(name, need.path);
      if (need.kind === 'base-video' && name === 'base-video') return fileOf(name, need.path);
      if (need.kind === 'reference' && name === `reference/${need.index}`) return fileOf(name, need.path);
    }
    throw new Fault('take.part-lost', { model: plan.model, parts: name });
  };
}
