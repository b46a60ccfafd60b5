import { PARTICLE_BYTES } from '../look/air/air-gather.ts';
import { SHAPES } from '../look/air/air-kinds.ts';

/** Numbers of an ellipse as `airShader` reads it: six vec4. */
export const ELLIPSE_FLOATS = 24;

// Fields of a particle as kernel/air.ts lists it, counted in f32.
const FIELDS = PARTICLE_BYTES / 4;
const [DEPTH_M, X, Y, ALONG, ACROSS, OUT, STREAK, BLUR, ALPHA, LUMA, CB, CR, COVER, KIND, RADIUS_M, FACING, GAIN] = [
  0, 1, 2, 3, 5, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
];

/** How an ellipse's edge is drawn: as of a disc, a petal or a glow. */
const FORMS = { disc: 0, petal: 1, glow: 2 } as const;
const PETAL_WIDTH = 0.8;
const PETAL_CUP = 0.3;
const GLOW_REACH = 7;

type Pair = readonly [number, number];
type Tone = Readonly<{
  luma: number;
  cb: number;
  cr: number;
  covering: number;
  lumaAlong?: number;
  lumaAcross?: number;
  redAlong?: number;
}>;
type Shape = Readonly<{
  at: Pair;
  p: Pair;
  q: Pair;
  cup?: Pair;
  blur: number;
  strength: number;
  gain: number;
  softness: number;
  tone: Tone;
  form?: number;
}>;

/** Takes particles (PARTICLE_BYTES each, farthest first) apart into the ellipses that the kernel paints for them: kernel/air-draw.ts says the same. */
export function ellipsesOf(particles: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const out: number[] = [];
  const kinds = new Int32Array(particles.buffer, particles.byteOffset, particles.length);
  for (let i = 0; i < count; i++) {
    const at = (field: number) => particles[i * FIELDS + field] as number;
    const pair = (field: number): Pair => [at(field), at(field + 1)];
    const add = ({ at: [x, y], p, q, cup = [0, 0], blur, strength, gain, softness, tone, form = FORMS.disc }: Shape) => {
      const { luma, cb, cr, covering, lumaAlong = 0, lumaAcross = 0, redAlong = 0 } = tone;
      out.push(x, y, strength, gain, ...p, ...q, ...cup, at(STREAK), at(STREAK + 1), blur, softness, covering, form);
      out.push(luma, cb, cr, redAlong, lumaAlong, lumaAcross, at(DEPTH_M), at(RADIUS_M));
    };
    const centre: Pair = [at(X), at(Y)];
    const [a, b] = [pair(ALONG), pair(ACROSS)];
    const tone: Tone = { luma: at(LUMA), cb: at(CB), cr: at(CR), covering: at(COVER) };
    const whole = { at: centre, p: a, q: b, blur: at(BLUR), strength: at(ALPHA), gain: at(GAIN), softness: 0, tone };
    switch (kinds[i * FIELDS + KIND]) {
      case SHAPES.petal: {
        // Lit from above and through; its foot is deeper in colour, one half a little curled.
        const luma = 16 + (tone.luma - 16) * (0.9 + 0.1 * at(FACING));
        const curl = a[0] * b[1] - a[1] * b[0] > 0 ? 1 : -1;
        const shaded = { ...tone, luma, lumaAlong: luma * 0.05, lumaAcross: curl * luma * 0.045, redAlong: tone.cr * -0.45 };
        add({ ...whole, p: scaled(a, PETAL_WIDTH), cup: scaled(pair(OUT), PETAL_CUP), tone: shaded, form: FORMS.petal });
        break;
      }
      case SHAPES.seed:
        for (const part of seedParts({ ...whole, out: pair(OUT), streakPx: Math.hypot(...pair(STREAK)) })) add(part);
        break;
      case SHAPES.glow: {
        // A halo of light, then the burning core, white where it is brightest.
        const halo = { ...tone, luma: tone.luma * at(FACING), cb: tone.cb * at(FACING), cr: tone.cr * at(FACING) };
        add({ ...whole, p: scaled(a, GLOW_REACH), q: scaled(b, GLOW_REACH), gain: 1, tone: halo, form: FORMS.glow });
        const core = { luma: Math.min(235, tone.luma + (235 - tone.luma) * 0.4), cb: tone.cb * 0.75, cr: tone.cr * 0.75, covering: 1 };
        add({ ...whole, softness: 0.5, tone: core });
        break;
      }
      default:
        // Out of focus it is a disc, in focus a soft flake.
        add({ ...whole, softness: a[0] / (a[0] + whole.blur) });
    }
  }
  return Float32Array.from(out);
}

