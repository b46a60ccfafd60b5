import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, request as startRequest } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { openAssetStore } from '@fantascope/jobs';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type TestServer, testOrigin, testServer } from '../test-server.ts';
import { addAssetRoutes } from './asset-routes.ts';

/** What is used of s3rver, which has no types of its own. */
type BucketServer = Readonly<{ run: () => Promise<{ port: number }>; close: () => Promise<void>; httpServer: Server }>;
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: Readonly<Record<string, unknown>>) => BucketServer;

let server: TestServer;
let projectId: string;
beforeAll(async () => {
  server = await testServer();
  const made = await ask(server, 'POST /api/v1/projects', { bearer: server.localToken, body: { name: 'Files' } });
  projectId = String(made.json['id']);
});
afterAll(() => server.close());

const host = new URL(testOrigin).host;
type Asked = Readonly<{ method?: string; headers?: Record<string, string>; body?: Uint8Array | string; isStranger?: boolean }>;
/** A request with any body, as this machine's own program. */
const send = (path: string, { method = 'GET', headers = {}, body, isStranger = false }: Asked = {}) =>
  Promise.resolve(
    server.app.request(new URL(path, testOrigin), {
      method,
      headers: { host, ...(isStranger ? {} : { authorization: `Bearer ${server.localToken}` }), ...headers },
      ...(body === undefined ? {} : { body: body as string }),
    }),
  );

function crc(bytes: Buffer): Buffer {
  let value = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k += 1) value = (value >>> 1) ^ (value & 1 ? 0xed_b8_83_20 : 0);
  }
  const out = Buffer.alloc(4);
  out.writeUInt32BE((value ^ 0xff_ff_ff_ff) >>> 0);
  return out;
}
/** A real PNG of random pixels, with anything hung behind its end. */
function picture(sidePx = 64, behind = ''): Buffer {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, crc(body)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(sidePx, 0);
  head.writeUInt32BE(sidePx, 4);
  head.set([8, 0], 8);
  const rows = Buffer.concat(Array.from({ length: sidePx }, () => Buffer.concat([Buffer.alloc(1), randomBytes(sidePx)])));
  const parts = [part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts, Buffer.from(behind)]);
}
const put = (name: string, body: Uint8Array | string, headers: Record<string, string> = {}) =>
  send(`/api/v1/projects/${projectId}/files/${encodeURIComponent(name)}`, { method: 'PUT', body, headers });
async function stored(name: string, bytes = picture()) {
  const reply = await put(name, bytes);
  expect(reply.status).toBe(200);
  return { bytes, asset: (await reply.json()) as Record<string, string> };
}
const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;

