// A thread of its own: composing, mixing and encoding would keep the frames waiting that the film's own thread hands to its encoders.
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { diskFault, encodeSound, measureSound, type SoundCodec } from '@fantascope/media';
import {
  composeScore,
  mixSound,
  type PlacedMusic,
  readMusic,
  renderEffect,
  renderScore,
  type SoundStore,
  samplesIn,
  soundInFile,
  soundRateHz,
} from '@fantascope/sound';
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

/** Sounds as long as the film lie in files, not in memory. */
const sounds: SoundStore[] = [];
function soundOf(lengthSec: number): SoundStore {
  try {
    const sound = soundInFile(dirname(out), samplesIn(lengthSec));
    sounds.push(sound);
    return sound;
  } catch (error) {
    throw diskFault(error, out);
  }
}

async function musicOf({ music, beginSec, wholeSec, startSec, shape }: PlannedMusic): Promise<PlacedMusic> {
  const sound = soundOf(wholeSec);
  if ('file' in music) {
    const scratch = soundOf(wholeSec);
    await readMusic(musicFiles[music.file] ?? music.file, { startSec: music.startSec, ffmpegPath, scratch }, sound);
    scratch.close();
  } else {
    const { mood, key, bpm } = music;
    const cutsSec = plan.cutsSec.map((sec) => sec - beginSec).filter((sec) => sec > 0 && sec < wholeSec);
    const score = composeScore({
      ...{ mood, lengthSec: wholeSec, cutsSec, seed: plan.seed },
      ...(key === undefined ? {} : { key }),
      ...(bpm === undefined ? {} : { bpm }),
    });
    await renderScore(score, sound);
  }
  return { sound, startSec, gainDb: music.gainDb, ...(shape === undefined ? {} : { shape }) };
}

async function mixed(): Promise<SoundStore> {
  const music = [];
  for (const piece of plan.music) music.push(await musicOf(piece));
  const effects = plan.effects.map(({ kind, startSec, lengthSec, gainDb, shape }, index) => ({
    make: () => renderEffect(kind, { seed: plan.seed + index, ...(lengthSec === undefined ? {} : { lengthSec }) }),
    ...{ startSec, gainDb },
    ...(shape === undefined ? {} : { shape }),
  }));
  const mix = soundOf(plan.lengthSec);
  const voices = plan.voices.map((voice) => ({ ...voice, gainDb: 0 }));
  mixSound({ lengthSec: plan.lengthSec, sampleRateHz: soundRateHz, voices, effects, music, loudness: plan.loudness }, mix);
  return mix;
}

try {
  // What no room is left for is the disk's fault wherever it is met.
  const sound = await mixed().catch((error: unknown) => {
    throw error instanceof Error && 'syscall' in error ? diskFault(error, out) : error;
  });
  await encodeSound({ sound, sampleRateHz: soundRateHz, out, ffmpegPath, codec });
} finally {
  for (const sound of sounds) sound.close();
}
parentPort?.postMessage(await measureSound(out, { ffmpegPath }));
