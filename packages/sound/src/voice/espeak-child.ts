// A program of its own: espeak-ng is GPL-3 and is never loaded into Fantascope's processes. It reads lines to speak as JSON from stdin and writes, for each, four bytes
// of length, a header in JSON, and its samples (16 bit, little-endian). A line that is only wanted in phonemes has them in its header, and no samples.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

type Asked = Readonly<{ text: string; voice: string }> &
  (Readonly<{ wants: 'phonemes' }> | Readonly<{ wants?: undefined; rate: number; pitch: number; range: number }>);
type Event = Readonly<{ type: string; text_position: number; word_length: number; audio_position: number }>;
type Engine = Readonly<{
  get_samplerate: () => number;
  set_voice: (name: string) => number;
  set_rate: (wordsPerMin: number) => void;
  set_pitch: (pitch: number) => void;
  set_range: (range: number) => void;
  synthesize_ipa: (text: string) => Readonly<{ code: number; ipa: string }>;
  synthesize: (text: string, onSound: (samples: Int16Array | null, events: readonly Event[]) => void) => void;
}>;

const require = createRequire(import.meta.url);
const path = require.resolve('@echogarden/espeak-ng-emscripten');
const { default: load } = (await import(pathToFileURL(path).href)) as { default: () => Promise<{ eSpeakNGWorker: new () => Engine }> };
const engine = new (await load()).eSpeakNGWorker();
const sampleRateHz = engine.get_samplerate();

for (const asked of JSON.parse(await text(process.stdin)) as readonly Asked[]) {
  if (engine.set_voice(asked.voice) !== 0) throw new Error(`there is no voice ${asked.voice}`);
  if (asked.wants === 'phonemes') {
    const { code, ipa } = engine.synthesize_ipa(asked.text);
    if (code !== 0) throw new Error(`no phonemes (${code})`);
    write({ sampleRateHz, bytes: 0, words: [], phonemes: ipa });
    continue;
  }
  engine.set_rate(asked.rate);
  engine.set_pitch(asked.pitch);
  engine.set_range(asked.range);
  const parts: Buffer[] = [];
  const words: (readonly [at: number, length: number, ms: number])[] = [];
  engine.synthesize(asked.text, (samples, events) => {
    // The engine uses its memory again for what comes next.
    if (samples !== null) parts.push(Buffer.from(Uint8Array.from(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))));
    for (const { type, text_position, word_length, audio_position } of events)
      if (type === 'word') words.push([text_position - 1, word_length, audio_position]);
  });
  const sound = Buffer.concat(parts);
  write({ sampleRateHz, bytes: sound.length, words }, sound);
}

function write(head: object, sound = Buffer.alloc(0)): void {
  const header = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  process.stdout.write(Buffer.concat([length, header, sound]));
}
