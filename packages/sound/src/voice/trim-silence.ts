/** What is softer than this share of the loudest sample counts as silence: −34 dB. */
const SILENT_RATIO = 0.02;
/** Kept before the first and after the last sound, seconds: a consonant begins softer than that. */
const KEPT_SEC = 0.02;

/** Where a sound begins and ends, in samples, without the silence at both ends; all of it where there is nothing else. */
export function soundingSpan(samples: Float32Array, sampleRateHz: number): Readonly<{ from: number; to: number }> {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const floor = peak * SILENT_RATIO;
  let from = 0;
  let to = samples.length;
  if (peak === 0) return { from, to };
  while (Math.abs(samples[from] as number) <= floor) from++;
  while (Math.abs(samples[to - 1] as number) <= floor) to--;
  const kept = Math.round(KEPT_SEC * sampleRateHz);
  return { from: Math.max(0, from - kept), to: Math.min(samples.length, to + kept) };
}
