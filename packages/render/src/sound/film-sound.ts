import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Fault, words } from '@fantascope/film';
import type { MeasuredSound, SoundCodec } from '@fantascope/media';
import { hashOf } from '../segment-key.ts';
import { SegmentStore } from '../segment-store.ts';
import type { SoundPlan } from './sound-plan.ts';
import type { SoundTask } from './sound-worker.ts';

/** Raised whenever the same plan would sound differently. */
const soundVersion = 2;

/** A film's sound in a file, encoded, and how loud that file is. */
export type FilmSoundFile = Readonly<{ file: string; measured: MeasuredSound; isReused: boolean; close: () => Promise<void> }>;

/** What the sound is encoded as, where finished ones are kept, and which file its music is. */
export type SoundSetting = Readonly<{
  codec: SoundCodec;
  ffmpegPath: string;
  cacheDir: string | undefined;
  /** Where music files lie, absolute, by what the film calls them. */
  musicFiles: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}>;

const endings = { aac: '.m4a', opus: '.ogg', pcm: '.wav' } as const satisfies Record<SoundCodec, string>;

/** Makes a film's sound in a thread of its own, or finds it: it is kept by all that it is made of. Throws what music, mix and encoder throw, and render.interrupted. */
export async function makeFilmSound(
  plan: SoundPlan,
  { codec, ffmpegPath, cacheDir, musicFiles, signal }: SoundSetting,
): Promise<FilmSoundFile> {
  const store = await SegmentStore.open({ cacheDir, ending: endings[codec] });
  const close = () => store.close();
  try {
    const key = await keyOf(plan, { codec, musicFiles });
    const found = await store.find(key);
    const known = found === undefined ? undefined : await readMeasured(`${found}.json`);
    if (found !== undefined && known !== undefined) return { file: found, measured: known, isReused: true, close };
    const part = store.newPart();
    try {
      const measured = await inThread({ plan, musicFiles, out: part, codec, ffmpegPath }, signal);
      // Before the sound itself is found under its name.
      await writeFile(`${store.fileOf(key)}.json`, JSON.stringify(measured));
      return { file: await store.commit(part, key), measured, isReused: false, close };
    } catch (error) {
      await store.discard(part);
      throw error;
    }
  } catch (error) {
    await close();
    throw error;
  }
}

async function keyOf({ voices, ...plan }: SoundPlan, { codec, musicFiles }: Pick<SoundSetting, 'codec' | 'musicFiles'>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([soundVersion, codec, plan]));
  for (const { samples, ...voice } of voices) {
    hash.update(JSON.stringify(voice));
    hash.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }
  for (const [name, file] of Object.entries(musicFiles)) hash.update(name).update(hashOf(await readFile(file).catch(() => '')));
  return hash.digest('hex');
}

async function readMeasured(file: string): Promise<MeasuredSound | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as MeasuredSound);
  } catch {
    return undefined;
  }
}

function inThread(task: SoundTask, signal: AbortSignal | undefined): Promise<MeasuredSound> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sound-worker.ts', import.meta.url), {
      workerData: task,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
    worker.on('message', resolve);
    worker.on('error', (error) => reject(faultOf(error)));
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      // After a message or an error this changes nothing.
      reject(new Fault('render.interrupted'));
    });
  });
}

/** A fault loses its class on the way out of a thread. */
function faultOf(error: unknown): unknown {
  const { code, params } = (error ?? {}) as { code?: unknown; params?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(words, code)) return error;
  return new Fault(code as 'sound.voice-failed', (params ?? {}) as never, { cause: error });
}
