import { type Camera, poseAt } from '@fantascope/film';
import { bothAs } from '../both.ts';
import { carry, type Draft, dialectOf, lose } from '../draft.ts';
import { asMeant } from './as-meant.ts';
import { type CameraOutcome, type CameraRefusal, type CameraTask, dropMoves } from './camera-task.ts';
import { isStill, type ToldMove } from './told-move.ts';

/** Where a camera stands as seen from its subject: degrees to its own right and up, and how much larger the subject is seen. */
export type Viewpoint = Readonly<{ rightDeg: number; upDeg: number; magnification: number }>;

const deg = 180 / Math.PI;
/** To the nearest step; never −0. */
export const round = (value: number, step: number) => {
  const rounded = Math.round(value / step) * step;
  return rounded === 0 ? 0 : Number(rounded.toFixed(4));
};

/** The viewpoint of a camera at a share of its length. */
export function viewpointAt(camera: Camera, ratio: number): Viewpoint {
  const { position, lensMm } = poseAt(camera, ratio * camera.lengthSec);
  const [x, y, z] = [position[0], position[1], position[2] + camera.subjectDistanceM];
  const wayM = Math.max(1e-6, Math.hypot(x, y, z));
  return {
    rightDeg: Math.atan2(x, z) * deg,
    upDeg: Math.asin(Math.max(-1, Math.min(1, y / wayM))) * deg,
    magnification: ((camera.subjectDistanceM / wayM) * lensMm) / camera.lensMm,
  };
}

/** Moves that change where the subject is seen from, or how large. */
const seen: ReadonlySet<string> = new Set(['orbit', 'crane', 'pedestal', 'dolly', 'zoom', 'push-to', 'hold']);

/** A push to a place beside the subject is no way round it: no angle stands for it. */
export const isAside = (move: ToldMove['move']) => move.kind === 'push-to' && move.region !== undefined;

/** A picture model with numbers for the viewpoint: the picture as it is seen from where the moves end. */
export function carryEndView(draft: Draft, { camera, moves }: CameraTask): CameraOutcome | CameraRefusal {
  const moving = moves.filter(({ move }) => !isStill(move));
  const isPath = !('moves' in camera);
  const taken = moves.filter(({ move }) => (seen.has(move.kind) && !isAside(move)) || isStill(move));
  const [lost] = moving;
  if (lost !== undefined && !moving.some((told) => taken.includes(told)))
    return { refuse: 'no-such-move', params: bothAs('move', lost.name) };
  const end = viewpointAt(only(camera, taken), 1);
  const as = draft.entry.camera === 'angles-2509' ? older(draft, end) : newer(draft, end);
  const part = isPath ? 'camera.keyframes' : 'camera.moves';
  const whole = { part, name: { en: 'the path of keyframes', zh: '关键帧路径' } };
  if (taken.length === 0 || isPath) carry(draft, part, { by: 'number', as });
  if (isPath && taken.length > 0) tellEnd(draft, whole);
  if (!isPath)
    for (const told of taken) {
      carry(draft, told.part, { by: 'number', as });
      if (!isStill(told.move)) tellEnd(draft, told);
    }
  tellLimits(draft, { part, end, as });
  if (draft.entry.camera === 'angles-2511') tellSide(draft, { as: as.replace(/,.*/, ''), rightDeg: end.rightDeg });
  dropMoves(
    draft,
    moving.filter((told) => !taken.includes(told)),
  );
  return { rest: [], isNative: true };
}

/** Which way round a model counts: its dialect may turn our right into its left. */
export function sideOf(draft: Pick<Draft, 'facts' | 'entry'>): 1 | -1 {
  return dialectOf(draft, 'side') === 'left' ? -1 : 1;
}

/** Which side a positive angle is on is not said everywhere, and no longer asked once somebody has looked. */
export function tellSide(draft: Draft, { as, rightDeg }: Readonly<{ as: string; rightDeg: number }>): void {
  const isSettled = draft.facts.dialect?.['side'] !== undefined || draft.entry.dialect['side']?.sureness !== 'unverified';
  if (Math.abs(rightDeg) >= 1 && !isSettled)
    lose(draft, 'moves' in draft.shot.camera ? 'camera.moves' : 'camera.keyframes', {
      kind: 'approximated',
      severity: 'slight',
      of: ['direction'],
      code: 'plan.side-unsure',
      params: { as },
    });
}

function tellEnd(draft: Draft, { part, name }: Pick<ToldMove, 'part' | 'name'>): void {
  lose(draft, part, { kind: 'approximated', severity: 'notable', of: ['timing'], code: 'plan.end-view', params: bothAs('move', name) });
}

/** What of a view lies beyond the model's numbers: too near, too low, too far round, or behind where the picture was taken. */
function tellLimits(draft: Draft, { part, end, as }: Readonly<{ part: string; end: Viewpoint; as: string }>): void {
  const isOlder = draft.entry.camera === 'angles-2509';
  const loss = { kind: 'approximated', severity: 'notable', of: ['magnitude'] } as const;
  const isBeyond = end.magnification > 2.05 || (isOlder ? Math.abs(end.rightDeg) > 90.5 : end.magnification < 0.48 || end.upDeg < -30.5);
  if (isBeyond) lose(draft, part, { ...loss, code: 'plan.view-capped', params: { as } });
  if (isOlder && end.magnification < 0.9)
    lose(draft, part, { ...loss, code: end.magnification < 0.8 ? 'plan.no-way-back-wide' : 'plan.no-way-back' });
}

/** Qwen Image Edit 2511: 0 front, 90 right side, −30 low … 90 bird's eye, zoom 0 wide … 10 close. */
function newer(draft: Draft, { rightDeg, upDeg, magnification }: Viewpoint): string {
  const horizontalDeg = (round(sideOf(draft) * rightDeg, 1) + 360) % 360;
  const verticalDeg = Math.max(-30, Math.min(90, round(upDeg, 1)));
  const zoom = Math.max(0, Math.min(10, round(5 + 5 * Math.log2(magnification), 0.1)));
  draft.request.camera = { dialect: 'viewpoint', horizontalDeg, verticalDeg, zoom };
  return `horizontal ${horizontalDeg}°, vertical ${verticalDeg}°, zoom ${zoom}`;
}

/** Qwen Image Edit 2509: rotate in degrees, + = left; move_forward 0–10; vertical −1 bird's eye … 1 worm's eye. */
function older(draft: Draft, { rightDeg, upDeg, magnification }: Viewpoint): string {
  const rotate = Math.max(-90, Math.min(90, round(-rightDeg, 1)));
  const forward = Math.max(0, Math.min(10, round(10 * Math.log2(Math.max(1, magnification)), 0.1)));
  const vertical = Math.max(-1, Math.min(1, round(-upDeg / 90, 0.01)));
  draft.request.settings = {
    ...draft.request.settings,
    rotate_right_left: rotate,
    move_forward: forward,
    vertical_angle: vertical,
    wide_angle_lens: magnification < 0.8,
  };
  return `rotate ${rotate}°, forward ${forward}, vertical ${vertical}`;
}

/** The camera with only some of its moves, as far as they are meant; a keyframed one whole. */
export function only(camera: Camera, taken: readonly ToldMove[]): Camera {
  return asMeant('moves' in camera ? { ...camera, moves: taken.map(({ move }) => move) } : camera);
}
