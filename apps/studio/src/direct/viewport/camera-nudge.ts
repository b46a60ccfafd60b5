import {
  axisAngle,
  type Camera,
  headOrientation,
  type Keyframe,
  type KeyframesCamera,
  type Move,
  multiply,
  normalize,
  type Pose,
  poseAt,
  rotate,
  subjectPoint,
  type Vec3,
} from '@fantascope/film';
import type { Fitted } from '../../preview/preview-messages.ts';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';

/** How far a hand has carried the camera: metres, degrees (orbit + to its right, roll as the move) and a factor of the lens. */
export type Nudge = Readonly<{
  orbitDeg: number;
  craneM: number;
  truckM: number;
  pedestalM: number;
  dollyM: number;
  rollDeg: number;
  zoomRatio: number;
}>;

/** A camera that was not touched. */
export const stillNudge: Nudge = { orbitDeg: 0, craneM: 0, truckM: 0, pedestalM: 0, dollyM: 0, rollDeg: 0, zoomRatio: 1 };

/** When and how a nudge is written. `given`: what the fit made of each move's amount. */
export type NudgeOptions = Readonly<{ tSec: number; fps: number; hasAutoKey: boolean; fitted: Fitted | null }>;

/** Whether a nudge has somewhere to go: the first frame is the photograph, so no move can end there. */
export function canNudge(camera: Camera, { tSec, fps, hasAutoKey }: Omit<NudgeOptions, 'fitted'>): boolean {
  return !isMoves(camera) || !hasAutoKey || tSec > 0.5 / fps;
}

/**
 * The edit that a nudge makes of a camera. Told by moves: each part of it becomes, or changes, a move that ends at the playhead; without auto-key one that
 * is there from the start. Told by keyframes: a key at the playhead; without auto-key every key. Null where nothing was nudged.
 */
export function nudged(camera: Camera, nudge: Nudge, options: NudgeOptions): ShotEdit | null {
  if (!isMoves(camera)) return keysEdit(camera, nudge, options);
  let { moves } = camera;
  for (const part of partsOf(nudge)) moves = withPart(moves, part, { ...options, lengthSec: camera.lengthSec });
  return moves === camera.moves ? null : { kind: 'moves', moves };
}

type Part = Readonly<
  | { kind: 'orbit' | 'roll'; amount: number }
  | { kind: 'crane' | 'truck' | 'pedestal' | 'dolly'; amount: number }
  | { kind: 'zoom'; amount: number }
>;

function partsOf({ orbitDeg, craneM, truckM, pedestalM, dollyM, rollDeg, zoomRatio }: Nudge): readonly Part[] {
  const parts: readonly Part[] = [
    { kind: 'orbit', amount: orbitDeg },
    { kind: 'crane', amount: craneM },
    { kind: 'truck', amount: truckM },
    { kind: 'pedestal', amount: pedestalM },
    { kind: 'dolly', amount: dollyM },
    { kind: 'roll', amount: rollDeg },
    { kind: 'zoom', amount: zoomRatio },
  ];
  return parts.filter(({ kind, amount }) => amount !== (kind === 'zoom' ? 1 : 0));
}

type Timing = Readonly<{ startRatio: number; endRatio: number; easing: Move['easing'] }>;

/** Amounts are written to a thousandth: a hand is no finer. */
const grain = (amount: number) => Math.round(amount * 1000) / 1000;
const within = (amount: number, most: number) => Math.max(-most, Math.min(most, grain(amount)));

function moveOf({ kind, amount }: Part, timing: Timing): Move {
  switch (kind) {
    case 'orbit':
    case 'roll':
      return { kind, angleDeg: within(amount, 720), ...timing };
    case 'zoom':
      return { kind, ratio: Math.max(0.05, Math.min(20, grain(amount))), ...timing };
    case 'crane':
    case 'truck':
    case 'pedestal':
    case 'dolly':
      return { kind, distanceM: within(amount, 1000), ...timing };
    default:
      return kind satisfies never;
  }
}

