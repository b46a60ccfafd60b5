// A thread of its own: composing, mixing and encoding would keep the frames waiting that the film's own thread hands to its encoders.
import { parentPort, workerData } from 'node:worker_threads';
import { encodeSound, measureSound, type SoundCodec } from '@fantascope/media';
import { composeScore, mixSound, type PlacedMusic, readMusic, renderEffect, renderScore, soundRateHz } from '@fantascope/sound';
import type { PlannedMusic, SoundPlan } from './sound-plan.ts';

/** What the thread is handed. */
export type SoundTask = Readonly<{
  plan: SoundPlan;
  musicFiles: Readonly<Record<string, string>>;
  out: string;
  codec: SoundCodec;
  ffmpegPath: string;
}>;

const { plan, musicFiles, out, codec, ffmpegPath } = workerData as SoundTask;

async function musicOf({ music, beginSec, wholeSec, startSec, shape }: PlannedMusic): Promise<PlacedMusic> {
  const placed = { startSec, gainDb: music.gainDb, ...(shape === undefined ? {} : { shape }) };
  if ('file' in music)
    return {
      ...(await readMusic(musicFiles[music.file] ?? music.file, { startSec: music.startSec, lengthSec: wholeSec, ffmpegPath })),
      ...placed,
    };
  const { mood, key, bpm } = music;
  const cutsSec = plan.cutsSec.map((sec) => sec - beginSec).filter((sec) => sec > 0 && sec < wholeSec);
  const score = composeScore({
    ...{ mood, lengthSec: wholeSec, cutsSec, seed: plan.seed },
    ...(key === undefined ? {} : { key }),
    ...(bpm === undefined ? {} : { bpm }),
  });
  return { ...(await renderScore(score, { sampleRateHz: soundRateHz })), ...placed };
}

const music = [];
for (const piece of plan.music) music.push(await musicOf(piece));
const effects = plan.effects.map(({ kind, startSec, lengthSec, gainDb, shape }, index) => ({
  ...renderEffect(kind, { seed: plan.seed + index, ...(lengthSec === undefined ? {} : { lengthSec }) }),
  ...{ startSec, gainDb },
  ...(shape === undefined ? {} : { shape }),
}));
const { left, right } = mixSound({
  ...{ lengthSec: plan.lengthSec, sampleRateHz: soundRateHz, effects, music, loudness: plan.loudness },
  voices: plan.voices.map((voice) => ({ ...voice, gainDb: 0 })),
});
await encodeSound({ left, right, sampleRateHz: soundRateHz, out, ffmpegPath, codec });
parentPort?.postMessage(await measureSound(out, { ffmpegPath }));
