import type { MovesCamera } from './camera.ts';
import { ease } from './easing.ts';
import type { Move } from './move.ts';
import { framingCrop, pointAtSubjectDepth, subjectPoint } from './subject.ts';
import { add, dot, scale, subtract, type Vec3 } from './vector.ts';

/**
 * The camera's rig at one moment, before the turntable of an orbit turns it about the vertical line through the subject.
 * Metres and radians; yaw + right, pitch + up, roll as `Roll`, orbit + the camera travels to its right.
 */
export type Rig = Readonly<{
  position: Vec3;
  yawRad: number;
  pitchRad: number;
  rollRad: number;
  orbitRad: number;
  lensMm: number;
  /** The lens factor of zooms alone, without dolly-zooms. */
  zoomRatio: number;
  /** The part of `position` that dolly-zooms travelled. */
  dollyZoomWay: Vec3;
}>;

/**
 * A follow or a crane keeps its subject where the same shot without that move has it. So every way is laid in four worlds: index 3 has
 * all moves, 1 no cranes, 2 no follows, 0 neither.
 */
type World = 0 | 1 | 2 | 3;
const withFollows = 1;
const withCranes = 2;
const whole: World = 3;
const without = (world: World, part: 1 | 2) => (world & ~part) as World;

/** A move with the straight way it travels in each of the four worlds, laid when it starts; `axis` is where the camera looks then. */
type Rail = Readonly<{ move: Move; ways: readonly [Vec3, Vec3, Vec3, Vec3]; axis: Vec3 }>;

const none: Vec3 = [0, 0, 0];
const rad = (deg: number) => (deg * Math.PI) / 180;

/** Where a moves camera's rig is at a share of its length, 0..1. Rails are laid once; the returned function is pure. */
export function layRails(camera: MovesCamera): (ratio: number) => Rig {
  const rails = railsOf(camera);
  return (ratio) => rigAt(camera, rails, ratio, whole);
}

/** The straight way of one of the camera's moves, as metres along the optical axis, the horizontal right and the world's up of its start. */
export function wayOf(camera: MovesCamera, move: Move): Readonly<{ aheadM: number; rightM: number; upM: number }> {
  const rails = railsOf(camera);
  const rail = rails.find((own) => own.move === move);
  if (rail === undefined) return { aheadM: 0, rightM: 0, upM: 0 };
  const start = rigAt(camera, rails.slice(0, rails.indexOf(rail)), move.startRatio, whole);
  const heading: Vec3 = [Math.sin(start.yawRad), 0, -Math.cos(start.yawRad)];
  const level = Math.cos(start.pitchRad);
  // A camera that looks straight up or down has no way ahead on the level: that part is lost rather than blown up.
  const way = rail.ways[whole];
  const aheadM = Math.abs(level) < 1e-3 ? 0 : dot(way, heading) / level;
  return { aheadM, rightM: dot(way, right(start)), upM: way[1] - aheadM * Math.sin(start.pitchRad) };
}

function railsOf(camera: MovesCamera): readonly Rail[] {
  // A push-to is planned from what the moves that start with it will have done at its end, so it is laid after them.
  const late = (move: Move) => (move.kind === 'push-to' ? 1 : 0);
  const moves = [...camera.moves].sort((a, b) => a.startRatio - b.startRatio || late(a) - late(b));
  const rails: Rail[] = [];
  for (const move of moves) rails.push(layRail(camera, rails, move));
  return rails;
}

/** How far a move has come, 0 before its span and 1 after it; a span of no length is a cut. */
export function progress(move: Move, ratio: number): number {
  if (ratio >= move.endRatio) return 1;
  if (ratio <= move.startRatio) return 0;
  return ease(move.easing, (ratio - move.startRatio) / (move.endRatio - move.startRatio));
}

function layRail(camera: MovesCamera, laid: readonly Rail[], move: Move): Rail {
  const wayIn = (world: World) => wayOfMove(camera, laid, move, world);
  const start = rigAt(camera, laid, move.startRatio, whole);
  return { move, ways: [wayIn(0), wayIn(1), wayIn(2), wayIn(3)], axis: forward(start) };
}

function wayOfMove(camera: MovesCamera, laid: readonly Rail[], move: Move, world: World): Vec3 {
  const start = () => rigAt(camera, laid, move.startRatio, world);
  switch (move.kind) {
    case 'dolly':
    case 'dolly-zoom':
      return scale(forward(start()), move.distanceM);
    case 'truck':
      return scale(right(start()), move.distanceM);
    case 'pedestal':
      return [0, move.distanceM, 0];
    case 'crane':
      return world & withCranes ? [0, move.distanceM, 0] : none;
    case 'follow':
      return world & withFollows ? scale(right(start()), move.distanceM) : none;
    case 'push-to':
      return wayTo(camera, move, rigAt(camera, laid, move.endRatio, world));
    case 'hold':
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'zoom':
    case 'orbit':
    case 'whip-pan':
    case 'rack-focus':
    case 'shake':
      return none;
    default:
      return move satisfies never;
  }
}

/** The straight way from where the other moves end to where the wanted crop, at the subject's depth, fills the frame. */
function wayTo(camera: MovesCamera, move: Extract<Move, { kind: 'push-to' }>, end: Rig): Vec3 {
  const region = move.region;
  const crop =
    region === undefined
      ? framingCrop(camera, move.framing ?? 'MS')
      : {
          centreXRatio: region.xRatio + region.widthRatio / 2,
          centreYRatio: region.yRatio + region.heightRatio / 2,
          sizeRatio: Math.max(region.widthRatio, region.heightRatio),
        };
  const centre = pointAtSubjectDepth(camera, crop.centreXRatio, crop.centreYRatio);
  const seen = turnAbout(subjectPoint(camera), centre, -end.orbitRad);
  const axialM = crop.sizeRatio * camera.subjectDistanceM * (end.lensMm / camera.lensMm);
  return subtract(subtract(seen, scale(forward(end), axialM)), end.position);
}

