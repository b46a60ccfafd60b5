import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Fault, Film } from '@fantascope/film';
import { afterAll, expect, test } from 'vitest';
import { buyVoices } from './buy-voices.ts';
import { closeTake, listTakes } from './commands/take.ts';
import { Door } from './door.ts';
import type { SpendOptions } from './spend-options.ts';
import { journalOf } from './take-setting.ts';
import { withSpeaker } from './voiced-film.ts';

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** 0.1 s of a tone, 16 bit, 8 kHz. */
function tone(): Buffer {
  const bytes = Buffer.alloc(44 + 1600);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(1636, 4);
  bytes.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 16_000],
    [40, 1600],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36);
  for (let n = 0; n < 800; n++) bytes.writeInt16LE(Math.round(9000 * Math.sin(n / 3)), 44 + 2 * n);
  return bytes;
}

/** Emulated: a server on this machine that speaks the protocol of /audio/speech, and a person with a folder of their own. */
async function studio({ status = 200, env = {} }: { status?: number; env?: Record<string, string> } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'fantascope-buy-'));
  homes.push(home);
  const asked: string[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push((JSON.parse(Buffer.concat(chunks).toString()) as { input: string }).input);
      reply.writeHead(status).end(status === 200 ? tone() : 'no');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stream = new PassThrough();
  const told: string[] = [];
  stream.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  const door = new Door({ language: 'en', isJson: false, out: stream as never, err: stream as never });
  const setting = { door, env: { FANTASCOPE_HOME: home, FANTASCOPE_VOICE_URL: `http://127.0.0.1:${port}/v1`, ...env } };
  return {
    ...{ home, asked, told, setting },
    buy: async (lines: readonly (readonly [name: string, text: string])[], spend: SpendOptions = {}) =>
      await buyVoices(setting, spend)(
        lines.map(([name, text]) => ({ name, text, speedRatio: 1 })),
        {},
      ).catch((error: unknown) => error as Fault),
    rows: () => (existsSync(join(home, 'voices.jsonl')) ? readFileSync(join(home, 'voices.jsonl'), 'utf8').trim().split('\n') : []),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
const stateOf = (row: string) => (JSON.parse(row) as { state: string }).state;

test('the same line twice is one POST, another voice is another; a second film buys nothing', async () => {
  await using here = await studio();
  const lines = [
    ['own:m/a', 'Hello.'],
    ['own:m/a', 'Hello.'],
    ['own:m/b', 'Hello.'],
  ] as const;
  const first = await here.buy(lines);
  expect(here.asked).toEqual(['Hello.', 'Hello.']);
  expect(here.rows().map(stateOf)).toEqual(['sent', 'bought', 'sent', 'bought']);
  expect(here.told.join('')).toContain('own:m/a at 127.0.0.1');
  const again = await here.buy(lines);
  expect(again).toEqual(first);
  expect([here.asked.length, readdirSync(join(here.home, 'voices')).length]).toEqual([2, 2]);
});

test('what went wrong is one POST and one row, and what was bought before stays bought', async () => {
  await using here = await studio({ status: 500 });
  expect(
    await here.buy([
      ['own:m/a', 'One.'],
      ['own:m/a', 'Two.'],
    ]),
  ).toMatchObject({ code: 'sound.line-refused' });
  expect([here.asked, here.rows().map(stateOf)]).toEqual([['One.'], ['sent', 'unknown']]);
});

test.each<[string, Readonly<{ spend?: SpendOptions; voice?: string; env?: Record<string, string> }>, string]>([
  ['no key', { env: { OPENAI_API_KEY: '' } }, 'sound.voice-no-key'],
  ['no limit', {}, 'take.no-ceiling'],
  ['a limit below the price', { spend: { maxUsd: 0.0001 } }, 'take.over-ceiling'],
  ['a model without a price', { voice: 'openai:gpt-4o-mini-tts/ash', spend: { maxUsd: 1 } }, 'take.unpriced'],
  ['more than the day’s cap', { spend: { maxUsd: 1 }, env: { FANTASCOPE_DAY_USD: '0.001' } }, 'take.over-day'],
])('%s: nothing is sent, nothing stands in the ledger', async (_, { spend, voice = 'openai/nova', env = {} }, code) => {
  await using here = await studio({ env: { OPENAI_API_KEY: 'sk-planted', ...env } });
  const ended = await here.buy([[voice, 'A line of some length. '.repeat(10)]], spend);
  expect([ended instanceof Fault ? ended.code : 'bought', here.rows()]).toEqual([code, []]);
});

test('one speaker for a film is everybody’s who has no voice by name', () => {
  const film = Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'A film' } },
    cast: [{ name: 'Mei' }, { name: 'Lin', voice: { rateRatio: 1.2 } }, { name: 'Wu', voice: { name: 'espeak/elder' } }],
    shots: [{ camera: { lengthSec: 5, moves: [] } }],
  });
  const { cast, sound } = withSpeaker(film, 'openai/nova');
  expect(cast?.map(({ voice }) => [voice?.name, voice?.rateRatio])).toEqual([
    ['openai/nova', 1],
    ['openai/nova', 1.2],
    ['espeak/elder', 1],
  ]);
  expect(sound?.voice?.name).toBe('openai/nova');
  expect(withSpeaker(film, undefined)).toBe(film);
});

