import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type Notice } from '@fantascope/film';
import type { Envelope, Scene } from '@fantascope/stage';
import type { DepthModelOptions } from './disparity/depth-model.ts';
import type { DepthChoice } from './disparity/disparity-of.ts';
import type { MatteMaker } from './matte.ts';
import { readPictureBytes } from './picture-bytes.ts';
import { readSceneFile, writeSceneFile } from './scene-file.ts';
import { findWeights } from './weights.ts';

/** Part of every cached scene's name; raised whenever the same picture would be lifted differently. */
const liftVersion = 8;

/** What lifting is busy with. */
export type LiftStep = 'reading' | 'cutting out' | 'measuring depth' | 'splitting' | 'keeping';

/** How to lift a picture, where to keep it, and what to hear on the way. */
export type LiftOptions = Readonly<{
  /** The cache folder (`cacheDir`). */
  cache: string;
  /** Default 'auto'. */
  depth?: DepthChoice;
  /** Longest side of the scene's canvas, 640..4096 pixels. Default 2560. */
  maxWidthPx?: number;
  /** How a depth model may be fetched: environment (FANTASCOPE_HUB_URL), progress of the download, and a signal that stops it. */
  model?: Pick<DepthModelOptions, 'env' | 'onProgress' | 'signal'>;
  /** A matte maker that stays open between pictures; without one the model is opened for this picture alone. */
  matteMaker?: MatteMaker;
  /** Lift again even when the cache holds this picture's scene. Default false. */
  refresh?: boolean;
  /** False leaves the cache folder alone. Default true. */
  keep?: boolean;
  onStep?: (step: LiftStep) => void;
  /** A simpler scene (one surface, no subject) within two seconds, before the full one. Not called when the cache answers. */
  onPreview?: (scene: Scene) => void;
}>;

/** How a scene was made. */
export type LiftReport = Readonly<{
  matte: string;
  depth: string;
  /** Layers in the scene, the back included. */
  layers: number;
  ms: number;
  cached: boolean;
  notices: readonly Notice[];
  /** Which method made what: matte, depth, split, fill, margins. */
  methods: Readonly<Record<string, string>>;
  /** The scene file in the cache, or null when none was kept. */
  file: string | null;
  /** The picture file's SHA-256, hex. */
  sha256: string;
  envelope: Envelope | null;
}>;

/** A photograph becomes a scene that the stage can move through. Throws `Fault` for what is no picture, or for a depth method that was demanded and is not there. */
export async function liftPicture(path: string, options: LiftOptions): Promise<{ scene: Scene; report: LiftReport }> {
  const start = performance.now();
  const { cache, depth = 'auto', refresh = false, keep = true } = options;
  const maxWidthPx = Math.max(640, Math.min(4096, Math.round(options.maxWidthPx ?? 2560)));
  options.onStep?.('reading');
  const sha256 = createHash('sha256')
    .update(await readPictureBytes(path))
    .digest('hex');
  const fileOf = (matte: string, depthName: string): string =>
    join(cache, 'lifts', `${sha256.slice(0, 40)}-${liftVersion}-${matte}-${depthName}-${maxWidthPx}.scene`);
  const isnet = await findWeights('isnet-medium', { cache });
  const matteName = isnet.outcome === 'found' ? 'isnet' : 'none';
  if (!refresh) {
    const file = fileOf(matteName, await depthNameOf(depth, cache));
    const kept = await readSceneFile(file).catch((error: unknown) => {
      // a missing or damaged cached scene is made again
      if (error instanceof Fault) return null;
      throw error;
    });
    if (kept !== null && kept.source.sha256 === sha256) {
      const { scene, methods, envelope } = kept;
      const report = { matte: methods.matte ?? 'none', depth: methods.depth ?? 'heuristic', layers: scene.layers.length };
      return { scene, report: { ...report, ms: performance.now() - start, cached: true, notices: [], methods, file, sha256, envelope } };
    }
  }
  // Codecs, models and all that splits and fills are loaded only for a picture that is new: 0.1 s of processor time.
  const { liftFresh } = await import('./lift-fresh.ts');
  const { scene, notices, methods, envelope, size } = await liftFresh(path, { isnet, options, maxWidthPx });
  let file: string | null = null;
  if (keep) {
    options.onStep?.('keeping');
    file = fileOf(matteName, methods.depth === 'file' ? await depthNameOf(depth, cache) : methods.depth);
    try {
      await writeSceneFile(file, { scene, source: { sha256, ...size }, methods, envelope });
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

/** The part of a cached scene's name that says which depth it was made with. */
async function depthNameOf(depth: DepthChoice, cache: string): Promise<string> {
  const model = 'depth-anything-v2-small';
  if (depth === 'heuristic') return depth;
  if (depth === 'model') return model;
  if (depth === 'auto') return (await findWeights(model, { cache })).outcome === 'found' ? model : 'heuristic';
  const bytes = await readFile(depth).catch(() => Buffer.alloc(0));
  return `file-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}
