import type { Stereo } from './stereo.ts';
import { eachPeak } from './true-peak.ts';

/** Looks this far ahead and takes as long to come down. */
const aheadSec = 0.004;
const releaseSec = 0.12;

/**
 * Keeps both channels under a ceiling, between samples too, in place: the gain falls before a peak and rises after it, alike on both sides.
 * Returns how far it went down at most, dB (0: nothing was touched).
 */
export function limitInPlace({ left, right }: Stereo, { ceiling, sampleRateHz }: { ceiling: number; sampleRateHz: number }): number {
  const wanted = wantedGains([left, right], ceiling);
  if (wanted === undefined) return 0;
  const ahead = Math.round(aheadSec * sampleRateHz);
  const release = Math.exp(-1 / (releaseSec * sampleRateHz));
  // The gain at n is a mean over `ahead` samples of a curve that is already as low as any peak in the next `ahead` samples wants: where the peak is, all of the mean is.
  const curve = new Float32Array(ahead).fill(1);
  let [sum, held, deepest] = [ahead, 1, 1];
  const lowest = slidingMinimum(wanted, ahead + 1);
  for (let n = -ahead; n < left.length; n++) {
    const low = lowest(n + ahead);
    held = low < held ? low : low + (held - low) * release;
    const slot = (n + ahead) % ahead;
    // In the curve's own precision, so that the sum does not drift from it.
    held = Math.fround(held);
    sum += held - (curve[slot] as number);
    curve[slot] = held;
    if (n < 0) continue;
    const gain = sum / ahead;
    if (gain > 0.99999) continue;
    if (gain < deepest) deepest = gain;
    left[n] = (left[n] as number) * gain;
    right[n] = (right[n] as number) * gain;
  }
  return -20 * Math.log10(deepest);
}

/** What each sample would need to stay under the ceiling; undefined when none needs anything. */
function wantedGains(channels: readonly Float32Array[], ceiling: number): Float32Array | undefined {
  let wanted: Float32Array | undefined;
  for (const samples of channels) {
    eachPeak(samples, {
      above: () => ceiling,
      found: (n, peak) => {
        wanted ??= new Float32Array(samples.length).fill(1);
        const gain = ceiling / peak;
        // A peak between two samples concerns both.
        for (const at of [n, n + 1]) if (at < samples.length && gain < (wanted[at] as number)) wanted[at] = gain;
      },
    });
  }
  return wanted;
}

/** The least of the last `width` values up to an index that is asked for in order; past the end there is nothing to heed. */
function slidingMinimum(values: Float32Array, width: number): (index: number) => number {
  // A rising queue of indices: its head is the least, whatever a later and lower value replaces is dropped.
  const queue = new Int32Array(width + 1);
  let [head, tail] = [0, 0];
  const size = queue.length;
  return (index) => {
    const value = values[index] ?? 1;
    while (tail !== head && (values[queue[(tail + size - 1) % size] as number] ?? 1) >= value) tail = (tail + size - 1) % size;
    queue[tail] = index;
    tail = (tail + 1) % size;
    while ((queue[head] as number) <= index - width) head = (head + 1) % size;
    return values[queue[head] as number] ?? 1;
  };
}
