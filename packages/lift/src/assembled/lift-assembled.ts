import { createHash } from 'node:crypto';
import { Fault, type Notice } from '@fantascope/film';
import { type Envelope, firstWindow, type Scene } from '@fantascope/stage';
import type { LiftOptions, LiftReport } from '../lift-options.ts';
import { liftFile, pruneLifts, touchLift } from '../lift-store.ts';
import { readSceneFile, writeSceneFile } from '../scene-file.ts';
import type { LayerFiles } from './assemble-scene.ts';
import { nameOf, subjectLayerOf } from './layers-document.ts';
import { readLayerFile, readLayers } from './read-layers.ts';

/** Part of every assembled scene's key; raised whenever the same layers would be put together differently. */
const assembledVersion = 1;

const methods = { matte: 'own', depth: 'own', upscale: 'none', split: 'own', fill: 'none', margins: 'none' } as const;

/**
 * A folder of layers, or its document, becomes a scene; kept as photographs' scenes are, named by the hash of the document and of every file it uses.
 * Throws `lift.layers-*` faults, and `lift.layers-own-depth` for a depth method, a depth picture or a painted brush, which are for photographs.
 */
export async function liftAssembled(
  path: string,
  { options, maxWidthPx }: Readonly<{ options: LiftOptions; maxWidthPx: number }>,
): Promise<{ scene: Scene; report: LiftReport }> {
  const start = performance.now();
  const { cache, signal, nearer = [], keep = true, inSharedMemory = false } = options;
  if ((options.depth ?? 'auto') !== 'auto') throw new Fault('lift.layers-own-depth', { path, option: `--depth ${options.depth}` });
  if (options.depthBrush !== undefined) throw new Fault('lift.layers-own-depth', { path, option: `--depth-brush ${options.depthBrush}` });
  options.onStep?.('reading');
  const { folder, document } = await readLayers(path, { readYaml: options.readYaml });
  const files: LayerFiles[] = [];
  // read once: what is hashed is what is decoded
  for (const layer of document.layers) {
    const picture = await readLayerFile(folder, layer.picture);
    files.push({ picture, disparity: 'disparity' in layer ? await readLayerFile(folder, layer.disparity) : null });
    signal?.throwIfAborted();
  }
  const hash = createHash('sha256').update(JSON.stringify([assembledVersion, document, nearer]));
  for (const { picture, disparity } of files) {
    for (const file of [picture, disparity]) hash.update(file === null ? '-' : createHash('sha256').update(file.bytes).digest('hex'));
  }
  const sha256 = hash.digest('hex');
  const file = liftFile(cache, { sha256, matte: 'own', depth: 'own', upscale: 'none', maxWidthPx });
  const report = (
    scene: Scene,
    told: Readonly<{ cached: boolean; notices: readonly Notice[]; file: string | null; envelope: Envelope | null }>,
  ): { scene: Scene; report: LiftReport } => ({
    scene,
    report: {
      matte: methods.matte,
      depth: methods.depth,
      layers: scene.layers.length,
      ms: performance.now() - start,
      methods,
      sha256,
      ...told,
    },
  });
  const kept = options.refresh
    ? null
    : await readSceneFile(file, { inSharedMemory }).catch((error: unknown) => {
        // a missing or damaged kept scene is made again
        if (error instanceof Fault) return null;
        throw error;
      });
  if (kept?.source.sha256 === sha256) {
    await touchLift(file);
    return report(kept.scene, { cached: true, notices: kept.notices ?? [], file, envelope: kept.envelope });
  }
  options.onStep?.('splitting');
  // codecs and the envelope's survey are loaded only for layers that are new
  const [{ assembleScene }, { bringNearer }, { measuredEnvelope }] = await Promise.all([
    import('./assemble-scene.ts'),
    import('../depth-brush/nearer-layers.ts'),
    import('../envelope/measured.ts'),
  ]);
  const assembled = await assembleScene(document, files, { maxWidthPx });
  signal?.throwIfAborted();
  const subjectLayer = subjectLayerOf(document);
  const subject = subjectLayer === null ? null : nameOf(subjectLayer);
  const brushed = nearer.length === 0 ? { scene: assembled.scene, notices: [] } : bringNearer(assembled.scene, { nearer, subject });
  const { scene } = brushed;
  const lasting = [...assembled.notices, ...brushed.notices];
  const envelope = measuredEnvelope(scene, { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 1 });
  signal?.throwIfAborted();
  const told = { cached: false, notices: lasting, envelope };
  if (!keep) return report(scene, { ...told, file: null });
  options.onStep?.('keeping');
  try {
    await writeSceneFile(file, { scene, source: { sha256, ...document.canvas }, methods, envelope, notices: lasting });
    await pruneLifts(cache, { sha256 });
    return report(scene, { ...told, file });
  } catch (error) {
    // a full or read-only cache costs time next time, not this scene
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const notices: readonly Notice[] = [...lasting, { code: 'lift.cache-not-written', params: { path: file, reason } }];
    return report(scene, { ...told, notices, file: null });
  }
}
