/**
 * WGSL of what moves in a picture: its planes are drawn anew from where a field of nodes says, as kernel/motion.ts does. Nodes stand on the corners of tiles
 * of 8 × 8 texels of luma; a chroma tile spans two, and its ways are half as long.
 */
export const motionShader = /* wgsl */ `
struct Motion {
  // What a node's four numbers are weighed by: Δu and Δv of the first copy, then of the second, in texels of luma.
  weights: array<vec4f, 4>,
  // Left, top, width and height of the field in tiles of luma.
  box: vec4f,
  // Texels of this plane; nodes that a tile spans; the second copy's share, −1 for the first alone.
  size: vec2f,
  step: f32,
  share: f32,
  // Contrast to give back; how much brighter (flicker); 1 where the picture's edge is repeated; 1 for chroma.
  contrast: f32,
  brighter: f32,
  repeats: f32,
  isChroma: f32,
}
@group(0) @binding(0) var<uniform> motion: Motion;
@group(0) @binding(1) var linear: sampler;
@group(0) @binding(2) var plane: texture_2d<f32>;
@group(0) @binding(3) var nodes: texture_2d<f32>;
@group(0) @binding(4) var notes: texture_2d<f32>;

@vertex fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  let corner = (motion.box.xy + vec2f(f32(index & 1u), f32(index >> 1u)) * motion.box.zw) * 8 / motion.step;
  let at = corner / motion.size;
  return vec4f(at.x * 2 - 1, 1 - at.y * 2, 0, 1);
}

struct Tile {
  node: vec2i,
  inside: vec2f,
}
fn tileOf(at: vec2f) -> Tile {
  let tile = floor(floor(at) / 8);
  return Tile(vec2i(tile * motion.step - motion.box.xy), floor(at) / 8 - tile);
}
fn between(field: texture_2d<f32>, tile: Tile) -> vec4f {
  let step = i32(motion.step);
  let upper = mix(textureLoad(field, tile.node, 0), textureLoad(field, tile.node + vec2i(step, 0), 0), tile.inside.x);
  let lower = mix(textureLoad(field, tile.node + vec2i(0, step), 0), textureLoad(field, tile.node + vec2i(step), 0), tile.inside.x);
  return mix(upper, lower, tile.inside.y);
}
// True where no corner of a tile has anything to do: such tiles stay as they are.
fn isStill(tile: Tile) -> bool {
  let step = i32(motion.step);
  let all = abs(textureLoad(nodes, tile.node, 0)) + abs(textureLoad(nodes, tile.node + vec2i(step, 0), 0))
    + abs(textureLoad(nodes, tile.node + vec2i(0, step), 0)) + abs(textureLoad(nodes, tile.node + vec2i(step), 0));
  return dot(all, vec4f(1)) == 0;
}

fn fetched(texel: vec2f) -> vec4f {
  let share = clamp(min(texel + 0.5, motion.size + 0.5 - texel), vec2f(0), vec2f(1));
  return textureSampleLevel(plane, linear, texel / motion.size, 0) * max(motion.repeats, share.x * share.y);
}

@fragment fn warp(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let tile = tileOf(at.xy);
  if (isStill(tile)) { discard; }
  let node = between(nodes, tile);
  let first = vec2f(dot(node, motion.weights[0]), dot(node, motion.weights[1])) / motion.step;
  var value = fetched(at.xy - first);
  if (motion.share >= 0) {
    let second = vec2f(dot(node, motion.weights[2]), dot(node, motion.weights[3])) / motion.step;
    value = mix(value, fetched(at.xy - second), motion.share);
    // The contrast that two unlike copies lose when they are mixed.
    let note = between(notes, tile);
    let low = select(vec4f(note.y, 0, 0, 0), vec4f(note.zw, 0, 0), motion.isChroma == 1);
    value += (value - low) * note.x * motion.contrast;
  }
  return value;
}

@fragment fn brighten(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let tile = tileOf(at.xy);
  if (isStill(tile)) { discard; }
  let value = textureLoad(plane, vec2u(at.xy), 0);
  // Black's luma or grey's chroma, times the opacity.
  let zero = select(16.0 / 255 * value.y, 128.0 / 255 * value.z, motion.isChroma == 1);
  return zero + (value - zero) * (1 + between(nodes, tile).x * motion.brighter);
}
`;
