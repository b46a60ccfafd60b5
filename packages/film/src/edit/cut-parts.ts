import { Fault } from '../fault.ts';
import type { Cut, VolumePoint } from './edit.ts';

/** A cut as people know it. */
export function nameOf({ label, id }: Cut): string {
  return label ?? id;
}

/** How many of its first frames a cut of the video track shares with the one before it. */
export function overlapOf({ transition }: Pick<Cut, 'transition'>): number {
  return transition?.lengthFrames ?? 0;
}

/** Sums of frames and speeds, rounded to a millionth of a frame, so that splitting a cut changes nothing it shows. */
export function roundedFrames(frames: number): number {
  return Math.round(frames * 1e6) / 1e6;
}

/** Whether trims move within what the cut shows: words and black are the same everywhere. */
function hasSource({ shows: { kind } }: Cut): boolean {
  return kind !== 'gap' && kind !== 'caption';
}

/** A cut that begins this much later in what it shows; when it begins on the film stays. Throws edit.outside-source before its start. */
export function slipped(cut: Cut, bySourceFrames: number): Cut {
  if (!hasSource(cut)) return cut;
  const inFrame = roundedFrames(cut.inFrame + bySourceFrames);
  if (inFrame < 0) throw new Fault('edit.outside-source', { cut: nameOf(cut), fromFrame: inFrame, sourceFrames: 'all' });
  return { ...cut, inFrame };
}

/** A cut without its first frames; negative gives it more. Its start on the film stays. */
export function headTrimmed(cut: Cut, byFrames: number): Cut {
  const { volume, ...rest } = slipped({ ...cut, lengthFrames: cut.lengthFrames - byFrames }, byFrames * cut.speedRatio);
  return { ...rest, ...(volume === undefined ? {} : { volume: later(volume, byFrames) }) };
}

/** A cut with more frames at its end, or fewer. */
export function tailTrimmed(cut: Cut, byFrames: number): Cut {
  return { ...cut, lengthFrames: cut.lengthFrames + byFrames };
}

/** The level of a volume curve at a frame of its cut, in dB. */
export function gainAt(volume: readonly VolumePoint[], frame: number): number {
  const next = volume.findIndex(({ atFrame }) => atFrame > frame);
  const [before, after] = [volume[next < 0 ? volume.length - 1 : next - 1], volume[next]];
  if (before === undefined) return after?.gainDb ?? 0;
  if (after === undefined) return before.gainDb;
  return before.gainDb + ((after.gainDb - before.gainDb) * (frame - before.atFrame)) / (after.atFrame - before.atFrame);
}

/** The curve of a cut that begins this much later. */
function later(volume: readonly VolumePoint[], byFrames: number): VolumePoint[] {
  const kept = volume.filter(({ atFrame }) => atFrame > byFrames).map((point) => ({ ...point, atFrame: point.atFrame - byFrames }));
  return byFrames < 0 ? kept : [{ atFrame: 0, gainDb: gainAt(volume, byFrames) }, ...kept];
}

/** Two cuts out of one, at a frame counted from its start. */
export function halves(cut: Cut, { local, newId }: Readonly<{ local: number; newId: string }>): readonly [Cut, Cut] {
  const { transition: _, ...second } = headTrimmed(cut, local);
  return [
    { ...tailTrimmed(cut, local - cut.lengthFrames), fadeOutFrames: 0 },
    { ...second, id: newId, startFrame: cut.startFrame + local, fadeInFrames: 0, isLocked: false },
  ];
}

/** A part of a cut of any track between two frames of the film; null where it lies outside. */
export function clipped(cut: Cut, from: number, to: number): Cut | null {
  const head = Math.max(0, from - cut.startFrame);
  const tail = Math.min(0, to - (cut.startFrame + cut.lengthFrames));
  if (cut.lengthFrames - head + tail < 1) return null;
  if (head === 0 && tail === 0) return cut;
  return { ...headTrimmed(tailTrimmed(cut, tail), head), startFrame: cut.startFrame + head };
}
