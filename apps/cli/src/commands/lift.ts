import { Fault } from '@fantascope/film';
import { cacheDir, layerDepth, liftPicture, readSceneFile, type UpscaleChoice, writeSceneFile } from '@fantascope/lift';
import { ownSubjectDistanceM } from '@fantascope/lift/lifted';
import { withInterrupt } from '@fantascope/render';
import type { Envelope, Scene } from '@fantascope/stage';
import { type LayerOptions, readYaml } from '../layer-options.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { depthFiles, depthOf, downloadProgress, liftProgress } from './reporting.ts';

/** Lifts a photograph, or a folder of layers, and says how, into how many layers, and how far a camera may go in it. */
export async function lift(
  image: string,
  options: Readonly<{ out?: string; depth: string; upscale: UpscaleChoice; refresh: boolean; layers: boolean }> & LayerOptions,
  { door, env }: Setting,
): Promise<void> {
  const { depthBrush, nearer } = options;
  if (options.out !== undefined)
    await checkOut(options.out, { option: '--out', inputs: [image, ...depthFiles(options.depth), ...(depthBrush ? [depthBrush] : [])] });
  const { scene, report } = await withInterrupt(async (signal) => {
    const lifted = await liftPicture(image, {
      cache: cacheDir(env),
      depth: depthOf(options.depth),
      upscale: options.upscale,
      readYaml,
      ...(depthBrush === undefined ? {} : { depthBrush }),
      ...(nearer === undefined ? {} : { nearer }),
      refresh: options.refresh,
      onStep: liftProgress(door),
      onDownload: downloadProgress(door),
      signal,
    });
    signal.throwIfAborted();
    return lifted;
  });
  for (const notice of report.notices) door.notice(notice);
  const { envelope } = report;
  if (options.out !== undefined) {
    const { out } = options;
    const record =
      report.file === null
        ? {
            scene,
            source: { sha256: report.sha256, widthPx: scene.photo.widthPx, heightPx: scene.photo.heightPx },
            methods: report.methods,
            envelope,
          }
        : await readSceneFile(report.file);
    await writeSceneFile(out, record).catch((error: unknown) => {
      if (error instanceof Fault) throw error;
      throw new Fault('cli.cannot-write', { path: out, problem: (error as NodeJS.ErrnoException).code ?? String(error) }, { cause: error });
    });
  }
  const { layers, matte, depth, ms, cached } = report;
  door.line(door.text.shoot.lifted(layers, matte, depth, ms, cached));
  const subjectDistanceM = (await ownSubjectDistanceM(image, { readYaml, ...(nearer ? { nearer } : {}) })) ?? usualDistanceM;
  const list = layerList(scene, subjectDistanceM);
  for (const { index, name, kind, widthPx, heightPx, distanceM, nearestM, farthestM } of list) {
    const span = nearestM === farthestM ? '' : ` (${nearestM}–${farthestM} m)`;
    door.line(
      `  ${String(index).padStart(2)} ${name.padEnd(12)} ${kind.padEnd(7)} ${`${widthPx}×${heightPx}`.padEnd(11)} ${distanceM} m${span}`,
    );
  }
  if (!options.layers) {
    door.line(door.text.lift.envelope);
    saySides(envelope, door);
  }
  if (options.out !== undefined) door.line(options.out);
  door.result({
    out: options.out ?? report.file,
    matte,
    depth,
    layers,
    layerList: list,
    subjectDistanceM,
    ms: Math.round(ms),
    cached,
    methods: report.methods,
    canvas: scene.canvas,
    subject: scene.subject,
    envelope,
    notices: door.spokenNotices(),
  });
}

/** Where a photograph's subject stands unless a camera says otherwise, in metres. */
const usualDistanceM = 3;

/** A scene's layers, back to front, with their numbers and how far they stand in metres when the subject stands at `subjectDistanceM`. */
function layerList(scene: Scene, subjectDistanceM: number) {
  return scene.layers.map((layer, index) => {
    const { name, kind, widthPx, heightPx, cutSides } = layer;
    const { near, far, middle } = layerDepth(layer);
    const metres = (disparity: number): number => Number(((subjectDistanceM * scene.subjectDisparity) / disparity).toPrecision(3));
    const distances = { distanceM: metres(middle), nearestM: metres(near), farthestM: metres(far) };
    return { index, name, kind, widthPx, heightPx, ...distances, cutSides: cutSides ?? [] };
  });
}

function saySides(envelope: Envelope | null, door: Setting['door']): void {
  for (const [axis, amount] of Object.entries(envelope ?? {})) {
    const figure = axis.endsWith('Deg') ? `${amount.toFixed(1)}°` : `${(amount * 100).toFixed(1)} %`;
    door.line(`  ${axis.replace(/(Deg|Ratio)$/, '').padEnd(14)} ${figure}`);
  }
}
