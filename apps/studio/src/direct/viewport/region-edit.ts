import { type Camera, type Move, pointAtSubjectDepth, poseAt, type Region, rotate } from '@fantascope/film';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { lastEnd, withKey } from './camera-nudge.ts';

/** A push-to of the shot that lands on a rectangle, with its place in the list of moves. */
export type Landing = Readonly<{ index: number; move: Extract<Move, { kind: 'push-to' }>; region: Region }>;

/** The rectangles that a shot's moves land on. */
export function landingsOf(camera: Camera): readonly Landing[] {
  if (!isMoves(camera)) return [];
  return camera.moves.flatMap((move, index) =>
    move.kind === 'push-to' && move.region !== undefined ? [{ index, move, region: move.region }] : [],
  );
}

/** A rectangle to a ten-thousandth, as files keep it. */
export function roundedRegion(region: Region): Region {
  const round = (ratio: number) => Math.round(ratio * 1e4) / 1e4;
  const xRatio = round(region.xRatio);
  const yRatio = round(region.yRatio);
  return {
    xRatio,
    yRatio,
    widthRatio: Math.min(1 - xRatio, Math.max(0.02, round(region.widthRatio))),
    heightRatio: Math.min(1 - yRatio, Math.max(0.02, round(region.heightRatio))),
  };
}

/** A push-to that lands on a region, which keeps its place on the photograph where the part of it is known that the first frame shows. */
export function withRegion({ drawnIn: _, framing: __, ...move }: Landing['move'], region: Region, drawnIn: Region | null): Landing['move'] {
  return { ...move, region, ...(drawnIn === null ? {} : { drawnIn }) };
}

/**
 * The edit that lands the camera on a rectangle of the first frame at the playhead, or at the end of the shot while the playhead stands at its start. Told by
 * moves: a push-to from where the moves before it end, or the one that lands then anew. Told by keyframes: a key from which the rectangle fills the frame.
 * `index`: where in the list of moves it is then; null for a key. `drawnIn`: the part of the photograph that the first frame shows.
 */
export function landOn(
  camera: Camera,
  region: Region,
  { tSec, fps, drawnIn }: Readonly<{ tSec: number; fps: number; drawnIn: Region | null }>,
): Readonly<{ edit: ShotEdit; index: number | null }> {
  const atSec = tSec <= 0.04 * camera.lengthSec ? camera.lengthSec : tSec;
  if (!isMoves(camera)) {
    const pose = poseAt(camera, atSec);
    const centre = pointAtSubjectDepth(camera, region.xRatio + region.widthRatio / 2, region.yRatio + region.heightRatio / 2);
    const ahead = rotate(pose.orientation, [0, 0, -1]);
    const awayM = Math.max(region.widthRatio, region.heightRatio) * camera.subjectDistanceM * (pose.lensMm / camera.lensMm);
    const position = [centre[0] - ahead[0] * awayM, centre[1] - ahead[1] * awayM, centre[2] - ahead[2] * awayM] as const;
    return { edit: { kind: 'keyframes', keyframes: withKey(camera, { tSec: atSec, fps, pose: { ...pose, position } }) }, index: null };
  }
  const endRatio = Math.min(1, atSec / camera.lengthSec);
  const same = landingsOf(camera).find(({ move }) => Math.abs(move.endRatio - endRatio) * camera.lengthSec <= 0.5 / fps);
  if (same !== undefined)
    return { edit: { kind: 'change-move', index: same.index, move: withRegion(same.move, region, drawnIn) }, index: same.index };
  const index = camera.moves.length;
  const startRatio = lastEnd(camera.moves, endRatio);
  return {
    edit: { kind: 'add-move', index, move: withRegion({ kind: 'push-to', startRatio, endRatio, easing: 'in-out' }, region, drawnIn) },
    index,
  };
}
