import type { Outline } from './coverage.ts';

/** A place on a drawing board. */
export type Point = readonly [number, number];

/** Contours on a drawing board of any unit: closed lines of points. */
export type Drawing = readonly (readonly Point[])[];

/** Points between two of a smooth line. */
const stepsBetween = 8;

/** A closed line through these points, smooth everywhere (Catmull-Rom). */
export function blob(...points: readonly Point[]): Drawing {
  return [smoothed(points, true)];
}

/** A closed line with corners. */
export function polygon(...points: readonly Point[]): Drawing {
  return [points];
}

/** An ellipse, turned by `turnDeg` clockwise. */
export function ellipse(cx: number, cy: number, rx: number, ry = rx, turnDeg = 0): Drawing {
  const turn = (turnDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [
    Array.from({ length: 48 }, (_, k): Point => {
      const x = rx * Math.cos((k / 24) * Math.PI);
      const y = ry * Math.sin((k / 24) * Math.PI);
      return [cx + x * cos - y * sin, cy + x * sin + y * cos];
    }),
  ];
}

/** A rectangle with round corners. */
export function box(x: number, y: number, width: number, height: number, round = 0): Drawing {
  if (round <= 0) {
    return [
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ],
    ];
  }
  const corner = (cx: number, cy: number, from: number): Point[] =>
    Array.from({ length: 9 }, (_, k): Point => {
      const turn = ((from + k / 8) * Math.PI) / 2;
      return [cx + round * Math.cos(turn), cy + round * Math.sin(turn)];
    });
  return [
    [
      ...corner(x + width - round, y + height - round, 0),
      ...corner(x + round, y + height - round, 1),
      ...corner(x + round, y + round, 2),
      ...corner(x + width - round, y + round, 3),
    ],
  ];
}

/** A smooth stroke through points with the half-width at each as its third number: limbs, stems, tails. */
export function stroke(...points: readonly (readonly [number, number, number])[]): Drawing {
  const spine = smoothed(
    points.map(([x, y]): Point => [x, y]),
    false,
  );
  const many = spine.length;
  const halfAt = (k: number): number => {
    const at = (k / Math.max(1, many - 1)) * (points.length - 1);
    const i = Math.min(points.length - 2, Math.floor(at));
    const a = points[Math.max(0, i)]?.[2] ?? 0;
    return a + ((points[i + 1]?.[2] ?? a) - a) * (at - i);
  };
  const side = (sign: number): Point[] =>
    spine.map(([x, y], k): Point => {
      const [ax, ay] = spine[Math.max(0, k - 1)] as Point;
      const [bx, by] = spine[Math.min(many - 1, k + 1)] as Point;
      const length = Math.max(1e-9, Math.hypot(bx - ax, by - ay));
      const half = halfAt(k) * sign;
      return [x - ((by - ay) / length) * half, y + ((bx - ax) / length) * half];
    });
  const ends = [0, many - 1].map((k) => {
    const [x, y] = spine[k] as Point;
    return (ellipse(x, y, Math.max(1e-6, halfAt(k)))[0] ?? []) as readonly Point[];
  });
  return [[...side(1), ...side(-1).reverse()], ...ends];
}

/** Several drawings as one. */
export function together(...drawings: readonly Drawing[]): Drawing {
  return drawings.flat();
}

/** A drawing on the canvas: the board's point (x, y) comes to lie at (originX + x × scale, originY + y × scale). */
export function placed(
  drawing: Drawing,
  { x: originX, y: originY, scale, isFlipped = false }: Readonly<{ x: number; y: number; scale: number; isFlipped?: boolean }>,
): Outline {
  const across = isFlipped ? -scale : scale;
  return drawing.map((contour) => {
    const flat = new Float64Array(contour.length * 2);
    for (const [k, [x, y]] of contour.entries()) {
      flat[k * 2] = originX + x * across;
      flat[k * 2 + 1] = originY + y * scale;
    }
    return flat;
  });
}

function smoothed(points: readonly Point[], isClosed: boolean): Point[] {
  const many = points.length;
  if (many < 3 && !isClosed) return [...points];
  const at = (k: number): Point => {
    const i = isClosed ? (k + many) % many : Math.max(0, Math.min(many - 1, k));
    return points[i] as Point;
  };
  const line: Point[] = [];
  for (let k = 0; k < (isClosed ? many : many - 1); k++) {
    const [p, q, r, s] = [at(k - 1), at(k), at(k + 1), at(k + 2)];
    for (let step = 0; step < stepsBetween; step++) {
      const t = step / stepsBetween;
      line.push([between(p[0], q[0], r[0], s[0], t), between(p[1], q[1], r[1], s[1], t)]);
    }
  }
  if (!isClosed) line.push(at(many - 1));
  return line;
}

function between(p: number, q: number, r: number, s: number, t: number): number {
  return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
}
