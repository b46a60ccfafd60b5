import { amplitudeOf } from './stereo.ts';

/** Steps of the curve a second. */
export const duckStepsPerSec = 100;
/** Music is down before a word begins, and up again a while after the last. */
const attackSec = 0.35;
const releaseSec = 0.9;
const holdSec = 0.2;
/** A shorter breath is not worth coming up for. */
const bridgeSec = 1.1;
/** A voice is heard above this, amplitude of 10 ms. */
const heard = amplitudeOf(-42);

/** Where voices speak, in steps of 10 ms; lines are added as they are placed. */
export class DuckCurve {
  readonly #isSpoken: Uint8Array;

  constructor(lengthSec: number) {
    this.#isSpoken = new Uint8Array(Math.ceil(lengthSec * duckStepsPerSec) + 1);
  }

  /** Marks where a placed line is heard. */
  add(voice: Float32Array, { startSec, sampleRateHz }: { startSec: number; sampleRateHz: number }): void {
    const step = Math.round(sampleRateHz / duckStepsPerSec);
    for (let from = 0; from < voice.length; from += step) {
      let energy = 0;
      const block = voice.subarray(from, from + step);
      for (const sample of block) energy += sample * sample;
      const at = Math.round((startSec + from / sampleRateHz) * duckStepsPerSec);
      if (energy / block.length > heard * heard && at >= 0 && at < this.#isSpoken.length) this.#isSpoken[at] = 1;
    }
  }

  /** How far to go down at each step, 0 = not, 1 = all the way: eased, there before the word, bridging breaths. */
  depths(): Float32Array {
    const spoken = bridged(this.#isSpoken);
    const ahead = Math.round(attackSec * duckStepsPerSec);
    const hold = Math.round(holdSec * duckStepsPerSec);
    const depths = new Float32Array(spoken.length);
    let [position, lastSpoken] = [0, Number.NEGATIVE_INFINITY];
    for (let step = -ahead; step < spoken.length; step++) {
      if (spoken[step + ahead] === 1) lastSpoken = step + ahead;
      const isDown = lastSpoken + hold >= step;
      position = Math.min(1, Math.max(0, position + (isDown ? 1 / (attackSec * duckStepsPerSec) : -1 / (releaseSec * duckStepsPerSec))));
      if (step >= 0) depths[step] = position * position * (3 - 2 * position);
    }
    return depths;
  }
}

function bridged(spoken: Uint8Array): Uint8Array {
  const out = Uint8Array.from(spoken);
  const most = bridgeSec * duckStepsPerSec;
  let last = -1;
  for (let step = 0; step < spoken.length; step++) {
    if (spoken[step] === 0) continue;
    if (last >= 0 && step - last <= most) out.fill(1, last, step);
    last = step;
  }
  return out;
}
