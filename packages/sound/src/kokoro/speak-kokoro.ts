import { createHash } from 'node:crypto';
import { Fault } from '@fantascope/film';
import { type EnglishText, espeakPhonemes, espeakVersion } from '../voice/espeak.ts';
import { keptOrMade } from '../voice/kept-clips.ts';
import { shapedClip, type WordlessSound } from '../voice/shaped-clip.ts';
import type { SpokenClip, ToSpeak } from '../voice/spoken-clip.ts';
import { runVoiceChild } from '../voice/voice-child.ts';
import { englishParts } from './english-parts.ts';
import { kokoroSymbols, symbolNumbers, symbolPieces } from './kokoro-symbols.ts';
import { type KokoroTask, noRuntimeCode } from './kokoro-task.ts';
import { type GotFile, type KokoroVoice, kokoroNames, kokoroVoice, type NeededFile } from './kokoro-voices.ts';

/** Gets files that voices need, out of the cache or from wherever they may be fetched, in their order and up to the first that is absent. Whoever hands it in answers for where they lie and who may be asked. */
export type GetFiles = (
  files: readonly NeededFile[],
  options: Readonly<{ signal?: AbortSignal | undefined }>,
) => Promise<readonly GotFile[]>;

/** Who gets the files; where clips are kept; and how the local voice says the same lines. */
export type KokoroTerms = Readonly<{
  files: GetFiles | undefined;
  shapesOf: (lines: readonly ToSpeak[]) => Promise<readonly SpokenClip[]>;
  cacheDir?: string | undefined;
  signal?: AbortSignal | undefined;
}>;

type KokoroLine = Readonly<{ line: ToSpeak; voice: KokoroVoice }>;

/** Raised whenever the same words by the same files would be spoken differently. */
const kokoroVersion = 1;
/** What the model gives, samples a second. */
const RATE_HZ = 24_000;
/** The longest a line may take, seconds: two thousand characters are some three minutes of speech. */
const SILENT_SEC = 600;
/** The most memory that the model's program may hold, MiB. */
const MOST_MIB = 3072;

/** Looks, before anything is fetched or said, whether lines can be said as they are asked for. Throws sound.no-such-voice, sound.voice-no-pitch and sound.voice-english. */
export function checkKokoro(spoken: readonly ToSpeak[]): void {
  for (const { text, voice } of spoken) {
    const { name, pitchRatio } = voice;
    if (kokoroVoice(name) === undefined) throw new Fault('sound.no-such-voice', { name, known: kokoroNames.join(', ') });
    if (pitchRatio !== 1) throw new Fault('sound.voice-no-pitch', { name });
    if (/\p{Script=Han}/u.test(text)) throw new Fault('sound.voice-english', { name, text: [...text].slice(0, 40).join('') });
  }
}

/**
 * Lines by voices of Kokoro, in a process of its own; what was said before is kept by model, voice, speed, text and versions, and needs no files. Throws what
 * `checkKokoro` throws, sound.kokoro-missing, sound.kokoro-no-runtime, and what `espeak` throws.
 */
export async function speakKokoro(
  spoken: readonly ToSpeak[],
  { files, shapesOf, cacheDir, signal }: KokoroTerms,
): Promise<readonly SpokenClip[]> {
  checkKokoro(spoken);
  return await keptOrMade(
    spoken.map((line): KokoroLine => ({ line, voice: kokoroVoice(line.voice.name) as KokoroVoice })),
    {
      cacheDir,
      keyOf,
      engineOf: ({ voice }) => voice.engine,
      make: async (missing) => {
        const paths = await pathsOf(missing, { files, signal });
        const pieces = await piecesOf(missing, signal);
        const shapes = await shapesOf(missing.map(({ line }) => line));
        const sounds = await say(taskOf(missing, { paths, pieces }), signal);
        return missing.map(({ line, voice }, index) =>
          shapedClip(sounds[index] as WordlessSound, { text: line.text, shape: shapes[index], engine: voice.engine }),
        );
      },
    },
  );
}

