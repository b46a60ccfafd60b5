import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SpokenClip } from './spoken-clip.ts';

/** Where clips are kept (not given: nowhere), under which name each line's clip, by whom it was said, and how those that are not there are made, in their order. */
export type KeptTerms<L> = Readonly<{
  cacheDir: string | undefined;
  keyOf: (line: L) => string;
  engineOf: (line: L) => string;
  make: (missing: readonly L[]) => Promise<readonly SpokenClip[]>;
}>;

/** The clips of some lines, in their order: those that are kept, and those that are made now and kept. The same line is said once. Throws what `make` throws. */
export async function keptOrMade<L>(
  lines: readonly L[],
  { cacheDir, keyOf, engineOf, make }: KeptTerms<L>,
): Promise<readonly SpokenClip[]> {
  const folder = cacheDir === undefined ? undefined : join(cacheDir, 'voices');
  const keys = lines.map(keyOf);
  const kept = await Promise.all(
    lines.map((line, index) => (folder === undefined ? undefined : readKept(join(folder, `${keys[index]}.voice`), engineOf(line)))),
  );
  const missing = new Map(lines.flatMap((line, index) => (kept[index] === undefined ? [[keys[index] as string, line] as const] : [])));
  if (missing.size === 0) return kept as readonly SpokenClip[];
  const said = await make([...missing.values()]);
  const made = new Map([...missing.keys()].map((key, index) => [key, said[index] as SpokenClip]));
  if (folder !== undefined) await Promise.all([...made].map(([key, clip]) => keep(folder, key, clip)));
  return keys.map((key, index) => kept[index] ?? (made.get(key) as SpokenClip));
}

const Kept = z.object({
  sampleRateHz: z.number().positive(),
  samples: z.number().int().min(0),
  words: z.array(z.object({ at: z.number(), length: z.number(), startSec: z.number() })),
});

/** A kept clip; undefined for one that is not there or not whole. */
async function readKept(file: string, engine: string): Promise<SpokenClip | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  const end = bytes?.indexOf(0x0a) ?? -1;
  if (bytes === undefined || end < 0) return undefined;
  try {
    const { sampleRateHz, samples: many, words } = Kept.parse(JSON.parse(bytes.toString('utf8', 0, end)));
    const sound = bytes.subarray(end + 1);
    if (sound.length !== many * 4) return undefined;
    const samples = new Float32Array(Uint8Array.from(sound).buffer);
    return { samples, sampleRateHz, lengthSec: many / sampleRateHz, words, engine };
  } catch {
    return undefined;
  }
}

/** Keeps a clip, whole or not at all. One that cannot be kept is spoken again next time. */
async function keep(folder: string, key: string, { samples, sampleRateHz, words }: SpokenClip): Promise<void> {
  const part = join(folder, `${process.pid}-${randomBytes(6).toString('hex')}.part`);
  const header = Buffer.from(`${JSON.stringify({ sampleRateHz, samples: samples.length, words })}\n`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]));
    await rename(part, join(folder, `${key}.voice`));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}