test('a file that is put comes back byte for byte, under its hash, kept for ever by whoever may see it', async () => {
  const { asset, bytes } = await stored('雨夜 1.png');
  const reply = await send(`/api/v1/assets/${asset['id']}/bytes`);
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(bytes);
  const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    ...{ etag: tag, 'content-type': 'image/png', 'content-length': String(bytes.length), 'accept-ranges': 'bytes' },
    ...{ 'cache-control': 'private, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
    'content-disposition': 'inline; filename="__ 1.png"; filename*=UTF-8\'\'%E9%9B%A8%E5%A4%9C%201.png',
  });
  expect(reply.headers.get('content-security-policy')).toContain('sandbox');
  const again = await send(`/api/v1/assets/${asset['id']}/bytes`, { headers: { 'if-none-match': tag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const saved = await send(`/api/v1/assets/${asset['id']}/bytes?download=1`);
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
  await saved.body?.cancel();
});

test('parts of a file are read by range, and a range outside of it is refused with its length', async () => {
  const { asset, bytes } = await stored('range.png');
  const path = `/api/v1/assets/${asset['id']}/bytes`;
  const part = await send(path, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.length}`]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
  const outside = await send(path, { headers: { range: `bytes=${bytes.length}-` } });
  expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  const other = await send(path, { headers: { range: 'bytes=0-1', 'if-range': '"another file"' } });
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
  const head = await send(path, { method: 'HEAD', headers: { range: 'bytes=0-4' } });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([206, '5', '']);
});

test('a thumbnail is served as its own file, and a view that a file has not is not there', async () => {
  const { asset } = await stored('thumb.png', picture(700));
  const reply = await send(`/api/v1/assets/${asset['id']}/thumb`);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(Buffer.from(await reply.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP');
  expect(await codeOf(await send(`/api/v1/assets/${asset['id']}/waveform`))).toBe('jobs.no-such-view');
});

test('attack: a page inside a picture, under the name of a page and declared as one, is served as a picture that nothing may run in', async () => {
  const bytes = picture(64, '<!doctype html><script>alert(document.cookie)</script>');
  const reply = await put('evil.html', bytes, { 'content-type': 'text/html' });
  const { id, name, mime } = (await reply.json()) as Record<string, string>;
  expect([name, mime]).toEqual(['evil.png', 'image/png']);
  const served = await send(`/api/v1/assets/${id}/bytes`);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  expect(served.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  await served.body?.cancel();
  for (const page of ['<html><script>alert(1)</script>', '<svg xmlns="http://www.w3.org/2000/svg"/>'])
    expect(await codeOf(await put('x.png', page, { 'content-type': 'image/png' }))).toBe('jobs.unknown-file');
});

test('attack: bytes other than those that were promised, and more than are taken, leave nothing behind', async () => {
  const bytes = picture();
  const digest = (of: Buffer) => ({ 'content-digest': `sha-256=:${createHash('sha256').update(of).digest('base64')}:` });
  expect(await codeOf(await put('x.png', bytes, digest(picture())))).toBe('jobs.hash-differs');
  expect((await put('x.png', bytes, digest(bytes))).status).toBe(200);
  const { uploadMostBytes } = server.studio.settings;
  expect(await codeOf(await put('x.png', bytes, { 'content-length': String(uploadMostBytes + 1) }))).toBe('jobs.too-large');
  expect(readdirSync(join(server.home, 'assets', 'incoming'))).toEqual([]);
});

test('attack: without rights there is no file, no link for another one, and no upload', async () => {
  const { asset } = await stored('secret.png');
  const path = `/api/v1/assets/${asset['id']}/bytes`;
  expect(await codeOf(await send(path, { isStranger: true }))).toBe('jobs.sign-in-first');
  expect((await send('/api/v1/assets/..%2f..%2fetc%2fpasswd/bytes')).status).toBe(404);
  expect((await send(`/api/v1/projects/${projectId}/files/x.png`, { method: 'PUT', body: picture(), isStranger: true })).status).toBe(401);
  const { json } = await ask(server, `GET /api/v1/assets/${asset['id']}/link?expiresSec=60`, { bearer: server.localToken });
  const url = String(json['url']);
  const opened = await send(url, { isStranger: true });
  expect([opened.status, opened.headers.get('cache-control')]).toEqual([
    200,
    expect.stringMatching(/^private, max-age=(60|59|58), immutable$/),
  ]);
  await opened.body?.cancel();
  const other = await stored('other.png');
  for (const wrong of [
    url.replace(String(asset['id']), String(other.asset['id'])),
    url.replace('/bytes', '/thumb'),
    url.split('?')[0] as string,
  ])
    expect(await codeOf(await send(wrong, { isStranger: true }))).toBe('jobs.link-not-ours');
  server.clock.aheadMs += 61_000;
  expect(await codeOf(await send(url, { isStranger: true }))).toBe('jobs.link-not-ours');
  expect(server.logged.join('\n')).not.toContain(url.split('?key=')[1]);
});

test('with a bucket that others reach a link leads straight into it, and a page of ours is still served by us', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fantascope-bucket-'));
  const bucket = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'shelf' }] });
  const { port } = await bucket.run();
  try {
    const key = { FANTASCOPE_S3_ACCESS_KEY_ID: 'S3RVER', FANTASCOPE_S3_SECRET_ACCESS_KEY: 'S3RVER', FANTASCOPE_S3_BUCKET: 'shelf' };
    const env = { ...key, FANTASCOPE_S3_ENDPOINT: `http://127.0.0.1:${port}`, FANTASCOPE_S3_IS_PUBLIC: '1' };
    const studio = { ...server.studio, assets: await openAssetStore({ env, home: server.home }) };
    const app = new Hono();
    addAssetRoutes(app, {
      studio,
      identify: async () => ({ userId: server.ownerId, isServerOwner: true, door: 'http' }),
      prefix: '/api/v1',
      log: { error: (about: unknown) => expect.fail(String(about)) },
    });
    const bytes = picture();
    const sent = await app.request(`/api/v1/projects/${projectId}/files/x.png`, { method: 'PUT', body: bytes as never });
    const { id } = (await sent.json()) as { id: string };
    const { json } = await ask(server, `GET /api/v1/assets/${id}/link`, { bearer: server.localToken });
    const reply = await app.request(String(json['url']));
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const followed = await fetch(reply.headers.get('location') ?? '');
    expect(Buffer.from(await followed.arrayBuffer())).toEqual(bytes);
    expect(followed.headers.get('content-disposition')).toMatch(/^inline; filename="x.png"/);
    const own = await app.request(`/api/v1/assets/${id}/bytes`, { headers: { range: 'bytes=1-3' } });
    expect([own.status, await own.text()]).toEqual([206, 'PNG']);
  } finally {
    bucket.httpServer.closeAllConnections();
    await bucket.close();
    rmSync(directory, { recursive: true });
  }
});

const tus = { 'tus-resumable': '1.0.0' };
const metadata = (name: string) => ({ 'upload-metadata': `filename ${Buffer.from(name).toString('base64')}` });
const begin = (bytes: Uint8Array, name: string, more: Record<string, string> = {}) =>
  send(`/api/v1/projects/${projectId}/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), ...metadata(name), ...more },
  });
const append = (at: string, offset: number, body: Uint8Array | string) =>
  send(at, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  });

test('an upload goes on where a broken line left it, also in another process, and its last answer is the asset', async () => {
  const bytes = picture(900);
  const begun = await begin(bytes, 'long 长.png');
  expect(begun.status).toBe(201);
  const at = begun.headers.get('location') ?? '';
  expect(at).toMatch(new RegExp(`^/api/v1/projects/${projectId}/uploads/[0-9a-f]{32}$`));
  // A line that breaks in the middle of a piece: half of it is written to a real socket, which is then cut.
  let answer: Promise<unknown> = Promise.resolve();
  const take = (request: Request) => {
    const promise = Promise.resolve(server.app.fetch(request));
    answer = promise;
    return promise;
  };
  const real: Server = createServer(getRequestListener(take, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => real.listen(0, '127.0.0.1', resolve));
  const kept = () => statSync(join(server.home, 'assets', 'uploads', at.split('/').at(-1) ?? '')).size;
  const headers = {
    ...tus,
    host,
    authorization: `Bearer ${server.localToken}`,
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(bytes.length),
  };
  const line = startRequest({ port: (real.address() as AddressInfo).port, method: 'PATCH', path: at, headers });
  const broken = new Promise((resolve) => line.on('error', resolve));
  line.write(bytes.subarray(0, 300_000));
  await expect.poll(kept, { timeout: 20_000 }).toBeGreaterThan(0);
  line.destroy(new Error('cut'));
  await broken;
  real.closeAllConnections();
  await new Promise((resolve) => real.close(resolve));
  await answer.catch(() => undefined);
  server = { ...server, app: (await server.again({})).app };
  const offset = Number((await send(at, { method: 'HEAD', headers: tus })).headers.get('upload-offset'));
  expect(offset).toBeGreaterThan(0);
  expect(offset).toBeLessThan(bytes.length);
  expect((await append(at, 0, bytes)).status).toBe(409);
  const done = await append(at, offset, bytes.subarray(offset));
  const asset = (await done.json()) as Record<string, unknown>;
  expect(asset).toMatchObject({ name: 'long 长.png', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  expect(readdirSync(join(server.home, 'assets', 'uploads'))).toEqual([]);
  expect((await send(at, { method: 'HEAD', headers: tus })).status).toBe(404);
}, 60_000);

test('a file that was whole when the process died is taken in by an empty piece at its end', async () => {
  const bytes = picture(40);
  const at = (await begin(bytes, 'whole.png')).headers.get('location') ?? '';
  writeFileSync(join(server.home, 'assets', 'uploads', at.split('/').at(-1) ?? ''), bytes);
  expect(await (await append(at, bytes.length, '')).json()).toMatchObject({ name: 'whole.png', bytes: bytes.length });
});

test('attack: a resumable upload of somebody else, of too many bytes, or with a path for a name, is not there', async () => {
  const bytes = picture();
  const at = (await begin(bytes, '../../x.png')).headers.get('location') ?? '';
  const id = at.split('/').at(-1) ?? '';
  const elsewhere = await ask(server, 'POST /api/v1/projects', { bearer: server.localToken, body: { name: 'Elsewhere' } });
  const other = at.replace(projectId, String(elsewhere.json['id']));
  expect((await append(other, 0, bytes)).status).toBe(404);
  expect((await send(other, { method: 'DELETE', headers: tus })).status).toBe(404);
  expect((await send(at, { method: 'HEAD', headers: tus, isStranger: true })).status).toBe(401);
  expect((await send(at)).status).toBe(404);
  mkdirSync(join(server.home, 'assets', 'uploads', 'x'), { recursive: true });
  for (const path of [`${at}.json`, at.replace(id, '..%2f..%2fserver.secret'), at.replace(id, 'x')])
    expect((await append(path, 0, bytes)).status).toBe(404);
  expect((await begin({ length: server.studio.settings.uploadMostBytes + 1 } as Uint8Array, 'x.png')).status).toBe(413);
  // Longer than it said it would be.
  expect((await append(at, 0, Buffer.concat([bytes, bytes]))).status).toBeGreaterThanOrEqual(400);
  const cors = await begin(bytes, 'x.png');
  expect(cors.headers.get('access-control-allow-origin')).toBeNull();
});

test('attack: beginnings that nobody goes on with cannot fill the disk, and a page is refused at its last piece', async () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>');
  const at = (await begin(page, 'page.png')).headers.get('location') ?? '';
  expect(await codeOf(await append(at, 0, page))).toBe('jobs.unknown-file');
  expect((await send(at, { method: 'HEAD', headers: tus })).status).toBe(404);
  const refused = [];
  for (let k = 0; k < 60; k += 1) refused.push((await begin(page, 'x.png')).status);
  expect(refused.slice(0, 40).every((status) => status === 201)).toBe(true);
  expect(refused.at(-1)).toBe(429);
  // What a crash left half does not stand in the way either.
  writeFileSync(join(server.home, 'assets', 'uploads', `${'0'.repeat(32)}.json`), '{');
  server.clock.aheadMs += 25 * 3_600_000;
  expect((await begin(page, 'x.png')).status).toBe(201);
  expect(readdirSync(join(server.home, 'assets', 'uploads')).length).toBe(2);
});
