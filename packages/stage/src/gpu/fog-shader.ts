/**
 * WGSL of fog, as kernel/air-fog.ts: puffs are summed up before every layer at the corners of blocks of 16 × 8 pixels, then each pixel takes its layers'
 * shares. `gather` fills one layer's corners, `veil` lays the fog over the frame.
 */
export const fogShader = /* wgsl */ `
struct Puff {
  // Middle in pixels (whole numbers are pixels' centres), radius in pixels, metres before the camera; radius in metres, thickness.
  place: vec4f,
  depth: vec4f,
}
struct Fog {
  // Y, Cb, Cr 0..255; how many puffs; the frame's size, how many layers.
  colour: vec3f,
  puffs: f32,
  frame: vec2f,
  layers: f32,
}
struct Veil {
  @location(0) luma: vec4f,
  @location(1) chroma: vec4f,
}
@group(0) @binding(0) var<uniform> fog: Fog;
@group(0) @binding(1) var<storage, read> puffs: array<Puff>;
@group(0) @binding(2) var sight: texture_2d_array<f32>;
@group(1) @binding(0) var<uniform> layer: vec4f;
@group(1) @binding(0) var corners: texture_2d_array<f32>;
@group(1) @binding(1) var linear: sampler;

@vertex fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4 - 1, f32(index >> 1u) * 4 - 1, 0, 1);
}

@fragment fn gather(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let corner = floor(at.xy) * vec2f(16, 8);
  let depthM = textureLoad(sight, vec2u(min(corner, fog.frame - 1)), u32(layer.x), 0).g;
  var thick = 0.0;
  for (var i = 0u; i < u32(fog.puffs); i++) {
    let puff = puffs[i];
    let away = corner - puff.place.xy;
    let g = max(0.0, 1 - dot(away, away) / (puff.place.z * puff.place.z));
    thick += puff.depth.y * g * g * clamp((depthM - puff.place.w) / (2 * puff.depth.x) + 0.5, 0.0, 1.0);
  }
  return vec4f(1 - exp(-thick));
}

@fragment fn veil(@builtin(position) at: vec4f) -> Veil {
  let place = ((at.xy - 0.5) / vec2f(16, 8) + 0.5) / vec2f(textureDimensions(corners).xy);
  var hiding = 0.0;
  for (var l = 0u; l < u32(fog.layers); l++) {
    let alpha = textureLoad(sight, vec2u(at.xy), l, 0).r;
    hiding = mix(hiding, textureSampleLevel(corners, linear, place, l, 0).r, alpha);
  }
  let colour = fog.colour / 255 * hiding;
  return Veil(vec4f(colour.x, 0, 0, hiding), vec4f(colour.yz, 0, hiding));
}
`;
