import type { Envelope, Scene, SceneLayer, Staging } from '@fantascope/stage';
import { AXIS_LIMITS, nearestRatioFor } from './axes.ts';
import { GUARD_RATIO } from './bounds.ts';
import { cutSidePoints } from './cut-sides.ts';

/** A point of the back layer's border before the first frame, in subject distances: right, up, forward. */
type BorderPoint = Readonly<{ x: number; y: number; z: number }>;
/** One side of the frame: which way is out, and how far out the frame and its guard reach at distance 1. */
type Side = Readonly<{ outX: number; outY: number; extent: number }>;
/** How far a point stays beyond a side of the frame as the camera moves along one axis; 0 when it is not beyond it, Infinity when it never comes in. */
type Reach = (point: BorderPoint, side: Side) => number;

/**
 * The envelope told at once, from the back layer's border alone: each segment of it must stay beyond one side of the frame. Sufficient for a frame with no
 * uncovered pixel, so it never promises more than holds; visible fill and stretch it does not know (see searchEnvelope).
 */
export function closedFormEnvelope(scene: Scene, staging: Staging): Envelope {
  const borders = [borderOf(scene, staging), ...cutSidePoints(scene, { ...staging, subjectDistanceM: 1 })];
  const guard = (GUARD_RATIO * 36) / staging.lensMm;
  const halfWidth = 18 / staging.lensMm + guard;
  const halfHeight = ((18 / staging.lensMm) * staging.window.heightPx) / staging.window.widthPx + guard;
  const sides: readonly Side[] = [
    { outX: 1, outY: 0, extent: halfWidth },
    { outX: -1, outY: 0, extent: halfWidth },
    { outX: 0, outY: 1, extent: halfHeight },
    { outX: 0, outY: -1, extent: halfHeight },
  ];
  const limit = (cap: number, ...reaches: readonly Reach[]) =>
    Math.min(cap, ...reaches.map((reach) => Math.min(...borders.map((border) => reachOf(border, sides, reach)))));
  const degrees = (cap: number, ...reaches: readonly Reach[]) => limit((cap * Math.PI) / 180, ...reaches) * (180 / Math.PI);
  const caps = AXIS_LIMITS;
  return {
    dollyInRatio: Math.min(caps.dollyInRatio, nearestShown(scene, staging)),
    dollyOutRatio: limit(caps.dollyOutRatio, (p, s) => linear(beyond(p, s), -s.extent)),
    truckLeftRatio: limit(caps.truckLeftRatio, (p, s) => linear(beyond(p, s), s.outX)),
    truckRightRatio: limit(caps.truckRightRatio, (p, s) => linear(beyond(p, s), -s.outX)),
    pedestalUpRatio: limit(caps.pedestalUpRatio, (p, s) => linear(beyond(p, s), -s.outY)),
    pedestalDownRatio: limit(caps.pedestalDownRatio, (p, s) => linear(beyond(p, s), s.outY)),
    // Forward by v the lens is 1 − v times as long, backward 1 + v times.
    dollyZoomRatio: Math.min(
      nearestShown(scene, staging),
      limit(
        caps.dollyZoomRatio,
        (p, s) => linear(beyond(p, s), s.extent - out(p, s)),
        (p, s) => linear(beyond(p, s), out(p, s) - s.extent),
      ),
    ),
    orbitLeftDeg: degrees(caps.orbitLeftDeg, orbit(-1)),
    orbitRightDeg: degrees(caps.orbitRightDeg, orbit(1)),
    panLeftDeg: degrees(caps.panLeftDeg, pan(-1)),
    panRightDeg: degrees(caps.panRightDeg, pan(1)),
    tiltUpDeg: degrees(caps.tiltUpDeg, tilt(1)),
    tiltDownDeg: degrees(caps.tiltDownDeg, tilt(-1)),
    rollDeg: Math.min(caps.rollDeg, rollReach(borders, { halfWidth, halfHeight }) * (180 / Math.PI)),
  };
}

/** How far out a point is, and by how much that is beyond the side; both at the point's own distance. */
const out = (p: BorderPoint, s: Side) => s.outX * p.x + s.outY * p.y;
const beyond = (p: BorderPoint, s: Side) => out(p, s) - s.extent * p.z;

const pan =
  (sign: number): Reach =>
  (p, s) =>
    circular(s.outX * p.x - s.extent * p.z, sign * (-s.outX * p.z - s.extent * p.x), s.outY * p.y);
const tilt =
  (sign: number): Reach =>
  (p, s) =>
    circular(s.outY * p.y - s.extent * p.z, sign * (-s.outY * p.z - s.extent * p.y), s.outX * p.x);
/** The rig turns about the subject, which stands at distance 1. */
const orbit =
  (sign: number): Reach =>
  (p, s) =>
    circular(s.outX * p.x - s.extent * (p.z - 1), sign * (s.outX * (p.z - 1) + s.extent * p.x), s.outY * p.y - s.extent);

