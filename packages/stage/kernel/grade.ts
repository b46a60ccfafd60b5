// A layer's picture is graded before it becomes planes: premultiplied RGBA in place. The block at `look` is written by src/look/grade/grade-effect.ts.
const DIMENSIONS: usize = 0; // of the table: 0 none, 1 curves, 3 a cube
const SIZE: usize = 4;
const SATURATION: usize = 8; // f32: 1 leaves
const SHARE: usize = 12; // f32: how much of the table is mixed in
const LOW: usize = 16; // f32x4: the colour of the table's first entry
const SCALE: usize = 32; // f32x4: entries a unit of colour
const LUMA_SHARES: usize = 48;
const TONES: usize = 64; // f32 for every byte of red, then green, then blue
const TABLE: usize = 64 + 3 * 256 * 4; // f32x4 an entry, red runs fastest

@inline function cut(v: v128): v128 {
  return f32x4.pmax(f32x4.splat(0), f32x4.pmin(f32x4.splat(1), v));
}

// The table's answer, three lanes: see src/look/grade/cube-colour.ts, which says the same in plain numbers.
@inline function fromTable(v: v128, look: usize, dimensions: i32, size: i32): v128 {
  const last = f32x4.splat(<f32>(size - 1));
  const place = f32x4.pmax(f32x4.splat(0), f32x4.pmin(last, f32x4.mul(f32x4.sub(v, v128.load(look, LOW)), v128.load(look, SCALE))));
  const whole = i32x4.min_s(i32x4.trunc_sat_f32x4_s(place), i32x4.splat(size - 2)), rest = f32x4.sub(place, f32x4.convert_i32x4_s(whole));
  const x = <usize>i32x4.extract_lane(whole, 0), y = <usize>i32x4.extract_lane(whole, 1), z = <usize>i32x4.extract_lane(whole, 2);
  const table = look + TABLE;
  if (dimensions == 1) {
    const from = f32x4(load<f32>(table + (x << 4)), load<f32>(table + (y << 4), 4), load<f32>(table + (z << 4), 8), 0);
    const to = f32x4(load<f32>(table + (x << 4), 16), load<f32>(table + (y << 4), 20), load<f32>(table + (z << 4), 24), 0);
    return f32x4.add(from, f32x4.mul(f32x4.sub(to, from), rest));
  }
  const stepX: usize = 16, stepY = <usize>size << 4, stepZ = stepY * <usize>size;
  const at = table + x * stepX + y * stepY + z * stepZ;
  const r = f32x4.extract_lane(rest, 0), g = f32x4.extract_lane(rest, 1), b = f32x4.extract_lane(rest, 2);
  // The axes in the order of how far the colour has gone on each.
  let most = r, middle = g, least = b, first = stepX, third = stepZ;
  if (r >= g) {
    if (b > r) { most = b; middle = r; least = g; first = stepZ; third = stepY; }
    else if (b > g) { middle = b; least = g; third = stepY; }
  } else if (r >= b) { most = g; middle = r; first = stepY; }
  else if (g >= b) { most = g; middle = b; least = r; first = stepY; third = stepX; }
  else { most = b; least = r; first = stepZ; third = stepX; }
  const white = at + stepX + stepY + stepZ;
  return f32x4.add(
    f32x4.add(f32x4.mul(v128.load(at), f32x4.splat(1 - most)), f32x4.mul(v128.load(at + first), f32x4.splat(most - middle))),
    f32x4.add(f32x4.mul(v128.load(white - third), f32x4.splat(middle - least)), f32x4.mul(v128.load(white), f32x4.splat(least))));
}

// One colour, bytes of straight red, green and blue → three ratios.
@inline function graded(r: u32, g: u32, b: u32, look: usize): v128 {
  const tones = look + TONES, saturation = load<f32>(look, SATURATION), dimensions = load<i32>(look, DIMENSIONS);
  let v = f32x4(load<f32>(tones + (r << 2)), load<f32>(tones + (g << 2), 1024), load<f32>(tones + (b << 2), 2048), 0);
  if (saturation != 1) {
    const parts = f32x4.mul(v, v128.load(look, LUMA_SHARES));
    const luma = f32x4.splat(f32x4.extract_lane(parts, 0) + f32x4.extract_lane(parts, 1) + f32x4.extract_lane(parts, 2));
    v = cut(f32x4.add(luma, f32x4.mul(f32x4.sub(v, luma), f32x4.splat(saturation))));
  }
  if (dimensions) v = cut(f32x4.add(v, f32x4.mul(f32x4.sub(fromTable(v, look, dimensions, load<i32>(look, SIZE)), v), v128.load32_splat(look, SHARE))));
  return v;
}

