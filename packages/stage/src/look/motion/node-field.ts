import type { LevelPlan } from '../../raster/scene-plan.ts';
import type { LayerMotion } from '../look.ts';
import type { TileBox } from './motion-layout.ts';

/** A motion at its nodes: four numbers a node that a frame weighs (kernel/motion.ts), and how unlike the two copies of a flow are there, 0..1. */
export type NodeField = Readonly<{ values: Float32Array; apart: Float32Array }>;

/** Copies of a flow farther apart than this show different things; layer pixels. */
const UNLIKE_PX = 14;

/** Works out a motion's nodes for one level of its layer. */
export function nodeField(
  motion: LayerMotion,
  { box, level, levelScale, layerWidthPx }: Readonly<{ box: TileBox; level: LevelPlan; levelScale: number; layerWidthPx: number }>,
): NodeField {
  const count = (box.across + 1) * (box.down + 1);
  const values = new Float32Array(count * 4);
  const apart = new Float32Array(count);
  const direction = directionOf(motion, layerWidthPx);
  const { kind, cycles = 1, amount, wavePx = layerWidthPx } = motion;
  const reachTexels = kind === 'flow' ? amount / cycles / levelScale : kind === 'sway' ? amount / 1.35 / levelScale : amount / levelScale;
  for (let row = 0, k = 0; row <= box.down; row++) {
    for (let column = 0; column <= box.across; column++, k++) {
      const [x, y] = [(box.x + column) * 8, (box.y + row) * 8];
      const strength = strengthAt(motion, x / level.widthPx, y / level.heightPx);
      if (strength === 0) continue;
      const [xPx, yPx] = [x * levelScale, y * levelScale];
      const reach = strength * reachTexels;
      switch (kind) {
        case 'flow': {
          const [dx, dy] = direction(xPx, yPx);
          values.set([dx * reach, dy * reach, 0, 0], k * 4);
          apart[k] = smooth((reach * levelScale) / 2 / UNLIKE_PX);
          break;
        }
        case 'sway': {
          // A gust runs along; what stands higher follows a little later.
          const phase = (xPx / wavePx) * Math.PI * 2 + 0.7 * Math.sqrt(strength) + motion.seed;
          values.set(
            [Math.cos(phase), Math.sin(phase), Math.cos(2.3 * phase), Math.sin(2.3 * phase)].map((value) => value * reach),
            k * 4,
          );
          break;
        }
        case 'drift':
          values.set([reach, 0, 0, 0], k * 4);
          break;
        case 'flicker':
          values.set([strength, 0, 0, 0], k * 4);
          break;
        default:
          kind satisfies never;
      }
    }
  }
  return { values, apart };
}

/** Unit vector, right and down, of a direction in degrees counter-clockwise from the right. */
export function unitOf(towardDeg: number): readonly [number, number] {
  const turn = (towardDeg * Math.PI) / 180;
  return [Math.cos(turn), -Math.sin(turn)];
}

/** Strength 0..1 at a place of the layer given as ratios, linear between the samples' centres. */
export function strengthAt({ strength, strengthSize: { widthPx, heightPx } }: LayerMotion, xRatio: number, yRatio: number): number {
  const u = Math.max(0, Math.min(widthPx - 1, xRatio * widthPx - 0.5));
  const v = Math.max(0, Math.min(heightPx - 1, yRatio * heightPx - 0.5));
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const [right, below] = [Math.min(widthPx - 1, x + 1), Math.min(heightPx - 1, y + 1)];
  const at = (column: number, row: number) => strength[row * widthPx + column] as number;
  const upper = at(x, y) + (at(right, y) - at(x, y)) * (u - x);
  const lower = at(x, below) + (at(right, below) - at(x, below)) * (u - x);
  return (upper + (lower - upper) * (v - y)) / 255;
}

/** The direction at each place: one everywhere, or that of the way's stretches, the nearer the more. */
function directionOf({ way, towardDeg }: LayerMotion, layerWidthPx: number): (xPx: number, yPx: number) => readonly [number, number] {
  const everywhere = unitOf(towardDeg);
  if (way === undefined) return () => everywhere;
  const stretches = way.slice(1).flatMap((end, i) => {
    const start = way[i] as typeof end;
    const [dx, dy] = [end.xPx - start.xPx, end.yPx - start.yPx];
    const length = Math.hypot(dx, dy);
    return length === 0 ? [] : [{ x: start.xPx, y: start.yPx, dx: dx / length, dy: dy / length, length }];
  });
  if (stretches.length === 0) return () => everywhere;
  const soft = (0.02 * layerWidthPx) ** 2;
  return (xPx, yPx) => {
    let [u, v] = [0, 0];
    for (const { x, y, dx, dy, length } of stretches) {
      const along = Math.max(0, Math.min(length, (xPx - x) * dx + (yPx - y) * dy));
      const weight = length / ((xPx - x - along * dx) ** 2 + (yPx - y - along * dy) ** 2 + soft) ** 2;
      u += weight * dx;
      v += weight * dy;
    }
    const length = Math.hypot(u, v);
    return length === 0 ? everywhere : [u / length, v / length];
  };
}

function smooth(ratio: number): number {
  const t = Math.max(0, Math.min(1, ratio));
  return t * t * (3 - 2 * t);
}
