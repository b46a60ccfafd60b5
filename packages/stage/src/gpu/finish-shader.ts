/** WGSL of the last step: the frame's planes become RGB, with vignette, grain, letterbox and a veil; and pictures that are laid over it. */
export const finishShader = /* wgsl */ `
struct Finish {
  // The part that a letterbox leaves: left, top, width, height in pixels.
  box: vec4f,
  // tan² of the angle of a lens whose corner the vignette darkens, 0 for none; how strong the grain is; what is left of the picture under veils, and what they add.
  tanSquared: f32,
  grain: f32,
  kept: f32,
  added: f32,
}
@group(0) @binding(0) var<uniform> finish: Finish;
@group(0) @binding(1) var lumaFrame: texture_2d<f32>;
@group(0) @binding(2) var chromaFrame: texture_2d<f32>;
@group(0) @binding(3) var noise: texture_2d<i32>;
@group(0) @binding(4) var places: texture_2d<u32>;

@vertex fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4 - 1, f32(index >> 1u) * 4 - 1, 0, 1);
}

// As src/look/finish/vignette-loss.ts: cos⁴ of the angle, coded by a power of 2.2.
fn vignetteLoss(at: vec2f) -> f32 {
  let half = finish.box.zw * 0.5;
  let away = at - finish.box.xy - half;
  return 1 - pow(1 + dot(away, away) / dot(half, half) * finish.tanSquared, -2.0 / 2.2);
}

// As kernel/finish-look.ts: noise weighed by a parabola of luma, that black and white keep.
fn grainAt(at: vec2u, luma: f32) -> f32 {
  let start = textureLoad(places, at >> vec2u(8), 0).r;
  let origin = vec2u((start & 255u) + (at.x & 255u), (start >> 8u) + at.y) & vec2u(255);
  return f32(textureLoad(noise, origin, 0).r) * max(0.0, luma - 16) * max(0.0, 235 - luma) * finish.grain;
}

@fragment fn finishFrame(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let pixel = vec2u(at.xy);
  var luma = textureLoad(lumaFrame, pixel, 0).r * 255;
  var chroma = textureLoad(chromaFrame, pixel, 0).rg * 255 - 128;
  if (finish.tanSquared > 0) {
    let kept = 1 - vignetteLoss(at.xy);
    luma = 16 + (luma - 16) * kept;
    chroma *= kept;
  }
  if (finish.grain > 0) { luma += grainAt(pixel, luma); }
  let inside = all(at.xy >= finish.box.xy) && all(at.xy < finish.box.xy + finish.box.zw);
  if (!inside) { luma = 16; chroma = vec2f(0); }
  // ITU-R BT.709-6, limited range.
  let grey = (luma - 16) / 219;
  let tint = chroma / 224;
  let rgb = vec3f(grey + 1.5748 * tint.y, grey - 0.1873 * tint.x - 0.4681 * tint.y, grey + 1.8556 * tint.x);
  return vec4f(clamp(rgb, vec3f(0), vec3f(1)) * finish.kept + finish.added, 1);
}

struct Overlay {
  // Left and top in the frame, and the size, in pixels; the frame's size.
  box: vec4f,
  frame: vec2f,
  opacity: f32,
}
struct Laid {
  @builtin(position) at: vec4f,
  @location(0) pixel: vec2f,
}
@group(0) @binding(0) var<uniform> overlay: Overlay;
@group(0) @binding(1) var picture: texture_2d<f32>;

@vertex fn lay(@builtin(vertex_index) index: u32) -> Laid {
  let corner = vec2f(f32(index & 1u), f32(index >> 1u)) * overlay.box.zw;
  let at = (corner + overlay.box.xy) / overlay.frame;
  return Laid(vec4f(at.x * 2 - 1, 1 - at.y * 2, 0, 1), corner);
}

@fragment fn layOver(laid: Laid) -> @location(0) vec4f {
  return textureLoad(picture, vec2u(laid.pixel), 0) * overlay.opacity;
}
`;
