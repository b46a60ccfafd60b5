import { createHash } from 'node:crypto';
import { Fault, type Notice } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import { isLayersPath } from './assembled/layers-path.ts';
import type { DepthChoice } from './disparity/disparity-of.ts';
import { loadInference } from './inference.ts';
import type { LiftOptions, LiftReport } from './lift-options.ts';
import { brushName, depthFileName, type LiftKey, liftFile, pruneLifts, touchLift } from './lift-store.ts';
import { readPictureBytes } from './picture-bytes.ts';
import type { SceneRecord } from './scene-document.ts';
import { readSceneFile, writeSceneFile } from './scene-file.ts';
import { hasEsrganWeights } from './upscale/esrgan-weights.ts';
import type { UpscaleChoice } from './upscale/upscale-picture.ts';
import { findWeights, type Weights } from './weights.ts';

/** A photograph, or a folder of layers or its document (docs/layers.md), becomes a scene that the stage can move through. Throws `Fault` for what is no picture, for a depth method that was demanded and is not there, or the signal's reason. */
export async function liftPicture(path: string, options: LiftOptions): Promise<{ scene: Scene; report: LiftReport }> {
  const start = performance.now();
  const { cache, depth = 'auto', upscale = 'off', refresh = false, keep = true } = options;
  const maxWidthPx = Math.max(640, Math.min(4096, Math.round(options.maxWidthPx ?? 2560)));
  if (await isLayersPath(path)) return await (await import('./assembled/lift-assembled.ts')).liftAssembled(path, { options, maxWidthPx });
  if (options.nearer !== undefined && options.nearer.length > 0) {
    const { nearer, ...plain } = options;
    const lifted = await liftPicture(path, plain);
    return await (await import('./depth-brush/lift-nearer.ts')).liftNearer(lifted, { nearer, refresh, keep });
  }
  options.onStep?.('reading');
  // read once: what is hashed is what is decoded
  const bytes = await readPictureBytes(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const isnet = await findWeights('isnet-medium', { cache });
  if (!refresh) {
    const depthName = `${await depthNameOf(depth, cache)}${await brushNameOf(options.depthBrush)}`;
    const keyOf = (ways: Ways): LiftKey => ({ sha256, ...ways, depth: depthName, maxWidthPx });
    const found = await findKept(isnet, {
      upscale,
      sha256,
      inSharedMemory: options.inSharedMemory ?? false,
      fileOf: (ways) => liftFile(cache, keyOf(ways)),
    });
    if (found) {
      const { file, record } = found;
      const { scene, methods, envelope } = record;
      const report = { matte: methods.matte ?? 'none', depth: methods.depth ?? 'heuristic', layers: scene.layers.length };
      const notices = (record.notices ?? []).map((notice) => ({
        ...notice,
        params: { ...notice.params, path: fileOf(notice, { path, depth, depthBrush: options.depthBrush ?? path }) },
      }));
      return { scene, report: { ...report, ms: performance.now() - start, cached: true, notices, methods, file, sha256, envelope } };
    }
  }
  // Codecs, models and all that splits and fills are loaded only for a picture that is new: 0.1 s of processor time.
  const { liftFresh } = await import('./lift-fresh.ts');
  const { scene, notices, lasting, methods, names, envelope, size } = await liftFresh({ path, bytes }, { isnet, options, maxWidthPx });
  let file: string | null = null;
  if (keep) {
    options.onStep?.('keeping');
    file = liftFile(cache, { sha256, ...names, maxWidthPx });
    try {
      await writeSceneFile(file, { scene, source: { sha256, ...size }, methods, envelope, notices: lasting.map(withoutPath) });
      await pruneLifts(cache, { sha256 });
    } catch (error) {
      // a full or read-only cache costs time next time, not this scene
      notices.push({
        code: 'lift.cache-not-written',
        params: { path: file, reason: (error as NodeJS.ErrnoException).code ?? String(error) },
      });
      file = null;
    }
  }
  const report = { matte: methods.matte, depth: methods.depth, layers: scene.layers.length, ms: performance.now() - start, cached: false };
  return { scene, report: { ...report, notices, methods, file, sha256, envelope } };
}

/** The parts of a kept scene's name that say what made it. */
type Ways = Pick<LiftKey, 'matte' | 'upscale'>;

/**
 * The kept scene of the best matte and enlargement that can be made here: a subject-less one is taken only where nothing could look for a subject,
 * and one of a small picture merely resampled only where that was asked for or nothing could do better.
 */
async function findKept(
  isnet: Weights,
  {
    upscale,
    sha256,
    inSharedMemory,
    fileOf,
  }: Readonly<{ upscale: UpscaleChoice; sha256: string; inSharedMemory: boolean; fileOf: (ways: Ways) => string }>,
): Promise<{ file: string; record: SceneRecord } | undefined> {
  const hasEngine = () =>
    loadInference().then(
      () => true,
      () => false,
    );
  for (const matte of ['isnet', 'alpha', 'none']) {
    if (matte === 'isnet' && isnet.outcome !== 'found') continue;
    if (matte === 'none' && isnet.outcome === 'found' && (await hasEngine())) continue;
    for (const way of upscale === 'off' ? ['none', 'lanczos'] : ['none', 'esrgan-medium', 'lanczos']) {
      if (way === 'lanczos' && upscale === 'auto' && (await hasEsrganWeights()) && (await hasEngine())) continue;
      const file = fileOf({ matte, upscale: way });
      const record = await readSceneFile(file, { inSharedMemory }).catch((error: unknown) => {
        // a missing or damaged cached scene is made again
        if (error instanceof Fault) return null;
        throw error;
      });
      if (record?.source.sha256 === sha256) {
        await touchLift(file);
        return { file, record };
      }
    }
  }
  return undefined;
}

/** The file that a kept notice is about. */
function fileOf({ code }: Notice, { path, depth, depthBrush }: Readonly<{ path: string; depth: string; depthBrush: string }>): string {
  if (code.startsWith('lift.depth-brush')) return depthBrush;
  return code.startsWith('lift.depth-file') ? depth : path;
}

/** The part of a cached scene's name that says which brush went over its depth; empty without one. */
async function brushNameOf(path: string | undefined): Promise<string> {
  if (path === undefined) return '';
  return brushName(
    createHash('sha256')
      .update(await readPictureBytes(path))
      .digest('hex'),
  );
}

/** A kept notice names no place: the same picture may lie elsewhere next time. */
function withoutPath({ code, params: { path: _, ...params } }: Notice): Notice {
  return { code, params };
}

/** The part of a cached scene's name that says which depth it is to be made with. Throws `Fault` for a depth picture that cannot be read. */
async function depthNameOf(depth: DepthChoice, cache: string): Promise<string> {
  const model = 'depth-anything-v2-small';
  if (depth === 'heuristic') return depth;
  if (depth === 'model') return model;
  if (depth === 'auto') return (await findWeights(model, { cache })).outcome === 'found' ? model : 'heuristic';
  return depthFileName(
    createHash('sha256')
      .update(await readPictureBytes(depth))
      .digest('hex'),
  );
}
