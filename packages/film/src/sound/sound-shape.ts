import type { Cut } from '../edit/edit.ts';

/** What of a sound is heard and how loud, in seconds of the film from the cut's start. */
export type SoundShape = Readonly<{
  /** From where in the sound, seconds of it. */
  inSec: number;
  /** For how long it is heard; null: to its own end. */
  lengthSec: number | null;
  /** How many seconds of it go by in one of the film; it sounds as much higher. */
  speedRatio: number;
  /** Straight lines in dB between points, level before the first and after the last; none: as it is. */
  volume: readonly Readonly<{ atSec: number; gainDb: number }>[];
  fadeInSec: number;
  fadeOutSec: number;
}>;

/** A cut's shape. `isOpen`: it is heard to its own end, whatever the cut's length. */
export function soundShape(cut: Cut, { fps, isOpen = false }: Readonly<{ fps: number; isOpen?: boolean }>): SoundShape {
  return {
    ...{ inSec: cut.inFrame / fps, lengthSec: isOpen ? null : cut.lengthFrames / fps, speedRatio: cut.speedRatio },
    volume: (cut.volume ?? []).map(({ atFrame, gainDb }) => ({ atSec: atFrame / fps, gainDb })),
    ...{ fadeInSec: cut.fadeInFrames / fps, fadeOutSec: cut.fadeOutFrames / fps },
  };
}
