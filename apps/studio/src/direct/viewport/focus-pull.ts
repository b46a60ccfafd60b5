import { type Camera, type Move, type MovesCamera, poseAt } from '@fantascope/film';
import { circleOfConfusionMm } from '@fantascope/stage';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { withKey } from './camera-nudge.ts';

type Rack = Extract<Move, { kind: 'rack-focus' }>;

/** How long a pull takes unless asked otherwise. */
export const PULL_SEC = 0.6;

/** When focus was last set by hand: a second setting at another time is a pull. */
export type FocusAnchor = Readonly<{ tSec: number; distanceM: number }> | null;

/**
 * The edits that set the focus at a moment. The first setting holds for the whole shot; a setting at another moment pulls the focus there within 0.6 s, so that
 * it arrives at the later of the two. A setting where a pull ends, or within half a frame of the last, changes that one.
 */
export function focusSet(
  camera: Camera,
  distanceM: number,
  { tSec, fps, anchor }: Readonly<{ tSec: number; fps: number; anchor: FocusAnchor }>,
): readonly ShotEdit[] {
  const toM = Math.max(0.01, Math.min(100_000, Math.round(distanceM * 1000) / 1000));
  if (!isMoves(camera)) {
    const keyframes = withKey(camera, { tSec, fps, pose: poseAt(camera, tSec) }).map((key) =>
      Math.abs(key.tSec - tSec) <= 0.5 / fps ? { ...key, focusM: toM } : key,
    );
    return [{ kind: 'keyframes', keyframes }];
  }
  const frame = 0.5 / fps;
  const racks = racksOf(camera);
  if (racks.length === 0) {
    const isSame = anchor !== null && Math.abs(anchor.tSec - tSec) <= frame;
    const isFirst = camera.focusM === undefined || isSame || (anchor === null && tSec <= frame);
    if (isFirst) return [{ kind: 'rig', field: 'focusM', value: toM }];
    const before = camera.focusM ?? toM;
    if (anchor !== null && tSec < anchor.tSec)
      return [
        { kind: 'rig', field: 'focusM', value: toM },
        {
          kind: 'add-move',
          index: camera.moves.length,
          move: rack(camera, { fromM: toM, toM: before, endSec: anchor.tSec, notBeforeSec: tSec }),
        },
      ];
    const notBeforeSec = anchor?.tSec ?? 0;
    return [{ kind: 'add-move', index: camera.moves.length, move: rack(camera, { fromM: before, toM, endSec: tSec, notBeforeSec }) }];
  }
  return racksAfter(camera, racks, { tSec, toM, frame });
}

const racksOf = ({ moves }: MovesCamera) =>
  moves
    .flatMap((move, index) => (move.kind === 'rack-focus' ? [{ move: move as Rack, index }] : []))
    .sort((a, b) => a.move.startRatio - b.move.startRatio);

function racksAfter(
  camera: MovesCamera,
  racks: ReturnType<typeof racksOf>,
  { tSec, toM, frame }: Readonly<{ tSec: number; toM: number; frame: number }>,
): readonly ShotEdit[] {
  const { lengthSec } = camera;
  const endSec = ({ move }: (typeof racks)[number]) => move.endRatio * lengthSec;
  const next = racks.find(({ move }) => move.startRatio * lengthSec >= tSec - frame);
  const edits: ShotEdit[] = [];
  const here = racks.findLast((each) => Math.abs(endSec(each) - tSec) <= frame);
  const within = racks.findLast((each) => each.move.startRatio * lengthSec < tSec - frame && endSec(each) > tSec + frame);
  if (here !== undefined) edits.push({ kind: 'change-move', index: here.index, move: { ...here.move, toM } });
  else if (within !== undefined) {
    // In the middle of a pull: it goes by way of here.
    const atRatio = tSec / lengthSec;
    edits.push({ kind: 'change-move', index: within.index, move: { ...within.move, endRatio: atRatio, toM } });
    const rest: Rack = { ...within.move, startRatio: atRatio, fromM: toM };
    return [...edits, { kind: 'add-move', index: camera.moves.length, move: rest }];
  } else {
    const last = racks.findLast((each) => endSec(each) < tSec);
    if (last === undefined) {
      // Before the first pull the focus is that pull's start.
      const [first] = racks;
      return first === undefined ? [] : [{ kind: 'change-move', index: first.index, move: { ...first.move, fromM: toM } }];
    }
    const move = rack(camera, { fromM: last.move.toM, toM, endSec: tSec, notBeforeSec: endSec(last) });
    edits.push({ kind: 'add-move', index: camera.moves.length, move });
  }
  if (next !== undefined && next !== here) edits.push({ kind: 'change-move', index: next.index, move: { ...next.move, fromM: toM } });
  return edits;
}

function rack(
  { lengthSec }: MovesCamera,
  { fromM, toM, endSec, notBeforeSec }: Readonly<{ fromM: number; toM: number; endSec: number; notBeforeSec: number }>,
): Rack {
  const startRatio = Math.max(0, notBeforeSec, endSec - PULL_SEC) / lengthSec;
  return {
    kind: 'rack-focus',
    fromM,
    toM,
    startRatio: Math.min(1, startRatio),
    endRatio: Math.min(1, endSec / lengthSec),
    easing: 'in-out',
  };
}

/** A blur that is no larger than this on a 36 mm frame is called sharp: a 1500th of the frame's diagonal. */
const SHARP_MM = 0.029;

/** From where to where things are sharp, metres along the lens's axis; `toM` may be infinite. */
export function sharpBand(opening: Readonly<{ lensMm: number; fStop: number; focusM: number }>): Readonly<{ fromM: number; toM: number }> {
  const isSharp = (distanceM: number) => circleOfConfusionMm(opening, distanceM) <= SHARP_MM;
  const { focusM } = opening;
  const edge = (inside: number, outside: number): number => {
    let [sharp, soft] = [inside, outside];
    for (let i = 0; i < 40; i++) {
      const middle = Math.sqrt(sharp * soft);
      if (isSharp(middle)) sharp = middle;
      else soft = middle;
    }
    return sharp;
  };
  const nearest = focusM / 1000;
  const farthest = 1e6;
  return {
    fromM: isSharp(nearest) ? 0 : edge(focusM, nearest),
    toM: isSharp(farthest) ? Number.POSITIVE_INFINITY : edge(focusM, farthest),
  };
}
