import { createHash } from 'node:crypto';
import { Fault } from '@fantascope/film';
import { type BuyLines, checkBought, speakBought } from '../bought/speak-bought.ts';
import { isNetVoice } from '../bought/voice-address.ts';
import { isKokoroName } from '../kokoro/kokoro-voices.ts';
import { checkKokoro, type GetFiles, speakKokoro } from '../kokoro/speak-kokoro.ts';
import { type EspeakLine, espeak, espeakVersion, hasEspeak, type RawSpeech } from './espeak.ts';
import { type EspeakName, espeakVoices } from './espeak-voices.ts';
import { keptOrMade } from './kept-clips.ts';
import type { SpokenClip, ToSpeak } from './spoken-clip.ts';
import { soundingSpan } from './trim-silence.ts';
import { wordsAsHeard } from './word-onsets.ts';

/**
 * Where finished clips are kept, by what they are made of; not given, nothing is kept. `buy`: who has lines said by voices of providers; not given, nobody. `files`: who
 * gets the files that Kokoro's voices need; not given, nobody.
 */
export type SpeakOptions = Readonly<{
  cacheDir?: string | undefined;
  signal?: AbortSignal | undefined;
  buy?: BuyLines | undefined;
  files?: GetFiles | undefined;
}>;

/** The most characters of one line. */
const MOST_CHARACTERS = 2000;

/**
 * Speaks some lines, in their order, each by the voice it names: those of this machine first, so that what is wrong with them is found before anything is bought.
 * Throws what each kind throws: sound.no-such-voice, sound.line-too-long, sound.voice-missing, sound.voice-failed, render.interrupted; sound.voice-no-pitch,
 * sound.voice-english, sound.kokoro-missing, sound.kokoro-no-runtime; sound.voice-by-key and what `buy` throws.
 */
export async function speak(spoken: readonly ToSpeak[], { buy, files, ...options }: SpeakOptions = {}): Promise<readonly SpokenClip[]> {
  const kinds = spoken.map(({ voice }) => kindOf(voice.name));
  const ofKind = (kind: Kind) => spoken.filter((_, index) => kinds[index] === kind);
  const [ofKokoro, toBuy] = [ofKind('kokoro'), ofKind('net')];
  for (const { text } of spoken) checkLength(text);
  checkKokoro(ofKokoro);
  if (toBuy.length > 0) checkBought(toBuy, buy);
  const here = await speakHere(ofKind('espeak'), options);
  const shapesOf = (lines: readonly ToSpeak[]) =>
    speakHere(
      lines.map((each) => ({ ...each, voice: { name: 'auto', rateRatio: each.voice.rateRatio, pitchRatio: 1 } })),
      options,
    );
  const kokoro = await speakKokoro(ofKokoro, { ...options, files, shapesOf });
  const shapes = hasEspeak() ? await shapesOf(toBuy) : undefined;
  const net = buy === undefined || toBuy.length === 0 ? [] : await speakBought(toBuy, { ...options, buy, shapes });
  const said = { espeak: here.values(), kokoro: kokoro.values(), net: net.values() };
  return kinds.map((kind) => said[kind].next().value as SpokenClip);
}

type Kind = 'espeak' | 'kokoro' | 'net';

function kindOf(name: string): Kind {
  if (isNetVoice(name)) return 'net';
  return isKokoroName(name) ? 'kokoro' : 'espeak';
}

/**
 * Speaks some lines with espeak-ng, in their order. A Chinese text is read by the Chinese voice whatever language was asked for; it reads
 * Latin words as English. Throws sound.no-such-voice, sound.voice-missing, sound.voice-failed and render.interrupted.
 */
async function speakHere(
  spoken: readonly ToSpeak[],
  { cacheDir, signal }: Pick<SpeakOptions, 'cacheDir' | 'signal'>,
): Promise<readonly SpokenClip[]> {
  return await keptOrMade(spoken.map(lineOf), {
    ...{ cacheDir, keyOf, engineOf: () => espeakVersion },
    make: async (missing) => (await espeak(missing, { signal })).map(trimmed),
  });
}

function checkLength(text: string): void {
  if ([...text].length > MOST_CHARACTERS) throw new Fault('sound.line-too-long', { text: `${text.slice(0, 40)}…`, most: MOST_CHARACTERS });
}

function lineOf({ text, language, voice }: ToSpeak): EspeakLine {
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
      known: [...Object.keys(espeakVoices).map((each) => `espeak/${each}`), 'kokoro/VOICE', 'openai/VOICE', 'own:MODEL/VOICE'].join(', '),
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
