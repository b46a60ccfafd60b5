/** Loudness is looked at in steps of this, seconds. */
const STEP_SEC = 0.01;
/** What is softer than this share of the loudest step is silence. */
const SILENT_RATIO = 0.03;
/** As far as a word is moved to where it is heard, seconds: later, or earlier after a pause. */
const LATER_SEC = 0.3;
const EARLIER_SEC = 0.15;
const PAUSE_STEPS = 6;

/**
 * Moves the beginnings of words to where they are heard: an engine tells where it began to work on a word, which after a pause may be a tenth of a second before or after
 * its first sound. Order is kept.
 */
export function wordsAsHeard<W extends Readonly<{ startSec: number }>>(
  words: readonly W[],
  { samples, sampleRateHz }: Readonly<{ samples: Float32Array; sampleRateHz: number }>,
): readonly W[] {
  const hop = Math.max(1, Math.round(sampleRateHz * STEP_SEC));
  const levels = Float32Array.from({ length: Math.ceil(samples.length / hop) }, (_, step) => {
    let sum = 0;
    for (let n = step * hop; n < Math.min(samples.length, (step + 1) * hop); n++) sum += (samples[n] as number) ** 2;
    return Math.sqrt(sum / hop);
  });
  const floor = levels.reduce((most, level) => Math.max(most, level), 0) * SILENT_RATIO;
  const sounds = (step: number) => (levels[step] ?? 0) > floor;
  let last = 0;
  return words.map((word) => {
    let step = Math.round(word.startSec / STEP_SEC);
    if (sounds(step)) {
      for (let back = step - 1; back >= Math.max(last, step - EARLIER_SEC / STEP_SEC); back--) {
        if (sounds(back)) continue;
        const isPause = Array.from({ length: PAUSE_STEPS }, (_, k) => back - k).every((each) => each < 0 || !sounds(each));
        if (isPause) step = back + 1;
        break;
      }
    } else {
      const most = Math.min(levels.length - 1, step + LATER_SEC / STEP_SEC);
      let next = step;
      while (next < most && !sounds(next)) next++;
      if (sounds(next)) step = next;
    }
    last = Math.max(last, step);
    return { ...word, startSec: last * STEP_SEC };
  });
}
