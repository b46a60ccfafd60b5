/**
 * WGSL of what is in the air: one square an ellipse, shaped as kernel/air-draw.ts shapes it (`shapeFour`, `coverage`). What stands nearer hides it by its
 * own transparency: `sight` holds every layer's alpha and distance at every pixel.
 */
export const airShader = /* wgsl */ `
struct Ellipse {
  // Middle, strength, what a streak keeps of it; half axes p and q; how deep it is towards its face, travel while the shutter is open.
  place: vec4f,
  axes: vec4f,
  cupSmear: vec4f,
  // Blur, softness, how much it hides, form (0 disc, 1 petal, 2 glow).
  edge: vec4f,
  // Y, Cb, Cr, red along; luma along and across, metres before the camera, metres over which it passes a surface.
  tone: vec4f,
  depth: vec4f,
}
struct Air { frame: vec2f, layers: f32 }
struct Dot {
  @builtin(position) at: vec4f,
  @location(0) @interpolate(flat) index: u32,
  // Rows of pixels → the ellipse's own round coordinates; then its middle.
  @location(1) @interpolate(flat) round: vec4f,
  @location(2) @interpolate(flat) middle: vec2f,
  // Sharpness, strength, softness; petal ratio, notch.
  @location(3) @interpolate(flat) edge: vec3f,
  @location(4) @interpolate(flat) petal: vec2f,
  // Half the box; how far a row's chord lies aside, half a chord through the middle, one row as a share of the height.
  @location(5) @interpolate(flat) reach: vec2f,
  @location(6) @interpolate(flat) chord: vec3f,
}
struct Share {
  @location(0) luma: vec4f,
  @location(1) chroma: vec4f,
}
@group(0) @binding(0) var<uniform> air: Air;
@group(0) @binding(1) var<storage, read> ellipses: array<Ellipse>;
@group(0) @binding(2) var sight: texture_2d_array<f32>;

const LEAST_SQUARED = 0.25;
const LEAST_NOTCH_PX = 8.0;

fn cross2(a: vec2f, b: vec2f) -> f32 { return a.x * b.y - a.y * b.x; }

@vertex fn shape(@builtin(vertex_index) corner: u32, @builtin(instance_index) index: u32) -> Dot {
  let e = ellipses[index];
  let p = e.axes.xy; let q = e.axes.zw; let cup = e.cupSmear.xy; let smear = e.cupSmear.zw;
  // Spreads add up as variances do. Determinants are added up term by term, for a long streak's would drown its thickness.
  let det0 = cross2(p, q);
  let cupP = cross2(p, cup);
  let cupQ = cross2(q, cup);
  let round = e.edge.x * e.edge.x + LEAST_SQUARED;
  var a = p.x * p.x + q.x * q.x + cup.x * cup.x;
  var b = p.x * p.y + q.x * q.y + cup.x * cup.y;
  var c = p.y * p.y + q.y * q.y + cup.y * cup.y;
  let flat2 = det0 * det0 + cupP * cupP + cupQ * cupQ;
  let still2 = flat2 + round * (a + c + round);
  a += round;
  c += round;
  let drawn = c * smear.x * smear.x - 2 * b * smear.x * smear.y + a * smear.y * smear.y;
  let det = sqrt(still2 + max(drawn, 0.0) / 3);
  let spread = sqrt(still2) / det;
  a += smear.x * smear.x / 3;
  b += smear.x * smear.y / 3;
  c += smear.y * smear.y / 3;
  let strength = min(e.place.z, e.place.z * sqrt(flat2 / still2) * spread * e.place.w);
  let sum = a + c;
  let sharpness = det * 0.5 / sqrt((sum + sqrt((a - c) * (a - c) + 4 * b * b)) * 0.5);
  let softness = e.edge.y + (1 - e.edge.y) * min(1.0, (1 - spread) * 1.3);
  // The root of the variance, turned as the shape is: M = √(M Mᵀ) R (polar decomposition of 2 × 2).
  let root = 1 / sqrt(sum + 2 * det);
  let rootA = (a + det) * root; let rootB = b * root; let rootC = (c + det) * root;
  let flip = select(1.0, -1.0, det0 < 0);
  let r = vec2f(p.x + flip * q.y, p.y - flip * q.x);
  let t = r / (length(r) + 1e-6);
  let along = vec2f(rootA * t.x + rootB * t.y, rootB * t.x + rootC * t.y);
  let aside = flip * vec2f(rootB * t.x - rootA * t.y, rootC * t.x - rootB * t.y);
  // Where little of the shape itself is left, seen from its edge or smeared, its outline and tones go.
  let ratio = min(1.0, abs(det0) / det * 1.4);
  let notch = ratio * clamp((length(q) - LEAST_NOTCH_PX) * 0.25, 0.0, 1.0);
  let inverse = 1 / cross2(along, aside);
  let half = sqrt(along * along + aside * aside);
  let reach = half + vec2f(1, 0.8);
  // Where the soft edge ends: an ellipse larger by √(1 + 1 / r).
  let grown = sqrt(1 + 0.6 / sharpness);
  let chord = vec3f(b / (half.y * half.y), grown * det / half.y, 1 / (grown * half.y));
  let middle = e.place.xy + 0.5;
  let at = middle + (vec2f(f32(corner & 1u), f32(corner >> 1u)) * 2 - 1) * (reach + 2);
  let clip = vec2f(at.x / air.frame.x * 2 - 1, 1 - at.y / air.frame.y * 2);
  // What is too faint to be painted has no corners.
  let place = select(vec4f(clip, 0, 1), vec4f(2, 2, 0, 1), strength < 0.003);
  return Dot(place, index, vec4f(aside.y, -aside.x, -along.y, along.x) * inverse, middle, vec3f(sharpness, strength, softness), vec2f(ratio, notch), reach, chord);
}

// The columns of a row, counted from the middle, that the kernel paints: within the ellipse's box and, where that is wide, within its chord.
fn spanOf(dot: Dot, row: f32) -> vec2f {
  let middle = dot.middle - 0.5;
  let box = vec2f(max(ceil(middle.x - dot.reach.x), 0.0), floor(middle.x + dot.reach.x));
  if (box.y - box.x <= 7) { return box; }
  let below = row - middle.y;
  let part = clamp(below * dot.chord.z, -1.0, 1.0);
  let chord = dot.chord.y * sqrt(1 - part * part) + 0.25;
  let centre = middle.x + dot.chord.x * below;
  return vec2f(max(box.x, ceil(centre - chord)), min(box.y, floor(centre + chord)));
}
// The kernel paints rows in pairs and a pair's columns by eights from an even one on; at the tips of thin things that can be seen.
fn isPainted(dot: Dot, pixel: vec2f) -> bool {
  let middle = dot.middle.y - 0.5;
  let upper = floor(pixel.y / 2) * 2;
  if (upper + 1 < ceil(middle - dot.reach.y) || upper > floor(middle + dot.reach.y)) { return false; }
  let a = spanOf(dot, upper);
  let b = spanOf(dot, upper + 1);
  let start = floor(min(a.x, b.x) / 2) * 2;
  return pixel.x >= start && pixel.x < start + ceil((max(a.y, b.y) - start + 1) / 8) * 8;
}

// What shows of something this far away behind the layers that stand before it.
fn shown(pixel: vec2u, depthM: f32, softM: f32) -> f32 {
  var rest = 1.0;
  for (var l = 0u; l < u32(air.layers); l++) {
    let layer = textureLoad(sight, pixel, l, 0).rg;
    rest *= 1 - layer.r * clamp((depthM - layer.g) / softM + 0.5, 0.0, 1.0);
  }
  return rest;
}

fn coverage(e: Ellipse, dot: Dot, u: f32, v: f32) -> f32 {
  let strength = dot.edge.y;
  if (e.edge.w == 1) {
    // Narrow at its foot (v = −1), broad and notched at its tip.
    let ratio = dot.petal.x;
    let wide = u * (1 + 0.2 * ratio - v * 0.28 * ratio);
    let notch = max(0.0, v - 0.55) * max(0.0, 1.57 * dot.petal.y - 3.9 * dot.petal.y * abs(u));
    return strength * clamp(0.5 + (1 - wide * wide - v * v - notch) * dot.edge.x * (1 - 0.15 * ratio), 0.0, 1.0);
  }
  let g = 1 - u * u - v * v;
  let inside = max(0.0, g);
  if (e.edge.w == 2) { return strength * inside * inside * inside; }
  let hard = clamp(0.5 + g * dot.edge.x, 0.0, 1.0);
  if (dot.edge.z <= 0.02) { return strength * hard; }
  return strength * mix(hard, min(1.0, 1.6 * inside * inside), dot.edge.z);
}

@fragment fn paint(dot: Dot) -> Share {
  if (!isPainted(dot, floor(dot.at.xy))) { discard; }
  let e = ellipses[dot.index];
  let away = dot.at.xy - dot.middle;
  let u = dot.round.x * away.x + dot.round.y * away.y;
  let v = dot.round.z * away.x + dot.round.w * away.y;
  let covered = coverage(e, dot, u, v);
  if (covered <= 0) { discard; }
  let share = covered * shown(vec2u(dot.at.xy), e.depth.z, e.depth.w);
  let toned = select(0.0, dot.petal.x, e.edge.w == 1);
  let luma = e.tone.x + toned * (e.depth.y * u + e.depth.x * v);
  let chroma = e.tone.yz + vec2f(0, toned * e.tone.w * v) + 128 * e.edge.z;
  return Share(vec4f(luma, 0, 0, 255 * e.edge.z) * share / 255, vec4f(chroma, 0, 255 * e.edge.z) * share / 255);
}
`;
