import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Fault, type SpokenLanguage, type Voice } from '@fantascope/film';
import { z } from 'zod';
import { type EspeakName, espeakLanguages, espeakVoices } from './espeak-voices.ts';

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

const Header = z.object({
  sampleRateHz: z.number().positive(),
  bytes: z.number().int().min(0),
  words: z.array(z.tuple([z.number(), z.number(), z.number()])),
});

/** Signs that espeak-ng takes for its own language, each replaced by as many blanks so that places in the text stay. */
const plain = (text: string) => text.replace(/[<>&[\]{}|\p{Cc}]/gu, ' ');

/** The longest a child may take, seconds: it speaks about a hundred times faster than one hears. */
const MOST_SEC = 120;

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
  if (lines.length === 0) return [];
  if (!hasEspeak()) throw new Fault('sound.voice-missing');
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
  const said = parse(await runChild(JSON.stringify(asked), signal));
  if (said.length !== lines.length) throw new Fault('sound.voice-failed', { reason: `${said.length} of ${lines.length} lines came back` });
  return said;
}

async function runChild(input: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const file = fileURLToPath(new URL('./espeak-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], { stdio: ['pipe', 'pipe', 'pipe'] });
  const stop = () => void child.kill('SIGKILL');
  const timer = setTimeout(stop, MOST_SEC * 1000);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  const parts: Buffer[] = [];
  let told = '';
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => {
    told = (told + part.toString()).slice(-500);
  });
  // A child that ends early closes its end: its exit says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    if (signal?.aborted === true) throw new Fault('render.interrupted');
    if (code !== 0) throw new Fault('sound.voice-failed', { reason: told.trim().split('\n').at(-1) ?? `exit ${code}` });
    return Buffer.concat(parts);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function parse(bytes: Buffer): readonly RawSpeech[] {
  const said: RawSpeech[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    const header = Header.parse(JSON.parse(bytes.toString('utf8', at + 4, at + 4 + length)));
    const start = at + 4 + length;
    const samples = new Float32Array(header.bytes / 2);
    for (let n = 0; n < samples.length; n++) samples[n] = bytes.readInt16LE(start + 2 * n) / 32_768;
    const words = header.words.map(([place, many, ms]) => ({ at: place, length: many, startSec: ms / 1000 }));
    said.push({ samples, sampleRateHz: header.sampleRateHz, words });
    at = start + header.bytes;
  }
  return said;
}
