import type { NativeCamera } from '@fantascope/models';
import type { Draft } from '../draft.ts';
import { meantFactor } from './as-meant.ts';
import { isForward, isNamed, isStill, paceOf, type ToldMove } from './told-move.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What speed 1 does in one clip: 1.5 ahead of "Pan", 3 of "Zoom", 60° of a roll (comfy_extras/nodes_camera_trajectory.py). */
const base = { wayM: 1.5, zoomM: 3, rollDeg: 60, subjectM: 3 } as const;
const nominalSpeed = { slow: 0.5, normal: 1, fast: 1.6 } as const;

/** ComfyUI's WanCameraEmbedding: one of nine paths. Its "Pan" is a truck or a pedestal and its "Zoom" a dolly; it has no pan, tilt or zoom of ours. */
export const wanCamera: Vocabulary = { together: 1, inSequence: false, isRequired: true, tokensOf };

function tokensOf(told: ToldMove, draft: Draft): ReturnType<Vocabulary['tokensOf']> {
  const pose = poseOf(told.move);
  if (pose === undefined) return undefined;
  const speed = wanSpeed(told, draft.shot.camera.subjectDistanceM);
  const as = `${pose.name}, speed ${speed}`;
  return { tokens: [as], by: 'number', hasAmount: true, ...(pose.like === undefined ? {} : { like: pose.like }) };
}

/** The camera of the token that `wanCamera` gave. */
export function wanNative(told: ToldMove, draft: Draft): NativeCamera {
  const pose = poseOf(told.move)?.name ?? 'Static';
  return { dialect: 'wan-camera', pose, speed: wanSpeed(told, draft.shot.camera.subjectDistanceM) };
}

type Like = 'plan.like-no-aim' | 'plan.like-closer' | 'plan.like-beside';

function poseOf(move: ToldMove['move']): Readonly<{ name: string; like?: Like }> | undefined {
  const forward = isForward(move);
  if (isStill(move)) return { name: 'Static' };
  switch (move.kind) {
    case 'truck':
      return { name: forward ? 'Pan Right' : 'Pan Left' };
    case 'follow':
      return { name: forward ? 'Pan Right' : 'Pan Left', like: 'plan.like-beside' };
    case 'pedestal':
      return { name: forward ? 'Pan Up' : 'Pan Down' };
    case 'crane':
      return { name: forward ? 'Pan Up' : 'Pan Down', like: 'plan.like-no-aim' };
    case 'dolly':
      return { name: forward ? 'Zoom In' : 'Zoom Out' };
    case 'push-to':
      return { name: 'Zoom In', like: 'plan.like-closer' };
    case 'roll':
      return { name: forward ? 'ClockWise (CW)' : 'Anti Clockwise (ACW)' };
    case 'hold':
      return { name: 'Static' };
    case 'pan':
    case 'tilt':
    case 'zoom':
    case 'orbit':
    case 'dolly-zoom':
    case 'whip-pan':
    case 'rack-focus':
    case 'shake':
      return undefined;
    default:
      return move satisfies never;
  }
}

/** Its scene has no metres: the subject is taken to stand three of its units away, as ours does by default. */
function wanSpeed({ move }: ToldMove, subjectDistanceM: number): number {
  const round = (speed: number) => Math.min(10, Math.max(0.05, Number(speed.toFixed(2))));
  if (isStill(move)) return 1;
  if (move.kind === 'push-to') return nominalSpeed.normal;
  if (move.kind === 'roll') return round(Math.abs(isNamed(move) ? move.angleDeg : move.angleDeg * meantFactor('roll')) / base.rollDeg);
  if (!isNamed(move)) return nominalSpeed[paceOf(move, subjectDistanceM)];
  if (!('distanceM' in move)) return 1;
  const units = (Math.abs(move.distanceM) / subjectDistanceM) * base.subjectM;
  return round(units / (move.kind === 'dolly' ? base.zoomM : base.wayM));
}
