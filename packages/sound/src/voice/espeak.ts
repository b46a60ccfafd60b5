import { createRequire } from 'node:module';
import { Fault, type SpokenLanguage, type Voice } from '@fantascope/film';
import { z } from 'zod';
import { type EspeakName, espeakLanguages, espeakVoices } from './espeak-voices.ts';
import { runVoiceChild } from './voice-child.ts';

/** Raised whenever the same words would be spoken differently. */
export const espeakVersion = 'espeak-ng 1';

/** What an engine said: full scale ±1, one channel, and where in the text and in the sound each word begins. */
export type RawSpeech = Readonly<{
  samples: Float32Array;
  sampleRateHz: number;
  /** Places count characters (code points) of the text. */
  words: readonly Readonly<{ at: number; length: number; startSec: number }>[];
}>;

/** What espeak-ng is asked to say. */
export type EspeakLine = Readonly<{ text: string; language: SpokenLanguage; name: EspeakName } & Pick<Voice, 'rateRatio' | 'pitchRatio'>>;

/** An English text to be told in phonemes, as Americans or as the British say it. */
export type EnglishText = Readonly<{ text: string; accent: 'american' | 'british' }>;

const Header = z.object({
  sampleRateHz: z.number().positive(),
  bytes: z.number().int().min(0),
  words: z.array(z.tuple([z.number(), z.number(), z.number()])),
  phonemes: z.string().optional(),
});

type Answer = Readonly<{ header: z.infer<typeof Header>; sound: Buffer }>;

/** Signs that espeak-ng takes for its own language, each replaced by as many blanks so that places in the text stay. */
const plain = (text: string) => text.replace(/[<>&[\]{}|\p{Cc}]/gu, ' ');

/** The longest a child may be silent, seconds: it speaks about a hundred times faster than one hears. */
const SILENT_SEC = 120;

const english = { american: 'en-us', british: 'en' } as const;

/** Whether espeak-ng is installed. */
export function hasEspeak(): boolean {
  try {
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
    return true;
  } catch {
    return false;
  }
}

/** Has espeak-ng say some lines, in a child process. Throws sound.voice-missing, sound.voice-failed and render.interrupted. */
export async function espeak(
  lines: readonly EspeakLine[],
  { signal }: Readonly<{ signal?: AbortSignal | undefined }> = {},
): Promise<readonly RawSpeech[]> {
  const asked = lines.map(({ text, language, name, rateRatio, pitchRatio }) => {
    const { variant, wordsPerMin, pitch, range } = espeakVoices[name];
    return {
      text: plain(text),
      voice: `${espeakLanguages[language]}+${variant}`,
      rate: Math.round(wordsPerMin[language] * rateRatio),
      pitch: Math.max(0, Math.min(99, Math.round(pitch + 50 * Math.log2(pitchRatio)))),
      range,
    };
  });
  return (await ask(asked, signal)).map(({ header: { sampleRateHz, words }, sound }) => {
    const samples = new Float32Array(sound.length / 2);
    for (let n = 0; n < samples.length; n++) samples[n] = sound.readInt16LE(2 * n) / 32_768;
    return { samples, sampleRateHz, words: words.map(([at, length, ms]) => ({ at, length, startSec: ms / 1000 })) };
  });
}

/**
 * English texts in espeak-ng's IPA, by the same child process: words with blanks between them, `_` between a word's phonemes, a line a clause. Throws what `espeak` throws.
 */
export async function espeakPhonemes(
  texts: readonly EnglishText[],
  { signal }: Readonly<{ signal?: AbortSignal | undefined }> = {},
): Promise<readonly string[]> {
  const asked = texts.map(({ text, accent }) => ({ text: plain(text), voice: english[accent], wants: 'phonemes' }));
  return (await ask(asked, signal)).map(({ header }) => header.phonemes ?? '');
}

async function ask(asked: readonly Readonly<{ text: string; voice: string }>[], signal: AbortSignal | undefined) {
  if (asked.length === 0) return [];
  if (!hasEspeak()) throw new Fault('sound.voice-missing');
  const module = new URL('./espeak-child.ts', import.meta.url);
  const { code, bytes, told } = await runVoiceChild(module, JSON.stringify(asked), { silentSec: SILENT_SEC, signal });
  if (code !== 0) throw new Fault('sound.voice-failed', { reason: told || `exit ${code}` });
  const answers = parse(bytes);
  if (answers.length !== asked.length)
    throw new Fault('sound.voice-failed', { reason: `${answers.length} of ${asked.length} lines came back` });
  return answers;
}

function parse(bytes: Buffer): readonly Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    const start = at + 4 + length;
    const header = Header.parse(JSON.parse(bytes.toString('utf8', at + 4, start)));
    at = start + header.bytes;
    answers.push({ header, sound: bytes.subarray(start, at) });
  }
  return answers;
}
