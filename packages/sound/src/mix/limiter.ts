import { blockSamples, eachBlock, type SoundStore } from './sound-store.ts';
import { type Stereo, soundRateHz } from './stereo.ts';
import { eachPeak, peakReach } from './true-peak.ts';

/** Looks this far ahead and takes as long to come down. */
const aheadSec = 0.004;
const releaseSec = 0.12;

/** `onBlock` gets what has come out, block after block. */
export type Limiting = Readonly<{ gain: number; ceiling: number; onBlock: (block: Stereo) => void }>;

/**
 * Makes a sound louder or softer and keeps both channels under a ceiling, between samples too, in place: the gain falls before a peak and rises after it, alike on
 * both sides.
 */
export function limitInPlace(sound: SoundStore, { gain: givenGain, ceiling, onBlock }: Limiting): void {
  const ahead = Math.round(aheadSec * soundRateHz);
  const release = Math.exp(-1 / (releaseSec * soundRateHz));
  // The gain at n is a mean over `ahead` samples of a curve that is already as low as any peak in the next `ahead` samples wants: where the peak is, all of the mean is.
  const curve = new Float32Array(ahead).fill(1);
  let [sum, held] = [ahead, 1];
  // What each sample of a block, and of what is heeded behind it, would need to stay under the ceiling. A peak between two samples concerns both.
  const wanted = new Float32Array(blockSamples + ahead + 2).fill(1);
  let known = 0;
  eachBlock(sound.samples, (from, to) => {
    if (from > 0) wanted.copyWithin(0, blockSamples).fill(1, wanted.length - blockSamples);
    const until = Math.min(sound.samples, to + ahead);
    // Nothing that is looked at here has been changed yet: it lies further on than half of what is heeded.
    const around = scaled(sound.read(known - peakReach, until + peakReach), givenGain);
    const found = (n: number, peak: number) => {
      const at = n - peakReach + known - from;
      for (const place of [at, at + 1]) if (from + place < sound.samples) wanted[place] = Math.min(wanted[place] as number, ceiling / peak);
    };
    for (const samples of [around.left, around.right])
      eachPeak(samples, { from: peakReach, to: peakReach + until - known, above: () => ceiling, found });
    known = until;
    const block = scaled(sound.read(from, to), givenGain);
    if (sum / ahead < unheard || held < unheard || wanted.some((gain) => gain < 1)) soften(block, from);
    sound.write(from, block);
    onBlock(block);
  });

  function soften({ left, right }: Stereo, from: number): void {
    const lowest = slidingMinimum(wanted, ahead + 1);
    // The very first samples are heeded before they come.
    const first = from === 0 ? -ahead : 0;
    for (let n = 0; n < first + ahead; n++) lowest(n);
    for (let n = first; n < left.length; n++) {
      const low = lowest(n + ahead);
      held = low < held ? low : low + (held - low) * release;
      const slot = (from + n + ahead) % ahead;
      // In the curve's own precision, so that the sum does not drift from it.
      held = Math.fround(held);
      sum += held - (curve[slot] as number);
      curve[slot] = held;
      if (n < 0) continue;
      const gain = sum / ahead;
      if (gain > unheard) continue;
      left[n] = (left[n] as number) * gain;
      right[n] = (right[n] as number) * gain;
    }
  }
}

/** A gain that nobody hears is none. */
const unheard = 0.99999;

function scaled(block: Stereo, gain: number): Stereo {
  for (const samples of [block.left, block.right]) for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * gain;
  return block;
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
