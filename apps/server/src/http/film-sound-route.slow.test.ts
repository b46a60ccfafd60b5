import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join as intoProject, somebody } from '../security/two-projects.ts';
import { ask, type TestServer, testOrigin, testServer } from '../test-server.ts';

const cache = mkdtempSync(join(tmpdir(), 'sound-cache-'));
let server: TestServer;
let projectId: string;
let filmId: string;

const camera = { lengthSec: 2, moves: [] };
const document = {
  ...{
    format: 'fantascope/film',
    version: 1,
    title: { en: 'Two lines', zh: '两句' },
    widthPx: 640,
    heightPx: 360,
    captionLanguages: ['zh', 'en'],
  },
  sound: { narration: 'zh', music: { mood: 'calm' } },
  shots: [
    { name: 'one', camera, captions: [{ text: { zh: '早上好。', en: 'Good morning.' } }] },
    { name: 'two', camera, lines: [{ text: { zh: '我们走吧。', en: 'Let us go.' } }], captions: [{ text: { zh: '走', en: 'Go' } }] },
  ],
};

beforeAll(async () => {
  server = await testServer({ env: { FANTASCOPE_CACHE: cache }, guards: { isPaced: false } });
  projectId = await created('projects', { name: 'Sounds' });
  filmId = await created(`projects/${projectId}/films`, { document });
});
afterAll(async () => {
  await server.close();
  rmSync(cache, { recursive: true, force: true });
});

const created = async (path: string, body: unknown) => {
  const { status, json } = await ask(server, `POST /api/v1/${path}`, { bearer: server.localToken, body });
  expect(status, JSON.stringify(json)).toBe(200);
  return String(json['id']);
};
const change = async (over: object) => {
  const { status, json } = await ask(server, `PUT /api/v1/films/${filmId}`, {
    bearer: server.localToken,
    body: { document: { ...document, ...over } },
  });
  expect(status, JSON.stringify(json)).toBe(200);
};
const listen = (
  over: Readonly<{ query?: string; headers?: Record<string, string>; method?: string; signal?: AbortSignal; id?: string }> = {},
) =>
  Promise.resolve(
    server.app.request(new URL(`/api/v1/films/${over.id ?? filmId}/sound${over.query ?? ''}`, testOrigin), {
      method: over.method ?? 'GET',
      headers: { host: new URL(testOrigin).host, authorization: `Bearer ${server.localToken}`, ...over.headers },
      ...(over.signal === undefined ? {} : { signal: over.signal }),
    }),
  );
/** Asks until it is there; `steps` are what it was busy with. */
async function heard(query = ''): Promise<Readonly<{ reply: Response; bytes: Buffer; steps: readonly string[] }>> {
  const steps: string[] = [];
  for (let tries = 0; tries < 60; tries++) {
    const reply = await listen({ query });
    if (reply.status !== 202) return { reply, bytes: Buffer.from(await reply.arrayBuffer()), steps };
    steps.push(((await reply.json()) as { step: string }).step);
  }
  throw new Error('it is not made');
}
const making = () =>
  spawnSync('ps', ['-ww', '-eo', 'ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('sound-child.ts')).length;
const workFolders = () => readdirSync(join(server.home, 'work')).filter((name) => name.startsWith('sound-'));

test('the sound of a film is made while 202 says what is being done, and comes as AAC as long as the film and as loud as the web wants', async () => {
  const { reply, bytes, steps } = await heard();
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('audio/mp4');
  expect(steps.length).toBeGreaterThan(0);
  const file = join(cache, 'heard.m4a');
  writeFileSync(file, bytes);
  const probe = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,channels,duration', '-of', 'json', file], {
    encoding: 'utf8',
  });
  const [stream] = (JSON.parse(probe.stdout) as { streams: { codec_name: string; channels: number; duration: string }[] }).streams;
  expect(stream).toMatchObject({ codec_name: 'aac', channels: 2 });
  expect(Number(stream?.duration)).toBeCloseTo(4, 1);
  expect(Math.abs(Number(reply.headers.get('x-loudness-lufs')) + 14)).toBeLessThanOrEqual(0.5);
  expect(Number(reply.headers.get('x-true-peak-dbtp'))).toBeLessThanOrEqual(-1);
  expect(making()).toBe(0);
  expect(workFolders()).toEqual([]);
});

