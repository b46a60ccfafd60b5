import type { Pose } from '@fantascope/film';
import type { Envelope } from '@fantascope/stage';

/** One way to go from the first frame. */
export type Axis = keyof Envelope;

/** The furthest that is looked for along each axis, in its own unit: beyond, another picture is wanted, not this one. */
export const AXIS_LIMITS: Envelope = {
  dollyInRatio: 0.6,
  dollyOutRatio: 0.5,
  truckLeftRatio: 0.5,
  truckRightRatio: 0.5,
  pedestalUpRatio: 0.5,
  pedestalDownRatio: 0.5,
  dollyZoomRatio: 0.6,
  orbitLeftDeg: 40,
  orbitRightDeg: 40,
  panLeftDeg: 60,
  panRightDeg: 60,
  tiltUpDeg: 60,
  tiltDownDeg: 60,
  rollDeg: 180,
};

/** How near the camera may come to anything it shows, as a share of the subject's distance. */
export const NEAREST_RATIO = 0.1;

/** A photograph's nearest thing stands no nearer than this, as a share of the subject's distance; one's own layers may. */
const USUAL_NEAREST_RATIO = 0.15;

/** NEAREST_RATIO, or less in a scene whose first frame already shows something this near: it may come as much nearer in proportion. */
export function nearestRatioFor(nearestAtRestRatio: number): number {
  return NEAREST_RATIO * Math.min(1, nearestAtRestRatio / USUAL_NEAREST_RATIO);
}

/** The poses that a distance or angle along an axis stands for: one, or two where the axis goes both ways. */
export function posesAlong(axis: Axis, amount: number, start: Readonly<{ lensMm: number; subjectDistanceM: number }>): readonly Pose[] {
  const { lensMm, subjectDistanceM } = start;
  const far = amount * subjectDistanceM;
  const turn = (amount * Math.PI) / 180;
  const pose = (change: Partial<Pose>): Pose => ({
    position: [0, 0, 0],
    orientation: [0, 0, 0, 1],
    lensMm,
    focusM: subjectDistanceM,
    ...change,
  });
  const about = (index: 0 | 1 | 2, angle: number): Pose['orientation'] => {
    const sin = Math.sin(angle / 2);
    return [index === 0 ? sin : 0, index === 1 ? sin : 0, index === 2 ? sin : 0, Math.cos(angle / 2)];
  };
  /** To the right for a positive angle, the subject kept in the middle. */
  const orbit = (angle: number) =>
    pose({ position: [Math.sin(angle) * subjectDistanceM, 0, (Math.cos(angle) - 1) * subjectDistanceM], orientation: about(1, angle) });
  switch (axis) {
    case 'dollyInRatio':
      return [pose({ position: [0, 0, -far] })];
    case 'dollyOutRatio':
      return [pose({ position: [0, 0, far] })];
    case 'truckLeftRatio':
      return [pose({ position: [-far, 0, 0] })];
    case 'truckRightRatio':
      return [pose({ position: [far, 0, 0] })];
    case 'pedestalUpRatio':
      return [pose({ position: [0, far, 0] })];
    case 'pedestalDownRatio':
      return [pose({ position: [0, -far, 0] })];
    case 'dollyZoomRatio':
      return [
        pose({ position: [0, 0, -far], lensMm: lensMm * (1 - amount) }),
        pose({ position: [0, 0, far], lensMm: lensMm * (1 + amount) }),
      ];
    case 'orbitLeftDeg':
      return [orbit(-turn)];
    case 'orbitRightDeg':
      return [orbit(turn)];
    case 'panLeftDeg':
      return [pose({ orientation: about(1, turn) })];
    case 'panRightDeg':
      return [pose({ orientation: about(1, -turn) })];
    case 'tiltUpDeg':
      return [pose({ orientation: about(0, turn) })];
    case 'tiltDownDeg':
      return [pose({ orientation: about(0, -turn) })];
    case 'rollDeg':
      return [pose({ orientation: about(2, turn) }), pose({ orientation: about(2, -turn) })];
    default:
      return axis satisfies never;
  }
}
