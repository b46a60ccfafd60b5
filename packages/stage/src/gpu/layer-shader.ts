/**
 * WGSL of one layer: its mesh on the screen, its planes sampled linearly, premultiplied, BT.709 limited range. A layer is drawn twice where it is not
 * opaque: depth alone, then colour where the depth is equal, so that of its own folds only the nearest shows, by its own transparency.
 */
export const layerShader = /* wgsl */ `
struct View { clip: mat4x4f }
struct Layer {
  // Texels of the level, luma; how many of the finest level's texels are one of its; 1 where the picture's edge is repeated around it.
  size: vec2f,
  finer: f32,
  repeats: f32,
}
struct Seen {
  @builtin(position) @invariant at: vec4f,
  // Edge coordinates of the finest level: texel i covers i..i + 1.
  @location(0) texel: vec2f,
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

@vertex fn place(@location(0) world: vec3f, @location(1) texel: vec2f) -> Seen {
  return Seen(view.clip * vec4f(world, 1), texel);
}

// What a picture that is transparent around has left of a sample near its edge, as if it were sampled with a border of nothing.
fn within(texel: vec2f, size: vec2f) -> f32 {
  let share = clamp(min(texel + 0.5, size + 0.5 - texel), vec2f(0), vec2f(1));
  return max(layer.repeats, share.x * share.y);
}

fn planesAt(texel: vec2f) -> Planes {
  let place = texel / layer.size;
  let luma = textureSampleLevel(lumaPlane, linear, place, 0) * within(texel, layer.size);
  let chroma = textureSampleLevel(chromaPlane, linear, place, 0) * within(texel * 0.5, layer.size * 0.5);
  return Planes(vec4f(luma.r, 0, 0, luma.g), vec4f(chroma.rg, 0, chroma.b));
}

fn planesOf(seen: Seen) -> Planes {
  return planesAt(seen.texel / layer.finer);
}
`;

/** What both kinds of layer shader end with: the picture, and for what is in the air each layer's alpha and distance in metres. */
export const layerEntries = /* wgsl */ `
@fragment fn paint(seen: Seen) -> Planes {
  return planesOf(seen);
}

@fragment fn sight(seen: Seen) -> @location(0) vec2f {
  return vec2f(planesOf(seen).luma.a, 1 / seen.at.w);
}
`;
