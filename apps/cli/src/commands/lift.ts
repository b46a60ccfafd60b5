import { Fault } from '@fantascope/film';
import { cacheDir, liftPicture, readSceneFile, type UpscaleChoice, writeSceneFile } from '@fantascope/lift';
import { withInterrupt } from '@fantascope/render';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { depthFiles, depthOf, downloadProgress, liftProgress } from './reporting.ts';

/** Lifts a photograph and says how, into how many layers, and how far a camera may go in it. */
export async function lift(
  image: string,
  options: Readonly<{ out?: string; depth: string; upscale: UpscaleChoice; refresh: boolean }>,
  { door, env }: Setting,
): Promise<void> {
  if (options.out !== undefined) await checkOut(options.out, { option: '--out', inputs: [image, ...depthFiles(options.depth)] });
  const { scene, report } = await withInterrupt(async (signal) => {
    const lifted = await liftPicture(image, {
      cache: cacheDir(env),
      depth: depthOf(options.depth),
      upscale: options.upscale,
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
  for (const { name, kind, widthPx, heightPx } of scene.layers) door.line(`  ${name.padEnd(12)} ${kind.padEnd(7)} ${widthPx}×${heightPx}`);
  door.line(door.text.lift.envelope);
  for (const [axis, amount] of Object.entries(envelope ?? {})) {
    const figure = axis.endsWith('Deg') ? `${amount.toFixed(1)}°` : `${(amount * 100).toFixed(1)} %`;
    door.line(`  ${axis.replace(/(Deg|Ratio)$/, '').padEnd(14)} ${figure}`);
  }
  if (options.out !== undefined) door.line(options.out);
  door.result({
    out: options.out ?? report.file,
    matte,
    depth,
    layers,
    ms: Math.round(ms),
    cached,
    methods: report.methods,
    canvas: scene.canvas,
    subject: scene.subject,
    envelope,
    notices: door.spokenNotices(),
  });
}
