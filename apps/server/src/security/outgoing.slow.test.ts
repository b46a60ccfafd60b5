// Attack: making this server call what only it can reach (SSRF), and telling it things that a provider never said. Guards: isPublicAddress asked of
// the address that is connected to (models/transport/address.ts, exchange.ts), hookUrl (operation/hook.ts), verified hooks (events/webhook-in.ts).
import { createHmac } from 'node:crypto';
import type { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hookSecret, isLoopbackAddress, operationNamed, perform, WebhookSender } from '@fantascope/jobs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, type TestServer, testServer } from '../test-server.ts';
import type { Ids } from './sample-input.ts';
import { wholeProject } from './two-projects.ts';

let server: TestServer;
let ids: Ids;
/** A server inside, which nobody outside can reach: what it is asked must stay nothing. */
let inside: Server;
let port = 0;
let asked: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
let answer: { status: number; headers: Record<string, string> } = { status: 200, headers: {} };

beforeAll(async () => {
  server = await testServer({ guards: { isPaced: false }, env: { FANTASCOPE_LUMA_WEBHOOK_SECRET: '' } });
  ids = await wholeProject(server.studio, 'mine');
  inside = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      reply.writeHead(answer.status, answer.headers).end('internal secret');
    });
  }).listen(0, '127.0.0.1');
  await once(inside, 'listening');
  port = (inside.address() as AddressInfo).port;
});
afterAll(async () => {
  inside.close();
  await server.close();
});
beforeEach(async () => {
  asked = [];
  answer = { status: 200, headers: {} };
  await server.studio.database.pool.query('delete from fantascope.webhook_delivery');
  await server.studio.database.pool.query('delete from fantascope.webhook_endpoint');
});

const create = (url: string) => ask(server, `POST /api/v1/projects/${ids.projectId}/hooks`, { bearer: server.localToken, body: { url } });
const deliveries = async (hookId: string) =>
  (await ask(server, `GET /api/v1/hooks/${hookId}/deliveries`, { bearer: server.localToken })).json['items'] as Record<string, unknown>[];
/** A hook whose address is put there behind the check of `hook.create`, as a name that is rebound later would be. */
async function hookTo(url: string): Promise<Readonly<{ id: string; secret: string }>> {
  const { json } = await create('https://hooks.example.com/told');
  await server.studio.database.pool.query('update fantascope.webhook_endpoint set url = $2 where id = $1', [json['id'], url]);
  return { id: String(json['id']), secret: String(json['secret']) };
}
const fire = (id: string) => ask(server, `POST /api/v1/hooks/${id}/test`, { bearer: server.localToken, body: {} });

const nearHosts = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fd00::1]',
  '[::127.0.0.1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '224.0.0.1',
  'localhost',
  'localhost.',
  'x.localhost',
  '１２７.０.０.１',
];

