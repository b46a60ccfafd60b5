import type { Film } from '@fantascope/film';
import type { SourceFile, TakeOrigin } from '@fantascope/media/credentials';
import { and, eq, inArray } from 'drizzle-orm';
import type { Figures } from '../assets/check/figures.ts';
import type { Db } from '../database/database.ts';
import { asset, blob, take } from '../database/schema/index.ts';
import { filesNamedIn } from '../operation/documents.ts';
import { stageWire } from '../takes/provider-of.ts';
import { providerName } from '../takes/take-manifest-of.ts';
import type { ShotTake } from './film-footage.ts';

type Of = Readonly<{ projectId: string; film: Film; footage: readonly ShotTake[] }>;

/**
 * What a film of a project is made of, for its content credentials: the files that its document names by their ids, and the takes that stand for shots by their shots'
 * places. A picture that a take made is told with that take.
 */
export async function sourcesOf(
  db: Db,
  { projectId, film, footage }: Of,
): Promise<Readonly<{ filesOf: (name: string) => Promise<readonly SourceFile[]>; footage: ReadonlyMap<number, SourceFile> }>> {
  const ids = [...new Set([...filesNamedIn(film), ...footage.map(({ file }) => file)])];
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ id: asset.id, title: asset.name, sha256: asset.sha256, mime: blob.mime, figures: blob.figures, take })
          .from(asset)
          .innerJoin(blob, eq(blob.sha256, asset.sha256))
          .leftJoin(take, eq(take.id, asset.fromId))
          .where(and(inArray(asset.id, ids), eq(asset.projectId, projectId)));
  const found = new Map(
    rows.map(({ id, take: of, figures, ...file }): [string, SourceFile] => {
      if (of !== null) return [id, { ...file, take: originOf(of) }];
      return [id, { ...file, saysGenerated: (figures as Figures).saysGenerated === true }];
    }),
  );
  const played = footage.flatMap(({ index, file }): [number, SourceFile][] => {
    const source = found.get(file);
    return source === undefined ? [] : [[index, source]];
  });
  return { filesOf: async (name) => [found.get(name) ?? []].flat(), footage: new Map(played) };
}

function originOf({ id: takeId, model, provider, wire, isEmulated }: typeof take.$inferSelect): TakeOrigin {
  return { takeId, model, provider: providerName(provider), isGenerated: wire !== stageWire, isEmulated };
}
