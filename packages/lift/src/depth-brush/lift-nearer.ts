import { Fault, type NearerLayer } from '@fantascope/film';
import { firstWindow, type Scene } from '@fantascope/stage';
import type { LiftReport } from '../lift-options.ts';
import { nearerFile, touchLift } from '../lift-store.ts';
import { readSceneFile, writeSceneFile } from '../scene-file.ts';
import { bringNearer } from './nearer-layers.ts';

/** What a photograph's cut-out is called. */
const subject = 'subject';

/** Brings layers of a lifted photograph nearer or farther; kept beside the photograph's own scene. Throws as bringNearer does. */
export async function liftNearer(
  lifted: Readonly<{ scene: Scene; report: LiftReport }>,
  { nearer, refresh, keep }: Readonly<{ nearer: readonly NearerLayer[]; refresh: boolean; keep: boolean }>,
): Promise<{ scene: Scene; report: LiftReport }> {
  const start = performance.now();
  const file = lifted.report.file === null || !keep ? null : nearerFile(lifted.report.file, JSON.stringify(nearer));
  const { scene, notices } = bringNearer(lifted.scene, { nearer, subject });
  const report = (envelope: LiftReport['envelope'], kept: string | null): LiftReport => ({
    ...lifted.report,
    notices: [...lifted.report.notices, ...notices],
    methods: { ...lifted.report.methods, layers: 'brushed' },
    envelope,
    file: kept,
    ms: lifted.report.ms + performance.now() - start,
  });
  const found = file === null || refresh ? null : await readSceneFile(file).catch(missing);
  if (file !== null && found !== null) {
    await touchLift(file);
    return { scene, report: report(found.envelope, file) };
  }
  const { measuredEnvelope } = await import('../envelope/measured.ts');
  const envelope = measuredEnvelope(scene, { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 1 });
  if (file === null) return { scene, report: report(envelope, null) };
  const { sha256 } = lifted.report;
  const source = { sha256, widthPx: scene.photo.widthPx, heightPx: scene.photo.heightPx };
  const made = report(envelope, file);
  try {
    await writeSceneFile(file, { scene, source, methods: made.methods, envelope });
    return { scene, report: made };
  } catch (error) {
    // a full or read-only cache costs time next time, not this scene
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return {
      scene,
      report: { ...made, file: null, notices: [...made.notices, { code: 'lift.cache-not-written', params: { path: file, reason } }] },
    };
  }
}

/** A missing or damaged kept scene is made again. */
function missing(error: unknown): null {
  if (error instanceof Fault) return null;
  throw error;
}
