import type { CameraFit, DepthChoice, DownloadProgress, LiftReport, LiftStep } from '@fantascope/lift';
import type { MeasuredSound } from '@fantascope/media';
import type { FilmSealed } from '@fantascope/media/credentials';
import { type CaptionTimes, easyPerSec, type Progress, type RenderReport } from '@fantascope/render';
import type { Door } from '../door.ts';

/** --depth as lift takes it: one of three words, else a file. */
export function depthOf(value: string): DepthChoice {
  return value;
}

/** The files --depth reads: none when it names a method. */
export function depthFiles(value: string): readonly string[] {
  return ['auto', 'model', 'heuristic'].includes(value) ? [] : [value];
}

const liftSteps: readonly LiftStep[] = ['reading', 'enlarging', 'cutting out', 'measuring depth', 'splitting', 'keeping'];

/** Tells a terminal how far a lift is; `before` names the picture in a film of many. */
export function liftProgress(door: Door, before = ''): (step: LiftStep) => void {
  return (step) =>
    door.progress({ step: 'lift', doneRatio: liftSteps.indexOf(step) / liftSteps.length, detail: `${before}${door.text.liftSteps[step]}` });
}

/** Tells a terminal how far the depth model's download is. */
export function downloadProgress(door: Door): (progress: DownloadProgress) => void {
  return ({ bytes, totalBytes, bytesPerSec }) =>
    door.progress({
      step: 'fetch',
      doneRatio: bytes / totalBytes,
      detail: `${(bytes / 1e6).toFixed(0)}/${(totalBytes / 1e6).toFixed(0)} MB`,
      ...(bytesPerSec > 0 ? { remainingSec: (totalBytes - bytes) / bytesPerSec } : {}),
    });
}

/** Tells a terminal how far the drawing is, with its rate and what remains. */
export function renderProgress(door: Door): (progress: Progress) => void {
  return ({ stage, doneFrames, totalFrames, fps, remainingSec }) => {
    // Until the first frame is drawn, the lift has more to say.
    if (stage === 'loading') return;
    door.progress({
      step: 'render',
      doneRatio: doneFrames / totalFrames,
      detail: `${doneFrames}/${totalFrames}${fps > 0 ? ` · ${fps.toFixed(0)} fps` : ''}`,
      ...(remainingSec === null ? {} : { remainingSec }),
    });
  };
}

/** The moves as they were given, one short line: "dolly 0.45 m (asked 0.60 m), orbit 4°". */
export function movesLine(fit: CameraFit, door: Door): string {
  if (fit.moves.length === 0) return door.text.camera.none;
  const unit = { m: ' m', deg: '°', ratio: '×', strength: '', share: '' } as const;
  return fit.moves
    .map(({ kind, unit: u, asked, given }) => {
      const isWhole = Math.abs(asked - given) < 0.005;
      return `${kind} ${given.toFixed(2)}${unit[u]}${isWhole ? '' : ` (${door.text.shoot.asked} ${asked.toFixed(2)}${unit[u]})`}`;
    })
    .join(', ');
}

/** How loud a film is, one short line. */
export function soundLine({ integratedLufs, truePeakDbtp }: MeasuredSound, { text }: Door): string {
  return integratedLufs === null || truePeakDbtp === null
    ? text.film.silent
    : text.film.loudness(integratedLufs.toFixed(1), truePeakDbtp.toFixed(1));
}

/** How well a film's captions can be followed, one short line. */
export function captionLine({ captions, spoken, furthestOffSec, fastestPerSec }: CaptionTimes, { text }: Door): string {
  const { read, tooFast, times } = text.deliver;
  const rates = (['zh', 'en'] as const).flatMap((language) => {
    const perSec = fastestPerSec[language];
    return perSec === null
      ? []
      : [read(language, perSec.toFixed(1)) + (perSec > easyPerSec[language] ? tooFast(easyPerSec[language]) : '')];
  });
  return times(captions, spoken, furthestOffSec === null ? null : (Math.abs(furthestOffSec) * 1000).toFixed(0), rates.join(', '));
}

/** Who has signed a film, one short line. */
export function sealLine({ signer, isGivenKey }: Extract<FilmSealed, { outcome: 'sealed' }>, { text }: Door): string {
  return isGivenKey ? text.film.sealed(signer) : text.film.selfSealed;
}

/** What --json says of a finished file; the same for a shot and a film. */
export function renderFigures({
  out,
  format,
  frames,
  widthPx,
  heightPx,
  fps,
  wallMs,
  renderFps,
  reusedFrames,
  encoder,
  sound,
}: RenderReport) {
  const rate = Number(renderFps.toFixed(2));
  return { out, format, frames, widthPx, heightPx, fps, wallMs: Math.round(wallMs), renderFps: rate, reusedFrames, encoder, sound };
}

/** What --json says of how a picture was lifted. */
export function liftFigures({ matte, depth, layers, ms, cached, methods }: LiftReport) {
  return { matte, depth, layers, ms: Math.round(ms), cached, methods };
}
