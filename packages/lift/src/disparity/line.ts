/** A straight line: value = at + slope × x. */
export type Line = Readonly<{ at: number; slope: number }>;

/** The middle of the values; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** A line through values at x = 0, 1, 2 … that outliers (up to a third) do not move: median slope over half the length (Theil 1950, thinned). */
export function fitLine(values: readonly number[]): Line {
  const step = values.length >> 1;
  if (step === 0) return { at: values[0] ?? 0, slope: 0 };
  const slope = median(
    Array.from({ length: values.length - step }, (_, k) => ((values[k + step] as number) - (values[k] as number)) / step),
  );
  return { at: median(values.map((value, k) => value - slope * k)), slope };
}
