import type { Pose } from '@fantascope/film';
import type { EffectKind } from '../effect.ts';
import type { Look } from '../look.ts';

const SHIFT = 3;
/** Pictures that a camera's open shutter is made of. */
export const OPEN_PICTURES = 1 << SHIFT;

/** One picture taken while the shutter is open. */
export type OpenMoment = Readonly<{ pose: Pose; tSec: number }>;

type Opening = Pick<Look, 'shutter' | 'fps'>;

function angleRatio({ shutter }: Opening, always: boolean): number {
  return (shutter?.angleDeg ?? (always ? 180 : 0)) / 360;
}

/** How long one picture sees what is in the air, seconds: the open time, or its part where the camera's blur is made of several pictures. */
export function openSecOf(look: Opening, alwaysStreaks: boolean): number {
  const openSec = angleRatio(look, alwaysStreaks) / look.fps;
  return blursCamera(look) ? openSec / OPEN_PICTURES : openSec;
}

/** True where a frame is the mean of several pictures. */
export function blursCamera({ shutter }: Pick<Look, 'shutter'>): boolean {
  return shutter?.isOnCamera === true && shutter.angleDeg > 0;
}

/** The moments a frame at `tSec` is the mean of, evenly over the open time around it; undefined where the camera does not blur. */
export function openMoments(look: Opening | undefined, tSec: number, pathOf: (tSec: number) => Pose): readonly OpenMoment[] | undefined {
  if (look === undefined || !blursCamera(look)) return undefined;
  const openSec = angleRatio(look, false) / look.fps;
  return Array.from({ length: OPEN_PICTURES }, (_, k) => {
    const at = tSec + ((k + 0.5) / OPEN_PICTURES - 0.5) * openSec;
    return { pose: pathOf(at), tSec: at };
  });
}

/** The camera's motion blur: the pictures of one frame are added in 16 bits, and the last is replaced by their mean, rounded once. */
export const shutterEffect: EffectKind = {
  name: 'shutter',
  plan: ({ look, frame }) => {
    if (!blursCamera(look)) return null;
    const pixels = Math.ceil(frame.widthPx / 16) * 16 * Math.ceil(frame.heightPx / 8) * 8;
    return { sharedBytes: 0, ownBytes: pixels * 3 };
  },
  open: ({ desk, own }) => ({
    paint: ({ picture }, to) => {
      if (picture === undefined) return;
      const bytes = desk.plan.paddedWidthPx * desk.plan.paddedHeightPx * 1.5;
      desk.kernel.openAdd(own, to, bytes, picture.part === 0 ? 1 : 0);
      if (picture.part === picture.parts - 1) desk.kernel.openMean(own, to, bytes, SHIFT);
    },
  }),
};
