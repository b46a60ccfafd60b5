import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import { probe } from '@fantascope/media';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
const picture = fileURLToPath(new URL('../../examples/photos/chelsea.png', import.meta.url));
let kling: Emulator;
let fal: Emulator;
let comfy: Emulator;
let folder = '';
/** Everything any command of this file has said or kept. */
let said = '';

beforeAll(async () => {
  [kling, fal, comfy] = await Promise.all([
    startEmulator('kling-v1', { workMs: 300, retryAfterSec: 0 }),
    startEmulator('fal-queue', { workMs: 300, retryAfterSec: 0 }),
    startEmulator('comfyui', { workMs: 300, retryAfterSec: 0 }),
  ]);
});
afterAll(() => Promise.all([kling.close(), fal.close(), comfy.close()]));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'take-cli-'));
});
afterEach(async () => {
  for (const name of await readdir(join(folder, 'home')).catch(() => []))
    said += await readFile(join(folder, 'home', name), 'utf8').catch(() => '');
  await rm(folder, { recursive: true, force: true });
});

type Ran = Readonly<{ code: number | null; signal: string | null; out: string; err: string }>;

/** Runs the command line without a terminal, against the emulators. `on` sees its stderr as it grows. */
function fantascope(
  words: readonly string[],
  {
    input = '',
    env = {},
    on,
  }: { input?: string; env?: Record<string, string>; on?: (err: string, kill: (signal: NodeJS.Signals) => void) => void } = {},
): Promise<Ran> {
  const whole = {
    ...{
      PATH: process.env['PATH'],
      HOME: folder,
      FANTASCOPE_HOME: join(folder, 'home'),
      FANTASCOPE_CACHE: join(folder, 'cache'),
      FANTASCOPE_LANG: 'en',
    },
    ...{ FANTASCOPE_KLING_V1_URL: kling.baseUrl, FANTASCOPE_FAL_QUEUE_URL: fal.baseUrl, FANTASCOPE_COMFYUI_URL: comfy.baseUrl },
    ...env,
  };
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, env: whole, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined).end(input);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    on?.(err, (signal) => child.kill(signal));
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      said += out + err;
      resolve({ code, signal, out, err });
    });
  });
}

const shoot = (model: string, ...rest: string[]) => [
  'shoot',
  picture,
  '--camera',
  'pan right 20 degrees',
  '--model',
  model,
  '--out',
  'out.mp4',
  ...rest,
];
const klingKey = { FANTASCOPE_KLING_V1_KEY: 'emulated-access:emulated-secret' };
const falKey = { FANTASCOPE_FAL_QUEUE_KEY: 'emulated-fal-id:emulated-fal-secret' };

test('a key set from standard input makes a take; without a ceiling nothing is sent', async () => {
  const before = kling.submits();
  const argv = await fantascope(['key', 'set', 'FANTASCOPE_KLING_V1_KEY', 'emulated-access:emulated-secret']);
  const flag = await fantascope(['key', 'set', 'FANTASCOPE_KLING_V1_KEY', '--value=emulated-access:emulated-secret']);
  const name = await fantascope(['key', 'set', 'emulated-access:emulated-secret']);
  expect([argv.code, flag.code, name.code]).toEqual([2, 2, 2]);
  expect((await fantascope(['key', 'set', 'FANTASCOPE_KLING_V1_KEY'], { input: `${kling.credential}\n` })).code).toBe(0);
  const listed = await fantascope(['key', 'list', '--json']);
  expect(JSON.parse(listed.out)).toMatchObject([{ name: 'FANTASCOPE_KLING_V1_KEY', from: 'file' }]);

  const unpriced = await fantascope(shoot('kling/v1.5/image', '--max-usd', '3'));
  expect(unpriced).toMatchObject({ code: 2 });
  expect(unpriced.err).toContain('No price is known for kling/v1.5/image');
  const none = await fantascope(shoot('kling/v2.1-master'));
  expect(none.code).toBe(2);
  expect(none.err).toContain('nothing is paid without a ceiling');
  const low = await fantascope(shoot('kling/v2.1-master', '--max-usd', '0.5'));
  expect(low.code).toBe(2);
  expect(low.err).toContain('more than the ceiling of $0.50');
  expect(kling.submits()).toBe(before);
  expect(existsSync(join(folder, 'home', 'journal.jsonl'))).toBe(false);

  const made = await fantascope(shoot('kling/v2.1-master', '--max-usd', '2', '--json'));
  expect(made.code).toBe(0);
  expect(made.err).toContain('EMULATED');
  expect(JSON.parse(made.out)).toMatchObject({
    label: 'EMULATED',
    state: 'ready',
    money: { state: 'settled', settledUsdMicros: 1_400_000, ceilingUsdMicros: 2_000_000, basis: 'estimate', own: { unit: 'units' } },
  });
  expect(await probe(join(folder, 'out.mp4'))).toMatchObject({ durationSec: 5, fps: 24 });
  expect(kling.submits()).toBe(before + 1);
  expect((await fantascope(['key', 'remove', 'FANTASCOPE_KLING_V1_KEY'])).code).toBe(0);
  const gone = await fantascope(shoot('kling/v2.1-master', '--max-usd', '2'));
  expect(gone.code).toBe(2);
  expect(gone.err).toContain('There is no key FANTASCOPE_KLING_V1_KEY');
});

