import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MotionRegion } from '@fantascope/film';
import type { LayerMotion, Scene } from '@fantascope/stage';
import { ensureFolder } from '../cache-dir.ts';
import { readPictureBytes } from '../picture-bytes.ts';
import { readSceneFile, writeSceneFile } from '../scene-file.ts';

/** Part of every kept name; raised whenever the same motions would part the same scene differently. */
const motionVersion = 1;
/** Most parted scenes kept, tens of megabytes each where something was cut out. */
const mostKept = 40;

/**
 * A scene parted for its motions, as kept: `key` names what it draws. `open` gives the parted scene, read from its file or, where nothing was cut out or
 * nothing could be kept, made from `scene` again.
 */
export type KeptMotions = Readonly<{
  key: string;
  motions: readonly LayerMotion[];
  /** Whether something was cut out, so that `open` needs its `scene` only where the kept file is gone. */
  isCut: boolean;
  open: (scene: () => Promise<Scene>) => Promise<Scene>;
}>;

type Asked = Readonly<{
  scene: Scene;
  motions: readonly MotionRegion[];
  /** Names the scene by what it holds. */
  sceneKey: string;
  cache: string;
  /** Where painted masks are looked for. */
  folder: string;
  seed: number;
  /** Whether a scene parted just now is kept in memory until it is opened. */
  isDrawnSoon: boolean;
}>;

type Record = Readonly<{ isCut: boolean; motions: readonly (Omit<LayerMotion, 'strength'> & { strength: string })[] }>;

/** Parts a scene as splitMotions does, or takes what was kept the last time. A cache that cannot be written only forgets. Throws as splitMotions and readMaskFile do. */
export async function splitMotionsOnce({ scene, motions, sceneKey, cache, folder, seed, isDrawnSoon }: Asked): Promise<KeptMotions> {
  const masks = await Promise.all(
    motions.map(async ({ place }) =>
      'mask' in place
        ? createHash('sha256')
            .update(await readPictureBytes(resolve(folder, place.mask)))
            .digest('hex')
        : '',
    ),
  );
  const told = motions.map(({ place, ...rest }, i) => ({ ...rest, place: 'mask' in place ? masks[i] : place }));
  const key = createHash('sha256')
    .update(JSON.stringify([motionVersion, sceneKey, seed, told]))
    .digest('hex');
  const keptIn = join(cache, 'motions');
  const file = join(keptIn, `${key}.scene`);
  const kept = await readRecord(join(keptIn, `${key}.json`));
  const split = async (of: Scene) => {
    const [{ splitMotions }, { readMaskFile }] = await Promise.all([import('./split-motions.ts'), import('./mask-file.ts')]);
    return await splitMotions(of, motions, { readMask: (path) => readMaskFile(resolve(folder, path)), seed });
  };
  const opener =
    (isCut: boolean, held?: Scene): KeptMotions['open'] =>
    async (again) => {
      if (!isCut) return await again();
      const given =
        held ?? (await readSceneFile(file, { inSharedMemory: true }).catch(() => null))?.scene ?? (await split(await again())).scene;
      held = undefined;
      return given;
    };
  if (kept !== null) return { key, motions: kept.motions, isCut: kept.isCut, open: opener(kept.isCut) };
  const made = await split(scene);
  const isCut = hasOtherLayers(made.scene, scene);
  try {
    await ensureFolder(keptIn);
    const source = { sha256: key, widthPx: scene.photo.widthPx, heightPx: scene.photo.heightPx };
    if (isCut) await writeSceneFile(file, { scene: made.scene, source, methods: { split: 'motions' }, envelope: null });
    await writeRecord(join(keptIn, `${key}.json`), {
      isCut,
      motions: made.motions.map((motion) => ({ ...motion, strength: Buffer.from(motion.strength).toString('base64') })),
    });
    await prune(keptIn);
  } catch {
    // a full or read-only cache costs this much again next time
  }
  return { key, motions: made.motions, isCut, open: opener(isCut, isDrawnSoon ? made.scene : undefined) };
}

// A function of its own: an arrow that names the scene beside the ones that are kept would keep it for as long as they are, for every shot of a long film.
function hasOtherLayers(one: Scene, other: Scene): boolean {
  return one.layers.some((layer, i) => layer !== other.layers[i]);
}

/** Reads the painted masks of motions, so that one that cannot be used is refused before a long lift. Throws as readMaskFile does. */
export async function checkMasks(motions: readonly MotionRegion[], folder: string): Promise<void> {
  const paths = motions.flatMap(({ place }) => ('mask' in place ? [resolve(folder, place.mask)] : []));
  if (paths.length === 0) return;
  const { readMaskFile } = await import('./mask-file.ts');
  for (const path of new Set(paths)) await readMaskFile(path);
}

async function readRecord(file: string): Promise<{ isCut: boolean; motions: readonly LayerMotion[] } | null> {
  try {
    const { isCut, motions } = JSON.parse(await readFile(file, 'utf8')) as Record;
    return { isCut, motions: motions.map((motion) => ({ ...motion, strength: new Uint8Array(Buffer.from(motion.strength, 'base64')) })) };
  } catch {
    return null;
  }
}

async function writeRecord(file: string, record: Record): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await writeFile(beside, JSON.stringify(record));
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes the oldest records with their scenes. */
async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  if (names.length <= mostKept) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, ms: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const doomed = aged.sort((a, b) => b.ms - a.ms).slice(mostKept);
  for (const { name } of doomed)
    for (const one of [name, name.replace(/json$/, 'scene')]) await rm(join(folder, one), { force: true }).catch(() => undefined);
}
