import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@fantascope/client';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import { newId } from '@fantascope/film';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { take } from '../../packages/jobs/src/database/schema/index.ts';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

const wrong = 'sk-planted-9d2e';
let luma: Emulator;
/** It takes connections and answers nothing until it is awake. */
let isAwake = false;
const comfy = createServer((_, response) => {
  if (isAwake) response.writeHead(404).end();
});
const urlOf = (listening: Server) => `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
const closed = (listening: Server) => {
  listening.closeAllConnections();
  return new Promise((resolve) => listening.close(resolve));
};
let server: ServerUnderTest;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  luma = await startEmulator('luma');
  await new Promise<void>((resolve) => comfy.listen(0, '127.0.0.1', resolve));
  const more = {
    FANTASCOPE_COMFYUI_URL: urlOf(comfy),
    FANTASCOPE_LUMA_URL: luma.baseUrl,
    FANTASCOPE_LUMA_KEY: wrong,
    // Nobody listens there.
    FANTASCOPE_ARK_URL: 'http://127.0.0.1:9',
    FANTASCOPE_ARK_KEY: 'sk-nobody',
    RUNWAYML_API_SECRET: 'sk-never-sent',
  };
  server = await serverUnderTest({ wires: ['replicate'], more });
  client = createClient({ baseUrl: server.url, token: server.localToken });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await luma.close();
  await closed(comfy);
});

test('a key is tried with one free request: it works, is refused, nobody answers, or there is no such question', async () => {
  const outcome = async (name: string) => (await client.call('key.test', { name })).outcome;
  expect(await outcome('FANTASCOPE_REPLICATE_KEY')).toBe('works');
  expect(await outcome('FANTASCOPE_LUMA_KEY')).toBe('refused');
  expect(await outcome('FANTASCOPE_ARK_KEY')).toBe('unreachable');
  expect(await outcome('RUNWAYML_API_SECRET')).toBe('untestable');
  await expect(outcome('FANTASCOPE_DASHSCOPE_KEY')).rejects.toMatchObject({ code: 'models.no-key' });
  const { text } = await client.call('key.test', { name: 'FANTASCOPE_LUMA_KEY' });
  expect(text.zh).toMatch(/\p{Script=Han}/u);
  expect(`${JSON.stringify(text)}${server.said()}`).not.toContain(wrong);
  expect([...luma.bill, ...(server.emulators['replicate']?.bill ?? [])]).toEqual([]);
});

test('every model says who is asked, what it offers and charges, and whether its key is there', async () => {
  const listed = async () => new Map((await client.call('model.list', {})).items.map((model) => [model.id, model]));
  const before = await listed();
  expect(before.get('fantascope/stage')).toMatchObject({ keyState: 'none-needed', isLocal: true, provider: { zh: '幻镜' } });
  expect(before.get('comfyui/wan-vace')).toMatchObject({ keyState: 'none-needed', isLocal: true });
  const kling = before.get('kling/v2.5-turbo');
  expect(kling).toMatchObject({ keyState: 'missing', keyName: 'KLING_API_KEY', isLocal: false, provider: { en: 'Kling', zh: '可灵' } });
  expect(kling?.lengths).toEqual({ choicesSec: [5, 10], leastSec: 5, mostSec: 10 });
  expect(kling?.prices[0]).toMatchObject({ asOf: expect.stringMatching(/^\d{4}-/), source: expect.any(String) });
  const ofWire = (wire: string) => new Set([...before.values()].filter((model) => model.wire === wire).map(({ keyState }) => keyState));
  expect(ofWire('replicate')).toEqual(new Set(['emulated']));
  expect(ofWire('luma')).toEqual(new Set(['emulated']));
  expect(ofWire('runway')).toEqual(new Set(['set']));
  await client.call('key.set', { name: 'KLING_API_KEY', value: 'ak:sk' });
  expect((await listed()).get('kling/v2.5-turbo')?.keyState).toBe('set');
});

test('a plan says how long the last takes of a model took here; refused and emulated ones do not count', async () => {
  const model = 'kling/v2.5-turbo';
  const { id: projectId } = await client.call('project.create', { name: 'waits' });
  const document = { subject: 'rain', camera: { moves: [] } };
  const { id: shotId } = await client.call('shot.create', { projectId, name: 'rain', document });
  const lineOf = async () => (await client.call('plan.all', { shotId })).items.find((line) => line.model === model);
  expect(await lineOf()).toMatchObject({ waitSec: null });
  const base = { projectId, byUserId: 'user_test', model, wire: 'kling-v1', provider: 'api.example.com', moneyState: 'none' };
  const made = async (waitSec: number, ago: number, more: Readonly<{ state?: string; isEmulated?: boolean }> = {}) => {
    const endedAt = new Date(Date.now() - ago * 60_000);
    const createdAt = new Date(endedAt.getTime() - waitSec * 1000);
    const id = newId('take', { nowMs: Date.now(), random: Math.random });
    await server.database.db.insert(take).values({ id, ...base, state: 'ready', createdAt, updatedAt: endedAt, endedAt, ...more });
  };
  // The oldest is the twenty-first.
  await made(9000, 99);
  for (let at = 0; at < 20; at += 1) await made(at < 10 ? 80 : 100, at + 1);
  await made(1, 0, { state: 'refused' });
  await made(6, 0, { isEmulated: true });
  expect(await lineOf()).toMatchObject({ waitSec: 90, keyState: 'set' });
});

test('a ComfyUI of one’s own is said to be there only while it answers, and one that hangs holds up no list', async () => {
  const url = urlOf(comfy);
  const state = async () => {
    const fromMs = performance.now();
    const { items } = await client.call('model.list', {});
    const { reach, origin } = items.find(({ id }) => id === 'comfyui/wan-vace') ?? {};
    return { reach, origin, ms: performance.now() - fromMs };
  };
  const hanging = await state();
  expect(hanging).toMatchObject({ reach: 'silent', origin: url });
  // The question itself waits for five seconds.
  expect(hanging.ms).toBeLessThan(4000);
  isAwake = true;
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ reach: 'answers', origin: url });
  await closed(comfy);
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ reach: 'silent', origin: url });
  // A provider on the internet is not asked by a list.
  const { items } = await client.call('model.list', {});
  expect(items.find(({ id }) => id === 'kling/v2.5-turbo')).toMatchObject({ reach: 'not-asked', origin: null });
});
