// Attack: somebody else's project (IDOR). Guard: authorize (packages/jobs/src/operation/authorize.ts) and, for what stands inside documents,
// checkFiles (documents.ts).
import { type Actor, type Operation, operations, type Role } from '@fantascope/jobs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type TestServer, type TestServerOptions, testServer } from '../test-server.ts';
import { callOf, documents, type Ids, ownedFieldsOf, sampleInput } from './sample-input.ts';
import { fingerprint, join, somebody, wholeProject } from './two-projects.ts';

const people = new Map<string, Actor>();
/** Who calls is said by a header here: how people come in is attacked elsewhere. */
const identify = async (request: Request) => people.get(request.headers.get('x-person') ?? '') ?? null;

let server: TestServer;
let victim: Ids;
let own: Ids;
const weaker: Readonly<Record<Role, Role | undefined>> = {
  owner: 'producer',
  producer: 'artist',
  artist: 'reviewer',
  reviewer: 'viewer',
  viewer: undefined,
};

const parts: NonNullable<TestServerOptions['parts']> = (same) => ({ ...same, identify });

beforeAll(async () => {
  server = await testServer({ parts, guards: { isPaced: false } });
  const { studio } = server;
  [victim, own] = [await wholeProject(studio, 'victim'), await wholeProject(studio, 'attacker')];
  people.set('stranger', await somebody(studio, 'Stranger'));
  const member = await somebody(studio, 'Member');
  await join(studio, member, { projectId: own.projectId, role: 'owner' });
  people.set('member', member);
  for (const role of ['owner', 'producer', 'artist', 'reviewer', 'viewer'] as const) {
    const each = await somebody(studio, role);
    await join(studio, each, { projectId: victim.projectId, role });
    people.set(role, each);
  }
});
afterAll(() => server.close());

const also = (operation: Operation): Record<string, unknown> =>
  operation.name === 'take.shoot' ? { planId: undefined, model: 'fal-ai/none' } : {};
const inProjects = operations.filter(({ rights }) => typeof rights === 'object');
const withIds = operations.filter((operation) => ownedFieldsOf(operation).length > 0 && operation.rights !== 'server-owner');
const cleaned = (input: Record<string, unknown>) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
const send = (to: TestServer, operation: Operation, person: string, input: Record<string, unknown>) => {
  const { call, body } = callOf(operation, cleaned(input));
  return ask(to, call, { headers: { 'x-person': person }, ...(body === undefined ? {} : { body }) });
};

test('every operation with rights in a project takes an id of something in it', () => {
  expect(inProjects.filter((operation) => ownedFieldsOf(operation).length === 0).map(({ name }) => name)).toEqual([]);
  expect(inProjects.length).toBeGreaterThan(40);
});

describe('for every operation', () => {
  test.each(withIds.map((operation) => [operation.name, operation] as const))(
    '%s answers a stranger and a member of another project as if the thing did not exist',
    async (_, operation) => {
      const before = await fingerprint(server.studio);
      for (const person of ['stranger', 'member']) {
        const reply = await send(server, operation, person, sampleInput(operation, victim, also(operation)));
        expect([person, reply.status, reply.json['code']]).toEqual([person, 404, 'jobs.no-such-thing']);
        expect(JSON.stringify(reply.json)).not.toContain('the secret of');
      }
      // One foreign id among one's own.
      for (const field of ownedFieldsOf(operation)) {
        const mine = sampleInput(operation, own, also(operation));
        const theirs = sampleInput(operation, victim, also(operation));
        if (theirs[field] === undefined) continue;
        const reply = await send(server, operation, 'member', { ...mine, [field]: theirs[field] });
        expect([field, reply.status, reply.json['code']]).toEqual([field, 404, 'jobs.no-such-thing']);
      }
      const unsigned = await send(server, operation, 'nobody', sampleInput(operation, victim, also(operation)));
      expect(unsigned.json['code']).toBe('jobs.sign-in-first');
      expect(await fingerprint(server.studio)).toBe(before);
    },
  );

  test.each(inProjects.map((operation) => [operation.name, operation] as const))(
    '%s is refused to a role below its own',
    async (_, operation) => {
      const { role } = operation.rights as { role: Role };
      const below = weaker[role];
      if (below === undefined) return;
      const before = await fingerprint(server.studio);
      const reply = await send(server, operation, below, sampleInput(operation, victim, also(operation)));
      expect([reply.status, reply.json['code']]).toEqual([403, 'jobs.not-allowed']);
      expect(await fingerprint(server.studio)).toBe(before);
    },
  );

  test.each(operations.filter(({ rights }) => rights === 'server-owner').map((operation) => [operation.name, operation] as const))(
    '%s is refused to everybody but the owner of the server',
    async (_, operation) => {
      const before = await fingerprint(server.studio);
      for (const person of ['stranger', 'member', 'owner']) {
        const reply = await send(server, operation, person, sampleInput(operation, victim));
        expect([person, reply.status, reply.json['code']]).toEqual([person, 403, 'jobs.owner-only']);
      }
      expect(await fingerprint(server.studio)).toBe(before);
    },
  );

  test.each(
    operations
      .filter(({ rights, effect }) => rights === 'signed-in' && effect === 'reads')
      .map((operation) => [operation.name, operation] as const),
  )('%s shows a stranger nothing of a project of others', async (_, operation) => {
    const input = sampleInput(operation, victim);
    for (const field of ownedFieldsOf(operation)) delete input[field];
    const reply = await send(server, operation, 'stranger', input);
    expect(JSON.stringify(reply.json)).not.toMatch(/the secret of/);
    for (const each of Object.values(victim)) expect(JSON.stringify(reply.json)).not.toContain(each);
  });
});