function withPart(
  moves: readonly Move[],
  part: Part,
  { tSec, fps, hasAutoKey, fitted, lengthSec }: NudgeOptions & Readonly<{ lengthSec: number }>,
): Move[] {
  const endRatio = hasAutoKey ? Math.min(1, tSec / lengthSec) : 0;
  const isHere = ({ endRatio: end, startRatio }: Move) =>
    hasAutoKey ? Math.abs(end - endRatio) * lengthSec <= 0.5 / fps && (end > startRatio || endRatio === 0) : end === 0;
  const index = moves.findIndex((move) => move.kind === part.kind && isHere(move));
  const old = moves[index];
  if (old === undefined)
    return [...moves, moveOf(part, { startRatio: hasAutoKey ? lastEnd(moves, endRatio) : 0, endRatio, easing: 'in-out' })];
  const own = 'angleDeg' in old ? old.angleDeg : 'distanceM' in old ? old.distanceM : 'ratio' in old ? old.ratio : 0;
  // A preset's amount is what the picture gave it; from the hand on it is exact.
  const given = fitted?.moves.find((move) => move.index === index && move.kind === old.kind && move.isNominal)?.given ?? own;
  const { startRatio, easing } = old;
  const amount = part.kind === 'zoom' ? given * part.amount : given + part.amount;
  return moves.with(index, moveOf({ ...part, amount }, { startRatio, endRatio: old.endRatio, easing })) as Move[];
}

/** Where the moves before this moment end, so that a new one begins there; 0 where none do. */
export function lastEnd(moves: readonly Move[], endRatio: number): number {
  const ends = moves
    .filter(({ kind }) => kind !== 'shake' && kind !== 'rack-focus')
    .map((move) => move.endRatio)
    .filter((end) => end <= endRatio - 0.04);
  return Math.max(0, ...ends);
}

/** A pose after a nudge: it turns about the subject, travels along its own axes, and rolls about where it looks. */
export function nudgedPose(pose: Pose, nudge: Nudge, pivot: Vec3): Pose {
  const turn = axisAngle([0, 1, 0], (nudge.orbitDeg * Math.PI) / 180);
  let position = about(pivot, pose.position, turn);
  let orientation = multiply(turn, pose.orientation);
  const away: Vec3 = [pivot[0] - position[0], pivot[1] - position[1], pivot[2] - position[2]];
  const distanceM = Math.max(0.01, Math.hypot(...away));
  // The subject stays where it was in the frame while the camera rises.
  const lift = Math.atan2(nudge.craneM, distanceM);
  const right = rotate(orientation, [1, 0, 0]);
  const tip = axisAngle(right, -lift);
  position = about(pivot, position, tip);
  orientation = multiply(tip, orientation);
  const step = (axis: Vec3, amountM: number) => {
    position = [position[0] + axis[0] * amountM, position[1] + axis[1] * amountM, position[2] + axis[2] * amountM];
  };
  step(rotate(orientation, [1, 0, 0]), nudge.truckM);
  step([0, 1, 0], nudge.pedestalM);
  step(rotate(orientation, [0, 0, -1]), nudge.dollyM);
  orientation = normalize(multiply(orientation, headOrientation(0, 0, (nudge.rollDeg * Math.PI) / 180)));
  return { ...pose, position, orientation, lensMm: Math.max(4, Math.min(2000, pose.lensMm * nudge.zoomRatio)) };
}

function about(pivot: Vec3, point: Vec3, turn: Pose['orientation']): Vec3 {
  const [x, y, z] = rotate(turn, [point[0] - pivot[0], point[1] - pivot[1], point[2] - pivot[2]]);
  return [pivot[0] + x, pivot[1] + y, pivot[2] + z];
}

function keysEdit(camera: KeyframesCamera, nudge: Nudge, { tSec, fps, hasAutoKey }: NudgeOptions): ShotEdit | null {
  if (partsOf(nudge).length === 0) return null;
  const pivot = subjectPoint(camera);
  if (hasAutoKey)
    return { kind: 'keyframes', keyframes: withKey(camera, { tSec, fps, pose: nudgedPose(poseAt(camera, tSec), nudge, pivot) }) };
  const keyframes = camera.keyframes.map((key) => {
    const { lensMm } = poseAt(camera, key.tSec);
    const {
      position,
      orientation,
      lensMm: to,
    } = nudgedPose({ position: key.position, orientation: key.orientation, lensMm, focusM: 1 }, nudge, pivot);
    return { ...key, position, orientation, ...(nudge.zoomRatio === 1 ? {} : { lensMm: to }) };
  });
  return { kind: 'keyframes', keyframes };
}

/** The keys of a path with one at this moment: the one that is there is changed, else a new one is put between. */
export function withKey(
  camera: KeyframesCamera,
  { tSec, fps, pose }: Readonly<{ tSec: number; fps: number; pose: Pose }>,
): readonly Keyframe[] {
  const index = camera.keyframes.findIndex((key) => Math.abs(key.tSec - tSec) <= 0.5 / fps);
  const { position, orientation, lensMm } = pose;
  const old = camera.keyframes[index];
  if (old !== undefined) return camera.keyframes.with(index, { ...old, position, orientation, lensMm });
  return [...camera.keyframes, { tSec, position, orientation, lensMm }].sort((a, b) => a.tSec - b.tSec);
}
