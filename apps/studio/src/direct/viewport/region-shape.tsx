import { DoubledLine } from './doubled-line.tsx';
import { cornersOf, fromFirstFrame, landingCorners } from './first-frame.ts';
import type { Landing } from './region-edit.ts';
import type { ShownPose } from './shown-camera.ts';

/** A rectangle that the camera lands on, and, thin, the frame it truly lands with: the rectangle need not have the film's shape. Lines of a line sheet. */
export function RegionShape({ shown, landing, isQuiet }: Readonly<{ shown: ShownPose; landing: Landing; isQuiet: boolean }>) {
  const { camera, path, pose } = shown;
  const see = (places: readonly Readonly<{ xRatio: number; yRatio: number }>[] | null) => {
    const seen = (places ?? []).map((place) => fromFirstFrame(camera, pose, place)).filter((place) => place !== null);
    return seen.length === 4 ? seen : null;
  };
  const corners = see(cornersOf(landing.region));
  const frame = isQuiet ? null : see(landingCorners(camera, path(landing.move.endRatio * camera.lengthSec)));
  return (
    <>
      {frame === null ? null : <DoubledLine points={frame} hue="t1" isClosed isQuiet />}
      {corners === null ? null : <DoubledLine points={corners} hue={isQuiet ? 't1' : 'now'} isClosed isQuiet={isQuiet} />}
    </>
  );
}
