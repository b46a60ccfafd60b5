import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import { probe } from '@fantascope/media';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BucketServer, startBucket } from './bucket-server.ts';

const launcher = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
/** In the shape of a film, so that it is sent as it is. */
let picture = '';
const planted = 'AKIAPLANTEDCLI:planted-cli-bucket-secret';
const names = ['luma', 'kling-v1', 'ark', 'fal-queue'] as const;
let servers: Readonly<Record<string, Emulator>> = {};
let bucket: BucketServer;
let kept = '';
let folder = '';
let said = '';

beforeAll(async () => {
  bucket = await startBucket({ credential: planted });
  kept = await mkdtemp(join(tmpdir(), 'take-picture-'));
  picture = join(kept, 'wide.png');
  await sharp(fileURLToPath(new URL('../../examples/photos/chelsea.png', import.meta.url)))
    .resize(640, 360)
    .png()
    .toFile(picture);
  servers = Object.fromEntries(await Promise.all(names.map(async (wire) => [wire, await startEmulator(wire, { workMs: 200 })] as const)));
});
afterAll(async () => {
  await Promise.all([bucket.close(), ...Object.values(servers).map((server) => server.close())]);
  await rm(kept, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'take-files-'));
});
afterEach(async () => {
  for (const name of await readdir(join(folder, 'home')).catch(() => []))
    said += await readFile(join(folder, 'home', name), 'utf8').catch(() => '');
  await rm(folder, { recursive: true, force: true });
});

const serverOf = (wire: string) => servers[wire] as Emulator;
const [access = '', secret = ''] = planted.split(':');
const ownBucket = () => ({
  ...{ FANTASCOPE_S3_BUCKET: bucket.bucket, FANTASCOPE_S3_ENDPOINT: bucket.endpoint },
  ...{ FANTASCOPE_S3_ACCESS_KEY_ID: access, FANTASCOPE_S3_SECRET_ACCESS_KEY: secret },
});

/** Runs the command line without a terminal; every wire of the file is pointed at its emulator. */
function fantascope(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Readonly<{ code: number | null; out: string; err: string }>> {
  const wired = names.flatMap((wire) => {
    const prefix = `FANTASCOPE_${wire.toUpperCase().replace(/-/g, '_')}`;
    return [
      [`${prefix}_URL`, serverOf(wire).baseUrl],
      [`${prefix}_KEY`, serverOf(wire).credential],
    ];
  });
  const home = { FANTASCOPE_HOME: join(folder, 'home'), FANTASCOPE_CACHE: join(folder, 'cache'), FANTASCOPE_LANG: 'en' };
  const whole = { PATH: process.env['PATH'], HOME: folder, ...home, ...Object.fromEntries(wired), ...env };
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, env: whole, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (heard.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heard.err += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      said += heard.out + heard.err;
      resolve({ code, ...heard });
    });
  });
}

const shot = (model: string, ...more: string[]) => [
  'shoot',
  picture,
  '--model',
  model,
  '--prompt',
  'a cat',
  '--max-usd',
  '4',
  '--accept-unpriced',
  '--out',
  'shot.mp4',
  ...more,
];

test('a first frame gets to Luma by a bucket; without one the loss is said before money, and the take is from words', async () => {
  const without = await fantascope(shot('luma/ray-2', '--camera', 'push in', '--json'));
  expect([without.code, without.err.includes('FANTASCOPE_S3_BUCKET')]).toEqual([0, true]);
  expect(JSON.stringify(serverOf('luma').bill.at(-1)?.request)).not.toContain('frame0');

  const made = await fantascope(shot('luma/ray-2', '--camera', 'push in', '--out', 'second.mp4', '--json'), ownBucket());
  expect([made.code, made.err]).toEqual([0, expect.not.stringContaining('FANTASCOPE_S3_BUCKET')]);
  expect(JSON.stringify(serverOf('luma').bill.at(-1)?.request)).toContain(`${bucket.endpoint}/takes/takes/`);
  expect(bucket.objects.size).toBe(1);

  const keyless = await fantascope(shot('luma/ray-2', '--camera', 'push in', '--out', 'third.mp4'), {
    ...ownBucket(),
    FANTASCOPE_S3_SECRET_ACCESS_KEY: '',
  });
  expect([keyless.code, keyless.err]).toEqual([2, expect.stringContaining('FANTASCOPE_S3_SECRET_ACCESS_KEY')]);
});