// Four numbers 0..255 → a pixel with this alpha.
@inline function pixelOf(v: v128, alpha: u32): u32 {
  const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.replace_lane(v, 3, <f32>alpha), f32x4.splat(0.5))), i32x4.splat(0));
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
}

// A premultiplied byte over an opaque one.
@inline function over(above: u32, below: u32, through: u32): u32 {
  return min<u32>(255, above + (below * through + 127) / 255);
}

/** Where a row's half-transparent pixels begin and end: first << 16 | end, 0 where there are none. */
export function softSpan(rgba: usize, width: i32): i32 {
  let first = -1, end = 0;
  for (let x = 0; x < width; x++) {
    const alpha = load<u8>(rgba + (<usize>x << 2), 3);
    if (alpha != 0 && alpha != 255) { if (first < 0) first = x; end = x + 1; }
  }
  return first < 0 ? 0 : (first << 16) | end;
}

/** Lays `count` premultiplied RGBA pixels over those at `to`. */
export function layOver(to: usize, from: usize, count: i32): void {
  for (let i = 0; i < count; i++, to += 4, from += 4) {
    const above = load<u32>(from), through = 255 - (above >> 24), below = load<u32>(to);
    if (through == 0) { store<u32>(to, above); continue; }
    if (through == 255) continue;
    store<u32>(to, over(above & 255, below & 255, through) | (over((above >> 8) & 255, (below >> 8) & 255, through) << 8)
      | (over((above >> 16) & 255, (below >> 16) & 255, through) << 16) | (over(above >> 24, below >> 24, through) << 24));
  }
}

/**
 * Grades `rows` rows of `width` premultiplied RGBA pixels; equal neighbours are worked out once. With `below`, one row of what lies under them, a half-transparent
 * pixel becomes what has to be laid over the graded row below so that the graded mixture is seen; without it, its own colour graded.
 */
export function grade(rgba: usize, pitch: usize, width: i32, rows: i32, look: usize, below: usize): void {
  let known: u32 = 0, answer: u32 = 0;
  for (let y = 0; y < rows; y++, rgba += pitch) for (let x: usize = 0; x < <usize>width; x++) {
    const at = rgba + (x << 2), pixel = load<u32>(at), alpha = pixel >> 24;
    if (alpha == 0) continue;
    let r = pixel & 255, g = (pixel >> 8) & 255, b = (pixel >> 16) & 255;
    const under = below && alpha < 255 ? load<u32>(below + (x << 2)) : 0;
    if (under >> 24 == 255) {
      const through = 255 - alpha, br = under & 255, bg = (under >> 8) & 255, bb = (under >> 16) & 255;
      const mixture = graded(over(r, br, through), over(g, bg, through), over(b, bb, through), look), behind = graded(br, bg, bb, look);
      const left = f32x4.sub(f32x4.mul(mixture, f32x4.splat(255)), f32x4.mul(behind, f32x4.splat(<f32>through)));
      store<u32>(at, pixelOf(f32x4.pmax(f32x4.splat(0), f32x4.pmin(f32x4.splat(<f32>alpha), left)), alpha));
      continue;
    }
    if (pixel != known) {
      known = pixel;
      if (alpha < 255) {
        const half = alpha >> 1;
        r = min<u32>(255, (r * 255 + half) / alpha);
        g = min<u32>(255, (g * 255 + half) / alpha);
        b = min<u32>(255, (b * 255 + half) / alpha);
      }
      answer = pixelOf(f32x4.mul(graded(r, g, b, look), f32x4.splat(<f32>alpha)), alpha);
    }
    store<u32>(at, answer);
  }
}
