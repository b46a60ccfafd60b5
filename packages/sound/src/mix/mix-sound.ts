import type { SoundShape } from '@fantascope/film';
import { DuckCurve, duckStepsPerSec } from './ducking.ts';
import { limitInPlace } from './limiter.ts';
import { type Loudness, LoudnessMeter } from './loudness.ts';
import { shapedStore, shapeSound } from './shape-sound.ts';
import { eachBlock, type SoundStore, soundInMemory } from './sound-store.ts';
import { amplitudeOf, type Stereo, samplesIn, soundRateHz } from './stereo.ts';
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

type Placed = Readonly<{ startSec: number; gainDb: number; shape?: SoundShape | undefined }>;

/** A sound at 48 kHz, made when its turn comes, placed in the film. */
export type PlacedEffect = Placed & Readonly<{ make: () => Stereo }>;

/** Music at 48 kHz, whole, placed in the film: how loud it is is measured before a shape takes its part of it. */
export type PlacedMusic = Placed & Readonly<{ sound: SoundStore }>;

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

/**
 * Mixes a film's sound into a silent one of its length: voices in the middle and equally loud, music and effects lowered under them, brought to the target loudness under
 * a true-peak limit. It goes through the sound block by block, several times.
 */
export function mixSound(sources: MixSources, mix: SoundStore): MixReport {
  const { lengthSec, voices, music, effects, loudness } = sources;
  const curve = new DuckCurve(lengthSec);
  for (const { samples, sampleRateHz, startSec, gainDb, shape } of voices) {
    const ready = readyVoice(samples, sampleRateHz);
    const voice = shaped({ left: ready, right: ready }, shape);
    curve.add(voice.left, { startSec, sampleRateHz: soundRateHz });
    addInto(mix, soundInMemory(voice), { startSec, gain: amplitudeOf(gainDb) });
  }
  const depths = curve.depths();
  for (const { startSec, gainDb, shape, make } of effects)
    addInto(mix, soundInMemory(shaped(make(), shape)), { startSec, gain: amplitudeOf(gainDb), duck: { depths, db: duckDb.effects } });
  for (const { startSec, gainDb, shape, sound } of music) {
    const heardLufs = loudnessOf(sound).integratedLufs;
    if (heardLufs === null) continue;
    const gain = amplitudeOf(Math.min(mostGainDb, musicLufs - heardLufs) + gainDb);
    addInto(mix, shape === undefined ? sound : shapedStore(sound, shape), { startSec, gain, duck: { depths, db: duckDb.music } });
  }
  fadeEnds(mix, { fadeInSec: sources.fadeInSec ?? 0, fadeOutSec: sources.fadeOutSec ?? 0 });
  const measured = bringTo(mix, targetsLufs[loudness]);
  const ducked = music.length === 0 ? 0 : depths.reduce((steps, depth) => steps + (depth > 0.5 ? 1 : 0), 0);
  return { ...measured, truePeakDbtp: measureTruePeak(mix), duckedSec: ducked / duckStepsPerSec };
}

function loudnessOf(sound: SoundStore): Loudness {
  const meter = new LoudnessMeter();
  eachBlock(sound.samples, (from, to) => meter.add(sound.read(from, to)));
  return meter.measured();
}

const shaped = (sound: Stereo, shape: SoundShape | undefined): Stereo => (shape === undefined ? sound : shapeSound(sound, shape));

type Placing = Readonly<{ startSec: number; gain: number; duck?: Readonly<{ depths: Float32Array; db: number }> }>;

/** Adds a sound where it belongs; what lies outside the film is not heard. */
function addInto(mix: SoundStore, sound: Pick<SoundStore, 'samples' | 'read'>, { startSec, gain, duck }: Placing): void {
  const start = Math.round(startSec * soundRateHz);
  const step = soundRateHz / duckStepsPerSec;
  eachBlock(sound.samples, (from, to) => {
    if (start + to <= 0 || start + from >= mix.samples) return;
    const block = sound.read(from, to);
    const into = mix.read(start + from, start + to);
    for (let n = 0; n < to - from; n++) {
      let factor = gain;
      if (duck !== undefined) {
        const at = (start + from + n) / step;
        const index = Math.floor(at);
        const here = duck.depths[index] ?? 0;
        const depth = here + ((duck.depths[index + 1] ?? here) - here) * (at - index);
        if (depth > 0) factor *= amplitudeOf(depth * duck.db);
      }
      into.left[n] = (into.left[n] as number) + factor * (block.left[n] as number);
      into.right[n] = (into.right[n] as number) + factor * (block.right[n] as number);
    }
    mix.write(start + from, into);
  });
}

/** Raised cosines at both ends. */
function fadeEnds(mix: SoundStore, { fadeInSec, fadeOutSec }: { fadeInSec: number; fadeOutSec: number }): void {
  const end = mix.samples;
  const fade = (length: number, placeOf: (n: number) => number) => {
    if (length === 0) return;
    const from = Math.min(placeOf(0), placeOf(length - 1));
    const part = mix.read(from, from + length);
    for (const samples of [part.left, part.right])
      for (let n = 0; n < length; n++) {
        const at = placeOf(n) - from;
        samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * n) / length));
      }
    mix.write(from, part);
  };
  fade(Math.min(samplesIn(fadeInSec), end), (n) => n);
  fade(Math.min(samplesIn(fadeOutSec), end), (n) => end - 1 - n);
}

/** Gain and limiter in turn until the gated loudness is the target: what the limiter takes away is given back, reckoned from how much the last gain was worth. */
function bringTo(mix: SoundStore, targetLufs: number): Loudness {
  const ceiling = amplitudeOf(ceilingDbtp);
  let measured = loudnessOf(mix);
  let worth = 1;
  for (let round = 0; round < 8; round++) {
    const lufs = measured.integratedLufs;
    const missingDb = lufs === null ? 0 : targetLufs - lufs;
    if (round > 0 && Math.abs(missingDb) < 0.05) break;
    // Coming down needs no limiter and is worth all of itself.
    const givenDb = missingDb < 0 ? missingDb : Math.min(mostGainDb, missingDb / worth);
    const meter = new LoudnessMeter();
    limitInPlace(mix, { gain: amplitudeOf(givenDb), ceiling, onBlock: (block) => meter.add(block) });
    measured = meter.measured();
    const now = measured.integratedLufs;
    if (lufs !== null && now !== null && givenDb > 0) worth = Math.min(1, Math.max(0.2, (now - lufs) / givenDb));
  }
  return measured;
}