test('a process killed while it waits is picked up by take resume, and paid once', async () => {
  const before = kling.bill.length;
  const died = await fantascope(shoot('kling/v2.1-master', '--max-usd', '2'), {
    env: klingKey,
    on: (err, kill) => (err.includes('Taking') ? kill('SIGKILL') : undefined),
  });
  expect(died.signal).toBe('SIGKILL');
  expect(existsSync(join(folder, 'out.mp4'))).toBe(false);
  const resumed = await fantascope(['take', 'resume', '--json'], { env: klingKey });
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject([{ state: 'ready', money: { state: 'settled' } }]);
  expect(existsSync(join(folder, 'out.mp4'))).toBe(true);
  expect(kling.bill.length).toBe(before + 1);
  expect((await fantascope(['take', 'resume'])).out).toContain('No take is waiting');
});

test('a lost reply that cannot be looked up is unknown, is not sent again, and a person closes it', async () => {
  const before = fal.submits();
  fal.misbehave('accept-then-500');
  const lost = await fantascope(shoot('fal/kling-v3-pro/image', '--max-usd', '3', '--json'), { env: falKey });
  expect(lost.code).toBe(6);
  expect(lost.err).toContain('Nobody knows whether');
  const { take, state, money } = JSON.parse(lost.out);
  expect({ state, unknown: money.unknownUsdMicros > 0 }).toEqual({ state: 'unknown', unknown: true });
  const again = await fantascope(['take', 'resume', take, '--json'], { env: falKey });
  expect(JSON.parse(again.out).state).toBe('unknown');
  expect(fal.submits()).toBe(before + 1);
  const closed = await fantascope(['take', 'close', take, '--paid', '0.56', '--json']);
  expect(closed.code).toBe(0);
  expect(JSON.parse(closed.out)).toMatchObject({ state: 'closed', money: { settledUsdMicros: 560_000, basis: 'person' } });
  expect((await fantascope(['take', 'close', take, '--paid', '0'])).code).toBe(2);
});

test('Ctrl-C calls a take off where that can be done, and says that it goes on where it cannot', async () => {
  let stopped = false;
  const once = (err: string, kill: (signal: NodeJS.Signals) => void) => {
    if (stopped || !err.includes('Taking')) return;
    stopped = true;
    kill('SIGINT');
  };
  const off = await fantascope(shoot('fal/kling-v3-pro/image', '--max-usd', '3', '--json'), { env: falKey, on: once });
  expect(off.code).toBe(130);
  expect(off.err).toContain('Calling off');
  expect(JSON.parse(off.out)).toMatchObject({ state: 'cancelled', cancel: 'cancelled' });
  stopped = false;
  const on = await fantascope(shoot('kling/v2.1-master', '--max-usd', '2', '--json'), { env: klingKey, on: once });
  expect(on.code).toBe(130);
  expect(on.err).toContain('cannot be called off');
  expect(JSON.parse(on.out)).toMatchObject({ state: 'shooting', cancel: 'cannot', money: { state: 'reserved' } });
  expect(JSON.parse((await fantascope(['take', 'resume', '--json'], { env: klingKey })).out)).toMatchObject([{ state: 'ready' }]);
});

test('a probe writes what it found with its date, and the next plan is made by it', async () => {
  const spend = ['--max-usd', '1', '--accept-unpriced'];
  const found = await fantascope(['probe', 'kling/v1/text', '--seen', 'tilted', ...spend], { env: klingKey });
  expect(found.code).toBe(0);
  const file = JSON.parse(await readFile(join(folder, 'home', 'facts', 'emulated', 'kling__v1__text.json'), 'utf8'));
  expect(file).toMatchObject({
    model: 'kling/v1/text',
    isAccepted: true,
    dialect: { panTilt: { value: '2024', by: 'person' } },
    open: ['axisStep'],
  });
  const words = [
    'shoot',
    '-',
    '--camera',
    'pan right 20 degrees',
    '--prompt',
    '老街',
    '--model',
    'kling/v1/text',
    '--out',
    'p.mp4',
    ...spend,
  ];
  expect((await fantascope(words, { env: klingKey })).code).toBe(0);
  const asked = kling.bill.slice(-2).map(({ request }) => {
    const { config } = (request as { camera_control: { config: Record<string, number> } }).camera_control;
    return Object.keys(config).filter((axis) => config[axis] !== 0);
  });
  expect(asked).toEqual([['pan'], ['tilt']]);
});

test('a key of a provider is not sent to another address', async () => {
  const before = kling.submits();
  const other = await fantascope(shoot('kling/v2.1-master', '--max-usd', '2'), { env: { KLING_API_KEY: 'emulated-api-key' } });
  expect(other.code).toBe(2);
  expect(other.err).toContain('FANTASCOPE_KLING_V1_KEY');
  expect(kling.submits()).toBe(before);
});

test('no key is in anything that was said or kept', () => {
  expect(said.length).toBeGreaterThan(5000);
  expect(said.match(/.{0,40}(emulated-(access|secret|api-key|fal-id|fal-secret)|eyJ[\w-]+\.).{0,20}/g)).toBe(null);
});
