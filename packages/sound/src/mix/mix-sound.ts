import type { SoundShape } from '@fantascope/film';
import { DuckCurve, duckStepsPerSec } from './ducking.ts';
import { limitInPlace } from './limiter.ts';
import { measureLoudness } from './loudness.ts';
import { shapeSound } from './shape-sound.ts';
import { amplitudeOf, type Stereo, samplesIn, silence, soundRateHz } from './stereo.ts';
import { measureTruePeak } from './true-peak.ts';
import { readyVoice } from './voice-chain.ts';

/** A spoken line at its own rate, one channel, placed in the film. */
export type PlacedVoice = Readonly<{
  samples: Float32Array;
  sampleRateHz: number;
  startSec: number;
  gainDb: number;
  shape?: SoundShape | undefined;
}>;

/** A sound at 48 kHz, placed in the film. */
export type PlacedEffect = Stereo & Readonly<{ startSec: number; gainDb: number; shape?: SoundShape | undefined }>;

/** Music at 48 kHz, whole, placed in the film: how loud it is is measured before a shape takes its part of it. */
export type PlacedMusic = PlacedEffect;

/** What a mix is made of. */
export type MixSources = Readonly<{
  lengthSec: number;
  sampleRateHz: 48_000;
  voices: readonly PlacedVoice[];
  music: readonly PlacedMusic[];
  effects: readonly PlacedEffect[];
  /** web: −14 LUFS; broadcast: −23 LUFS. Both under −1 dBTP once they are encoded. */
  loudness: 'web' | 'broadcast';
  /** Default: 0, the sources have their own beginnings. */
  fadeInSec?: number;
  fadeOutSec?: number;
}>;

/** What came out, measured on the mix itself; null for silence. */
export type MixReport = Readonly<{
  integratedLufs: number | null;
  truePeakDbtp: number | null;
  rangeLu: number;
  /** For how long music was down by more than half of the way. */
  duckedSec: number;
}>;

const targetsLufs = { web: -14, broadcast: -23 } as const;
/** What is asked of an encoded file is −1 dBTP; AAC and Opus overshoot by up to half a dB. */
const ceilingDbtp = -1.8;
/** Music alone, before it is lowered under a voice; a voice stands at voiceLufs. */
const musicLufs = -20;
const duckDb = { music: -11, effects: -4 };
/** Silence is not blown up to a hiss. */
const mostGainDb = 40;

/** Mixes a film's sound: voices in the middle and equally loud, music and effects lowered under them, brought to the target loudness under a true-peak limit. */
export function mixSound(sources: MixSources): Stereo & Readonly<{ report: MixReport }> {
  const { lengthSec, voices, music, effects, loudness } = sources;
  const mix = silence(lengthSec);
  const curve = new DuckCurve(lengthSec);
  for (const { samples, sampleRateHz, startSec, gainDb, shape } of voices) {
    const ready = readyVoice(samples, sampleRateHz);
    const voice = shaped({ left: ready, right: ready }, shape);
    curve.add(voice.left, { startSec, sampleRateHz: soundRateHz });
    addInto(mix, voice, { startSec, gain: amplitudeOf(gainDb) });
  }
  const depths = curve.depths();
  for (const { startSec, gainDb, shape, ...effect } of effects)
    addInto(mix, shaped(effect, shape), { startSec, gain: amplitudeOf(gainDb), duck: { depths, db: duckDb.effects } });
  for (const { startSec, gainDb, shape, ...score } of music) {
    const heardLufs = measureLoudness(score).integratedLufs;
    if (heardLufs === null) continue;
    const gain = amplitudeOf(Math.min(mostGainDb, musicLufs - heardLufs) + gainDb);
    addInto(mix, shaped(score, shape), { startSec, gain, duck: { depths, db: duckDb.music } });
  }
  fadeEnds(mix, { fadeInSec: sources.fadeInSec ?? 0, fadeOutSec: sources.fadeOutSec ?? 0 });
  bringTo(mix, targetsLufs[loudness]);
  const ducked = music.length === 0 ? 0 : depths.reduce((steps, depth) => steps + (depth > 0.5 ? 1 : 0), 0);
  const report = { ...measureLoudness(mix), truePeakDbtp: measureTruePeak(mix), duckedSec: ducked / duckStepsPerSec };
  return { ...mix, report };
}

const shaped = (sound: Stereo, shape: SoundShape | undefined): Stereo => (shape === undefined ? sound : shapeSound(sound, shape));

type Placing = Readonly<{ startSec: number; gain: number; duck?: Readonly<{ depths: Float32Array; db: number }> }>;

/** Adds a sound where it belongs; what lies outside the film is not heard. */
function addInto(mix: Stereo, sound: Stereo, { startSec, gain, duck }: Placing): void {
  const start = Math.round(startSec * soundRateHz);
  const step = soundRateHz / duckStepsPerSec;
  const from = Math.max(0, -start);
  const end = Math.min(sound.left.length, mix.left.length - start);
  for (let n = from; n < end; n++) {
    let factor = gain;
    if (duck !== undefined) {
      const at = (start + n) / step;
      const index = Math.floor(at);
      const here = duck.depths[index] as number;
      const depth = here + ((duck.depths[index + 1] ?? here) - here) * (at - index);
      if (depth > 0) factor *= amplitudeOf(depth * duck.db);
    }
    mix.left[start + n] = (mix.left[start + n] as number) + factor * (sound.left[n] as number);
    mix.right[start + n] = (mix.right[start + n] as number) + factor * (sound.right[n] as number);
  }
}

/** Raised cosines at both ends. */
function fadeEnds({ left, right }: Stereo, { fadeInSec, fadeOutSec }: { fadeInSec: number; fadeOutSec: number }): void {
  for (const samples of [left, right]) {
    const head = Math.min(samplesIn(fadeInSec), samples.length);
    for (let n = 0; n < head; n++) samples[n] = (samples[n] as number) * (0.5 - 0.5 * Math.cos((Math.PI * n) / head));
    const tail = Math.min(samplesIn(fadeOutSec), samples.length);
    for (let n = 0; n < tail; n++) {
      const at = samples.length - 1 - n;
      samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * n) / tail));
    }
  }
}

/** Gain and limiter in turn until the gated loudness is the target: what the limiter takes away is given back, reckoned from how much the last gain was worth. */
function bringTo(mix: Stereo, targetLufs: number): void {
  const ceiling = amplitudeOf(ceilingDbtp);
  let lufs = measureLoudness(mix).integratedLufs;
  let worth = 1;
  for (let round = 0; round < 8; round++) {
    const missingDb = lufs === null ? 0 : targetLufs - lufs;
    if (round > 0 && Math.abs(missingDb) < 0.05) return;
    // Coming down needs no limiter and is worth all of itself.
    const givenDb = missingDb < 0 ? missingDb : Math.min(mostGainDb, missingDb / worth);
    const gain = amplitudeOf(givenDb);
    for (const samples of [mix.left, mix.right]) for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) * gain;
    limitInPlace(mix, { ceiling, sampleRateHz: soundRateHz });
    const before = lufs;
    lufs = measureLoudness(mix).integratedLufs;
    if (before !== null && lufs !== null && givenDb > 0) worth = Math.min(1, Math.max(0.2, (lufs - before) / givenDb));
  }
}