const sent = (line: string, usd: number) =>
  `${JSON.stringify({ atMs: Date.now(), line, host: 'h.example', model: 'm', voice: 'v', characters: 9, state: 'sent', usdMicros: usd })}\n`;
/** As the ledger names this line of openai/nova. */
const hello = createHash('sha256')
  .update(JSON.stringify(['https://api.openai.com/v1', 'tts-1', 'nova', 1, 'Hello.']))
  .digest('hex');

test('a line that was sent before a crash is not sent again until a person says what was paid', async () => {
  await using here = await studio({ env: { OPENAI_API_KEY: 'sk-planted' } });
  // A half row behind it: what the crash left of the next one, which was never acknowledged.
  writeFileSync(join(here.home, 'voices.jsonl'), `${sent(hello, 90)}{"atMs":17`);
  const ended = await here.buy([['openai/nova', 'Hello.']], { maxUsd: 1 });
  expect(ended).toMatchObject({ code: 'sound.line-unknown-before', params: { id: `line_${hello.slice(0, 26)}`, amount: '$0.00009' } });
  await closeTake(`line_${hello.slice(0, 26)}`, { paid: 0.002 }, here.setting);
  expect(here.rows().map(stateOf)).toEqual(['sent', 'closed']);
  // Beyond the unknown line now, it is held against the limit like any other.
  expect(await here.buy([['openai/nova', 'Hello.']], { maxUsd: 0 })).toMatchObject({ code: 'take.over-ceiling' });
  await expect(closeTake(`line_${hello.slice(0, 26)}`, { paid: 0 }, here.setting)).rejects.toMatchObject({ code: 'take.not-unknown' });
});

test('lines are listed beside takes, and both count against one day', async () => {
  await using here = await studio();
  writeFileSync(join(here.home, 'voices.jsonl'), sent(hello, 4_999_000));
  await listTakes(here.setting);
  expect(here.told.join('')).toMatch(
    /line_[0-9a-f]{26} .*sent, not answered \$4\.999\nLast 24 hours, takes and lines: \$4\.999 of \$5\.00/,
  );
  // What a take asks before it is sent.
  await expect(journalOf(here.setting.env).checkDay(1001, 5_000_000)).rejects.toMatchObject({ code: 'take.over-day' });
  await journalOf(here.setting.env).checkDay(1000, 5_000_000);
  // What a line is written through.
  let isWritten = false;
  const write = async () => {
    isWritten = true;
  };
  await expect(journalOf(here.setting.env).withinDay(write, { wanted: 1001, dayCapUsdMicros: 5_000_000 })).rejects.toThrow();
  expect(isWritten).toBe(false);
});

test('a row that cannot be read stops the buying: it may be money', async () => {
  await using here = await studio();
  writeFileSync(join(here.home, 'voices.jsonl'), `{"atMs":17\n${sent(hello, 1)}`);
  expect(await here.buy([['own:m/a', 'Hello.']])).toMatchObject({ code: 'take.journal-damaged' });
  expect(here.asked).toEqual([]);
});
