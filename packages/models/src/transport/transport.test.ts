import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { falQueue } from '../wires/fal-queue.ts';
import { klingV1 } from '../wires/kling-v1/kling-v1.ts';
import { vertexVeo } from '../wires/vertex-veo.ts';
import { isKeyFor } from './access.ts';
import { submitOutcome } from './submit-outcome.ts';
import { createTransport, type TransportOptions } from './transport.ts';

const secret = 'AKplanted:SKplanted';
const open: Server[] = [];
afterEach(async () => {
  await Promise.all(
    open.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    }),
  );
});

async function serve(listener: RequestListener): Promise<Readonly<{ origin: string; calls: IncomingMessage[] }>> {
  const calls: IncomingMessage[] = [];
  const server = createServer((call, reply) => {
    calls.push(call);
    listener(call, reply);
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

function transportFor(origins: readonly string[], more: Partial<TransportOptions> = {}) {
  const lines: string[] = [];
  const credentials = [{ name: 'FAL_KEY', value: secret, origins }];
  const rules = { credentials, allowedOrigins: [], isLoopbackOnly: true, nowMs: () => 1_764_000_000_000 };
  return { lines, ...createTransport({ ...rules, log: (line) => lines.push(line), ...more }) };
}

const post = (origin: string, path = '/m') => ({ method: 'POST', url: `${origin}${path}`, json: { prompt: '雨' } }) as const;
const key = { credential: 'FAL_KEY' };

test('a request arrives once, with its key and body, and its reply comes back as data', async () => {
  let body = '';
  const server = await serve((call, reply) => {
    call.on('data', (bytes: Buffer) => {
      body += bytes.toString();
    });
    call.on('end', () => reply.writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' }).end('{"detail":"slow down"}'));
  });
  const { send } = transportFor([server.origin]);
  const delivery = await send(post(server.origin), falQueue, key);
  expect(delivery).toMatchObject({ state: 'reply', reply: { status: 429, json: { detail: 'slow down' } } });
  expect(server.calls).toHaveLength(1);
  expect(server.calls[0]?.headers).toMatchObject({ authorization: `Key ${secret}`, 'content-type': 'application/json' });
  expect(server.calls[0]?.headers['origin']).toBeUndefined();
  expect(JSON.parse(body)).toEqual({ prompt: '雨' });
  const setting = { baseUrl: server.origin, dialect: {} };
  expect(submitOutcome(delivery, { wire: falQueue, request: { model: 'a/b' }, setting })).toMatchObject({
    outcome: 'refused',
    problem: { isRetryLater: true, retryAfterSec: 7 },
  });
});

test('what cannot have arrived is told from what may have, and neither is sent again', async () => {
  const closed = await serve(() => undefined);
  open.splice(0).forEach((server) => void server.close());
  const hangsUp = await serve((call) => void call.socket.destroy());
  const silent = await serve(() => undefined);
  const breaksOff = await serve((call, reply) => {
    reply.writeHead(200, { 'content-length': '100' });
    reply.write('{"request_id":');
    setTimeout(() => call.socket.destroy(), 20);
  });
  const endless = await serve((_, reply) => void reply.writeHead(200).end('x'.repeat(5000)));
  const noTls = await serve(() => undefined);
  const all = [closed, hangsUp, silent, breaksOff, endless, noTls];
  const { send } = transportFor(all.flatMap(({ origin }) => [origin, origin.replace('http:', 'https:')]));
  const stateOf = async (origin: string) => (await send(post(origin), falQueue, { ...key, idleMs: 200, mostBytes: 1000 })).state;
  expect(await stateOf(closed.origin)).toBe('never-left');
  expect(await stateOf(noTls.origin.replace('http:', 'https:'))).toBe('never-left');
  expect(await stateOf(hangsUp.origin)).toBe('unknown');
  expect(await stateOf(silent.origin)).toBe('unknown');
  expect(await stateOf(breaksOff.origin)).toBe('unknown');
  expect(await stateOf(endless.origin)).toBe('unknown');
  for (const { calls } of [hangsUp, silent, breaksOff, endless]) expect(calls).toHaveLength(1);
  for (const { calls } of [closed, noTls]) expect(calls).toHaveLength(0);
  const request = { wire: falQueue, request: { model: 'a/b' }, setting: { baseUrl: hangsUp.origin, dialect: {} } };
  expect(submitOutcome({ state: 'never-left', reason: 'x' }, request)).toMatchObject({
    outcome: 'refused',
    problem: { isRetryLater: true },
  });
  expect(submitOutcome({ state: 'unknown', reason: 'x' }, request)).toMatchObject({ outcome: 'unknown' });
});

test('a request that a person stops while it is on its way is unknown', async () => {
  const stop = new AbortController();
  const silent = await serve(() => stop.abort());
  const { send } = transportFor([silent.origin]);
  expect((await send(post(silent.origin), falQueue, { ...key, signal: stop.signal })).state).toBe('unknown');
});

test('a key goes nowhere but to its own origins', async () => {
  const [own, other] = [await serve((_, reply) => void reply.end('{}')), await serve((_, reply) => void reply.end('{}'))];
  const { send } = transportFor([own.origin]);
  await expect(send(post(other.origin), falQueue, key)).rejects.toMatchObject({ code: 'models.key-elsewhere' });
  await expect(send(post(own.origin), falQueue, { credential: 'OTHER_KEY' })).rejects.toMatchObject({ code: 'models.no-key' });
  expect(other.calls).toHaveLength(0);
  await send(post(other.origin), falQueue);
  expect(other.calls[0]?.headers['authorization']).toBeUndefined();
});

test('a key for one host of a provider goes to its others, and nowhere beside them', async () => {
  const beside = [
    'https://fal.run.evil.example/m',
    'https://evilfal.run/m',
    'http://queue.fal.run/m',
    'https://queue.fal.run:444/m',
    'https://fal.run/m',
  ];
  for (const origins of [['https://*.fal.run'], ['https://queue.fal.run']]) {
    const { send } = transportFor(origins, { isLoopbackOnly: false });
    for (const url of beside)
      await expect(send({ method: 'GET', url }, falQueue, key), url).rejects.toMatchObject({ code: 'models.key-elsewhere' });
  }
  const url = new URL('https://eu.queue.fal.run/m');
  const isFor = (origins: readonly string[], wire: { family?: readonly string[] }) =>
    isKeyFor({ name: 'FAL_KEY', value: secret, origins }, { url, wire });
  expect(isFor(['https://queue.fal.run'], falQueue)).toBe(true);
  expect(isFor(['https://queue.fal.run'], klingV1)).toBe(false);
  const film = new URL('https://storage.googleapis.com/bucket/film.mp4');
  const vertex = { name: 'GOOGLE_KEY', value: secret, origins: ['https://us-central1-aiplatform.googleapis.com'] };
  expect(isKeyFor(vertex, { url: film, wire: vertexVeo })).toBe(true);
  // A key of one's own server is not fal's, whatever that server says.
  expect(isFor(['http://127.0.0.1:4750'], falQueue)).toBe(false);
});

test('a GET follows redirects without carrying its key away; a POST follows none', async () => {
  const target = await serve((_, reply) => void reply.end('{"status":"COMPLETED"}'));
  const first = await serve((_, reply) => void reply.writeHead(307, { location: `${target.origin}/there` }).end());
  const { send } = transportFor([first.origin]);
  expect(await send({ method: 'GET', url: `${first.origin}/s` }, falQueue, key)).toMatchObject({ reply: { status: 200 } });
  expect(first.calls[0]?.headers['authorization']).toBeDefined();
  expect(target.calls[0]?.headers['authorization']).toBeUndefined();
  expect(await send(post(first.origin), falQueue, key)).toMatchObject({ reply: { status: 307 } });
  expect(target.calls).toHaveLength(1);
  const loop = await serve((_, reply) => void reply.writeHead(302, { location: '/again' }).end());
  expect(await send({ method: 'GET', url: loop.origin }, falQueue)).toMatchObject({ reply: { status: 302 } });
  expect(loop.calls).toHaveLength(6);
});

test('addresses that are not public are reached only at the exact origin of a configured provider', async () => {
  const server = await serve((_, reply) => void reply.end('{}'));
  const port = server.origin.split(':')[2];
  const outside = transportFor([], { isLoopbackOnly: false });
  for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:7f00:1]', '127.0.0.1.']) {
    const delivery = await outside.send({ method: 'GET', url: `http://${host}:${port}/` }, falQueue);
    expect(delivery, host).toMatchObject({ state: 'never-left' });
  }
  expect(server.calls).toHaveLength(0);
  const configured = transportFor([], { isLoopbackOnly: false, allowedOrigins: [server.origin] });
  expect(await configured.send({ method: 'GET', url: server.origin }, falQueue)).toMatchObject({ state: 'reply' });
  const elsewhere = transportFor([], { isLoopbackOnly: false, allowedOrigins: ['http://127.0.0.1:1'] });
  expect(await elsewhere.send({ method: 'GET', url: server.origin }, falQueue)).toMatchObject({ state: 'never-left' });
});

test('for tests and benches nothing but this machine exists', async () => {
  const { send } = transportFor([]);
  for (const url of ['https://queue.fal.run/m', 'http://8.8.8.8/', 'http://[2606:4700::1111]/']) {
    await expect(send({ method: 'GET', url }, falQueue)).rejects.toMatchObject({ code: 'models.only-loopback' });
  }
  for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'http://user:pass@127.0.0.1/', 'nonsense']) {
    await expect(send({ method: 'GET', url }, falQueue)).rejects.toMatchObject({ code: 'models.not-an-address' });
  }
});