test('ranges and tags hold as HTTP has them', async () => {
  const { bytes, reply } = await heard();
  const tag = reply.headers.get('etag') ?? '';
  const part = await listen({ headers: { range: 'bytes=100-199' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
  expect((await listen({ headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
  expect((await listen({ headers: { 'if-none-match': tag } })).status).toBe(304);
  const head = await listen({ method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.headers.get('content-length')).toBe(String(bytes.length));
});

test('words that are only read make nothing anew; words that are spoken do', async () => {
  const before = (await heard()).reply.headers.get('etag');
  const [one, two] = document.shots;
  await change({
    shots: [
      { ...one, captions: [{ text: { zh: '早上好。', en: 'A fine morning.' } }] },
      { ...two, captions: [{ text: { zh: '出发', en: 'Off' } }] },
    ],
  });
  const read = await heard();
  expect(read.steps).toEqual([]);
  expect(read.reply.headers.get('etag')).toBe(before);
  await change({ shots: [{ ...one, captions: [{ text: { zh: '晚上好。', en: 'Good morning.' } }] }, two] });
  const spoken = await heard();
  expect(spoken.reply.headers.get('etag')).not.toBe(before);
  expect(spoken.steps.length).toBeGreaterThan(0);
  await change({ shots: [one, { ...two, camera: { ...camera, lengthSec: 3 } }] });
  expect((await heard()).reply.headers.get('etag')).not.toBe(before);
  await change({});
  // What was made before is still there.
  expect(await heard()).toMatchObject({ steps: [] });
});

test('a film with nothing to hear answers 204 and starts nothing', async () => {
  await change({ sound: { narration: 'off' } });
  expect((await listen()).status).toBe(204);
  await change({});
});

test('Opus where it is asked for; another codec is refused', async () => {
  const { reply, bytes } = await heard('?codec=opus');
  expect(reply.headers.get('content-type')).toBe('audio/ogg');
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('OggS');
  expect((await listen({ query: '?codec=flac' })).status).toBe(400);
});

test('nobody hears a film without the right to see it, nor one that is not there', async () => {
  const none = await listen({ headers: { authorization: 'Bearer nothing' } });
  expect(none.status).toBe(401);
  expect((await listen({ id: `film_${'0'.repeat(26)}` })).status).toBe(404);
  expect((await listen({ id: '..%2F..%2Fetc' })).status).toBe(404);
});

test('whoever is not in the project hears as little as if the film did not exist; a viewer hears it', async () => {
  await heard();
  const [stranger, viewer] = [await somebody(server.studio, 'Stranger'), await somebody(server.studio, 'Viewer')];
  await intoProject(server.studio, viewer, { projectId, role: 'viewer' });
  for (const [actor, status] of [
    [stranger, 404],
    [viewer, 200],
  ] as const) {
    const theirs = await server.again({ parts: (same) => ({ ...same, identify: async () => actor }), guards: { isPaced: false } });
    // Another door has not heard of it yet, and finds it in the cache.
    await expect.poll(async () => (await ask(theirs, `GET /api/v1/films/${filmId}/sound`)).status, { timeout: 60_000 }).toBe(status);
  }
});

test('a film that sounds different meanwhile is not made to its end, and one that nobody waits for is called off', async () => {
  await change({ sound: { narration: 'zh', music: { mood: 'epic' } } });
  const away = new AbortController();
  const first = listen({ signal: away.signal }).catch(() => undefined);
  await expect.poll(making, { timeout: 20_000 }).toBe(1);
  away.abort();
  await first;
  await change({ sound: { narration: 'zh', music: { mood: 'tense' } } });
  const next = await heard();
  expect(next.reply.status, next.bytes.toString('utf8').slice(0, 300)).toBe(200);
  expect(making()).toBe(0);
  await change({
    sound: { narration: 'zh', music: { mood: 'bright' } },
    shots: document.shots.map((shot) => ({ ...shot, camera: { lengthSec: 300, moves: [] } })),
  });
  await listen();
  expect(making()).toBe(1);
  // Nobody asks for it any more.
  await expect.poll(making, { timeout: 30_000, interval: 500 }).toBe(0);
  await expect.poll(workFolders, { timeout: 10_000 }).toEqual([]);
  await change({});
});

test('a film too long to be heard at once says so', async () => {
  await change({ shots: document.shots.map((shot) => ({ ...shot, camera: { lengthSec: 700, moves: [] } })) });
  const reply = await listen();
  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ code: 'jobs.sound-too-long', params: { lengthSec: 1400, mostSec: 1200 } });
  await change({});
});
