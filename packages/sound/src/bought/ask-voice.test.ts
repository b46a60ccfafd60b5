import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { askVoice } from './ask-voice.ts';
import { isNetVoice, readNetVoice } from './voice-address.ts';
import { readWav } from './wav.ts';

const KEY = 'sk-planted-0123456789abcdef';
/** A WAV file of 16 bit samples, one channel. */
function wav(samples: readonly number[], { lengthTold = samples.length * 2 } = {}): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0).toString();
  head.writeUInt32LE(36 + lengthTold, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(24_000, 24);
  head.writeUInt32LE(48_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(lengthTold, 40);
  const body = Buffer.alloc(samples.length * 2);
  for (const [n, sample] of samples.entries()) body.writeInt16LE(sample, n * 2);
  return Buffer.concat([head, body]);
}
const good = wav([0, 16_384, -16_384, 0]);

type Play = (reply: ServerResponse) => void;
const answers =
  (status: number, body: Buffer | string): Play =>
  (reply) =>
    void reply.writeHead(status, { 'x-new-field': 'let be' }).end(body);

/** Emulated: a server on this machine that speaks the protocol of /audio/speech. */
async function asked(play: Play, { speedRatio = 1 } = {}) {
  const seen: Readonly<{ url: string; body: unknown; authorization: string | undefined }>[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown;
      seen.push({ url: `${request.method} ${request.url}`, body, authorization: request.headers.authorization });
      play(reply);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const voice = readNetVoice('own:emulated/nova', { FANTASCOPE_VOICE_URL: `http://127.0.0.1:${port}/v1/` });
  const times = { connectMs: 1000, idleMs: 300, totalMs: 2000 };
  const ended = await askVoice(voice, { text: 'Hello.', speedRatio }, { key: KEY, times }).catch((error: unknown) => error as Fault);
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return { ended, seen };
}

test('a line is one POST with model, voice and words, and comes back as sound', async () => {
  const { ended, seen } = await asked(answers(200, good), { speedRatio: 1.2 });
  expect(ended).toEqual(good);
  expect(readWav(good)).toEqual({ samples: Float32Array.of(0, 0.5, -0.5, 0), sampleRateHz: 24_000 });
  const body = { model: 'emulated', voice: 'nova', input: 'Hello.', response_format: 'wav', speed: 1.2 };
  expect(seen).toEqual([{ url: 'POST /v1/audio/speech', body, authorization: `Bearer ${KEY}` }]);
});

test.each<[string, Play, string]>([
  ['a key that is not taken', answers(401, `Incorrect API key: ${KEY}`), 'sound.line-refused'],
  ['too many questions', answers(429, 'slow down'), 'sound.line-refused'],
  ['a server that fails', answers(500, 'oops'), 'sound.line-refused'],
  ['a page instead of a sound', answers(200, '<html>'.repeat(20)), 'sound.not-speech'],
  ['a sound without a sample', answers(200, wav([])), 'sound.not-speech'],
  ['a sound that is shorter than it says', answers(200, wav([1, 2], { lengthTold: 400 })), 'sound.not-speech'],
  ['nothing for too long', () => undefined, 'sound.line-unknown-end'],
  ['a line that breaks', (reply) => reply.destroy(), 'sound.line-unknown-end'],
  [
    'half a body',
    (reply) => reply.writeHead(200, { 'content-length': '999' }).write(good, () => reply.destroy()),
    'sound.line-unknown-end',
  ],
])('%s is one POST and one sentence, without the key', async (_, play, code) => {
  const { ended, seen } = await asked(play);
  expect([ended instanceof Fault ? ended.code : 'spoken', seen.length]).toEqual([code, 1]);
  expect(JSON.stringify([(ended as Fault).message, (ended as Fault).params])).not.toContain(KEY);
});

test('where nobody listens nothing was sent', async () => {
  const voice = readNetVoice('own:m/v', { FANTASCOPE_VOICE_URL: 'http://127.0.0.1:9/v1' });
  await expect(askVoice(voice, { text: 'x', speedRatio: 1 }, { key: undefined })).rejects.toMatchObject({ code: 'sound.line-not-sent' });
});

test('a name says provider, model and voice; an address is the setting’s alone', () => {
  expect(readNetVoice('openai/nova', {})).toMatchObject({ model: 'tts-1', voice: 'nova', usdPerMillion: 15, keyName: 'OPENAI_API_KEY' });
  expect(readNetVoice('openai:gpt-4o-mini-tts/ash', {})).toMatchObject({ model: 'gpt-4o-mini-tts', voice: 'ash', usdPerMillion: null });
  const env = { FANTASCOPE_VOICE_URL: 'https://voices.example.com/v1' };
  expect(readNetVoice('own:Org/Model-0.5B/Org%2FModel-0.5B:alex', env)).toMatchObject({
    ...{ baseUrl: 'https://voices.example.com/v1', model: 'Org/Model-0.5B', voice: 'Org/Model-0.5B:alex' },
    ...{ keyName: 'FANTASCOPE_VOICE_API_KEY', usdPerMillion: null },
  });
  expect([isNetVoice('openai'), isNetVoice('own:m/v'), isNetVoice('espeak/male'), isNetVoice('openair/x')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  for (const name of ['own/x', 'own:m', 'openai:%zz/x'])
    expect(() => readNetVoice(name, env)).toThrow(expect.objectContaining({ code: 'sound.bad-voice-name' }));
  for (const url of ['', 'http://voices.example.com/v1', 'https://u:p@x.example.com', 'https://x.example.com/?key=1'])
    expect(() => readNetVoice('own:m/v', { FANTASCOPE_VOICE_URL: url })).toThrow(
      expect.objectContaining({ code: 'sound.bad-voice-address' }),
    );
});