function keyOf({ line: { text, voice }, voice: { model, styles, accent } }: KokoroLine): string {
  const of = [kokoroVersion, espeakVersion, model.sha256, styles.sha256, accent, voice.rateRatio, text];
  return createHash('sha256').update(JSON.stringify(of)).digest('hex');
}

/** Where the files of lines lie, by the files' names. */
async function pathsOf(
  lines: readonly KokoroLine[],
  { files, signal }: Pick<KokoroTerms, 'files' | 'signal'>,
): Promise<ReadonlyMap<string, string>> {
  const needed = new Map<string, Readonly<{ file: NeededFile; name: string }>>();
  for (const { line, voice } of lines)
    for (const file of [voice.model, voice.styles]) if (!needed.has(file.name)) needed.set(file.name, { file, name: line.voice.name });
  const wanted = [...needed.values()];
  const got = await files?.(
    wanted.map(({ file }) => file),
    { signal },
  );
  if (signal?.aborted === true) throw new Fault('render.interrupted');
  return new Map(
    wanted.map(({ file, name }, index) => {
      const one = got?.[index] ?? { outcome: 'absent', path: file.file, host: '-', reason: 'nobody was asked' };
      if (one.outcome === 'found') return [file.name, one.path];
      const { path, host, reason } = one;
      throw new Fault('sound.kokoro-missing', { name, path, host, reason, mb: (file.bytes / 1e6).toFixed(1) });
    }),
  );
}

/** Each line's symbols as numbers, in pieces that the model takes. */
async function piecesOf(lines: readonly KokoroLine[], signal: AbortSignal | undefined): Promise<KokoroTask['lines'][number]['pieces'][]> {
  const told = lines.map(({ line, voice: { accent } }) => ({ accent, parts: englishParts(line.text) }));
  const texts = told.flatMap(({ accent, parts }) =>
    parts.flatMap((part): EnglishText[] => ('words' in part ? [{ text: part.words, accent }] : [])),
  );
  const phonemes = (await espeakPhonemes(texts, { signal })).values();
  return told.map(({ accent, parts }) => {
    const symbols = parts.map((part) => ('sign' in part ? part.sign : kokoroSymbols(phonemes.next().value as string, accent))).join('');
    return symbolPieces(symbols).map(symbolNumbers);
  });
}

function taskOf(
  lines: readonly KokoroLine[],
  { paths, pieces }: Readonly<{ paths: ReadonlyMap<string, string>; pieces: readonly KokoroTask['lines'][number]['pieces'][] }>,
): KokoroTask {
  const [first] = lines as readonly [KokoroLine];
  return {
    model: paths.get(first.voice.model.name) as string,
    lines: lines.map(({ line, voice }, index) => ({
      styles: paths.get(voice.styles.name) as string,
      speedRatio: line.voice.rateRatio,
      pieces: pieces[index] as KokoroTask['lines'][number]['pieces'],
    })),
  };
}

async function say(task: KokoroTask, signal: AbortSignal | undefined): Promise<readonly WordlessSound[]> {
  const module = new URL('./kokoro-child.ts', import.meta.url);
  const ended = await runVoiceChild(module, JSON.stringify(task), { silentSec: SILENT_SEC, mostMib: MOST_MIB, signal });
  const { code, bytes, told } = ended;
  if (code === noRuntimeCode) throw new Fault('sound.kokoro-no-runtime', { reason: told });
  if (code !== 0) throw new Fault('sound.voice-failed', { reason: told || `exit ${code ?? 'by a signal'}` });
  const sounds: WordlessSound[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + 4 * bytes.readUInt32LE(at);
    sounds.push({ samples: new Float32Array(Uint8Array.from(bytes.subarray(at + 4, end)).buffer), sampleRateHz: RATE_HZ });
    at = end;
  }
  if (sounds.length !== task.lines.length)
    throw new Fault('sound.voice-failed', { reason: `${sounds.length} of ${task.lines.length} lines came back` });
  return sounds;
}
