// Fog: large puffs are too smooth to be drawn pixel by pixel. Their thickness before every layer is summed up at the blocks' corners, then each pixel takes its layers' shares.
import { ALPHA_RATIO, DEPTH_M, PARTICLE_BYTES, RADIUS_M, VIEW_W, X, Y, ALONG } from './air';
import { alphaOf, depthAt } from './air-sight';
import { mulQ15, toWhole } from './arithmetic';
import { COVER, COVERS, frameHeight, frameWidth, MAP, mapWidth, OPAQUE, PARTIAL } from './layout';

// Working memory (bytes): hiding of a block's pixels in Q15, one layer's alpha; then the corners' depths and thicknesses of every layer.
const HIDING: usize = 0;
const LAYER_ALPHA: usize = 256;
const FOG_GRID: usize = 512;

let corners: usize = 0, cornersWide: i32 = 0;

// How much fog of this thickness hides: 1 − e^−t, with e^t by its first terms, so that every engine finds the same.
@inline function hiding(t: f32): f32 { return 1 - 1 / (1 + t * (1 + t * (<f32>0.5 + t * (<f32>0.16666667 + t * <f32>0.041666668)))); }

function spreadPuff(p: usize, grid: usize, layers: i32): void {
  const x = load<f32>(p, X), y = load<f32>(p, Y), r = load<f32>(p, ALONG), depthM = load<f32>(p, DEPTH_M), inverse: f32 = 1 / (2 * load<f32>(p, RADIUS_M)), alpha = load<f32>(p, ALPHA_RATIO), scale: f32 = 1 / (r * r);
  const left = max(<i32>ceil((x - r) * 0.0625), 0), right = min(<i32>floor((x + r) * 0.0625), cornersWide - 1), top = max(<i32>ceil((y - r) * 0.125), 0), bottom = min(<i32>floor((y + r) * 0.125), frameHeight >> 3);
  for (let j = top; j <= bottom; j++) {
    const dy = <f32>(j << 3) - y;
    for (let i = left; i <= right; i++) {
      const dx = <f32>(i << 4) - x, g: f32 = 1 - (dx * dx + dy * dy) * scale;
      if (g <= 0) continue;
      const thick = alpha * g * g, at = grid + <usize>((j * cornersWide + i) << 2);
      for (let l = 0; l < layers; l++) {
        const depths = at + <usize>(l << 1) * corners, sum = depths + corners;
        store<f32>(sum, load<f32>(sum) + thick * min(max((load<f32>(depths) - depthM) * inverse + 0.5, 0), 1));
      }
    }
  }
}

// Hiding of a layer at the pixels of a block, Q15: linear between the corners; over what stands there by the layer's alpha.
function layFog(sum: usize, to: usize, alpha: usize): void {
  const below = sum + <usize>(cornersWide << 2), lanes = f32x4(0, 1, 2, 3), q15: f32 = 32767;
  const a = load<f32>(sum) * q15, b = load<f32>(sum, 4) * q15, down = (load<f32>(below) * q15 - a) * <f32>0.125, downB = (load<f32>(below, 4) * q15 - b) * <f32>0.125;
  for (let y: usize = 0; y < 8; y++, to += 32) {
    const left = a + down * <f32>y, step = (b + downB * <f32>y - left) * <f32>0.0625, four = f32x4.splat(step * 4);
    let h = f32x4.add(f32x4.splat(left), f32x4.mul(lanes, f32x4.splat(step)));
    for (let x: usize = 0; x < 32; x += 16) {
      const next = f32x4.add(h, four);
      let hide = i16x8.narrow_i32x4_s(toWhole(h), toWhole(next));
      if (alpha) { const kept = v128.load(to + x); hide = i16x8.add(kept, mulQ15(v128.load(alpha + (y << 5) + x), i16x8.sub(hide, kept))); }
      v128.store(to + x, hide);
      h = f32x4.add(next, four);
    }
  }
}

// value + (colour − value) × hiding, on eight bytes.
@inline function veil(at: usize, colour: v128, hide: v128): void {
  const f = i16x8.shl(v128.load_ext<u8>(at), 6), sum = i16x8.shr_s(i16x8.add(i16x8.splat(32), i16x8.add(f, mulQ15(i16x8.sub(colour, f), hide))), 6);
  v128.store64_lane(at, i8x16.narrow_i16x8_u(sum, sum), 0);
}

