import type { Easing } from './move.ts';

/**
 * Progress 0..1 at a share of the span 0..1 (outside, clamped). linear; in = u², out = 1 − (1 − u)²; in-out = smoothstep 3u² − 2u³: the gentlest
 * polynomial with no speed at either end, its peak 1.5 × the mean (the quintic, smoother in acceleration, peaks at 1.875 × and feels pushed).
 * A Bézier may overshoot 0..1 in between, never at its ends.
 */
export function ease(easing: Easing, ratio: number): number {
  const u = Math.max(0, Math.min(1, ratio));
  switch (easing) {
    case 'linear':
      return u;
    case 'in':
      return u * u;
    case 'out':
      return u * (2 - u);
    case 'in-out':
      return u * u * (3 - 2 * u);
    default:
      return cubicBezier(easing, u);
  }
}

/** y where x(s) = u on the curve (0,0) (x1,y1) (x2,y2) (1,1); x rises, so s is unique, and it is found to the last bits of a double. */
function cubicBezier([x1, y1, x2, y2]: readonly [number, number, number, number], u: number): number {
  if (u === 0 || u === 1) return u;
  const at = (a: number, b: number, s: number) => ((1 + 3 * a - 3 * b) * s + (3 * b - 6 * a)) * s * s + 3 * a * s;
  let low = 0;
  let high = 1;
  let s = u;
  // Newton's step, held inside a shrinking bracket: where x stands still (x1 = 1, x2 = 0) a bare Newton leaves the curve.
  for (let step = 0; step < 100 && high - low > 1e-16; step += 1) {
    const miss = at(x1, x2, s) - u;
    if (miss === 0) break;
    if (miss > 0) high = s;
    else low = s;
    const slope = 3 * (1 + 3 * x1 - 3 * x2) * s * s + 2 * (3 * x2 - 6 * x1) * s + 3 * x1;
    const newton = s - miss / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === s) break;
    s = next;
  }
  return at(y1, y2, s);
}