describe('an address of ours as a webhook', () => {
  test.each(nearHosts)('%s is not taken', async (host) => {
    const reply = await create(`https://${host}:${port}/`);
    expect([reply.status, reply.json['code'] === 'jobs.hook-not-public' || reply.json['code'] === 'jobs.bad-input']).toEqual([400, true]);
  });

  test.each([
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'https://user:word@hooks.example.com/',
    'gopher://x/',
    'javascript:1',
  ])('%s is not taken', async (url) => expect((await create(url)).status).toBe(400));

  test.each(nearHosts)('%s is not called, also where it stands in the database', async (host) => {
    const hook = await hookTo(`http://${host}:${port}/`);
    await fire(hook.id);
    await new WebhookSender({ studio: server.studio }).round();
    expect(asked).toEqual([]);
    const [delivery] = await deliveries(hook.id);
    expect(delivery).toMatchObject({ state: 'waiting', tries: 1, lastStatus: null });
    expect(JSON.stringify(delivery)).not.toContain('internal secret');
  });

  /** A name that is public when it is looked at, and this machine when it is connected to; or both at once. */
  const rebound = (answers: readonly (readonly string[])[]) => {
    let asks = 0;
    return ((_: string, __: unknown, tell: (error: null, addresses: unknown) => void) => {
      const addresses = answers[Math.min(asks, answers.length - 1)] ?? [];
      asks += 1;
      tell(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    }) as unknown as typeof lookup;
  };
  // Stands for the public internet here, which a test does not reach; the server inside listens to 127.0.0.1 only.
  const outside = '127.0.0.2';
  const isOutside = (address: string) => address === outside;

  test.each([[[[outside], ['127.0.0.1']]], [[['127.0.0.1'], [outside]]], [[[outside, '127.0.0.1']]], [[['127.0.0.1', outside]]]])(
    'a name that answers %j in turn is not called there, however often it is tried',
    async (answers) => {
      const hook = await hookTo(`http://localhost:${port}/`);
      await fire(hook.id);
      const resolve = rebound(answers);
      for (let at = 0; at < 3; at += 1) {
        await new WebhookSender({ studio: server.studio, resolve, isAllowed: isOutside }).round();
        server.clock.aheadMs += 3_600_000;
      }
      server.clock.aheadMs = 0;
      expect([asked, (await deliveries(hook.id))[0]?.['tries']]).toEqual([[], 3]);
    },
  );

  test.each([[[[outside], ['127.0.0.1']]], [[['127.0.0.1']]]])(
    'without the guard a name that answers %j in turn is called',
    async (answers) => {
      const hook = await hookTo(`http://localhost:${port}/`);
      await fire(hook.id);
      const resolve = rebound(answers);
      for (let at = 0; at < 3; at += 1) {
        await new WebhookSender({ studio: server.studio, resolve, isAllowed: () => true }).round();
        server.clock.aheadMs += 3_600_000;
      }
      server.clock.aheadMs = 0;
      expect(asked.length).toBe(1);
    },
  );

  test('a name that turns out to be this machine is not called', async () => {
    const hook = await hookTo(`http://localhost:${port}/`);
    await fire(hook.id);
    await new WebhookSender({ studio: server.studio }).round();
    expect([asked.length, (await deliveries(hook.id))[0]?.['lastReason']]).toEqual([0, 'the address may not be called']);
  });

  test('without the guard is called', async () => {
    const hook = await hookTo(`http://localhost:${port}/`);
    await fire(hook.id);
    await new WebhookSender({ studio: server.studio, isAllowed: isLoopbackAddress }).round();
    expect(asked.length).toBe(1);
  });
});

describe('a webhook that may be called', () => {
  const sender = () => new WebhookSender({ studio: server.studio, isAllowed: isLoopbackAddress });

  test('is signed by Standard Webhooks with the secret that was shown once, and never a second time', async () => {
    const hook = await hookTo(`http://127.0.0.1:${port}/told`);
    await fire(hook.id);
    await sender().round();
    const [call] = asked;
    // standardwebhooks.com: base64 HMAC-SHA256 of id.timestamp.body.
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = call?.headers ?? {};
    const right = createHmac('sha256', Buffer.from(hook.secret.replace('whsec_', ''), 'base64')).update(`${id}.${at}.${call?.body}`);
    expect(signature).toBe(`v1,${right.digest('base64')}`);
    const told = JSON.parse(call?.body ?? '') as Record<string, unknown>;
    expect(told).toMatchObject({ type: 'hook.test', data: { projectId: ids.projectId, subjectId: hook.id } });
    expect(await deliveries(hook.id)).toMatchObject([{ state: 'delivered', lastStatus: 200, tries: 1 }]);
    await sender().round();
    expect(asked.length).toBe(1);
  });

  test('that redirects is not followed, and what it says is nowhere kept', async () => {
    answer = { status: 307, headers: { location: `http://127.0.0.1:${port}/elsewhere` } };
    const hook = await hookTo(`http://127.0.0.1:${port}/told`);
    await fire(hook.id);
    await sender().round();
    expect(asked.map(({ url }) => url)).toEqual(['/told']);
    expect(await deliveries(hook.id)).toMatchObject([{ state: 'waiting', lastStatus: 307, lastReason: 'HTTP 307' }]);
  });

  test('that fails is tried again, later each time, with the same id, and given up after a day', async () => {
    answer = { status: 500, headers: {} };
    const hook = await hookTo(`http://127.0.0.1:${port}/told`);
    await fire(hook.id);
    for (let at = 0; at < 12; at += 1) {
      await sender().round();
      await sender().round();
      server.clock.aheadMs += 20 * 3_600_000;
    }
    expect(await deliveries(hook.id)).toMatchObject([{ state: 'given-up', tries: 8, nextAt: null }]);
    expect(new Set(asked.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(asked.length).toBe(8);
    server.clock.aheadMs = 0;
  });

  test('that says it is gone is turned off', async () => {
    answer = { status: 410, headers: {} };
    const hook = await hookTo(`http://127.0.0.1:${port}/told`);
    await fire(hook.id);
    await sender().round();
    const { json } = await ask(server, `GET /api/v1/projects/${ids.projectId}/hooks`, { bearer: server.localToken });
    expect(json['items']).toMatchObject([{ id: hook.id, isOn: false }]);
  });

  test('is told each event of its project once, by two senders at once, and none of another project', async () => {
    const hook = await hookTo(`http://127.0.0.1:${port}/told`);
    const other = await wholeProject(server.studio, `other ${hook.id}`);
    const rename = operationNamed('shot.lock');
    if (rename === undefined) throw new Error('shot.lock is gone');
    const owner = { userId: server.ownerId, isServerOwner: true, door: 'http' } as const;
    for (const [shotId, isLocked] of [ids, other, ids, other, ids].map((each, at) => [each.shotId, at % 4 < 2] as const))
      await perform(server.studio, rename, { actor: owner, input: { shotId, isLocked }, signal: new AbortController().signal });
    const both = [sender(), sender()];
    // An event is settled once no older transaction of the whole database server is under way, another test's included.
    const untilMs = Date.now() + 30_000;
    while (asked.length < 3 && Date.now() < untilMs) await Promise.all(both.map((each) => each.round()));
    await Promise.all(both.map((each) => each.round()));
    expect(
      asked
        .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['shot.locked', 'shot.locked', 'shot.unlocked']);
    for (const { body } of asked) expect(body).not.toContain(other.projectId);
  });
});

describe('a call that says it is a provider’s', () => {
  const luma = (secret: string, id: string) =>
    ask(server, `POST /hooks/luma?k=${ids.takeId}&t=${secret}`, { body: { id, state: 'completed' } });
  const kept = async () => (await server.studio.database.pool.query('select wire, take_id from fantascope.webhook_in')).rows;

  test('and does not know the secret of the address, or that of another wire, is not believed', async () => {
    for (const secret of ['', 'x', await hookSecret(server.home, 'minimax-v1')]) expect((await luma(secret, 'task')).status).toBe(403);
    for (const wire of ['nothing', 'constructor', '__proto__', 'comfyui'])
      expect((await ask(server, `POST /hooks/${wire}`, { body: {} })).status).toBe(403);
    expect(await kept()).toEqual([]);
  });

  test('and knows it is believed as a hint, once; the take stays as it was', async () => {
    await server.studio.database.pool.query(`update fantascope.take set wire = 'luma', task_id = 'task-1' where id = $1`, [ids.takeId]);
    const client = await server.studio.database.pool.connect();
    try {
      const woken: unknown[] = [];
      client.on('notification', ({ payload }) => woken.push(payload));
      await client.query('listen fantascope_hint');
      const secret = await hookSecret(server.home, 'luma');
      for (let at = 0; at < 3; at += 1) expect((await luma(secret, 'task-1')).status).toBe(204);
      await client.query('select 1');
      expect(woken).toEqual([ids.takeId]);
    } finally {
      client.release(true);
    }
    expect(await kept()).toEqual([{ wire: 'luma', take_id: ids.takeId }]);
    const { rows } = await server.studio.database.pool.query('select state, money_state from fantascope.take where id = $1', [ids.takeId]);
    expect(rows).toEqual([{ state: 'reserved', money_state: 'none' }]);
  });

  test('signed by a provider is believed by its signature, and an old one is not', async () => {
    const secret = `whsec_${Buffer.from('a secret of replicate').toString('base64')}`;
    await ask(server, 'PUT /api/v1/keys/FANTASCOPE_REPLICATE_WEBHOOK_SECRET', { bearer: server.localToken, body: { value: secret } });
    const body = JSON.stringify({ id: 'prediction-1', status: 'succeeded' });
    const call = (atSec: number, text = body) => {
      const key = Buffer.from(secret.slice(6), 'base64');
      const signature = `v1,${createHmac('sha256', key).update(`m.${atSec}.${body}`).digest('base64')}`;
      return ask(server, 'POST /hooks/replicate', {
        body: text,
        headers: { 'webhook-id': 'm', 'webhook-timestamp': String(atSec), 'webhook-signature': signature },
      });
    };
    const nowSec = Math.floor(Date.now() / 1000);
    expect((await call(nowSec - 400)).status).toBe(403);
    expect((await call(nowSec, body.replace('succeeded', 'failed'))).status).toBe(403);
    expect((await call(nowSec)).status).toBe(204);
  });
});