/**
 * Veils the frame `to` in `count` puffs of fog of one colour (luma 16..235, chroma around 0), each layer by what lies before it. `work` is FOG_GRID bytes and
 * (frameWidth / 16 + 1) × (frameHeight / 8 + 1) × 8 for every layer, 16-byte aligned.
 */
export function airFog(descriptors: usize, layers: i32, view: usize, list: usize, count: i32, to: usize, work: usize, luma: f32, cb: f32, cr: f32): void {
  const grid = work + FOG_GRID;
  cornersWide = (frameWidth >> 4) + 1;
  const rows = (frameHeight >> 3) + 1;
  corners = <usize>(cornersWide * rows) << 2;
  for (let l = 0; l < layers; l++) {
    const d = load<usize>(descriptors + (<usize>l << 2)), map = load<usize>(d, MAP), depths = grid + <usize>(l << 1) * corners;
    // Corners of blocks that a layer does not touch hold whatever; nobody asks for them.
    for (let j = 0, at = depths; j < rows; j++) for (let i = 0; i < cornersWide; i++, at += 4) {
      const node = map + (<usize>(j * mapWidth + i * 2) << 3);
      store<f32>(at, depthAt(d, <f32>load<i32>(node), <f32>load<i32>(node, 4), view + VIEW_W));
    }
    memory.fill(depths + corners, 0, corners);
  }
  for (let i = 0; i < count; i++) spreadPuff(list + <usize>i * PARTICLE_BYTES, grid, layers);
  for (let l = 0; l < layers; l++) {
    const sums = grid + <usize>((l << 1) + 1) * corners;
    for (let at = sums; at < sums + corners; at += 4) store<f32>(at, hiding(load<f32>(at)));
  }
  const lumas = i16x8.splat(<i16>(luma * 64)), cbs = i16x8.splat(<i16>((cb + 128) * 64)), crs = i16x8.splat(<i16>((cr + 128) * 64));
  const across = frameWidth >> 4, down = frameHeight >> 3, pitch = frameWidth >> 1, planeCb = to + <usize>(frameWidth * frameHeight), planeCr = planeCb + <usize>(frameWidth * frameHeight >> 2);
  for (let by = 0; by < down; by++) for (let bx = 0; bx < across; bx++) {
    const entry = <usize>(by * across + bx) << 2, corner = <usize>((by * cornersWide + bx) << 2);
    let base = -1, partial = 0;
    for (let l = layers - 1; l >= 0; l--) {
      const kind = load<i32>(load<usize>(load<usize>(descriptors + (<usize>l << 2)), COVERS) + entry) & COVER;
      if (kind & OPAQUE) { base = l; break; }
      if (kind & PARTIAL) partial |= 1 << l;
    }
    if (base < 0) memory.fill(work + HIDING, 0, 256);
    else layFog(grid + <usize>((base << 1) + 1) * corners + corner, work + HIDING, 0);
    for (let l = base + 1; l < layers; l++) if (partial >> l & 1) {
      alphaOf(load<usize>(descriptors + (<usize>l << 2)), bx, by, work + LAYER_ALPHA);
      layFog(grid + <usize>((l << 1) + 1) * corners + corner, work + HIDING, work + LAYER_ALPHA);
    }
    const line = to + <usize>((by << 3) * frameWidth + (bx << 4)), chroma = <usize>((by << 2) * pitch + (bx << 3));
    for (let y: usize = 0; y < 8; y++) {
      const p = line + y * <usize>frameWidth;
      veil(p, lumas, v128.load(work + HIDING + (y << 5)));
      veil(p + 8, lumas, v128.load(work + HIDING + (y << 5), 16));
    }
    for (let y: usize = 0; y < 4; y++) {
      const h = work + HIDING + (y << 6), a = i16x8.add(i16x8.shr_s(v128.load(h), 1), i16x8.shr_s(v128.load(h, 32), 1)), b = i16x8.add(i16x8.shr_s(v128.load(h, 16), 1), i16x8.shr_s(v128.load(h, 48), 1));
      // The mean of two neighbours in each row of pairs.
      const even = i8x16.shuffle(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29), odd = i8x16.shuffle(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
      const hide = i16x8.add(i16x8.shr_s(even, 1), i16x8.shr_s(odd, 1));
      veil(planeCb + chroma + y * <usize>pitch, cbs, hide);
      veil(planeCr + chroma + y * <usize>pitch, crs, hide);
    }
  }
}
