import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serverPlace } from './server-place.ts';

const home = mkdtempSync(join(tmpdir(), 'place-'));
const empty = mkdtempSync(join(tmpdir(), 'place-'));
afterAll(() => {
  for (const folder of [home, empty]) rmSync(folder, { recursive: true });
});
writeFileSync(join(home, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:4801', pid: 1 }));
for (const folder of [home, empty]) {
  writeFileSync(join(folder, 'local.token'), 'person\n');
  writeFileSync(join(folder, 'agent.token'), 'agent\n');
}
const env = { FANTASCOPE_HOME: home };

test('the server of the data folder gets the tokens of this machine', async () => {
  expect(await serverPlace(env)).toEqual({ url: 'http://127.0.0.1:4801', token: 'person' });
  expect(await serverPlace(env, { tokenFile: 'agent.token' })).toEqual({ url: 'http://127.0.0.1:4801', token: 'fsc_agent' });
});

test('whoever listens on the usual port without being the server of this folder gets no token', async () => {
  expect(await serverPlace({ FANTASCOPE_HOME: empty })).toEqual({ url: 'http://127.0.0.1:4747', token: undefined });
});

test('a server elsewhere never gets a token of this machine, only one made for it', async () => {
  expect(await serverPlace(env, { server: 'https://studio.example.com' })).toEqual({ url: 'https://studio.example.com', token: undefined });
  expect(await serverPlace({ ...env, FANTASCOPE_URL: 'https://studio.example.com/', FANTASCOPE_TOKEN: 'fsc_x' })).toEqual({
    url: 'https://studio.example.com',
    token: 'fsc_x',
  });
});

test.each(['http://studio.example.com', 'ftp://127.0.0.1', 'nonsense', 'https://me:secret@studio.example.com'])(
  'no token goes in the clear, or to %s',
  async (server) => {
    await expect(serverPlace(env, { server })).rejects.toMatchObject({ code: 'cli.bad-server' });
  },
);