describe('a file of another project inside a document', () => {
  const places = (assetId: string): readonly (readonly [string, Record<string, unknown>])[] => {
    const shot = documents['shot'] as Record<string, unknown>;
    const film = documents['film'] as Record<string, unknown>;
    return [
      ['shot.create', { document: { ...shot, picture: assetId } }],
      ['shot.create', { document: { ...shot, depth: assetId } }],
      ['shot.create', { document: { ...shot, depthBrush: assetId } }],
      ['shot.create', { document: { ...shot, paintMask: assetId } }],
      ['shot.create', { document: { ...shot, name: assetId } }],
      ['shot.change', { document: { ...shot, picture: assetId } }],
      ['film.create', { document: { ...film, shots: [{ ...shot, picture: assetId }] } }],
      ['film.change', { document: { ...film, shots: [shot, { ...shot, depthBrush: assetId }] } }],
      ['cast.create', { document: { references: [assetId] } }],
      ['cast.change', { document: { references: [assetId] } }],
    ];
  };

  test('is refused, and so are paths of this machine and addresses', async () => {
    const before = await fingerprint(server.studio);
    const named = [
      victim.assetId,
      'asset_01J00000000000000000000000',
      '/etc/passwd',
      '../../server.secret',
      'http://169.254.169.254/',
      'file:///etc/passwd',
    ];
    for (const file of named)
      for (const [name, change] of places(file)) {
        const operation = operations.find((each) => each.name === name) as Operation;
        const isNameOnly = 'name' in ((change['document'] as Record<string, unknown>) ?? {}) && !file.startsWith('asset_');
        if (isNameOnly) continue;
        const reply = await send(server, operation, 'member', { ...sampleInput(operation, own), ...change });
        expect([name, file, reply.status]).toEqual([name, file, 400]);
        expect(['jobs.foreign-asset', 'jobs.bad-input']).toContain(reply.json['code']);
      }
    expect(await fingerprint(server.studio)).toBe(before);
  });

  test('is let in where it is one of the project’s own', async () => {
    for (const [name, change] of places(own.assetId)) {
      const operation = operations.find((each) => each.name === name) as Operation;
      const reply = await send(server, operation, 'member', sampleInput(operation, own, change));
      expect([name, reply.status]).toEqual([name, 200]);
      if (name === 'cast.create') await server.studio.database.pool.query(`delete from fantascope.cast where id = $1`, [reply.json['id']]);
    }
  });
});

