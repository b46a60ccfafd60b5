// A thread of its own: composing, mixing and encoding would keep the frames waiting that the film's own thread hands to its encoders.
import { parentPort, workerData } from 'node:worker_threads';
import { encodeSound, measureSound, type SoundCodec } from '@fantascope/media';
import { composeScore, type MixSources, mixSound, readMusic, renderEffect, renderScore, soundRateHz } from '@fantascope/sound';
import type { SoundPlan } from './sound-plan.ts';

/** What the thread is handed. */
export type SoundTask = Readonly<{ plan: SoundPlan; musicFile: string | undefined; out: string; codec: SoundCodec; ffmpegPath: string }>;

const { plan, musicFile, out, codec, ffmpegPath } = workerData as SoundTask;

async function musicOf(): Promise<MixSources['music']> {
  const { music, lengthSec, cutsSec, seed } = plan;
  if (music === undefined) return undefined;
  const { gainDb } = music;
  if (musicFile !== undefined && 'file' in music)
    return { ...(await readMusic(musicFile, { startSec: music.startSec, lengthSec, ffmpegPath })), gainDb };
  if ('file' in music) return undefined;
  const { mood, key, bpm } = music;
  const score = composeScore({
    ...{ mood, lengthSec, cutsSec, seed },
    ...(key === undefined ? {} : { key }),
    ...(bpm === undefined ? {} : { bpm }),
  });
  return { ...(await renderScore(score, { sampleRateHz: soundRateHz })), gainDb };
}

const music = await musicOf();
const effects = plan.effects.map(({ kind, startSec, lengthSec, gainDb }, index) => ({
  ...renderEffect(kind, { seed: plan.seed + index, ...(lengthSec === undefined ? {} : { lengthSec }) }),
  ...{ startSec, gainDb },
}));
const { left, right } = mixSound({
  ...{ lengthSec: plan.lengthSec, sampleRateHz: soundRateHz, effects, loudness: plan.loudness },
  ...(music === undefined ? {} : { music }),
  voices: plan.voices.map((voice) => ({ ...voice, gainDb: 0 })),
});
await encodeSound({ left, right, sampleRateHz: soundRateHz, out, ffmpegPath, codec });
parentPort?.postMessage(await measureSound(out, { ffmpegPath }));