/** The largest t up to which a + b t ≥ 0. */
function linear(a: number, b: number): number {
  if (!(a >= 0)) return 0;
  return b >= 0 ? Infinity : a / -b;
}

/** The largest angle (radians) up to which a cos + b sin + c ≥ 0. */
function circular(a: number, b: number, c: number): number {
  if (!(a + c >= 0)) return 0;
  const length = Math.hypot(a, b);
  if (c >= length) return Infinity;
  return Math.max(0, Math.atan2(b, a) + Math.acos(Math.min(1, -c / length)));
}

/** How far the camera may go until the first segment of the border comes in; each segment is held by the one side that serves it best. A cut side's is a line. */
function reachOf(border: readonly BorderPoint[], sides: readonly Side[], reach: Reach): number {
  const reaches = border.map((point) => sides.map((side) => reach(point, side)));
  let least = Infinity;
  // an open line's last point closes on its first: a segment along the same side, held no worse than its ends
  let before = reaches.at(-1) ?? [];
  for (const here of reaches) {
    least = Math.min(least, Math.max(...here.map((far, i) => Math.min(far, before[i] ?? 0))));
    before = here;
  }
  return least;
}

/** How far (radians) the frame's corners may turn about its centre, either way, inside the layer's rectangle: in a turn nothing depends on distance. */
function rollReach(borders: readonly (readonly BorderPoint[])[], frame: Readonly<{ halfWidth: number; halfHeight: number }>): number {
  let reach = Infinity;
  for (const [outX, outY] of [[1, 0] as const, [-1, 0] as const, [0, 1] as const, [0, -1] as const]) {
    const edges = borders.map((border) => border.map((p) => (outX * p.x + outY * p.y) / p.z));
    const back = Math.max(...(edges[0] ?? []));
    // a cut side bounds the one direction that it lies in
    const edge = Math.min(
      back,
      ...edges.slice(1).map((line) => (Math.min(...line) >= frameReach(outX, frame) ? Math.max(...line) : Infinity)),
    );
    for (const x of [frame.halfWidth, -frame.halfWidth]) {
      for (const y of [frame.halfHeight, -frame.halfHeight]) {
        const across = outX * y - outY * x;
        reach = Math.min(reach, circular(-(outX * x + outY * y), across, edge), circular(-(outX * x + outY * y), -across, edge));
      }
    }
  }
  return reach;
}

/** How far the frame reaches along an axis. */
function frameReach(outX: number, { halfWidth, halfHeight }: Readonly<{ halfWidth: number; halfHeight: number }>): number {
  return outX === 0 ? halfHeight : halfWidth;
}

/** The back layer's border, once around. */
function borderOf(scene: Scene, staging: Staging): readonly BorderPoint[] {
  const back = scene.layers[0];
  if (back === undefined) return [{ x: 0, y: 0, z: 1 }];
  const { gridWidth, gridHeight } = back;
  const points: BorderPoint[] = [];
  for (let i = 0; i < gridWidth; i++) points.push(pointAt(back, i, 0));
  for (let j = 0; j < gridHeight; j++) points.push(pointAt(back, gridWidth, j));
  for (let i = gridWidth; i > 0; i--) points.push(pointAt(back, i, gridHeight));
  for (let j = gridHeight; j > 0; j--) points.push(pointAt(back, 0, j));
  return points;

  function pointAt(layer: SceneLayer, column: number, row: number): BorderPoint {
    const { window, lensMm } = staging;
    const z = scene.subjectDisparity / (layer.disparity[row * (layer.gridWidth + 1) + column] as number);
    const perPx = (36 / lensMm / window.widthPx) * z;
    return {
      x: (layer.xPx + (column / gridWidth) * layer.widthPx - window.xPx - window.widthPx / 2) * perPx,
      y: (window.yPx + window.heightPx / 2 - layer.yPx - (row / gridHeight) * layer.heightPx) * perPx,
      z,
    };
  }
}

/** How far forward the camera may go before the nearest thing in the window is closer than NEAREST_RATIO. */
function nearestShown(scene: Scene, staging: Staging): number {
  const { window } = staging;
  let nearest = 0;
  for (const layer of scene.layers) {
    const columns = layer.gridWidth + 1;
    for (let k = 0; k < layer.disparity.length; k++) {
      const x = layer.xPx + ((k % columns) / layer.gridWidth) * layer.widthPx - window.xPx;
      const y = layer.yPx + (Math.floor(k / columns) / layer.gridHeight) * layer.heightPx - window.yPx;
      if (x >= 0 && y >= 0 && x <= window.widthPx && y <= window.heightPx) nearest = Math.max(nearest, layer.disparity[k] as number);
    }
  }
  const restRatio = scene.subjectDisparity / nearest;
  return nearest > 0 ? Math.max(0, restRatio - nearestRatioFor(restRatio)) : 0;
}
