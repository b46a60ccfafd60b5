import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { readSceneBytes, type SceneRecord } from '@fantascope/lift/in-browser';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, kinds, lifting, type Message, messagesOf, until } from '../apps/server/src/assets/test-scene-door.ts';
import { ask, cookiesOf, type TestServer, testOrigin, testServer } from '../apps/server/src/test-server.ts';

let server: TestServer;
let projectId: string;
const cache = mkdtempSync(join(tmpdir(), 'scene-cache-'));
beforeAll(async () => {
  // What lies ready decides how a picture is lifted: here that is nothing, and nothing is fetched.
  server = await testServer({ env: { FANTASCOPE_CACHE: cache, FANTASCOPE_HUB_URL: 'off' }, guards: { isPaced: false } });
  projectId = await project('Scenes');
});
afterAll(async () => {
  await server.close();
  rmSync(cache, { recursive: true, force: true });
});

const host = new URL(testOrigin).host;
const project = async (name: string) =>
  String((await ask(server, 'POST /api/v1/projects', { bearer: server.localToken, body: { name } })).json['id']);
type Sent = Readonly<{ bearer?: string; headers?: Readonly<Record<string, string>>; method?: string; body?: Uint8Array<ArrayBuffer> }>;
const send = (path: string, { bearer = server.localToken, headers = {}, ...init }: Sent = {}) =>
  Promise.resolve(
    server.app.request(new URL(path, testOrigin), { ...init, headers: { host, authorization: `Bearer ${bearer}`, ...headers } }),
  );
async function stored(name: string, bytes: Uint8Array, into = projectId): Promise<string> {
  const path = `/api/v1/projects/${into}/files/${encodeURIComponent(name)}`;
  const reply = await send(path, { method: 'PUT', body: Uint8Array.from(bytes) });
  expect(reply.status).toBe(200);
  return String(((await reply.json()) as { id: string }).id);
}
const photo = (name: string) => readFileSync(new URL(`../examples/photos/${name}`, import.meta.url));

async function sceneOf(assetId: string, query = '', sent: Sent = {}): Promise<Message[]> {
  const reply = await send(`/api/v1/assets/${assetId}/scene${query}`, sent);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/vnd.fantascope.scene-stream']);
  return await all(messagesOf(reply));
}
const kindsOf = (messages: readonly Message[]) => messages.map(({ kind }) => kind).filter((kind) => kind !== kinds.step);
const jsonOf = ({ payload }: Message) => JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown>;
const told = (messages: readonly Message[], kind: 'report' | 'fault') =>
  jsonOf(messages.find((message) => message.kind === kinds[kind]) as Message);
const stepsOf = (messages: readonly Message[]) => messages.filter(({ kind }) => kind === kinds.step).map((each) => jsonOf(each)['step']);
const sceneIn = (messages: readonly Message[], kind: 'quick' | 'full'): Promise<SceneRecord> => {
  const { payload } = messages.find((message) => message.kind === kinds[kind]) as Message;
  return readSceneBytes(payload, { inflate: async (bytes) => inflateSync(bytes) });
};
const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
const workFolders = () => readdirSync(join(server.home, 'work')).filter((name) => name.startsWith('scene-'));

test('a picture comes as steps, a quick scene, its report and its scene; the second time at once and the same', async () => {
  const assetId = await stored('dandelion.jpg', photo('dandelion.jpg'));
  const messages = await sceneOf(assetId);
  expect(kindsOf(messages)).toEqual([kinds.quick, kinds.report, kinds.full]);
  expect(stepsOf(messages)).toEqual(['reading', 'cutting out', 'measuring depth', 'splitting', 'keeping']);
  const [quick, full] = [await sceneIn(messages, 'quick'), await sceneIn(messages, 'full')];
  expect(quick.scene.layers).toHaveLength(1);
  expect(full.scene.layers.length).toBeGreaterThan(1);
  expect(full.source).toEqual(quick.source);
  const report = told(messages, 'report');
  expect(report).toMatchObject({
    ...{ cached: false, matte: 'none', depth: 'heuristic', layers: full.scene.layers.length, envelope: full.envelope },
    ...{ methods: full.methods, subjectDistanceM: null },
    picture: { name: 'dandelion.jpg', widthPx: full.source.widthPx, heightPx: full.source.heightPx },
  });
  const notices = report['notices'] as Record<string, string>[];
  expect(notices.map(({ code }) => code)).toContain('lift.weights-missing');
  for (const { en, zh } of notices) expect([/^[A-Z]/.test(en ?? ''), /\p{Script=Han}/u.test(zh ?? '')]).toEqual([true, true]);
  const again = await sceneOf(assetId);
  expect(again.map(({ kind }) => kind)).toEqual([kinds.report, kinds.full]);
  expect(told(again, 'report')).toEqual({ ...report, cached: true });
  expect(await sceneIn(again, 'full')).toEqual(full);
  const anew = await sceneOf(assetId, '?refresh=1&depth=heuristic');
  expect([kindsOf(anew), told(anew, 'report')['cached']]).toEqual([[kinds.quick, kinds.report, kinds.full], false]);
  await until('no folder is left', () => workFolders().length === 0);
  expect(lifting()).toEqual([]);
});