function rigAt(camera: MovesCamera, rails: readonly Rail[], ratio: number, world: World): Rig {
  const positions: [Vec3, Vec3, Vec3, Vec3] = [none, none, none, none];
  let yawRad = 0;
  let pitchRad = 0;
  let rollRad = 0;
  let orbitRad = 0;
  let zoomLog = 0;
  let keptLog = 0;
  let dollyZoomWay = none;
  let isFollowing = false;
  let isCraned = false;
  for (const rail of rails) {
    const { move } = rail;
    if (ratio < move.startRatio) break;
    const e = progress(move, ratio);
    for (const [i, way] of rail.ways.entries()) positions[i] = add(positions[i as World], scale(way, e));
    if (move.kind === 'pan' || move.kind === 'whip-pan') yawRad += rad(move.angleDeg) * e;
    else if (move.kind === 'tilt') pitchRad += rad(move.angleDeg) * e;
    else if (move.kind === 'roll') rollRad += rad(move.angleDeg) * e;
    else if (move.kind === 'orbit') orbitRad += rad(move.angleDeg) * e;
    else if (move.kind === 'zoom') zoomLog += Math.log(move.ratio) * e;
    else if (move.kind === 'dolly-zoom') {
      dollyZoomWay = add(dollyZoomWay, scale(rail.ways[whole], e));
      keptLog += Math.log(keptSize(camera, rails, rail, ratio));
    } else if (move.kind === 'follow') isFollowing = true;
    else if (move.kind === 'crane') isCraned = true;
  }
  // A follow keeps its subject as far to the side, a crane as high in the frame, as it would be without it.
  const subject = subjectPoint(camera);
  const floorM = 0.1 * camera.subjectDistanceM;
  const side = (other: World) => bearing(subtract(subject, positions[other]), yawRad, floorM);
  const yawIn = (other: World) => yawRad + (isFollowing && other & withFollows ? side(other) - side(without(other, withFollows)) : 0);
  const height = (other: World) => elevation(subtract(subject, positions[other]), yawIn(other), floorM);
  if (isCraned && world & withCranes) pitchRad += height(world) - height(without(world, withCranes));
  const lensMm = clampLens(camera.lensMm * Math.exp(zoomLog + keptLog));
  return {
    position: positions[world],
    yawRad: yawIn(world),
    pitchRad,
    rollRad,
    orbitRad,
    lensMm,
    zoomRatio: Math.exp(zoomLog),
    dollyZoomWay,
  };
}

/** The lens factor of one dolly-zoom: the subject's distance along its rails with it, divided by the distance without it. */
function keptSize(camera: MovesCamera, rails: readonly Rail[], own: Rail, ratio: number): number {
  let position = none;
  let isPast = false;
  for (const rail of rails) {
    // Moves that start after it has ended no longer change the lens; of two dolly-zooms the second answers for its own way only.
    const isLater = rail !== own && rail.move.startRatio >= own.move.endRatio;
    if (!isLater && !(isPast && rail.move.kind === 'dolly-zoom'))
      position = add(position, scale(rail.ways[whole], progress(rail.move, ratio)));
    if (rail === own) isPast = true;
  }
  const withM = dot(subtract(subjectPoint(camera), position), own.axis);
  const wayM = dot(own.ways[whole], own.axis) * progress(own.move, ratio);
  const floorM = 0.05 * camera.subjectDistanceM;
  return keepAhead(withM, floorM) / keepAhead(withM + wayM, floorM);
}

/** x where x ≥ floor; below, a parabola that joins with the same slope and never falls under floor / 2: no division by nought when a camera drives through its subject. */
function keepAhead(x: number, floor: number): number {
  if (x >= floor) return x;
  return x > 0 ? (floor / 2) * (1 + (x / floor) ** 2) : floor / 2;
}

/** How far right of a heading a direction lies, radians within ±π/2. */
function bearing(to: Vec3, yawRad: number, floorM: number): number {
  const ahead = to[0] * Math.sin(yawRad) - to[2] * Math.cos(yawRad);
  const aside = to[0] * Math.cos(yawRad) + to[2] * Math.sin(yawRad);
  return Math.atan2(aside, keepAhead(ahead, floorM));
}

/** How far above the horizon a direction lies in the camera's own vertical plane, radians within ±π/2. */
function elevation(to: Vec3, yawRad: number, floorM: number): number {
  return Math.atan2(to[1], keepAhead(to[0] * Math.sin(yawRad) - to[2] * Math.cos(yawRad), floorM));
}

/** A point turned about the vertical line through a pivot; positive carries a camera south of it to its right. */
export function turnAbout(pivot: Vec3, point: Vec3, angleRad: number): Vec3 {
  const x = point[0] - pivot[0];
  const z = point[2] - pivot[2];
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  return [pivot[0] + x * c + z * s, point[1], pivot[2] - x * s + z * c];
}

/** A focal length held within 1..10000 mm, whatever zooms and dolly-zooms multiply up to. */
export function clampLens(lensMm: number): number {
  return Math.max(1, Math.min(10000, lensMm));
}

function forward({ yawRad, pitchRad }: Rig): Vec3 {
  return [Math.cos(pitchRad) * Math.sin(yawRad), Math.sin(pitchRad), -Math.cos(pitchRad) * Math.cos(yawRad)];
}

function right({ yawRad }: Rig): Vec3 {
  return [Math.cos(yawRad), 0, Math.sin(yawRad)];
}
