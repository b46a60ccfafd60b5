import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@fantascope/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

// Two protocols, one of which signs what it sends; both have keys.
const models = ['kling/v2.5-turbo', 'minimax/hailuo-2.3'] as const;
const document = { subject: 'rain on a roof', camera: { moves: [{ kind: 'dolly', distanceM: 0.3 }] } } as const;

let server: ServerUnderTest;
let client: ReturnType<typeof createClient>;
let projectId: string;
let shotId: string;
beforeAll(async () => {
  server = await serverUnderTest({ more: { FANTASCOPE_DAY_USD: '100', FANTASCOPE_PROJECT_USD: '100' } });
  client = createClient({ baseUrl: server.url, token: server.localToken, language: 'en' });
  projectId = (await client.call('project.create', { name: 'emulated' })).id;
  shotId = (await client.call('shot.create', { projectId, name: 'rain', document })).id;
});
afterAll(async () => {
  const left = await pidNow();
  if (left !== undefined) process.kill(left, 'SIGKILL');
  await server[Symbol.asyncDispose]();
});

async function pidNow(): Promise<number | undefined> {
  const text = await readFile(join(server.home, 'emulators.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { pid?: number }).pid;
}
async function shoot(model: string): Promise<string> {
  return (await client.call('take.shoot', { shotId, model, mostUsd: 20 })).takeId;
}
async function ended(takeId: string) {
  for (const untilMs = performance.now() + 90_000; performance.now() < untilMs; await pause(200)) {
    const { take } = await client.call('take.show', { takeId });
    if (!['planned', 'waiting', 'reserved', 'sent', 'shooting', 'collecting'].includes(take.state)) return take;
  }
  throw new Error(`${takeId} did not end: ${JSON.stringify(await client.call('take.show', { takeId }))}`);
}

test('takes shot at emulators that were switched on end ready, labelled, across a killed server', async () => {
  expect(await client.call('emulators.show', {})).toEqual({ isOn: false, wires: [] });
  await expect(shoot(models[0]).then(ended)).resolves.toMatchObject({ state: 'refused', isEmulated: false });
  const on = await client.call('emulators.start', {});
  expect(on.isOn).toBe(true);
  expect(on.wires.map(({ wire }) => wire)).toEqual(expect.arrayContaining(['kling-v1', 'minimax-v1', 'comfyui']));
  expect(JSON.stringify(on)).not.toContain('secret');
  const pid = await pidNow();
  // Once more is the same.
  expect(await client.call('emulators.start', {})).toEqual(on);
  expect(await pidNow()).toBe(pid);
  const takes = await Promise.all(models.map(shoot));
  await expect(client.call('emulators.stop', {})).rejects.toMatchObject({ code: 'jobs.emulators-busy' });
  await server.kill('SIGKILL');
  await server.again();
  expect(await pidNow()).toBe(pid);
  for (const takeId of takes) expect(await ended(takeId)).toMatchObject({ state: 'ready', isEmulated: true });
  const { items } = await client.call('plan.all', { shotId });
  const line = items.find(({ model }) => model === models[0]);
  expect(line).toMatchObject({ keyState: 'emulated', waitSec: expect.any(Number) });
  expect(line?.waitSec).toBeGreaterThan(5);
  // A real key stays where it is, and goes nowhere.
  await client.call('key.set', { name: 'KLING_API_KEY', value: 'ak:sk' });
  expect((await client.call('key.test', { name: 'KLING_API_KEY' })).outcome).toBe('untestable');
});

test('emulators that died with the machine are there again after its next start, on the same ports; stopped, they are gone', async () => {
  const before = await client.call('emulators.show', {});
  await server.kill('SIGKILL');
  process.kill((await pidNow()) ?? 0, 'SIGKILL');
  await server.again();
  expect(await client.call('emulators.show', {})).toEqual(before);
  expect(await ended(await shoot(models[0]))).toMatchObject({ state: 'ready', isEmulated: true });
  expect((await client.call('key.list', {})).items.map(({ name }) => name)).toEqual(['KLING_API_KEY']);
  await client.call('key.remove', { name: 'KLING_API_KEY' });
  expect(await client.call('emulators.stop', {})).toEqual({ isOn: false, wires: [] });
  expect(await pidNow()).toBeUndefined();
  await expect(fetch(before.wires[0]?.url ?? '')).rejects.toThrow();
  expect(await ended(await shoot(models[0]))).toMatchObject({ state: 'refused', isEmulated: false });
});
