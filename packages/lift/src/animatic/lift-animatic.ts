import { createHash } from 'node:crypto';
import { type Animatic, Fault, type Notice } from '@fantascope/film';
import { firstWindow, type Scene } from '@fantascope/stage';
import type { LiftOptions, LiftReport } from '../lift-options.ts';
import { liftFile, pruneLifts, touchLift } from '../lift-store.ts';
import { readSceneFile, writeSceneFile } from '../scene-file.ts';
import { animaticVersion, paintedCropRatio } from './painted-version.ts';

const methods = { matte: 'own', depth: 'own', upscale: 'none', split: 'own', fill: 'none', margins: 'none', painter: 'animatic' } as const;

/**
 * Paints a shot that has no picture, or reads it as it was painted before: scenes are kept as those of photographs are, named by all that the animatic says,
 * the frame's shape and the painter's version. Throws `lift.layers-own-depth` for a depth picture or a painted brush, which are for photographs.
 */
export async function liftAnimatic(
  animatic: Animatic,
  { aspectRatio, ...options }: Omit<LiftOptions, 'onPreview'> & Readonly<{ aspectRatio: number }>,
): Promise<{ scene: Scene; report: LiftReport }> {
  const start = performance.now();
  const { cache, maxWidthPx = 2560, keep = true, inSharedMemory = false, refresh = false, nearer = [], depth = 'auto' } = options;
  const path = `animatic (${animatic.place})`;
  if (!['auto', 'model', 'heuristic'].includes(depth)) throw new Fault('lift.layers-own-depth', { path, option: `--depth ${depth}` });
  if (options.depthBrush !== undefined) throw new Fault('lift.layers-own-depth', { path, option: `--depth-brush ${options.depthBrush}` });
  if (nearer.length > 0) {
    const { nearer: _, ...plain } = options;
    const lifted = await liftAnimatic(animatic, { aspectRatio, ...plain });
    return await (await import('../depth-brush/lift-nearer.ts')).liftNearer(lifted, { nearer, refresh, keep });
  }
  const sha256 = createHash('sha256')
    .update(JSON.stringify([animaticVersion, aspectRatio, Object.entries(animatic).sort(byName)]))
    .digest('hex');
  const file = liftFile(cache, { sha256, matte: 'own', depth: 'own', upscale: 'none', maxWidthPx });
  const report = (
    scene: Scene,
    told: Pick<LiftReport, 'cached' | 'notices' | 'file' | 'envelope'>,
  ): Readonly<{ scene: Scene; report: LiftReport }> => ({
    scene,
    report: { matte: 'own', depth: 'own', layers: scene.layers.length, ms: performance.now() - start, methods, sha256, ...told },
  });
  const kept = refresh
    ? null
    : await readSceneFile(file, { inSharedMemory }).catch((error: unknown) => {
        // a missing or damaged kept scene is painted again
        if (error instanceof Fault) return null;
        throw error;
      });
  if (kept?.source.sha256 === sha256) {
    await touchLift(file);
    return report(kept.scene, { cached: true, notices: [], file, envelope: kept.envelope });
  }
  options.onStep?.('splitting');
  // the painter is loaded only for a scene that is new
  const [{ paintAnimatic }, { measuredEnvelope }] = await Promise.all([import('./paint-animatic.ts'), import('../envelope/measured.ts')]);
  const scene = paintAnimatic(animatic, { aspectRatio, maxWidthPx });
  options.signal?.throwIfAborted();
  const window = firstWindow(scene, { aspectRatio, startCropRatio: paintedCropRatio, centre: { xRatio: 0.5, yRatio: 0.5 } });
  const envelope = measuredEnvelope(scene, { window, lensMm: 35, subjectDistanceM: 1 });
  if (!keep) return report(scene, { cached: false, notices: [], file: null, envelope });
  options.onStep?.('keeping');
  try {
    await writeSceneFile(file, { scene, source: { sha256, ...scene.canvas }, methods, envelope });
    await pruneLifts(cache, { sha256 });
    return report(scene, { cached: false, notices: [], file, envelope });
  } catch (error) {
    // a full or read-only cache costs time next time, not this scene
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const notices: readonly Notice[] = [{ code: 'lift.cache-not-written', params: { path: file, reason } }];
    return report(scene, { cached: false, notices, file: null, envelope });
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