test('no secret is in a log line, a reason or a fault', async () => {
  const server = await serve((call) => void call.socket.destroy());
  const { send, lines, redact } = transportFor([server.origin]);
  const delivery = await send(post(server.origin, `/m?key=${encodeURIComponent(secret)}&k=take-1`), klingV1, key);
  const fault = await send({ method: 'GET', url: `http://8.8.8.8/?key=${secret}` }, falQueue).catch((error: Error) => error);
  expect(lines).toHaveLength(1);
  expect(`${lines.join()} ${JSON.stringify(delivery)} ${String(fault)}`).not.toMatch(/planted/);
  const token = server.calls[0]?.headers['authorization'] ?? '';
  expect(token).toMatch(/^Bearer eyJ/);
  const said = redact(
    `${token} ${secret} AKplanted https://x.example/f?alt=media&key=abc&x-tos-signature=s ${Buffer.from(secret).toString('base64')}`,
  );
  expect(said).toBe('Bearer … … … https://x.example/f?alt=media&key=…&x-tos-signature=… …');
});

test('a form arrives with its files and texts', async () => {
  let body = Buffer.alloc(0);
  const server = await serve((call, reply) => {
    call.on('data', (bytes: Buffer) => {
      body = Buffer.concat([body, bytes]);
    });
    call.on('end', () => reply.end('{}'));
  });
  const { send } = transportFor([]);
  const file = { bytes: Uint8Array.of(0, 255, 13, 10), fileName: '雨"夜.png', mime: 'image/png' };
  await send(
    {
      method: 'POST',
      url: server.origin,
      form: [
        { name: 'image', value: file },
        { name: 'type', value: 'input' },
      ],
    },
    falQueue,
  );
  const form = await new Response(body, { headers: { 'content-type': server.calls[0]?.headers['content-type'] ?? '' } }).formData();
  const image = form.get('image') as File;
  expect(form.get('type')).toBe('input');
  expect([...new Uint8Array(await image.arrayBuffer())]).toEqual([0, 255, 13, 10]);
  expect(image.type).toBe('image/png');
});
