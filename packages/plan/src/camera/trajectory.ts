import { type Camera, poseAt } from '@fantascope/film';
import { bothAs } from '../both.ts';
import { carry, type Draft, lose } from '../draft.ts';
import { asMeant } from './as-meant.ts';
import type { CameraOutcome, CameraRefusal, CameraTask } from './camera-task.ts';
import { hasSpan, isNamed, isStill, type ToldMove, turnsOf } from './told-move.ts';
import { isAside, only, round, sideOf, tellSide, viewpointAt } from './viewpoint.ts';

/** Moves that keep looking at the subject: they go round it, or nearer. */
const kinds: ReadonlySet<string> = new Set(['orbit', 'crane', 'dolly', 'push-to', 'dolly-zoom', 'hold']);
/** Moves past the subject: only a target pose holds them. */
const aside: ReadonlySet<string> = new Set(['truck', 'pedestal']);

/** A re-shoot of a clip by keyframes of theta, phi and radius: whatever keeps looking at the subject. */
export function carryTrajectory(draft: Draft, { camera, moves }: CameraTask): CameraOutcome | CameraRefusal {
  if ('moves' in camera && isOneTurnAside(moves)) return carryTarget(draft, { camera, moves });
  const taken = moves.filter(({ move }) => (kinds.has(move.kind) && !isAside(move)) || isStill(move));
  const [first] = moves;
  if (taken.length === 0 && first !== undefined) return { refuse: 'no-such-move', params: bothAs('move', first.name) };
  const path = only(camera, taken);
  const points = [0, 0.25, 0.5, 0.75, 1].map((ratio) => ({ ratio, ...viewpointAt(path, ratio) }));
  const isDollyZoom = moves.some(({ move }) => move.kind === 'dolly-zoom');
  const trajectory = {
    theta: points.map(({ rightDeg }) => round(sideOf(draft) * rightDeg, 0.1)),
    phi: points.map(({ upDeg }) => round(upDeg, 0.1)),
    radius: points.map(({ ratio }) => round(radiusAt(path, ratio), 0.001)),
  };
  // A camera at rest is sent as well: the endpoint has a path of its own where none is given.
  draft.request.settings = { ...draft.request.settings, camera: 'traj', mode: isDollyZoom ? 'dolly-zoom' : 'gradual', trajectory };
  const whole = 'moves' in camera ? 'camera.moves' : 'camera.keyframes';
  const parts = 'moves' in camera && moves.length > 0 ? taken.map(({ part }) => part) : [whole];
  for (const part of parts)
    carry(draft, part, {
      by: 'number',
      as: `theta ${trajectory.theta.at(-1)}°, phi ${trajectory.phi.at(-1)}°, radius ${trajectory.radius.at(-1)}`,
    });
  if ('keyframes' in camera && moves.length > 0)
    lose(draft, whole, {
      kind: 'approximated',
      severity: 'notable',
      of: ['direction', 'timing'],
      code: 'plan.path-around',
      params: { count: camera.keyframes.length },
    });
  tellSide(draft, { as: 'theta', rightDeg: viewpointAt(path, 1).rightDeg });
  return { rest: 'moves' in camera ? moves.filter((told) => !taken.includes(told)) : [], isNative: true, isFixed: true };
}

/** Moves past the subject, at one time with whatever else: a target pose has an end, and no order. */
function isOneTurnAside(moves: readonly ToldMove[]): boolean {
  const moving = moves.filter(({ move }) => !isStill(move));
  return moving.some(({ move }) => aside.has(move.kind)) && turnsOf(moving).length === 1;
}

/** The end of the moves as one target pose: theta, phi and radius round the subject, and the way past it in its distances, right and up. */
function carryTarget(draft: Draft, { camera, moves }: CameraTask): CameraOutcome {
  const taken = moves.filter(({ move }) => ((kinds.has(move.kind) || aside.has(move.kind)) && !isAside(move)) || isStill(move));
  const around = taken.filter(({ move }) => !aside.has(move.kind));
  const path = only(camera, around);
  const { rightDeg, upDeg } = viewpointAt(path, 1);
  const meant = asMeant(camera);
  const shift = (kind: 'truck' | 'pedestal') => {
    const own = 'moves' in meant ? meant.moves : [];
    const wayM = own.reduce((sum, move) => (move.kind === kind ? sum + move.distanceM : sum), 0);
    return round(wayM / camera.subjectDistanceM, 0.001);
  };
  const [x, y] = [sideOf(draft) * shift('truck'), shift('pedestal')];
  const pose = [round(sideOf(draft) * rightDeg, 0.1), round(upDeg, 0.1), round(radiusAt(path, 1), 0.001), x, y];
  const isDollyZoom = taken.some(({ move }) => move.kind === 'dolly-zoom');
  draft.request.settings = {
    ...draft.request.settings,
    camera: 'target',
    mode: isDollyZoom ? 'dolly-zoom' : 'gradual',
    target_pose: pose,
  };
  for (const { part, name, move } of taken) {
    const as =
      move.kind === 'truck' ? `x ${x}` : move.kind === 'pedestal' ? `y ${y}` : `theta ${pose[0]}°, phi ${pose[1]}°, radius ${pose[2]}`;
    carry(draft, part, { by: 'number', as });
    const params = { ...bothAs('move', name), as };
    if (hasSpan(move))
      lose(draft, part, { kind: 'approximated', severity: 'notable', of: ['timing'], code: 'plan.move-whole-take', params });
  }
  const isMeasured = taken.some(({ move }) => aside.has(move.kind) && isNamed(move));
  lose(draft, 'camera.moves', {
    kind: 'approximated',
    severity: isMeasured ? 'notable' : 'slight',
    of: ['direction', 'magnitude'],
    code: 'plan.shift-unsure',
  });
  tellSide(draft, { as: 'theta', rightDeg });
  return { rest: moves.filter((told) => !taken.includes(told)), isNative: true, isFixed: true };
}

function radiusAt(camera: Camera, ratio: number): number {
  const { position } = poseAt(camera, ratio * camera.lengthSec);
  return Math.hypot(position[0], position[1], position[2] + camera.subjectDistanceM) / camera.subjectDistanceM;
}
