import { describe, expect, test } from 'vitest';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Ticket } from '../wire.ts';
import { wires } from '../wires/index.ts';
import { judgeWait, type Wait } from '../wires/judge-wait.ts';
import type { WireCase } from './wire-case.ts';
import { proxyReply, replyOf, settingOf, throughJson, wireCases } from './wire-cases.ts';

const secret = 'AKplanted:SKplanted';
const terminal = ['succeeded', 'failed', 'cancelled', 'expired'];

function requestOf({ model, settings }: WireCase): TakeRequest {
  return { model, clientKey: 'take-1', prompt: '雨', ...(settings === undefined ? {} : { settings }) };
}
const isReply = (value: unknown): value is HttpReply =>
  typeof value === 'object' && value !== null && 'headers' in value && 'text' in value;
const whole = (value: unknown) => (isReply(value) ? value : replyOf(value));

function withStrangers(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withStrangers);
  if (typeof json !== 'object' || json === null) return json;
  return {
    ...Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withStrangers(value)])),
    zz_new_field: { of: ['2027'] },
  };
}

describe.each(wireCases.map((wireCase) => [`${wireCase.wire}, ${wireCase.name}`, wireCase] as const))('%s', (_, wireCase) => {
  const wire = wires[wireCase.wire];
  if (wire === undefined) throw new Error(`no wire ${wireCase.wire}`);
  const setting = settingOf(wireCase);
  const request = requestOf(wireCase);
  const submitted = (reply: HttpReply) => wire.readSubmit(reply, request, setting);
  const ticketOf = (): Ticket => {
    const read = submitted(whole(wireCase.accepted));
    if (read.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(read)}`);
    return read.ticket;
  };

  test('an accepted submit gives a ticket that survives JSON and holds no secret', () => {
    const ticket = ticketOf();
    expect(throughJson(ticket)).toEqual(ticket);
    expect(ticket.wire).toBe(wire.name);
    expect(wire.poll(throughJson(ticket), setting)).toEqual(wire.poll(ticket, setting));
    wire.authorize(secret, { nowSec: 1, http: wire.submit(request, setting).http });
    expect(JSON.stringify(ticket)).not.toMatch(/planted|[?&](key|token|signature)=/i);
  });

  test('a reply with fields of a later version is read as before', () => {
    const accepted = whole(wireCase.accepted);
    expect(submitted({ ...accepted, json: withStrangers(accepted.json) })).toEqual(submitted(accepted));
  });

  test('a submit is accepted for the task it names, whatever else its reply leaves out', () => {
    const accepted = whole(wireCase.accepted);
    const taken = submitted(accepted);
    if (taken.outcome !== 'accepted' || taken.done !== undefined) return;
    const holdsTask = (value: unknown): boolean =>
      typeof value === 'object' && value !== null ? Object.values(value).some(holdsTask) : String(value) === taken.ticket.taskId;
    const without = (json: unknown): readonly (readonly [string, unknown])[] => {
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
      return Object.entries(json).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
        const { [name]: _, ...rest } = json as Record<string, unknown>;
        const inner = without(value).map(([path, less]) => [`${name}.${path}`, { ...rest, [name]: less }] as const);
        return holdsTask(value) ? inner : [[name, rest], ...inner];
      });
    };
    for (const [path, json] of without(accepted.json)) {
      const read = submitted({ ...accepted, json, text: JSON.stringify(json) });
      // Kling and Jimeng say by their code alone that nothing went wrong.
      if (path === 'code') expect(read.outcome, path).toBe('unknown');
      else expect(read, path).toMatchObject({ outcome: 'accepted', ticket: { taskId: taken.ticket.taskId } });
    }
  });

  test('submits that may have been taken are unknown, and only those', () => {
    for (const reply of [proxyReply(500), proxyReply(502), proxyReply(503), proxyReply(504), proxyReply(408), proxyReply(200)]) {
      expect(submitted(reply), `HTTP ${reply.status}`).toMatchObject({ outcome: 'unknown' });
    }
    for (const reply of [proxyReply(400), proxyReply(401), proxyReply(403), proxyReply(404), proxyReply(422), proxyReply(307)]) {
      expect(submitted(reply), `HTTP ${reply.status}`).toMatchObject({ outcome: 'refused' });
    }
    expect(submitted(replyOf({ what: 'is this' }))).toMatchObject({ outcome: 'unknown' });
    expect(submitted(replyOf(null))).toMatchObject({ outcome: 'unknown' });
  });

  test('too many requests is a refusal to come back after', () => {
    const read = submitted(proxyReply(429, { 'retry-after': '7' }));
    expect(read).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true, retryAfterSec: 7 } });
  });

  test('an error of the poll itself never ends a take', () => {
    const ticket = ticketOf();
    for (const status of [200, 401, 403, 404, 429, 500, 502, 503]) {
      const read = wire.readProgress(proxyReply(status, { 'retry-after': '3' }), ticket, setting);
      expect(terminal, `HTTP ${status}`).not.toContain(read.state);
      if (read.state === 'unclear') expect(read.retryAfterSec).toBe(3);
    }
  });

  test('nor does one in the words of a provider, its own or another’s', () => {
    const ticket = ticketOf();
    const { url } = wire.poll(ticket, setting);
    const errors = [
      { detail: 'x', error_type: 'internal_error' },
      { error: { code: 'InternalServiceError', message: 'x', type: 'server_error', status: 'UNAVAILABLE' } },
      { error: 'x' },
      { code: 5000, message: 'x', request_id: 'r' },
      { code: 'InternalError', message: 'x', request_id: 'r' },
      { base_resp: { status_code: 1024, status_msg: 'x' } },
      { type: 'error', error: { type: 'server_error', message: 'x' } },
      { ResponseMetadata: { RequestId: 'r', Error: { Code: 'ServiceUnavailableTemporarily', Message: 'x' } } },
    ];
    for (const json of errors) {
      for (const status of [400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504]) {
        const read = wire.readProgress({ ...replyOf(json, { status }), url }, ticket, setting);
        expect(terminal, `HTTP ${status} ${JSON.stringify(json)}`).not.toContain(read.state);
        expect(read, `HTTP ${status} ${JSON.stringify(json)}`).not.toHaveProperty('ending');
      }
    }
  });

  if (wireCase.running !== undefined) {
    test('running, succeeded and failed are read, with fields of a later version too', () => {
      const ticket = ticketOf();
      for (const form of [(json: unknown) => json, withStrangers]) {
        expect(['queued', 'running']).toContain(wire.readProgress(replyOf(form(wireCase.running)), ticket, setting).state);
        const done = wire.readProgress(replyOf(form(wireCase.succeeded)), ticket, setting);
        expect(done).toMatchObject({ state: 'succeeded' });
        expect(done.state === 'succeeded' && done.files.length).toBe(1);
        expect(wire.readProgress(replyOf(form(wireCase.failed)), ticket, setting)).toMatchObject({ state: 'failed' });
      }
    });

    test('a status nobody knows is running, and ends by the clock', () => {
      let wait: Wait = { sinceMs: 0 };
      for (let nowMs = 0; ; nowMs += 60_000) {
        const read = wire.readProgress(replyOf(wireCase.strange), ticketOf(), setting);
        if (read.state === 'ask') throw new Error('asks on for ever');
        expect(read.state).toBe('running');
        const judged = judgeWait(wait, read, { nowMs, mostMs: 3_600_000 });
        wait = judged.wait;
        if (judged.progress.state === 'expired') return expect(nowMs).toBe(3_600_000);
      }
    });
  }

  test('the credential is in the headers it computes and nowhere else', () => {
    const { http } = wire.submit(request, setting);
    const before = JSON.stringify(http);
    const headers = wire.authorize(secret, { nowSec: 1_764_000_000, http });
    expect(JSON.stringify(http)).toBe(before);
    if (wire.auth !== 'none') expect(Object.keys(headers).length).toBeGreaterThan(0);
  });
});
