import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TakeRequest } from '../take-request.ts';
import { submitOutcome } from '../transport/submit-outcome.ts';
import { createTransport } from '../transport/transport.ts';
import type { HttpReply, SubmitOutcome } from '../wire.ts';
import { wires } from '../wires/index.ts';
import type { WireCase } from './wire-case.ts';
import { wireCases } from './wire-cases.ts';

// Every way a reply to a paid POST can go wrong, over a real connection, for every wire: what may have been taken is never called refused, and
// what was refused is never called unknown, because a person would have to look.

type Attack = Readonly<{
  wanted: SubmitOutcome['outcome'];
  answer: (response: ServerResponse, accepted: HttpReply) => void;
}>;

const html = '<html><body>Sign in to the network</body></html>';
const json = { 'content-type': 'application/json' };
const textOf = ({ json: body }: HttpReply) => JSON.stringify(body);
const told = (status: number, body: string, headers: Readonly<Record<string, string>> = json): Attack['answer'] => {
  return (response) => void response.writeHead(status, headers).end(body);
};
const withTask =
  (status: number): Attack['answer'] =>
  (response, accepted) =>
    void response.writeHead(status, json).end(textOf(accepted));
const moved = (status: number): Attack['answer'] => {
  return (response) => void response.writeHead(status, { location: '/elsewhere' }).end();
};

const attacks: Readonly<Record<string, Attack>> = {
  'as documented': {
    wanted: 'accepted',
    answer: (response, accepted) => void response.writeHead(accepted.status, json).end(textOf(accepted)),
  },
  'packed though nothing packed was asked for': {
    wanted: 'accepted',
    answer: (response, accepted) =>
      void response.writeHead(accepted.status, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(textOf(accepted))),
  },
  'reset before a reply': { wanted: 'unknown', answer: (response) => void response.socket?.resetAndDestroy() },
  'closed before a reply': { wanted: 'unknown', answer: (response) => void response.destroy() },
  'reset after the headers': {
    wanted: 'unknown',
    answer: (response, accepted) => {
      response.writeHead(accepted.status, { ...json, 'content-length': String(textOf(accepted).length + 50) });
      response.flushHeaders();
      setTimeout(() => response.socket?.resetAndDestroy(), 10);
    },
  },
  'the line breaks within the body': {
    wanted: 'unknown',
    answer: (response, accepted) => {
      response.writeHead(accepted.status, { ...json, 'content-length': String(Buffer.byteLength(textOf(accepted))) });
      response.write(textOf(accepted).slice(0, 10), () => response.destroy());
    },
  },
  'half the JSON, and a length that says it is whole': {
    wanted: 'unknown',
    answer: (response, accepted) => {
      const text = textOf(accepted);
      response.writeHead(accepted.status, json).end(text.slice(0, Math.floor(text.length / 2)));
    },
  },
  'a 200 with a page': { wanted: 'unknown', answer: told(200, html, { 'content-type': 'text/html' }) },
  'a 200 with nothing': { wanted: 'unknown', answer: told(200, '') },
  'a 204': { wanted: 'unknown', answer: (response) => void response.writeHead(204).end() },
  'a 200 with JSON of something else': { wanted: 'unknown', answer: told(200, '{"ok":true}') },
  'a 200 with a bare word': { wanted: 'unknown', answer: told(200, '"accepted"') },
  'a 200 with an empty list': { wanted: 'unknown', answer: told(200, '[]') },
  'packed rubbish': {
    wanted: 'unknown',
    answer: (response, accepted) =>
      void response.writeHead(accepted.status, { ...json, 'content-encoding': 'gzip' }).end('this is no gzip'),
  },
  'a body without end': { wanted: 'unknown', answer: (response) => void response.writeHead(200, json).end('x'.repeat(100_000)) },
  'a packed body without end': {
    wanted: 'unknown',
    answer: (response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))),
  },
  'a byte now and then': {
    wanted: 'unknown',
    answer: (response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 30);
      response.on('close', () => clearInterval(drip));
    },
  },
  silence: { wanted: 'unknown', answer: () => undefined },
  'a 500 that names a task': { wanted: 'unknown', answer: withTask(500) },
  'a 502 that names a task': { wanted: 'unknown', answer: withTask(502) },
  'a 503 of a gateway': { wanted: 'unknown', answer: told(503, html, { 'retry-after': '7' }) },
  'a 504 of a gateway': { wanted: 'unknown', answer: told(504, html) },
  'a 500 with an error of its own': {
    wanted: 'unknown',
    answer: told(500, '{"error":{"code":"InternalError","message":"m"},"detail":"m"}'),
  },
  'a 408': { wanted: 'unknown', answer: told(408, '{"error":"timed out","detail":"timed out"}') },
  'a 499': { wanted: 'unknown', answer: told(499, '{"error":"client closed request","detail":"closed"}') },
  'a 302, which is how some answer what they have taken': { wanted: 'unknown', answer: moved(302) },
  'a 303': { wanted: 'unknown', answer: moved(303) },
  'a 301': { wanted: 'refused', answer: moved(301) },
  'a 307': { wanted: 'refused', answer: moved(307) },
  'a 308': { wanted: 'refused', answer: moved(308) },
  'a 400 of a gateway': { wanted: 'refused', answer: told(400, html) },
  'a 401': { wanted: 'refused', answer: told(401, '{"detail":"no","message":"no","error":"no"}') },
  'a 402': { wanted: 'refused', answer: told(402, '{"detail":"Insufficient credit","error":"no"}') },
  'a 403': { wanted: 'refused', answer: told(403, html) },
  'a 404': { wanted: 'refused', answer: told(404, html) },
  'a 409': { wanted: 'refused', answer: told(409, '{"detail":"conflict","error":"conflict"}') },
  'a 413': { wanted: 'refused', answer: told(413, html) },
  'a 422': { wanted: 'refused', answer: told(422, '{"detail":[{"loc":["body","prompt"],"msg":"m","type":"value_error"}],"error":"m"}') },
  'a 425': { wanted: 'refused', answer: told(425, html) },
  'a 429': { wanted: 'refused', answer: told(429, html, { 'retry-after': '7' }) },
};
const names = Object.keys(attacks);
const slow: readonly string[] = ['a byte now and then', 'silence'];
const quick = names.filter((name) => !slow.includes(name));
/** What waiting helps with. */
const later: readonly string[] = ['a 425', 'a 429'];

