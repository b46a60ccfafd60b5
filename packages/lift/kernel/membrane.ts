// Pull-push and relaxation over fields.

/** One coarser level: weighted means of 2 x 2. weight: f32 a pixel. The coarse planes are overwritten. */
export function pull(field: usize, weight: usize, w: i32, h: i32, coarse: usize, coarseWeight: usize): void {
  const cw = (w + 1) >> 1, ch = (h + 1) >> 1;
  for (let y = 0; y < ch; y++) {
    for (let x = 0; x < cw; x++) {
      let sum = f32x4.splat(0), total: f32 = 0;
      for (let v = 2 * y; v < min(h, 2 * y + 2); v++) {
        for (let u = 2 * x; u < min(w, 2 * x + 2); u++) {
          const i = <usize>(v * w + u), a = load<f32>(weight + (i << 2));
          if (a == 0) continue;
          total += a;
          sum = f32x4.add(sum, f32x4.mul(v128.load(field + (i << 4)), f32x4.splat(a)));
        }
      }
      const j = <usize>(y * cw + x);
      v128.store(coarse + (j << 4), total > 0 ? f32x4.mul(sum, f32x4.splat(1 / total)) : f32x4.splat(0));
      store<f32>(coarseWeight + (j << 2), min<f32>(1, total));
    }
  }
}

/** Fills what is unknown at a level (weight below 1) with the coarser level, bilinear. */
export function push(field: usize, weight: usize, w: i32, h: i32, coarse: usize): void {
  const cw = (w + 1) >> 1, ch = (h + 1) >> 1;
  for (let y = 0; y < h; y++) {
    const fy = max<f32>(0, min<f32>(<f32>(ch - 1), <f32>y * 0.5 - 0.25)), y0 = <i32>fy, y1 = min(ch - 1, y0 + 1), v = f32x4.splat(fy - <f32>y0);
    for (let x = 0; x < w; x++) {
      const i = <usize>(y * w + x), a = load<f32>(weight + (i << 2));
      if (a >= 1) continue;
      const fx = max<f32>(0, min<f32>(<f32>(cw - 1), <f32>x * 0.5 - 0.25)), x0 = <i32>fx, x1 = min(cw - 1, x0 + 1), u = f32x4.splat(fx - <f32>x0);
      const p = v128.load(coarse + (<usize>(y0 * cw + x0) << 4)), q = v128.load(coarse + (<usize>(y0 * cw + x1) << 4));
      const r = v128.load(coarse + (<usize>(y1 * cw + x0) << 4)), s = v128.load(coarse + (<usize>(y1 * cw + x1) << 4));
      const top = f32x4.add(p, f32x4.mul(f32x4.sub(q, p), u)), bottom = f32x4.add(r, f32x4.mul(f32x4.sub(s, r), u));
      const over = f32x4.add(top, f32x4.mul(f32x4.sub(bottom, top), v)), own = v128.load(field + (i << 4));
      v128.store(field + (i << 4), f32x4.add(over, f32x4.mul(f32x4.sub(own, over), f32x4.splat(a))));
    }
  }
}

/** Sweeps of over-relaxation at the pixels of list (i32 indices); pixels over the edge reflect. */
export function relax(field: usize, w: i32, h: i32, list: usize, n: i32, sweeps: i32, omega: f32): void {
  const quarter = f32x4.splat(0.25), factor = f32x4.splat(omega);
  for (let k = 0; k < sweeps; k++) {
    for (let e = 0; e < n; e++) {
      const i = load<i32>(list + (<usize>e << 2)), x = i % w;
      const l = x > 0 ? i - 1 : i + 1, r = x < w - 1 ? i + 1 : i - 1, u = i >= w ? i - w : i + w, d = i < (h - 1) * w ? i + w : i - w;
      const at = field + (<usize>i << 4), own = v128.load(at);
      const across = f32x4.add(v128.load(field + (<usize>l << 4)), v128.load(field + (<usize>r << 4)));
      const down = f32x4.add(v128.load(field + (<usize>u << 4)), v128.load(field + (<usize>d << 4)));
      v128.store(at, f32x4.add(own, f32x4.mul(factor, f32x4.sub(f32x4.mul(f32x4.add(across, down), quarter), own))));
    }
  }
}
