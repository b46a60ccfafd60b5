/** Mean over (2r + 1) x (2r + 1), edges repeated; the result lands in field. scratch: a field of the same size and one row more. */
export function boxField(field: usize, scratch: usize, w: i32, h: i32, r: i32): void {
  const k = f32x4.splat(<f32>1.0 / <f32>(r + r + 1));
  for (let y = 0; y < h; y++) {
    const row = field + (<usize>(y * w) << 4), out = scratch + (<usize>(y * w) << 4);
    let sum = f32x4.splat(0);
    for (let x = -r; x <= r; x++) sum = f32x4.add(sum, v128.load(row + (<usize>min(w - 1, max(0, x)) << 4)));
    for (let x = 0; x < w; x++) {
      v128.store(out + (<usize>x << 4), f32x4.mul(sum, k));
      sum = f32x4.add(sum, f32x4.sub(v128.load(row + (<usize>min(w - 1, x + r + 1) << 4)), v128.load(row + (<usize>max(0, x - r) << 4))));
    }
  }
  const sums = scratch + (<usize>(w * h) << 4), bytes = <usize>w << 4;
  memory.fill(sums, 0, bytes);
  for (let y = -r; y <= r; y++) {
    const row = scratch + <usize>min(h - 1, max(0, y)) * bytes;
    for (let x: usize = 0; x < bytes; x += 16) v128.store(sums + x, f32x4.add(v128.load(sums + x), v128.load(row + x)));
  }
  for (let y = 0; y < h; y++) {
    const out = field + <usize>y * bytes, enters = scratch + <usize>min(h - 1, y + r + 1) * bytes, leaves = scratch + <usize>max(0, y - r) * bytes;
    for (let x: usize = 0; x < bytes; x += 16) {
      const sum = v128.load(sums + x);
      v128.store(out + x, f32x4.mul(sum, k));
      v128.store(sums + x, f32x4.add(sum, f32x4.sub(v128.load(enters + x), v128.load(leaves + x))));
    }
  }
}
