import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, schemaProblem } from '@fantascope/film';
import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A name inside the backup; never a way out of it. */
const FileName = z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/);
const Name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

/** manifest.json of a backup, written last: a folder without it is none. */
export const BackupManifest = z.strictObject({
  format: z.literal('fantascope-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The version of Fantascope that made it. */
  software: z.string(),
  /** The steps the database had taken. */
  steps: z.array(z.strictObject({ step: z.int().min(0), name: z.string(), sha256: Sha256 })).min(1),
  /** In the order they are put in. */
  tables: z.array(z.strictObject({ schema: Name, table: Name, file: FileName, rows: z.int().min(0), sha256: Sha256 })),
  /** Where the counters of ids stood. */
  sequences: z.array(z.strictObject({ schema: Name, sequence: Name, value: z.string().regex(/^\d+$/), isCalled: z.boolean() })),
  /** blobs.txt: hash and bytes of each blob, a line each; the bytes lie in blobs/ under their hash. */
  blobs: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0), sha256: Sha256 }),
  /** A person's own config.json and models.json, where there are any. */
  files: z.array(z.strictObject({ file: z.enum(['config.json', 'models.json']), sha256: Sha256 })),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** The SHA-256 of a file. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Reads a backup's manifest and checks every file it names by its hash; the blobs are checked as they are read. Throws jobs.backup-unreadable. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const bad = (problemEn: string, problemZh: string, cause?: unknown) =>
    new Fault('jobs.backup-unreadable', { path: folder, problemEn, problemZh }, { cause });
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((error: unknown) => {
    throw bad('it has no manifest.json', '其中没有 manifest.json', error);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad('its manifest.json is not JSON', '其 manifest.json 不是 JSON', error);
  }
  const manifest = BackupManifest.safeParse(value);
  if (!manifest.success) {
    const { pathEn, pathZh, problemEn, problemZh } = schemaProblem(manifest.error);
    throw bad(`in manifest.json, ${pathEn}: ${problemEn}`, `manifest.json 的 ${pathZh}：${problemZh}`);
  }
  const { tables, files, blobs } = manifest.data;
  for (const { file, sha256 } of [...tables, ...files, { file: 'blobs.txt', sha256: blobs.sha256 }]) {
    const found = await fileSha256(join(folder, file)).catch(() => null);
    if (found === null) throw bad(`${file} is missing`, `缺少 ${file}`);
    if (found !== sha256) throw bad(`${file} is not as it was written`, `${file} 与写入时不同`);
  }
  return manifest.data;
}
