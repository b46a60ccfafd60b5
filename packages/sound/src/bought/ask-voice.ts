import { Fault } from '@fantascope/film';
import { exchange, isLoopbackAddress, isPublicAddress, redactor } from '@fantascope/models/transport';
import { isThisMachine, type NetVoice } from './voice-address.ts';
import { readWav } from './wav.ts';

/** One line as it goes out; `speedRatio` 1 = as the voice speaks by itself. */
export type NetLine = Readonly<{ text: string; speedRatio: number }>;

/** The longest sound that is read, bytes: 2000 characters are some five minutes, 48 kHz in two channels 58 MB. */
const mostReplyBytes = 64 * 2 ** 20;
const usualTimes = { connectMs: 15_000, idleMs: 120_000, totalMs: 300_000 };

/**
 * Asks for one line, once, and gives the WAV file as it came. The key goes to the voice's own address and nowhere else; redirects are not followed. Throws
 * sound.line-not-sent (nothing left this machine), sound.line-unknown-end (it may be spoken and charged: nothing is sent again), sound.line-refused and
 * sound.not-speech.
 */
export async function askVoice(
  voice: NetVoice,
  { text, speedRatio }: NetLine,
  { key, signal, times = usualTimes }: Readonly<{ key: string | undefined; signal?: AbortSignal | undefined; times?: typeof usualTimes }>,
): Promise<Buffer> {
  const url = new URL(`${voice.baseUrl}/audio/speech`);
  const speed = speedRatio === 1 ? {} : { speed: speedRatio };
  const body = { model: voice.model, voice: voice.voice, input: text, response_format: 'wav', ...speed };
  const ended = await exchange(
    {
      ...{
        url,
        method: 'POST',
        body: Buffer.from(JSON.stringify(body)),
        isAllowed: isThisMachine(url) ? isLoopbackAddress : isPublicAddress,
      },
      headers: {
        'content-type': 'application/json',
        accept: 'audio/wav',
        'user-agent': 'fantascope',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...times,
      ...(signal === undefined ? {} : { signal }),
    },
    async (reply) => ({ status: reply.statusCode ?? 0, bytes: await bytesOf(reply) }),
  );
  const clean = redactor(key === undefined ? [] : [key]);
  const { host } = url;
  if (ended.state !== 'reply')
    throw new Fault(ended.state === 'never-left' ? 'sound.line-not-sent' : 'sound.line-unknown-end', { host, reason: clean(ended.reason) });
  const { status, bytes } = ended.value;
  if (status < 200 || status >= 300)
    throw new Fault('sound.line-refused', {
      host,
      status,
      reason: clean(bytes.toString('utf8'))
        .replace(/\p{Cc}/gu, ' ')
        .slice(0, 300),
    });
  if (readWav(bytes) === undefined) throw new Fault('sound.not-speech', { host });
  return bytes;
}

async function bytesOf(reply: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of reply) {
    bytes += chunk.byteLength;
    if (bytes > mostReplyBytes) throw new Error(`more than ${mostReplyBytes} bytes came`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
