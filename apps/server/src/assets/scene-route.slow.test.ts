import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request as startRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type TestServer, testOrigin, testServer } from '../test-server.ts';
import { all, kinds, lifting, type Message, messagesOf, until } from './test-scene-door.ts';

const cache = mkdtempSync(join(tmpdir(), 'scene-cache-'));
let server: TestServer;
let projectId: string;
beforeAll(async () => {
  // What lies ready decides how a picture is lifted: here that is nothing, and nothing is fetched.
  server = await testServer({ env: { FANTASCOPE_CACHE: cache, FANTASCOPE_HUB_URL: 'off' }, guards: { isPaced: false } });
  projectId = String((await ask(server, 'POST /api/v1/projects', { bearer: server.localToken, body: { name: 'Scenes' } })).json['id']);
});
afterAll(async () => {
  await server.close();
  rmSync(cache, { recursive: true, force: true });
});

const host = new URL(testOrigin).host;
const send = (path: string, body?: Uint8Array<ArrayBuffer>) =>
  Promise.resolve(
    server.app.request(new URL(path, testOrigin), {
      headers: { host, authorization: `Bearer ${server.localToken}` },
      ...(body === undefined ? {} : { method: 'PUT', body }),
    }),
  );
async function stored(name: string): Promise<string> {
  const bytes = readFileSync(new URL(`../../../../examples/photos/${name}`, import.meta.url));
  const reply = await send(`/api/v1/projects/${projectId}/files/${name}`, Uint8Array.from(bytes));
  return String(((await reply.json()) as { id: string }).id);
}
const stepsOf = (messages: readonly Message[]) =>
  messages
    .filter(({ kind }) => kind === kinds.step)
    .map(({ payload }) => (JSON.parse(Buffer.from(payload).toString('utf8')) as { step: string }).step);
const workFolders = () => readdirSync(join(server.home, 'work')).filter((name) => name.startsWith('scene-'));

test('two readers of one picture share its lift; it goes on when one leaves, and ends with the last, over a real line', async () => {
  const web = createServer(getRequestListener(server.app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = web.address() as AddressInfo;
    const [assetId, otherId] = [await stored('rocket.jpg'), await stored('chelsea.png')];
    const read = (signal: AbortSignal) =>
      new Promise<Readonly<{ body: IncomingMessage }>>((resolve, reject) => {
        const path = `/api/v1/assets/${assetId}/scene?refresh=1`;
        startRequest({ port, path, signal, headers: { host, authorization: `Bearer ${server.localToken}` } }, (body) => resolve({ body }))
          .on('error', reject)
          .end();
      });
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const one = messagesOf(await read(first.signal));
    const two = messagesOf(await read(second.signal));
    await Promise.all([one.next(), two.next()]);
    expect(lifting()).toHaveLength(1);
    first.abort();
    await expect(all(one)).rejects.toThrow();
    const rest = await all(two);
    expect(rest.map(({ kind }) => kind)).toContain(kinds.full);
    const alone = messagesOf(await read(third.signal));
    await alone.next();
    expect(lifting()).toHaveLength(1);
    // Another picture waits for its turn meanwhile, and is told so.
    const waiting = await send(`/api/v1/assets/${otherId}/scene`);
    const others = all(messagesOf(waiting));
    await until('the other one waits', () => workFolders().length === 2);
    third.abort();
    await expect(all(alone)).rejects.toThrow();
    const next = await others;
    expect(stepsOf(next)[0]).toBe('waiting');
    expect(next.at(-1)?.kind).toBe(kinds.full);
    await until('no process is left', () => lifting().length === 0);
    await until('no folder is left', () => workFolders().length === 0);
  } finally {
    web.closeAllConnections();
    await new Promise((resolve) => web.close(resolve));
  }
});