test('what only another process has kept is found too, without a quick scene', async () => {
  const assetId = await stored('dandelion.jpg', photo('dandelion.jpg'));
  await sceneOf(assetId);
  const other = await server.again({ guards: { isPaced: false } });
  const reply = await other.app.request(new URL(`/api/v1/assets/${assetId}/scene`, testOrigin), {
    headers: { host, authorization: `Bearer ${server.localToken}` },
  });
  const messages = await all(messagesOf(reply));
  expect([kindsOf(messages), told(messages, 'report')['cached']]).toEqual([[kinds.report, kinds.full], true]);
});

test('a layer comes nearer, a painted brush goes over the depth, and depth is a picture’s own, each as asked', async () => {
  const assetId = await stored('coffee.png', photo('coffee.png'));
  const plain = await sceneIn(await sceneOf(assetId), 'full');
  const nearer = JSON.stringify([{ layer: 1, nearerRatio: 2 }]);
  const moved = await sceneOf(assetId, `?nearer=${encodeURIComponent(nearer)}`);
  const scene = await sceneIn(moved, 'full');
  expect([told(moved, 'report')['methods'], scene.methods['layers']]).toMatchObject([{ layers: 'brushed' }, 'brushed']);
  expect(scene.scene.layers.map(({ disparity }) => disparity)).not.toEqual(plain.scene.layers.map(({ disparity }) => disparity));
  const { widthPx: width, heightPx: height } = plain.source;
  const half = await sharp({ create: { width, height, channels: 3, background: '#c0c0c0' } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const brushed = await sceneOf(assetId, `?brush=${await stored('nearer.png', half)}`);
  expect(told(brushed, 'report')['methods']).toMatchObject({ brush: 'painted' });
  const stripes = await sharp(Buffer.from(Uint8Array.from({ length: width * height }, (_, k) => ((k % width) / width < 0.5 ? 40 : 220))), {
    raw: { width, height, channels: 1 },
  })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const measured = await sceneOf(assetId, `?depth=${await stored('depth.png', stripes)}`);
  expect(told(measured, 'report')['methods']).toMatchObject({ depth: 'file' });
  const unreached = told(await sceneOf(assetId, '?depth=model'), 'fault');
  expect(unreached).toMatchObject({ code: 'lift.depth-model-needed', params: { reason: 'FANTASCOPE_HUB_URL=off' } });
  const unknown = await sceneOf(assetId, `?nearer=${encodeURIComponent('[{"layer":"nobody","nearerRatio":2}]')}`, {
    headers: { 'accept-language': 'zh' },
  });
  const fault = told(unknown, 'fault');
  expect(fault).toMatchObject({ code: 'lift.layer-unknown', status: expect.any(Number) });
  expect(fault['detail']).toMatch(/\p{Script=Han}/u);
});

test('what is no picture, a strange query, a stranger’s project and nobody are refused before the stream', async () => {
  const assetId = await stored('sunset.jpg', photo('sunset.jpg'));
  const path = `/api/v1/assets/${assetId}/scene`;
  const cube = `LUT_3D_SIZE 2\n${'0 0 0\n'.repeat(8)}`;
  const lut = await stored('grade.cube', Buffer.from(cube));
  expect(await codeOf(await send(`/api/v1/assets/${lut}/scene`))).toBe('jobs.scene-needs-picture');
  expect(await codeOf(await send(`${path}?brush=${lut}`))).toBe('jobs.scene-needs-picture');
  for (const query of ['?depth=best', '?refresh=yes', '?nearer=[', '?nearer=[{"layer":1}]', '?brush=/etc/passwd', '?what=1'])
    expect([query, await codeOf(await send(path + query))]).toEqual([query, 'jobs.bad-input']);
  expect(await codeOf(await send(`${path}?depth=auto&depth=auto`))).toBe('server.twice');
  expect(await codeOf(await send(path, { bearer: 'nobody' }))).toMatch(/^jobs\.(sign-in-first|.*token.*)$/);
  const others = await project('Others');
  const cookie = cookiesOf(await ask(server, `GET ${server.door.newLink()}`));
  const made = await ask(server, 'POST /api/v1/tokens', { cookie, body: { name: 'T', scopes: ['read'], projectId: others } });
  expect(await codeOf(await send(path, { bearer: String(made.json['token']) }))).toBe('jobs.no-such-thing');
  const brush = await stored('brush.png', photo('coffee.png'), others);
  for (const other of [`brush=${brush}`, `depth=${brush}`]) expect(await codeOf(await send(`${path}?${other}`))).toBe('jobs.no-such-thing');
  const head = await send(path, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect([lifting(), workFolders()]).toEqual([[], []]);
});