test('references, a last picture and a painted region are sent; a region over a cut picture is refused before money', async () => {
  await copyFile(picture, join(folder, 'her.png'));
  const referred = await fantascope(shot('kling/v3-omni', '--reference', 'her.png', '--last-picture', 'her.png'));
  expect([referred.code, referred.err]).toEqual([0, expect.any(String)]);
  const asked = serverOf('kling-v1').bill.at(-1)?.request as { image_list: { type?: string }[] };
  expect(asked.image_list.map(({ type }) => type)).toEqual(['first_frame', 'end_frame', undefined]);

  const region = ['--motion', 'drift:0,0,0.5,0.5:0:0.2'];
  const brushed = await fantascope(shot('kling/v1.5/image', ...region, '--out', 'brushed.mp4'));
  expect([brushed.code, brushed.err]).toEqual([0, expect.any(String)]);
  const drawn = serverOf('kling-v1').bill.at(-1)?.request as { dynamic_masks: { mask: string }[] };
  expect(
    Buffer.from(drawn.dynamic_masks[0]?.mask ?? '', 'base64')
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  const billed = serverOf('kling-v1').bill.length;
  const cut = await fantascope(shot('kling/v1.5/image', ...region, '--aspect', '9:16', '--out', 'cut.mp4'));
  expect([cut.code, cut.err]).toEqual([3, expect.stringContaining('whole photograph')]);
  const noFile = await fantascope(shot('kling/v3-omni', '--reference', 'nobody.png', '--out', 'cut.mp4'));
  expect([noFile.code, noFile.err]).toEqual([3, expect.stringContaining('nobody.png')]);
  await writeFile(join(folder, 'words.png'), 'no picture');
  expect((await fantascope(shot('kling/v3-omni', '--reference', 'words.png', '--out', 'cut.mp4'))).err).toContain('not a picture');
  expect(serverOf('kling-v1').bill.length).toBe(billed);
});

test('a shot that is split becomes takes one after another, each from the last frame of the one before, under one ceiling', async () => {
  const moves = ['--camera', 'pan right, then tilt up', '--moves', 'split', '--json'];
  const before = serverOf('kling-v1').bill.length;
  const tight = await fantascope(shot('kling/v2.5-turbo', ...moves).map((word) => (word === '4' ? '0.1' : word)));
  expect([tight.code, tight.err]).toEqual([2, expect.stringContaining('ceiling of $0.10')]);
  expect(serverOf('kling-v1').bill.length).toBe(before);

  const made = await fantascope(shot('kling/v2.5-turbo', ...moves));
  expect([made.code, made.err]).toEqual([0, expect.any(String)]);
  const { takes, wanted, usdMicros } = JSON.parse(made.out) as {
    takes: { take: string; state: string; out: string; label: string; money: { settledUsdMicros: number; ceilingUsdMicros: number } }[];
    wanted: number;
    usdMicros: number;
  };
  expect(takes.map(({ state, out, label }) => [state, out, label])).toEqual(
    [1, 2].map((n) => ['ready', join(folder, `shot-${n}.mp4`), 'EMULATED']),
  );
  expect([wanted, new Set(takes.map(({ take }) => take)).size]).toEqual([2, 2]);
  expect(usdMicros).toBe(takes.reduce((sum, { money }) => sum + money.settledUsdMicros, 0));
  // What the first has used is no longer there for the second.
  expect(takes.map(({ money }) => money.ceilingUsdMicros)).toEqual([4e6, 4e6 - (takes[0]?.money.settledUsdMicros ?? 0)]);
  for (const { out } of takes) expect((await probe(out)).durationSec).toBeGreaterThan(4);
  const [first, second] = serverOf('kling-v1')
    .bill.slice(-2)
    .map(({ request }) => (request as { image: string }).image);
  expect(first).not.toBe(second);
  expect(serverOf('kling-v1').bill.length).toBe(before + 2);
});

test('a real server on this machine is not called emulated, counts against the day, and the cap names what raises it', async () => {
  // Everything goes through to the emulator but what says that it is one.
  const proxy = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const init = { method: request.method ?? 'GET', headers, ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }) };
    const reply = await fetch(`${serverOf('kling-v1').baseUrl}${request.url}`, init);
    const type = reply.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await reply.arrayBuffer());
    const told = type.includes('json') ? Buffer.from(bytes.toString().replaceAll(serverOf('kling-v1').baseUrl, own())) : bytes;
    response.writeHead(reply.status, { 'content-type': type }).end(told);
  });
  const own = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  try {
    const there = { FANTASCOPE_KLING_V1_URL: own() };
    const words = [
      'shoot',
      '-',
      '--model',
      'kling/v1/text',
      '--prompt',
      'a cat',
      '--camera',
      'pan right',
      '--max-usd',
      '2',
      '--accept-unpriced',
    ];
    const over = await fantascope([...words, '--out', 'none.mp4'], { ...there, FANTASCOPE_DAY_USD: '0.05' });
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('FANTASCOPE_DAY_USD')]);
    const made = await fantascope([...words, '--out', 'one.mp4', '--json'], there);
    expect(made.err + made.out).not.toContain('EMULATED');
    const receipt = JSON.parse(made.out) as { isEmulated: boolean; money: { settledUsdMicros: number } };
    expect(receipt.isEmulated).toBe(false);
    const { settledUsdMicros: paid } = receipt.money;
    expect(paid).toBeGreaterThan(0);
    const cap = String((paid * 1.5) / 1e6);
    const next = await fantascope([...words, '--out', 'two.mp4'], { ...there, FANTASCOPE_DAY_USD: cap });
    expect([next.code, next.err]).toEqual([2, expect.stringMatching(/24 hours.*FANTASCOPE_DAY_USD/s)]);
    // An emulated take costs nothing and is not held up.
    expect((await fantascope([...words, '--out', 'three.mp4'], { FANTASCOPE_DAY_USD: '0' })).code).toBe(0);
  } finally {
    await new Promise((closed) => proxy.close(closed));
  }
});

test('no key stands in anything that was said or kept', () => {
  expect(said).toContain('EMULATED');
  const keys = [planted, ...names.map((wire) => serverOf(wire).credential)].flatMap((credential) => credential.split(':'));
  for (const key of [...keys, 'X-Amz-Signature', 'X-Amz-Credential']) expect(said.includes(key), key).toBe(false);
});
