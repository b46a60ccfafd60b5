import { add, length, scale, subtract, type Vec3 } from './vector.ts';

const pieces = 64;

/**
 * The stretch between the two middle points of four, by share of its arc length, 0..1: centripetal Catmull-Rom (Yuksel, Schaefer & Keyser 2011), which never
 * loops within a stretch. A missing outer point is mirrored; two middle points closer than a nanometre are a standstill.
 */
export function curveBetween([before, from, to, after]: readonly (Vec3 | undefined)[]): (ratio: number) => Vec3 {
  if (from === undefined || to === undefined) return () => [0, 0, 0];
  const knot = (a: Vec3, b: Vec3) => Math.sqrt(length(subtract(a, b)));
  const own = knot(from, to);
  if (own * own < 1e-9) return () => from;
  // A mirrored or repeated neighbour gives the chord's own direction at that end.
  const tangent = (inner: Vec3, outer: Vec3 | undefined, chord: Vec3): Vec3 => {
    const gap = outer === undefined ? 0 : knot(inner, outer);
    if (outer === undefined || gap * gap < 1e-9) return chord;
    const away = scale(subtract(inner, outer), own / gap);
    return add(chord, scale(subtract(away, chord), own / (own + gap)));
  };
  const chord = subtract(to, from);
  const leave = tangent(from, before, chord);
  const arrive = scale(tangent(to, after, scale(chord, -1)), -1);
  const at = (s: number): Vec3 => {
    const h = s * s * (3 - 2 * s);
    return add(add(from, scale(chord, h)), add(scale(leave, s * (1 - s) * (1 - s)), scale(arrive, -s * s * (1 - s))));
  };
  const speed = (s: number) =>
    length(add(scale(chord, 6 * s * (1 - s)), add(scale(leave, (1 - s) * (1 - 3 * s)), scale(arrive, s * (3 * s - 2)))));
  const marks = [0];
  for (let i = 0; i < pieces; i += 1) marks.push((marks[i] as number) + arc(speed, i / pieces, (i + 1) / pieces));
  const whole = marks[pieces] as number;
  return (ratio) => {
    if (ratio <= 0) return from;
    if (ratio >= 1) return to;
    const wanted = ratio * whole;
    const i = Math.min(
      pieces - 1,
      Math.max(
        0,
        marks.findLastIndex((mark) => mark <= wanted),
      ),
    );
    return at(parameterAt(speed, i / pieces, wanted - (marks[i] as number)));
  };
}

/** The parameter a given way beyond `start`, inside one piece: Newton held inside a bracket. */
function parameterAt(speed: (s: number) => number, start: number, wayM: number): number {
  let low = start;
  let high = start + 1 / pieces;
  let s = (low + high) / 2;
  for (let step = 0; step < 40; step += 1) {
    const miss = arc(speed, start, s) - wayM;
    if (miss > 0) high = s;
    else low = s;
    const newton = s - miss / speed(s);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - s) < 1e-14) break;
    s = next;
  }
  return s;
}

/** Length of the curve between two parameters, by five-point Gauss–Legendre. */
function arc(speed: (s: number) => number, from: number, to: number): number {
  const half = (to - from) / 2;
  const middle = (from + to) / 2;
  const inner = 0.5384693101056831 * half;
  const outer = 0.906179845938664 * half;
  return (
    half *
    (0.5688888888888889 * speed(middle) +
      0.47862867049936647 * (speed(middle - inner) + speed(middle + inner)) +
      0.23692688505618908 * (speed(middle - outer) + speed(middle + outer)))
  );
}
