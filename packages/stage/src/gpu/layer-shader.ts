// WGSL of layers: their meshes on the screen, their planes sampled linearly, premultiplied, BT.709 limited range.

/** What both kinds of layer shader begin with. */
const head = /* wgsl */ `
struct View { clip: mat4x4f }
struct Layer {
  // Texels of the picture, luma; how many of the finest level's texels are one of its; 1 where its edge is repeated around it.
  size: vec2f,
  finer: f32,
  repeats: f32,
}
struct Planes {
  @location(0) luma: vec4f,
  @location(1) chroma: vec4f,
}
@group(0) @binding(0) var<uniform> view: View;
@group(1) @binding(0) var<uniform> layer: Layer;
@group(1) @binding(1) var linear: sampler;
@group(1) @binding(2) var lumaPlane: texture_2d<f32>;
@group(1) @binding(3) var chromaPlane: texture_2d<f32>;

// What a picture that is transparent around has left of a sample near its edge, as if it were sampled with a border of nothing.
fn within(texel: vec2f, size: vec2f) -> f32 {
  let share = clamp(min(texel + 0.5, size + 0.5 - texel), vec2f(0), vec2f(1));
  return max(layer.repeats, share.x * share.y);
}

fn edged(texel: vec2f, luma: vec4f, chroma: vec4f) -> Planes {
  let y = luma * within(texel, layer.size);
  let c = chroma * within(texel * 0.5, layer.size * 0.5);
  return Planes(vec4f(y.r, 0, 0, y.g), vec4f(c.rg, 0, c.b));
}
`;

/**
 * What both end with. A layer that is not opaque is drawn twice: depth alone, then colour where the depth is equal, so that of its own folds only the nearest
 * shows, by its own transparency. `sight` is what the air needs: alpha, and the distance in metres.
 */
const entries = /* wgsl */ `
@fragment fn conceal(seen: Seen) -> Planes {
  return Planes(vec4f(0), vec4f(0));
}

@fragment fn paint(seen: Seen) -> Planes {
  return planesOf(seen);
}

@fragment fn sight(seen: Seen) -> @location(0) vec2f {
  return vec2f(planesOf(seen).luma.a, 1 / seen.at.w);
}
`;

/** A layer drawn from one picture. */
export const layerShader = /* wgsl */ `${head}
struct Seen {
  @builtin(position) @invariant at: vec4f,
  // Edge coordinates of the finest level: texel i covers i..i + 1.
  @location(0) texel: vec2f,
}

@vertex fn place(@location(0) world: vec3f, @location(1) texel: vec2f) -> Seen {
  return Seen(view.clip * vec4f(world, 1), texel);
}

fn planesOf(seen: Seen) -> Planes {
  let texel = seen.texel / layer.finer;
  let place = texel / layer.size;
  return edged(texel, textureSampleLevel(lumaPlane, linear, place, 0), textureSampleLevel(chromaPlane, linear, place, 0));
}
${entries}`;

/** Copies that a layer may be mixed of at the most, its sharp picture counted. */
export const MOST_STEPS = 24;

/** A layer out of focus: each pixel is mixed of the two blurred copies nearest to its radius, as kernel/focus.ts mixes texels. */
export const focusShader = /* wgsl */ `${head}
struct Focus {
  // The view's row of distance; 1 / focus, radius at twice the focus' distance (texels · metres), greatest radius; where a card lies between copies, −1 for none.
  distance: vec4f,
  inverseFocus: f32,
  scale: f32,
  most: f32,
  card: f32,
  steps: f32,
  // Each copy: its radius squared, 1 / (next radius squared − its own), −1 for the sharp picture, 0 for a copy of its size, 1 for one half as fine; which.
  copies: array<vec4f, ${MOST_STEPS}>,
}
struct Seen {
  @builtin(position) @invariant at: vec4f,
  @location(0) texel: vec2f,
  // Of the blur, texels.
  @location(1) radius: f32,
}
@group(1) @binding(4) var<uniform> focus: Focus;
@group(1) @binding(5) var fullLuma: texture_2d_array<f32>;
@group(1) @binding(6) var fullChroma: texture_2d_array<f32>;
@group(1) @binding(7) var halfLuma: texture_2d_array<f32>;
@group(1) @binding(8) var halfChroma: texture_2d_array<f32>;

// Thin lens: |1/w − 1/s| × w, over the vertex's own first distance, which says how large its texels are.
fn radiusOf(world: vec3f) -> f32 {
  let away = dot(focus.distance, vec4f(world, 1));
  return min(focus.most, focus.scale * abs(1 - away * focus.inverseFocus) / -world.z);
}

@vertex fn place(@location(0) world: vec3f, @location(1) texel: vec2f) -> Seen {
  return Seen(view.clip * vec4f(world, 1), texel, radiusOf(world));
}

struct Sampled {
  luma: vec4f,
  chroma: vec4f,
}
fn copyAt(step: u32, texel: vec2f) -> Sampled {
  let kind = focus.copies[step].z;
  let which = u32(focus.copies[step].w);
  if (kind < 0) {
    let place = texel / layer.size;
    return Sampled(textureSampleLevel(lumaPlane, linear, place, 0), textureSampleLevel(chromaPlane, linear, place, 0));
  }
  if (kind == 0) {
    let place = texel / layer.size;
    return Sampled(textureSampleLevel(fullLuma, linear, place, which, 0), textureSampleLevel(fullChroma, linear, place, which, 0));
  }
  // Half as fine as the sharp picture; where the whole layer is mixed at that size, texels are counted so already.
  let place = texel / kind / vec2f(textureDimensions(halfLuma).xy);
  return Sampled(textureSampleLevel(halfLuma, linear, place, which, 0), textureSampleLevel(halfChroma, linear, place, which, 0));
}

fn planesOf(seen: Seen) -> Planes {
  let texel = seen.texel / layer.finer;
  let last = u32(focus.steps) - 1;
  var at = focus.card;
  if (at < 0) {
    at = 0;
    let square = seen.radius * seen.radius;
    for (var k = 0u; k < last; k++) { at += clamp((square - focus.copies[k].x) * focus.copies[k].y, 0.0, 1.0); }
  }
  let lower = min(u32(at), last);
  let upper = min(lower + 1, last);
  let share = at - f32(lower);
  let a = copyAt(lower, texel);
  let b = copyAt(upper, texel);
  return edged(texel, mix(a.luma, b.luma, share), mix(a.chroma, b.chroma, share));
}
${entries}
// In place of the screen the picture itself: each texel of it blurred, for what moves afterwards.
@vertex fn flatten(@location(0) world: vec3f, @location(1) texel: vec2f) -> Seen {
  let at = texel / layer.finer / layer.size;
  return Seen(vec4f(at.x * 2 - 1, 1 - at.y * 2, 0, 1), texel, radiusOf(world));
}

@fragment fn mixLuma(seen: Seen) -> @location(0) vec4f {
  return vec4f(planesOf(seen).luma.ra, 0, 0);
}

@fragment fn mixChroma(seen: Seen) -> @location(0) vec4f {
  return vec4f(planesOf(seen).chroma.rga, 0);
}
`;
