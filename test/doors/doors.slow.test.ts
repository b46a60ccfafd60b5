import { routes } from '@fantascope/client';
import { words } from '@fantascope/film';
import { type Operation, operations } from '@fantascope/jobs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describedIn } from '../../apps/cli/src/remote/described.ts';
import { type Called, type Doors, doorNames, type Outcome, openDoors } from './door-calls.ts';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';
import { sampleInput } from './sample-input.ts';

const schemaOf = (operation: Operation) =>
  z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as unknown as Record<string, never>;
const inPath = ({ route }: Operation) => [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
const sample = (operation: Operation) => sampleInput(operation.name, schemaOf(operation));
const pathOnly = (operation: Operation) =>
  Object.fromEntries(Object.entries(sample(operation)).filter(([name]) => inPath(operation).includes(name)));

let server: ServerUnderTest;
const opened: Doors[] = [];

/** A token as a person makes it, and the four doors for it. */
async function doorsWith(input: Readonly<Record<string, unknown>>): Promise<Doors> {
  const reply = await fetch(`${server.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.localToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'doors', ...input }),
  });
  const { token } = (await reply.json()) as { token: string };
  const doors = await openDoors({ url: server.url, bearer: token, home: server.home });
  opened.push(doors);
  return doors;
}

/** Walks every operation through every door with one input, and gives what differs from the first door or from what is expected. */
async function walk(
  doors: Doors,
  given: (operation: Operation) => Readonly<Record<string, unknown>> | null,
  expected: (outcome: Outcome, operation: Operation) => boolean,
): Promise<readonly string[]> {
  const odd: string[] = [];
  for (const operation of operations) {
    const input = given(operation);
    if (input === null) continue;
    const outcomes: Outcome[] = [];
    for (const door of doorNames) outcomes.push(await (doors[door] as Called)(operation.name, input));
    const [first] = outcomes as [Outcome];
    for (const [at, { end, sentence }] of outcomes.entries()) {
      if (end !== first.end || sentence !== first.sentence)
        odd.push(`${operation.name} by ${doorNames[at]}: ${end} ${sentence}, not ${first.end} ${first.sentence}`);
    }
    if (!expected(first, operation)) odd.push(`${operation.name}: ${first.end} ${first.sentence ?? ''}`);
  }
  return odd;
}

beforeAll(async () => {
  // More requests come in here in a minute than one person sends.
  server = await serverUnderTest({ settings: { 'rate.addressPerMinute': 100_000, 'rate.personPerMinute': 100_000 } });
});
afterAll(async () => {
  for (const doors of opened) await doors[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('one table, four doors', () => {
  const names = operations.map(({ name }) => name).sort();

  test('every operation has the same name at every door', async () => {
    const doors = await doorsWith({ scopes: ['read'] });
    const described = describedIn(await (await fetch(`${server.url}/openapi.json`)).json());
    const { tools } = await doors.agent.listTools();
    expect(described.map(({ name }) => name).sort()).toEqual(names);
    expect(Object.keys(routes).sort()).toEqual(names);
    expect(tools.map(({ name }) => name).sort()).toEqual(names.map((name) => name.replaceAll('.', '_')).sort());
    for (const { route, name } of operations) expect(routes[name as keyof typeof routes]).toEqual(route);
  });

  test('every field has the same schema on HTTP and for agents, and the same ones are needed', async () => {
    const doors = await doorsWith({ scopes: ['read'] });
    const described = describedIn(await (await fetch(`${server.url}/openapi.json`)).json());
    const { tools } = await doors.agent.listTools();
    for (const operation of operations) {
      const tool = tools.find(({ name }) => name === operation.name.replaceAll('.', '_'));
      const { confirm, callKey, ...properties } = (tool?.inputSchema.properties ?? {}) as Record<string, unknown>;
      expect([confirm !== undefined, callKey !== undefined], operation.name).toEqual(Array(2).fill(operation.preview !== undefined));
      const fields = described.find(({ name }) => name === operation.name)?.fields ?? [];
      expect(Object.fromEntries(fields.map(({ name, schema }) => [name, schema])), operation.name).toEqual(properties);
      const needed = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
      expect([...needed].sort(), operation.name).toEqual([...(tool?.inputSchema.required ?? [])].sort());
      expect(tool?.inputSchema['additionalProperties'], operation.name).toBe(false);
      expect(operation.input.safeParse(sample(operation)).success, `sample of ${operation.name}`).toBe(true);
    }
  });
});

describe('bad input is refused alike', () => {
  test('a field that nobody knows', async () => {
    const doors = await doorsWith({ scopes: ['read', 'write', 'spend'] });
    const odd = await walk(
      doors,
      (operation) => ({ ...sample(operation), nobodyKnows: 'x' }),
      ({ end, sentence }) => end === 'jobs.bad-input' && sentence?.includes('nobodyKnows') === true,
    );
    expect(odd).toEqual([]);
  });

  test('a field that is missing', async () => {
    const doors = await doorsWith({ scopes: ['read', 'write', 'spend'] });
    const lacks = (operation: Operation) =>
      ((schemaOf(operation)['required'] ?? []) as readonly string[]).some((name) => !inPath(operation).includes(name));
    const odd = await walk(
      doors,
      (operation) => (lacks(operation) ? pathOnly(operation) : null),
      ({ end, sentence }) => end === 'jobs.bad-input' && sentence?.includes('is missing') === true,
    );
    expect(odd).toEqual([]);
  });
});

describe('rights are the same', () => {
  test('a token that may only read reads, and nothing else', async () => {
    const doors = await doorsWith({ scopes: ['read'] });
    const odd = await walk(doors, sample, ({ end }, { effect, rights }) => {
      if (rights === 'anyone') return true;
      if (effect === 'reads' && rights !== 'server-owner') return end !== 'jobs.out-of-scope' && end !== 'server.unforeseen';
      return end === 'jobs.out-of-scope';
    });
    expect(odd).toEqual([]);
  });

  test('every operation is reached, and answers for ids that name nothing like for those one may not see', async () => {
    const doors = await doorsWith({ scopes: ['read', 'write', 'spend', 'admin'] });
    const unreached = ['server.no-such-route', 'server.unforeseen', 'jobs.bad-input', 'jobs.no-such-operation', 'jobs.sign-in-first'];
    const odd = await walk(doors, sample, ({ end }) => {
      const row = words[end as keyof typeof words] as (typeof words)[keyof typeof words] | undefined;
      return !unreached.includes(end) && (end === 'done' || end === 'asked' || (row !== undefined && row.http < 500));
    });
    expect(odd).toEqual([]);
  });

  test('who has no token is told to sign in, at every door', async () => {
    const wrong = `fsc_${'A'.repeat(43)}`;
    await expect(openDoors({ url: server.url, bearer: wrong, home: server.home })).rejects.toThrow('jobs.sign-in-first');
    const reply = await fetch(`${server.url}/api/v1/projects`, { headers: { authorization: `Bearer ${wrong}` } });
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([401, 'jobs.sign-in-first']);
  });

  test('an agent comes in with an API token and not as the person of this machine', async () => {
    await expect(openDoors({ url: server.url, bearer: server.localToken, home: server.home })).rejects.toThrow('server.agents-need-token');
    const doors = await openDoors({ url: server.url, bearer: server.agentToken, home: server.home });
    opened.push(doors);
    expect(await doors.mcp('token.create', { name: 'wider', scopes: ['spend'], spendUsd: 100 })).toMatchObject({ end: 'jobs.person-only' });
  });
});
