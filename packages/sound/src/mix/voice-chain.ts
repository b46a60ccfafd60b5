import { filterInPlace, highPass, peaking } from './biquad.ts';
import { measureLoudness } from './loudness.ts';
import { resample } from './resample.ts';
import { amplitudeOf, samplesIn, soundRateHz } from './stereo.ts';

/** How loud a line is before the mix is brought to its target, LUFS of both channels. */
export const voiceLufs = -18;

/** Speech ends softly at both ends, so that a cut-off recording does not click. */
const edgeSec = 0.004;

/** Makes a line ready for the mix at soundRateHz: rumble and boxiness out, a little presence, gently compressed, every speaker equally loud. A silent line is empty. */
export function readyVoice(samples: Float32Array, sampleRateHz: number): Float32Array {
  const voice = Float32Array.from(resample(samples, { fromHz: sampleRateHz, toHz: soundRateHz }));
  const at = (frequencyHz: number, q: number) => ({ frequencyHz, q, sampleRateHz: soundRateHz });
  filterInPlace(voice, [highPass(at(75, 0.71)), peaking({ ...at(280, 0.9), gainDb: -2 }), peaking({ ...at(3400, 0.7), gainDb: 2 })]);
  if (!level(voice)) return new Float32Array(0);
  compress(voice);
  level(voice);
  const edge = Math.min(samplesIn(edgeSec), voice.length >> 1);
  for (let n = 0; n < edge; n++) {
    voice[n] = ((voice[n] as number) * n) / edge;
    const last = voice.length - 1 - n;
    voice[last] = ((voice[last] as number) * n) / edge;
  }
  return voice;
}

/** Brings a line to voiceLufs in place; false when there is nothing to hear. */
function level(voice: Float32Array): boolean {
  const lufs = measureLoudness({ left: voice, right: voice }).integratedLufs ?? wholeLufs(voice);
  if (!(lufs > -70)) return false;
  const gain = amplitudeOf(voiceLufs - lufs);
  for (let n = 0; n < voice.length; n++) voice[n] = (voice[n] as number) * gain;
  return true;
}

/** For a word shorter than a block of 400 ms: its plain power, on both channels. */
function wholeLufs(voice: Float32Array): number {
  const energy = voice.reduce((sum, sample) => sum + sample * sample, 0);
  return 10 * Math.log10((2 * energy) / Math.max(1, voice.length));
}

const threshold = { db: -21, ratio: 2.2, kneeDb: 8 };
const attackSec = 0.008;
const releaseSec = 0.14;

/** Evens out loud and soft syllables in place: above the threshold a dB comes out as less than half of one (Giannoulis et al. 2012, soft knee). */
function compress(voice: Float32Array): void {
  const attack = Math.exp(-1 / (attackSec * soundRateHz));
  const release = Math.exp(-1 / (releaseSec * soundRateHz));
  const slope = 1 / threshold.ratio - 1;
  let power = 0;
  for (let n = 0; n < voice.length; n++) {
    const x = voice[n] as number;
    const now = x * x;
    power = now + (power - now) * (now > power ? attack : release);
    const over = 10 * Math.log10(power + 1e-12) - threshold.db;
    if (over < -threshold.kneeDb / 2) continue;
    const lessDb = over > threshold.kneeDb / 2 ? slope * over : (slope * (over + threshold.kneeDb / 2) ** 2) / (2 * threshold.kneeDb);
    voice[n] = x * amplitudeOf(lessDb);
  }
}
