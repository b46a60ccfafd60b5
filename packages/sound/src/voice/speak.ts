import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { z } from 'zod';
import { type BuyLines, checkBought, speakBought } from '../bought/speak-bought.ts';
import { isNetVoice } from '../bought/voice-address.ts';
import { type EspeakLine, espeak, espeakVersion, hasEspeak, type RawSpeech } from './espeak.ts';
import { type EspeakName, espeakVoices } from './espeak-voices.ts';
import type { SpokenClip, ToSpeak } from './spoken-clip.ts';
import { soundingSpan } from './trim-silence.ts';
import { wordsAsHeard } from './word-onsets.ts';

/** Where finished clips are kept, by what they are made of; not given, nothing is kept. `buy`: who has lines said by voices of providers; not given, nobody. */
export type SpeakOptions = Readonly<{ cacheDir?: string | undefined; signal?: AbortSignal | undefined; buy?: BuyLines | undefined }>;

/** The most characters of one line. */
const MOST_CHARACTERS = 2000;

/**
 * Speaks some lines, in their order, each by the voice it names: those of this machine first, so that what is wrong with them is found before anything is bought.
 * Throws what each kind throws: sound.no-such-voice, sound.line-too-long, sound.voice-missing, sound.voice-failed, render.interrupted; sound.voice-by-key,
 * sound.voice-no-pitch and what `buy` throws.
 */
export async function speak(spoken: readonly ToSpeak[], { buy, ...options }: SpeakOptions = {}): Promise<readonly SpokenClip[]> {
  const toBuy = spoken.filter(({ voice }) => isNetVoice(voice.name));
  if (toBuy.length === 0) return await speakHere(spoken, options);
  checkBought(toBuy, buy);
  const own = await speakHere(
    spoken.filter(({ voice }) => !isNetVoice(voice.name)),
    options,
  );
  const asHere = toBuy.map((each) => ({ ...each, voice: { name: 'auto', rateRatio: each.voice.rateRatio, pitchRatio: 1 } }));
  const shapes = hasEspeak() ? await speakHere(asHere, options) : undefined;
  const bought = await speakBought(toBuy, { ...options, buy, shapes });
  const [here, there] = [own.values(), bought.values()];
  return spoken.map(({ voice }) => (isNetVoice(voice.name) ? there : here).next().value as SpokenClip);
}

/**
 * Speaks some lines with the voices that are there without a key, in their order. A Chinese text is read by the Chinese voice whatever language was asked for; it reads
 * Latin words as English. Throws sound.no-such-voice, sound.line-too-long, sound.voice-missing, sound.voice-failed and render.interrupted.
 */
async function speakHere(spoken: readonly ToSpeak[], { cacheDir, signal }: Omit<SpeakOptions, 'buy'>): Promise<readonly SpokenClip[]> {
  const lines = spoken.map(lineOf);
  const keys = lines.map(keyOf);
  const folder = cacheDir === undefined ? undefined : join(cacheDir, 'voices');
  const kept = await Promise.all(keys.map((key) => (folder === undefined ? undefined : readKept(join(folder, `${key}.voice`)))));
  // The same words by the same voice are said once.
  const missing = new Map(lines.flatMap((line, index) => (kept[index] === undefined ? [[keys[index] as string, line] as const] : [])));
  const said = await espeak([...missing.values()], { signal });
  const made = new Map([...missing.keys()].map((key, index) => [key, trimmed(said[index] as RawSpeech)]));
  if (folder !== undefined) await Promise.all([...made].map(([key, clip]) => keep(folder, key, clip)));
  return keys.map((key, index) => kept[index] ?? (made.get(key) as SpokenClip));
}

function lineOf({ text, language, voice }: ToSpeak): EspeakLine {
  if ([...text].length > MOST_CHARACTERS) throw new Fault('sound.line-too-long', { text: `${text.slice(0, 40)}…`, most: MOST_CHARACTERS });
  const { rateRatio, pitchRatio } = voice;
  return { text, language: /\p{Script=Han}/u.test(text) ? 'zh' : language, name: espeakNameOf(voice.name), rateRatio, pitchRatio };
}

/** The voice a name stands for. Throws sound.no-such-voice. */
function espeakNameOf(name: string): EspeakName {
  if (name === 'auto' || name === 'espeak') return 'narrator';
  const [engine, own = ''] = name.split('/');
  if (engine !== 'espeak' || !Object.hasOwn(espeakVoices, own))
    throw new Fault('sound.no-such-voice', {
      name,
      known: [...Object.keys(espeakVoices).map((each) => `espeak/${each}`), 'openai/VOICE', 'own:MODEL/VOICE'].join(', '),
    });
  return own as EspeakName;
}

function trimmed({ samples, sampleRateHz, words }: RawSpeech): SpokenClip {
  const { from, to } = soundingSpan(samples, sampleRateHz);
  const fromSec = from / sampleRateHz;
  const sound = { samples: samples.slice(from, to), sampleRateHz };
  const placed = words.map((word) => ({ ...word, startSec: Math.max(0, word.startSec - fromSec) }));
  return { ...sound, lengthSec: (to - from) / sampleRateHz, words: wordsAsHeard(placed, sound), engine: espeakVersion };
}

function keyOf(line: EspeakLine): string {
  return createHash('sha256')
    .update(JSON.stringify([espeakVersion, line, espeakVoices[line.name]]))
    .digest('hex');
}

const Kept = z.object({
  sampleRateHz: z.number().positive(),
  samples: z.number().int().min(0),
  words: z.array(z.object({ at: z.number(), length: z.number(), startSec: z.number() })),
});

/** A kept clip; undefined for one that is not there or not whole. */
async function readKept(file: string): Promise<SpokenClip | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  const end = bytes?.indexOf(0x0a) ?? -1;
  if (bytes === undefined || end < 0) return undefined;
  try {
    const { sampleRateHz, samples: many, words } = Kept.parse(JSON.parse(bytes.toString('utf8', 0, end)));
    const sound = bytes.subarray(end + 1);
    if (sound.length !== many * 4) return undefined;
    const samples = new Float32Array(Uint8Array.from(sound).buffer);
    return { samples, sampleRateHz, lengthSec: many / sampleRateHz, words, engine: espeakVersion };
  } catch {
    return undefined;
  }
}

/** Keeps a clip, whole or not at all. One that cannot be kept is spoken again next time. */
async function keep(folder: string, key: string, { samples, sampleRateHz, words }: SpokenClip): Promise<void> {
  const part = join(folder, `${process.pid}-${randomBytes(6).toString('hex')}.part`);
  const header = Buffer.from(`${JSON.stringify({ sampleRateHz, samples: samples.length, words })}\n`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]));
    await rename(part, join(folder, `${key}.voice`));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}
