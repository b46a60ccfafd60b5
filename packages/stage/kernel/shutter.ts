// The camera's own motion blur: the mean of pictures taken while the shutter is open.

/** Adds a picture of `bytes` (a multiple of 16) to sums of 16 bits, or begins them with it. At most 256 pictures fit. */
export function openAdd(sums: usize, picture: usize, bytes: i32, isFirst: bool): void {
  for (let i = 0; i < bytes; i += 16, sums += 32, picture += 16) {
    const p = v128.load(picture);
    let low = i16x8.extend_low_i8x16_u(p), high = i16x8.extend_high_i8x16_u(p);
    if (!isFirst) { low = i16x8.add(low, v128.load(sums)); high = i16x8.add(high, v128.load(sums, 16)); }
    v128.store(sums, low);
    v128.store(sums, high, 16);
  }
}

/** Writes the mean of 2^shift added pictures, halves rounded up. */
export function openMean(sums: usize, picture: usize, bytes: i32, shift: i32): void {
  const half = i16x8.splat((<i16>1 << <i16>shift) >> 1);
  for (let i = 0; i < bytes; i += 16, sums += 32, picture += 16) {
    v128.store(picture, i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(half, v128.load(sums)), shift), i16x8.shr_u(i16x8.add(half, v128.load(sums, 16)), shift)));
  }
}