const cases = [...new Map(wireCases.filter(({ wire }) => wire !== 'stage').map((each) => [each.wire, each])).values()];
const posts = new Map<string, number>();
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((call: IncomingMessage, response) => {
    call.resume();
    call.on('end', () => {
      // The first two parts of the path are a wire and an attack.
      const [, wire = '', at = ''] = (call.url ?? '').split('/');
      posts.set(`${wire}/${at}`, (posts.get(`${wire}/${at}`) ?? 0) + 1);
      const wireCase = cases.find((each) => each.wire === wire);
      attacks[names[Number(at)] ?? '']?.answer(response, acceptedOf(wireCase?.accepted));
    });
    response.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function acceptedOf(accepted: unknown): HttpReply {
  const isWhole = typeof accepted === 'object' && accepted !== null && 'status' in accepted && 'headers' in accepted;
  return isWhole ? (accepted as HttpReply) : { status: 200, headers: {}, json: accepted, text: '' };
}

function partsOf(wireCase: WireCase, at: number) {
  const wire = wires[wireCase.wire];
  if (wire === undefined) throw new Error(`no wire ${wireCase.wire}`);
  const base = new URL(wireCase.baseUrl).pathname.replace(/\/$/, '');
  const setting = { baseUrl: `${origin}/${wireCase.wire}/${at}${base}`, dialect: wireCase.dialect ?? {} };
  const { model, settings } = wireCase;
  const request: TakeRequest = { model, clientKey: 'take-1', prompt: '雨', ...(settings === undefined ? {} : { settings }) };
  return { wire, setting, request };
}

async function outcomeOf(wireCase: WireCase, name: string): Promise<SubmitOutcome> {
  const { wire, setting, request } = partsOf(wireCase, names.indexOf(name));
  const { send } = createTransport({
    credentials: [{ name: 'KEY', value: 'AK:SK', origins: [origin] }],
    allowedOrigins: [],
    isLoopbackOnly: true,
    nowMs: Date.now,
  });
  // Only where waiting is the attack is the wait short: elsewhere a busy machine would be one.
  const bounds = { mostBytes: 20_000, ...(slow.includes(name) ? { idleMs: 2000, totalMs: 3000 } : {}) };
  const delivery = await send(wire.submit(request, setting).http, wire, { credential: 'KEY', ...bounds });
  return submitOutcome(delivery, { wire, request, setting });
}

async function attacked(wireCase: WireCase, by: readonly string[]): Promise<void> {
  const read = await Promise.all(by.map(async (name) => [name, await outcomeOf(wireCase, name)] as const));
  const seen = Object.fromEntries(read.map(([name, { outcome }]) => [name, outcome]));
  expect(seen, wireCase.wire).toEqual(Object.fromEntries(by.map((name) => [name, attacks[name]?.wanted])));
  for (const [name, outcome] of read) {
    if (outcome.outcome === 'refused' && later.includes(name)) expect(outcome.problem.isRetryLater, name).toBe(true);
    if (outcome.outcome === 'unknown') expect(outcome.reason, name).not.toBe('');
  }
  expect(by.map((name) => posts.get(`${wireCase.wire}/${names.indexOf(name)}`))).toEqual(by.map(() => 1));
}

test.each(cases.map((each) => [each.wire, each] as const))(
  '%s: a reply that goes wrong is read for what it can be, and its POST is the only one',
  (_, wireCase) => attacked(wireCase, quick),
);

test('a reply that does not come to its end is read for what it can be, for every wire at once', async () => {
  await Promise.all(cases.map((wireCase) => attacked(wireCase, slow)));
});

test('every wire but the local stage is attacked', () => {
  expect(cases.map(({ wire }) => wire).sort()).toEqual(
    Object.keys(wires)
      .filter((name) => name !== 'stage')
      .sort(),
  );
});

test('what never left this machine is refused, and may be sent later', async () => {
  for (const wireCase of cases) {
    const { wire, setting, request } = partsOf(wireCase, 0);
    const { send } = createTransport({ credentials: [], allowedOrigins: [], isLoopbackOnly: true, nowMs: Date.now });
    const http = { ...wire.submit(request, setting).http, url: 'http://127.0.0.1:1/closed' };
    expect(submitOutcome(await send(http, wire), { wire, request, setting }), wireCase.wire).toMatchObject({
      outcome: 'refused',
      problem: { code: 'not-sent', isRetryLater: true },
    });
  }
});
