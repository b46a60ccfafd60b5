import http from 'node:http';
import { expect, test } from 'vitest';
import { askEmulator, askUntil } from '../ask-emulator.ts';
import type { Emulator, EmulatorOptions } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

const headers = { authorization: 'Bearer emulated-replicate-token' };
const small = { input: { prompt: 'a lantern', aspect_ratio: '1:1' } };
const create = (server: Emulator, more: Readonly<Record<string, string>> = {}) =>
  askEmulator(server, {
    method: 'POST',
    path: '/models/black-forest-labs/flux-1.1-pro/predictions',
    json: small,
    headers: { ...headers, prefer: 'wait=5', ...more },
  });

async function withReplicate<T>(options: EmulatorOptions, work: (server: Emulator) => Promise<T>): Promise<T> {
  const server = await startEmulator('replicate', { workMs: 10, ...options });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
const fileOf = async (server: Emulator) => ((await create(server)).json['output'] as string[])[0] ?? '';

test('a file can be asked for in parts, without its body, and beyond its end', () =>
  withReplicate({}, async (server) => {
    const path = await fileOf(server);
    const whole = await askEmulator(server, { path });
    expect([whole.status, whole.headers.get('accept-ranges'), Number(whole.headers.get('content-length'))]).toEqual([
      200,
      'bytes',
      whole.bytes.length,
    ]);
    const part = await askEmulator(server, { path, headers: { range: 'bytes=4-' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-${whole.bytes.length - 1}/${whole.bytes.length}`]);
    expect(Buffer.from(part.bytes).equals(Buffer.from(whole.bytes.subarray(4)))).toBe(true);
    expect((await askEmulator(server, { path, headers: { range: 'bytes=-3' } })).bytes.length).toBe(3);
    expect((await askEmulator(server, { path, headers: { range: `bytes=${whole.bytes.length}-` } })).status).toBe(416);
    const head = await askEmulator(server, { method: 'HEAD', path });
    expect([head.bytes.length, Number(head.headers.get('content-length'))]).toEqual([0, whole.bytes.length]);
  }));

test('what a truncated file lacks can be fetched afterwards', () =>
  withReplicate({}, async (server) => {
    const path = await fileOf(server);
    const whole = await askEmulator(server, { path });
    server.misbehave('truncated-result');
    const got = await new Promise<Buffer>((resolve) => {
      http.get(path, (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('error', () => undefined);
        reply.on('close', () => resolve(Buffer.concat(parts)));
      });
    });
    expect(got.length).toBe(Math.floor(whole.bytes.length / 2));
    const rest = await askEmulator(server, { path, headers: { range: `bytes=${got.length}-` } });
    expect(Buffer.concat([got, rest.bytes]).equals(Buffer.from(whole.bytes))).toBe(true);
  }));

test('a file expires by itself when its life is short', () =>
  withReplicate({ resultLifeMs: 1 }, async (server) => {
    const path = await fileOf(server);
    const late = await askUntil(
      () => askEmulator(server, { path }),
      ({ status }) => status === 403,
    );
    expect([late.status, late.headers.get('content-type')]).toEqual([403, 'application/xml']);
  }));

test('one request can ask for its fault by header; a fault of a later stage waits for that stage', () =>
  withReplicate({}, async (server) => {
    expect((await create(server, { 'x-emulate': 'rate-limit' })).status).toBe(429);
    expect((await create(server)).status).toBe(201);
    const { json } = await create(server, { 'x-emulate': 'poll-503' });
    const poll = () => askEmulator(server, { path: `/predictions/${json['id']}`, headers });
    expect([(await poll()).status, (await poll()).status]).toEqual([503, 200]);
    expect(server.met.map(({ fault }) => fault)).toEqual(['rate-limit', 'poll-503']);
  }));

test('half a JSON and an unknown address are refused in the provider’s own form', () =>
  withReplicate({}, async (server) => {
    const path = '/models/black-forest-labs/flux-1.1-pro/predictions';
    expect(await askEmulator(server, { method: 'POST', path, body: '{"input":', headers })).toMatchObject({
      status: 422,
      json: { status: 422 },
    });
    expect(await askEmulator(server, { path: '/nothing', headers })).toMatchObject({ status: 404, json: { status: 404 } });
    expect(server.bill).toEqual([]);
  }));

test('misbehave(null) takes back what was asked for', () =>
  withReplicate({}, async (server) => {
    server.misbehave('accept-then-500');
    server.misbehave(null);
    expect((await create(server)).status).toBe(201);
  }));

test('closing ends open sockets and replies that were kept back', async () => {
  const server = await startEmulator('replicate', { workMs: 600_000, slowMs: 600_000 });
  server.misbehave('slow-submit');
  const kept = askEmulator(server, { method: 'POST', path: '/models/black-forest-labs/flux-1.1-pro/predictions', json: small, headers });
  await askUntil(
    () => askEmulator(server, { path: '/predictions', headers }),
    () => server.bill.length === 1,
  );
  await server.close();
  await expect(kept).rejects.toThrow();
  await expect(askEmulator(server, { path: '/predictions', headers })).rejects.toThrow();
});

test('a port that is taken is named', () =>
  withReplicate({}, async (server) => {
    const port = Number(new URL(server.baseUrl).port);
    await expect(startEmulator('luma', { port })).rejects.toMatchObject({ code: 'emulators.port-taken', params: { port: String(port) } });
  }));