describe('a picture of another project to be like', () => {
  const list = operations.find(({ name }) => name === 'asset.list') as Operation;
  const none = 'asset_01J00000000000000000000000';

  test('is answered as one that does not exist, whether it was looked at or not, and to who may see both projects too', async () => {
    const both = await somebody(server.studio, 'Of both');
    people.set('both', both);
    for (const { projectId } of [own, victim]) await join(server.studio, both, { projectId, role: 'viewer' });
    for (const sketch of [null, '1'.repeat(1264)]) {
      await server.studio.database.pool.query('update fantascope.asset set sketch = $2 where id = $1', [victim.assetId, sketch]);
      const before = await fingerprint(server.studio);
      for (const person of ['member', 'both']) {
        const ask = (likeAssetId: string, more: Record<string, unknown> = {}) =>
          send(server, list, person, { projectId: own.projectId, likeAssetId, ...more });
        for (const more of [
          {},
          { colours: ['red'] },
          { isRemoved: true },
          { words: 'secret' },
          { cursor: Buffer.from('[0,""]').toString('base64url') },
        ]) {
          const [theirs, nowhere] = [await ask(victim.assetId, more), await ask(none, more)];
          expect([person, theirs.status, theirs.json['code']]).toEqual([person, 404, 'jobs.no-such-thing']);
          expect(JSON.stringify(theirs.json).replaceAll(victim.assetId, none)).toBe(JSON.stringify(nowhere.json));
        }
      }
      expect(await fingerprint(server.studio)).toBe(before);
    }
  });

  test('is in no answer to one’s own search by look', async () => {
    for (const look of [{ likeSketch: '0'.repeat(128) }, { colours: ['red'] }]) {
      const reply = await send(server, list, 'member', { projectId: own.projectId, ...look });
      expect([reply.status, reply.json['items']]).toEqual([200, []]);
      const theirs = await send(server, list, 'member', { projectId: victim.projectId, ...look });
      expect([theirs.status, theirs.json['code']]).toEqual([404, 'jobs.no-such-thing']);
    }
  });
});

describe('the event stream', () => {
  /** Reads until a line holds the text, or the stream ends. */
  async function listen(person: string, projectId: string) {
    const reply = await server.app.request(
      new Request(`http://127.0.0.1:4747/api/v1/projects/${projectId}/events`, { headers: { host: '127.0.0.1:4747', 'x-person': person } }),
    );
    const reader = (reply.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (text: string | null): Promise<string> => {
      while (text === null || !heard.includes(text)) {
        const { done, value } = await reader.read();
        if (done) return heard;
        heard += value;
      }
      return heard;
    };
    return { until, status: reply.status };
  }
  const rename = (name: string) =>
    send(server, operations.find((each) => each.name === 'shot.lock') as Operation, 'owner', {
      shotId: victim.shotId,
      isLocked: name === 'locked',
    });

  test('ends for whoever is taken out of the project, before the next thing is told', async () => {
    const guest = await somebody(server.studio, 'Guest');
    people.set('guest', guest);
    await join(server.studio, guest, { projectId: victim.projectId, role: 'viewer' });
    const stream = await listen('guest', victim.projectId);
    await stream.until('retry');
    await rename('locked');
    expect(await stream.until('shot.locked')).toContain('shot.locked');
    await server.studio.database.pool.query('delete from fantascope.member where user_id = $1', [guest.userId]);
    server.clock.aheadMs += 6_000;
    await rename('unlocked');
    expect(await stream.until(null)).not.toContain('shot.unlocked');
    expect((await listen('guest', victim.projectId)).status).toBe(404);
  });
});

describe('without the guard', () => {
  test('a stranger reads and changes the project of others', async () => {
    const open = await server.again({ parts, guards: { isPaced: false, authorize: async () => undefined } });
    const order = { reads: 0, writes: 1, spends: 2 } as const;
    const isLast = ({ route }: Operation) => (route.method === 'DELETE' ? 1 : 0);
    const all = [...inProjects].sort((one, other) => order[one.effect] - order[other.effect] || isLast(one) - isLast(other));
    const came: string[] = [];
    for (const operation of all) {
      const reply = await send(open, operation, 'stranger', sampleInput(operation, victim, also(operation)));
      if (reply.status === 200) came.push(operation.name);
      else
        expect(['jobs.no-such-thing', 'jobs.not-allowed', 'jobs.sign-in-first', 'jobs.owner-only'], operation.name).not.toContain(
          reply.json['code'],
        );
    }
    expect(came).toEqual(
      expect.arrayContaining(['project.show', 'shot.show', 'film.history', 'shot.change', 'member.set', 'hook.create', 'cast.archive']),
    );
    expect(came.length).toBeGreaterThan(inProjects.length * 0.75);
  });

  test('of documents, a file of others and a path of this machine are let in', async () => {
    const open = await server.again({ parts, guards: { isPaced: false, checkFiles: async () => undefined } });
    const operation = operations.find(({ name }) => name === 'shot.create') as Operation;
    for (const picture of [victim.assetId, '/etc/passwd']) {
      const reply = await send(open, operation, 'member', sampleInput(operation, own, { document: { ...documents['shot'], picture } }));
      expect([picture, reply.status]).toEqual([picture, 200]);
    }
  });
});