function scaled([x, y]: Pair, by: number): Pair {
  return [x * by, y * by];
}

function moved([x, y]: Pair, [dx, dy]: Pair, by: number): Pair {
  return [x + dx * by, y + dy * by];
}

const RAYS = 18;

// A dandelion seed: a parachute of thin rays above a stem that carries the grain. What is too small to tell rays apart is a haze.
function seedParts(seed: Shape & Readonly<{ out: Pair; streakPx: number }>): readonly Shape[] {
  const { at, p: a, q: b, out, streakPx, blur, strength, tone } = seed;
  const radius = Math.max(Math.hypot(...a), Math.hypot(...b), Math.hypot(...out));
  const thin = 0.025 * radius;
  const told = Math.min(1, Math.max(0, (radius - (blur + streakPx * 0.3) - 4) * 0.25));
  const part = { ...seed, cup: [0, 0] as const };
  const haze = { ...part, gain: 1, softness: 0.8 };
  const stem = Math.max(Math.hypot(...out), 0.2);
  const beside = (by: number): Pair => [(-out[1] / stem) * by, (out[0] / stem) * by];
  const rays = Array.from({ length: told > 0 ? RAYS : 0 }, (_, i): Shape => {
    const [ca, sa] = [Math.cos((i * 2 * Math.PI) / RAYS), Math.sin((i * 2 * Math.PI) / RAYS)];
    // Uneven lengths and lifts, or it would look like an umbrella.
    const lift = 0.2 + 0.075 * ((i * 5) % 7);
    const reach = (0.86 + 0.14 * ((i * 3) % 5) * 0.25) * 0.5;
    const along = (k: 0 | 1) => ((a[k] * ca + b[k] * sa) * 0.9 + out[k] * lift) * reach;
    const ray: Pair = [along(0), along(1)];
    const length = Math.max(Math.hypot(...ray), 0.2);
    const q: Pair = [(-ray[1] / length) * thin, (ray[0] / length) * thin];
    return { ...part, at: moved(moved(at, ray, 1), out, 0.05), p: ray, q, strength: strength * told * 0.6, gain: 1.5, softness: 0.25 };
  });
  return [
    {
      ...haze,
      at: moved(at, out, 0.42),
      p: scaled(a, 0.72),
      q: scaled(b, 0.72),
      blur: blur + 0.1 * radius,
      strength: strength * (0.42 - 0.26 * told),
    },
    { ...haze, at: moved(at, out, 0.3), p: scaled(a, 0.5), q: scaled(out, 0.34), blur: blur + 0.06 * radius, strength: strength * 0.14 },
    ...rays,
    { ...part, at: moved(at, out, -0.38), p: scaled(out, 0.43), q: beside(thin), strength: strength * 0.8, gain: 1.5, softness: 0.2 },
    {
      ...part,
      at: moved(at, out, -0.95),
      p: scaled(out, 0.2),
      q: beside(0.055 * radius),
      strength: strength * 0.9,
      gain: 1.3,
      tone: { ...tone, luma: 16 + (tone.luma - 16) * 0.36, cb: -7, cr: 9 },
    },
  ];
}
