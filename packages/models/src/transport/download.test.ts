import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResultFile } from '../wire.ts';
import { falQueue } from '../wires/fal-queue.ts';
import { createTransport, type TransportOptions } from './transport.ts';

// What a player would take for a film: the head of an MP4 and noise behind it.
const film = Buffer.concat([
  Buffer.from('000000206674797069736f6d', 'hex'),
  Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) & 255)),
]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let folder = '';
const open: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fantascope-download-'));
});
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  await rm(folder, { recursive: true });
});

async function serve(listener: RequestListener): Promise<Readonly<{ url: string; calls: IncomingMessage[] }>> {
  const calls: IncomingMessage[] = [];
  const server = createServer((call, reply) => {
    calls.push(call);
    listener(call, reply);
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.mp4`, calls };
}

function fetchFile(
  file: Partial<ResultFile> & { url: string },
  { mostBytes, ...rules }: Partial<TransportOptions> & { mostBytes?: number } = {},
) {
  const credentials = [
    { name: 'KEY', value: 'planted-secret', origins: [new URL(file.url.startsWith('data:') ? 'http://127.0.0.1' : file.url).origin] },
  ];
  const transport = createTransport({ credentials, allowedOrigins: [], isLoopbackOnly: true, nowMs: () => 0, ...rules });
  const bounds = { idleMs: 500, ...(mostBytes === undefined ? {} : { mostBytes }) };
  return transport.download({ kind: 'video', ...file }, { into: folder, credential: 'KEY', wire: falQueue, ...bounds });
}

/** A server of one file that breaks off after `atOnce` bytes of each reply and goes on where it is asked to. */
const brittle =
  (bytes: Buffer, { atOnce, etag }: Readonly<{ atOnce: number; etag: (call: number) => string }>): RequestListener =>
  (call, reply) => {
    const tag = etag((call.socket as { remotePort?: number }).remotePort ?? 0);
    const start = call.headers['if-range'] === tag ? Number(/bytes=(\d+)-/.exec(call.headers['range'] ?? '')?.[1] ?? 0) : 0;
    const isPart = start > 0;
    reply.writeHead(isPart ? 206 : 200, {
      'content-type': 'video/mp4',
      etag: tag,
      'content-length': String(bytes.byteLength - start),
      ...(isPart ? { 'content-range': `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}` } : {}),
    });
    const piece = bytes.subarray(start, start + atOnce);
    reply.write(piece, () => (start + atOnce >= bytes.byteLength ? reply.end() : setTimeout(() => call.socket.destroy(), 30)));
  };

test('a result is stored under its hash, whole', async () => {
  const server = await serve((_, reply) => void reply.writeHead(200, { 'content-type': 'video/mp4' }).end(film));
  const stored = await fetchFile({ url: server.url });
  expect(stored).toEqual({
    state: 'stored',
    path: path.join(folder, `${hash(film)}.mp4`),
    sha256: hash(film),
    bytes: film.byteLength,
    mime: 'video/mp4',
  });
  expect((await readFile(path.join(folder, `${hash(film)}.mp4`))).equals(film)).toBe(true);
  expect(server.calls[0]?.headers['authorization']).toBeUndefined();
});

test('a line that breaks is taken up where it broke', async () => {
  const server = await serve(brittle(film, { atOnce: 110_000, etag: () => '"v1"' }));
  expect(await fetchFile({ url: server.url })).toMatchObject({ state: 'stored', sha256: hash(film) });
  expect(server.calls.map(({ headers }) => headers['range'])).toEqual([undefined, 'bytes=110000-', 'bytes=220000-']);
});

test('a file that changed in between begins anew, so that no two are glued together', async () => {
  let version = 0;
  const server = await serve((call, reply) => {
    version += 1;
    brittle(film, { atOnce: version < 3 ? 110_000 : film.byteLength, etag: () => `"v${version}"` })(call, reply);
  });
  expect(await fetchFile({ url: server.url })).toMatchObject({ state: 'stored', sha256: hash(film), bytes: film.byteLength });
});

test('a file that always breaks off is broken, and nothing of it stays', async () => {
  const server = await serve((call, reply) => {
    reply.writeHead(200, { 'content-type': 'video/mp4', 'content-length': String(film.byteLength) });
    reply.write(film.subarray(0, 1000), () => setTimeout(() => call.socket.destroy(), 10));
  });
  expect(await fetchFile({ url: server.url })).toMatchObject({ state: 'broken' });
  expect(server.calls).toHaveLength(6);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['a page instead of a film', 'wrong', (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>expired</html>')],
  [
    'a page that calls itself a film',
    'wrong',
    (reply) => reply.writeHead(200, { 'content-type': 'video/mp4' }).end('<html>expired, so sorry</html>'),
  ],
  ['a picture instead of a film', 'wrong', (reply) => reply.writeHead(200, { 'content-type': 'video/mp4' }).end(png)],
  ['an empty file', 'wrong', (reply) => reply.writeHead(200, { 'content-type': 'video/mp4' }).end()],
  ['an expired address', 'gone', (reply) => reply.writeHead(403).end('<Error>expired</Error>')],
  ['a removed file', 'gone', (reply) => reply.writeHead(404).end()],
  ['a server in trouble', 'later', (reply) => reply.writeHead(503, { 'retry-after': '9' }).end()],
  ['a file that says it is too large', 'too-large', (reply) => reply.writeHead(200, { 'content-length': '2000000' }).end(film)],
  ['a file that is too large', 'too-large', (reply) => reply.writeHead(200).end(Buffer.concat([film, film, film, film]))],
] as const satisfies readonly (readonly [string, string, (reply: Parameters<RequestListener>[1]) => unknown])[])(
  '%s is %s, and nothing stays',
  async (_, state, answer) => {
    const server = await serve((_call, reply) => void answer(reply));
    expect(await fetchFile({ url: server.url }, { mostBytes: 1_000_000 })).toMatchObject({ state });
    expect(server.calls).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a redirect to a private address is not followed, wherever it starts', async () => {
  const inside = await serve((_, reply) => void reply.end(film));
  for (const location of [
    inside.url,
    inside.url.replace('127.0.0.1', 'localhost'),
    'file:///etc/passwd',
    'http://169.254.169.254/latest',
  ]) {
    const outside = await serve((_, reply) => void reply.writeHead(302, { location }).end());
    const rules = { isLoopbackOnly: false, allowedOrigins: [new URL(outside.url).origin] };
    expect(await fetchFile({ url: outside.url }, rules), location).toMatchObject({ state: 'blocked' });
  }
  expect(inside.calls).toHaveLength(0);
  expect(await readdir(folder)).toEqual([]);
});

test('a key is sent for a keyed file, and left behind by a redirect', async () => {
  const bucket = await serve((_, reply) => void reply.end(film));
  const server = await serve((_, reply) => void reply.writeHead(302, { location: bucket.url }).end());
  expect(await fetchFile({ url: server.url, isKeyed: true })).toMatchObject({ state: 'stored' });
  expect(server.calls[0]?.headers['authorization']).toBe('Key planted-secret');
  expect(bucket.calls[0]?.headers['authorization']).toBeUndefined();
});

test('bytes that came with the reply are stored the same way', async () => {
  expect(await fetchFile({ url: `data:image/png;base64,${png.toString('base64')}`, kind: 'image' })).toMatchObject({
    state: 'stored',
    sha256: hash(png),
  });
});

test('a folder that cannot be written is a fault that names it', async () => {
  const server = await serve((_, reply) => void reply.end(film));
  const transport = createTransport({ credentials: [], allowedOrigins: [], isLoopbackOnly: true, nowMs: () => 0 });
  const into = path.join(folder, 'file');
  await transport.download({ url: server.url, kind: 'video' }, { into });
  const [name = ''] = await readdir(into);
  const beneath = transport.download({ url: server.url, kind: 'video' }, { into: path.join(into, name, 'deeper') });
  await expect(beneath).rejects.toMatchObject({ code: 'models.disk-failed' });
});
