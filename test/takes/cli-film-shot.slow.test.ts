import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
let folder: string;
let ark: Emulator;
const picture = (background: string) =>
  sharp({ create: { width: 320, height: 320, channels: 3, background } })
    .png()
    .toBuffer();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'film-shot-'));
  ark = await startEmulator('ark', { workMs: 100 });
  await writeFile(join(folder, 'lin.png'), await picture('#ff0000'));
  await writeFile(join(folder, 'winter.png'), await picture('#888888'));
  const versions = [{ name: 'winter', description: { en: 'in a grey fur coat' }, pictures: ['winter.png'] }];
  const cast = [{ name: 'Lin', description: { en: 'a girl in a red coat' }, pictures: ['lin.png'], versions }];
  const shots = [
    { name: 'waiting', lengthSec: 4, animatic: { place: 'sea' }, camera: 'slow push in', cast: ['Lin'], action: 'Lin waits' },
    { name: 'snow', lengthSec: 4, animatic: { place: 'snow' }, camera: 'slow push in', cast: ['Lin/winter'], action: 'Lin walks' },
  ];
  const film = { format: 'fantascope/film', version: 1, title: 'Lin', cast, shots };
  await writeFile(join(folder, 'film.json'), JSON.stringify(film));
});
afterAll(async () => {
  await ark.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command line without a terminal in a folder that is not the film's. */
function fantascope(...words: readonly string[]): Promise<Readonly<{ code: number | null; out: string; err: string }>> {
  const env = {
    ...{ PATH: process.env['PATH'], HOME: folder, FANTASCOPE_LANG: 'en', FANTASCOPE_CACHE: join(folder, 'cache') },
    ...{ FANTASCOPE_HOME: join(folder, 'home'), FANTASCOPE_ARK_URL: ark.baseUrl, FANTASCOPE_ARK_KEY: ark.credential },
  };
  const child = spawn(process.execPath, [launcher, ...words], { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (heard.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heard.err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...heard })));
}

type Body = Readonly<{ content: readonly Readonly<{ type: string; text?: string; role?: string; image_url?: { url: string } }>[] }>;

test('a shot of a film file is planned with its cast, by number or name', async () => {
  const film = join(folder, 'film.json');
  for (const named of ['2', 'snow']) {
    const { code, out } = await fantascope('plan', film, '--shot', named, '--model', 'seedance/2.0-fast', '--json');
    expect(code).toBe(0);
    const plan = JSON.parse(out) as { request: { prompt: string; references: unknown[] }; needs: unknown[] };
    expect(plan.request.prompt).toContain('Lin (reference picture 1): in a grey fur coat');
    expect(plan.needs).toContainEqual({ kind: 'reference', path: join(folder, 'winter.png'), index: 0 });
  }
  const none = await fantascope('plan', film, '--shot', 'rain', '--model', 'seedance/2.0-fast');
  expect([none.code, none.err.includes('1–2')]).toEqual([2, true]);
});

test('a shot of a film file is shot with its cast: one request, the picture of the version in it', async () => {
  const asked = ['shoot', join(folder, 'film.json'), '--shot', 'snow', '--model', 'seedance/2.0-fast', '--max-usd', '3'];
  const { code, err } = await fantascope(...asked, '--out', join(folder, 'take.mp4'));
  expect(err).not.toMatch(/Could not/);
  expect(code).toBe(0);
  expect(ark.submits()).toBe(1);
  const [row] = ark.bill;
  const { content = [] } = (row?.request ?? {}) as Partial<Body>;
  expect(content.find(({ type }) => type === 'text')?.text).toContain('Lin (reference picture 1): in a grey fur coat');
  const urls = content.flatMap(({ role, image_url: image }) => (role === 'reference_image' ? [image?.url] : []));
  const bytes = (await readFile(join(folder, 'winter.png'))).toString('base64');
  expect(urls).toEqual([`data:image/png;base64,${bytes}`]);
  // The stage draws a whole film, not one shot of a file.
  const stage = await fantascope('shoot', join(folder, 'film.json'), '--shot', 'snow', '--out', join(folder, 'stage.mp4'));
  expect(stage.code).toBe(2);
});
