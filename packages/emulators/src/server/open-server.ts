import { randomBytes, randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Fault } from '@fantascope/film';
import type { BillRow, Emulator, EmulatorOptions, FaultName } from '../emulator.ts';
import { makeMedia } from '../media/make-media.ts';
import type { Made } from '../media/placard.ts';
import { openDraws } from './draws.ts';
import { pathPattern } from './path-pattern.ts';
import type { Call, Desk, Protocol, Refusal, Reply, Route } from './protocol.ts';
import { decoded, parsed, readCall } from './read-call.ts';
import { fileReply, plainReply, send } from './send.ts';
import { type Ending, type Task, TaskQueue } from './task-queue.ts';
import { openWebhooks } from './webhooks.ts';

const filePath = pathPattern('/files/{token}/{name}');

/** Opens a protocol's server on 127.0.0.1. Throws emulators.port-taken. */
export async function openServer(protocol: Protocol, options: EmulatorOptions): Promise<Emulator> {
  const {
    workMs = 50,
    slots = protocol.slots ?? Number.POSITIVE_INFINITY,
    slowMs = 1000,
    retryAfterSec = 1,
    resultLifeMs = Number.POSITIVE_INFINITY,
  } = options;
  const bill: BillRow[] = [];
  let submits = 0;
  let ids = 0;
  const ending = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const files = new Map<string, Readonly<{ made: Made; task: Task }>>();
  const tokens = new Map<string, string>();
  const taken = new WeakMap<Call, Task>();
  const draws = openDraws({ wire: protocol.wire, able: protocol.faults, faults: options.faults });
  const routes = protocol.routes.map((route) => ({ route, pattern: pathPattern(`${protocol.prefix}${route.path}`) }));

  const note = (task: Task, fact: Pick<BillRow, 'isCancelled' | 'isWaived'>): void => {
    const at = bill.findIndex(({ taskId }) => taskId === task.id);
    const row = bill[at];
    if (row !== undefined) bill[at] = { ...row, ...fact };
  };
  const tasks = new TaskQueue({
    workMs,
    slots,
    onChange: (task) => {
      protocol.onChange?.(task, desk);
      if (task.state === 'failed' && protocol.waives?.(task) === true) note(task, { isWaived: true });
      if (task.state !== 'queued') webhooks.tell(task, task.state === 'running' ? 'start' : 'end');
    },
  });
  const server = http.createServer((request, response) => {
    void answer(request, response).catch((cause: unknown) => {
      if (response.destroyed || ending.signal.aborted) return;
      // A defect of the emulator's own, or a client that left: say it, so that no test waits in vain.
      if (response.headersSent) response.destroy();
      else
        send(response, plainReply({ status: 500, text: `The emulator itself failed: ${String(cause)}` }, { fault: null }), {
          isHead: false,
        });
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (protocol.onUpgrade === undefined) socket.destroy();
    else protocol.onUpgrade({ request, socket, url: new URL(request.url ?? '/', desk.origin) }, desk);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? new Fault('emulators.port-taken', { port: String(options.port) }, { cause }) : cause);
    });
    server.listen({ port: options.port ?? 0, host: '127.0.0.1' }, resolve);
  });

  const desk: Desk = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tasks,
    bill,
    webhookSecret: protocol.webhookSecret,
    uploads: new Map(),
    id: (shape, prefix = '') => {
      ids++;
      if (shape === 'uuid') return `${prefix}${randomUUID()}`;
      if (shape === 'hex') return `${prefix}${randomBytes(12).toString('hex')}`;
      return `${prefix}${Date.now()}${String(ids).padStart(5, '0')}`;
    },
    take: (call, wanted) => {
      const task = tasks.add(wanted, { ending: endingOf(call.fault) });
      const { id, clientKey, model, usd, request } = wanted;
      bill.push({ taskId: id, ...(clientKey === undefined ? {} : { clientKey }), model, usd, atMs: task.atMs, request });
      taken.set(call, task);
      return task;
    },
    strike: (task) => note(task, { isCancelled: true }),
    look: (call, task) => tasks.look(task, call.fault),
    fileUrl: (task, index = 0) => {
      const made = task.made[index] as Made;
      const key = `${task.id} ${index}`;
      const token = tokens.get(key) ?? randomBytes(16).toString('hex');
      tokens.set(key, token);
      files.set(token, { made, task });
      const expires = Number.isFinite(resultLifeMs) ? `?expires=${(task.endedAtMs ?? Date.now()) + resultLifeMs}` : '';
      return `${desk.origin}/files/${token}/${index}.${made.kind === 'video' ? 'mp4' : 'png'}${expires}`;
    },
    bytesOf: (made) => makeMedia(made, { signal: ending.signal }),
    refuse: (refusal) => {
      const reply = protocol.refuse(refusal);
      const isBusy = ['rate', 'concurrency', 'overload'].includes(refusal.why);
      return isBusy ? { ...reply, headers: { 'retry-after': String(retryAfterSec), ...reply.headers } } : reply;
    },
  };
  protocol.onOpen?.(options);
  const webhooks = openWebhooks({ protocol, desk: () => desk, draws });

  function endingOf(fault: FaultName | null): Ending {
    if (fault === 'fails' || fault === 'expires' || fault === 'content-refused' || fault === 'error-in-200') return fault;
    return 'succeeds';
  }

  /** What is said before the protocol is asked: nothing is taken. */
  function refusalBy(fault: FaultName | null): Refusal | null {
    const message = `emulated: ${fault}`;
    switch (fault) {
      case 'rate-limit':
      case 'poll-429':
        return { why: 'rate', message };
      case 'concurrency-limit':
        return { why: 'concurrency', message };
      case 'poll-503':
        return { why: 'overload', message };
      case 'poll-401':
        return { why: 'unauthorised', message: 'expired' };
      case 'error-in-200':
        return protocol.errorIn200At === 'submit' ? { why: 'error-in-200', message } : null;
      case 'content-refused':
        return protocol.contentRefusedAt === 'submit' ? { why: 'content', message } : null;
      default:
        return null;
    }
  }

  /** The first file of this server's own that a request names and that was never uploaded. */
  function missingUpload(value: unknown): string | undefined {
    if (typeof value === 'string') {
      const key = protocol.uploadKey?.(value, desk.origin);
      return key === undefined || desk.uploads.has(key) || tasks.find(key) !== undefined ? undefined : value;
    }
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
    for (const each of Object.values(value)) {
      const missing = missingUpload(each);
      if (missing !== undefined) return missing;
    }
    return undefined;
  }

  async function reply(route: Route, { call, fault }: { call: Call; fault: FaultName | null }): Promise<Reply> {
    const denied = route.isOpen ? null : protocol.authorise(call, { nowMs: Date.now() });
    if (denied !== null) return desk.refuse(denied);
    let body: unknown = call.body;
    if (route.schema !== undefined) {
      const read = route.schema.safeParse(parsed(call));
      if (!read.success) {
        const issue = read.error.issues[0];
        const stray = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        const at = [...((issue?.path ?? []) as (string | number)[]), ...stray];
        return desk.refuse({ why: 'bad-request', message: issue?.message ?? 'bad request', at });
      }
      body = read.data;
    }
    const missing = route.stage === 'submit' ? missingUpload(body) : undefined;
    if (missing !== undefined) return desk.refuse({ why: 'bad-request', message: `there is no file ${missing}` });
    const refused = refusalBy(fault);
    if (refused !== null && fault !== null) {
      draws.meet(fault, call.path);
      return desk.refuse(refused);
    }
    const asked: Call = { ...call, body, fault };
    const said = await route.handle(asked, desk);
    const task = taken.get(asked);
    if (task !== undefined) taken.set(call, task);
    return said;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, desk.origin);
    const isHead = call.method === 'HEAD';
    const file = filePath.exec(call.path);
    if (file !== null && (isHead || call.method === 'GET')) {
      await answerFile(response, { call, token: file.groups?.['token'] ?? '', isHead });
      return;
    }
    const found = routes.find(
      ({ route, pattern }) =>
        (route.method === call.method || (isHead && route.method === 'GET')) &&
        pattern.test(call.path) &&
        Object.entries(route.query ?? {}).every(([name, value]) => call.query.get(name) === value),
    );
    if (found === undefined) {
      send(response, plainReply(desk.refuse({ why: 'no-route', message: `${call.method} ${call.path}` }), { fault: null }), { isHead });
      return;
    }
    const { stage } = found.route;
    if (stage === 'submit') submits++;
    const fault = stage === 'other' ? null : draws.draw(stage, call.headers['x-emulate']);
    const params = Object.fromEntries(
      Object.entries(found.pattern.exec(call.path)?.groups ?? {}).map(([key, value]) => [key, decoded(value)]),
    );
    const asked: Call = { ...call, params };
    // Cut before anything is read of it: as if it had been lost on the way.
    if (fault === 'poll-hang-up' || fault === 'hang-up-untaken') {
      draws.meet(fault, call.path);
      response.destroy();
      return;
    }
    const said = await reply(found.route, { call: asked, fault });
    if (said.made !== undefined) {
      if (fault !== null) draws.meet(fault, call.path);
      send(response, fileReply(await makeMedia(said.made, { signal: ending.signal }), { made: said.made, call, fault }), { isHead });
      return;
    }
    const task = taken.get(asked);
    if (stage !== 'submit') {
      if (fault !== null && refusalBy(fault) === null && (said.status < 400 || stage === 'cancel')) draws.meet(fault, call.path);
      send(response, plainReply(said, { fault }), { isHead });
      return;
    }
    if (task === undefined || fault === null) {
      send(response, plainReply(said, { fault: null }), { isHead });
      return;
    }
    draws.meet(fault, call.path);
    switch (fault) {
      case 'accept-then-hang-up':
        response.destroy();
        return;
      case 'accept-then-500':
        send(response, plainReply(desk.refuse({ why: 'internal', message: 'emulated: accept-then-500' }), { fault: null }), { isHead });
        return;
      case 'slow-submit':
        await pause(slowMs);
        break;
      case 'webhook-first':
        await webhooks.tellFirst(task);
        break;
      case 'forgets':
        tasks.forget();
        protocol.onForget?.(desk);
        break;
      default:
    }
    if (!response.destroyed) send(response, plainReply(said, { fault }), { isHead });
  }

  async function answerFile(
    response: ServerResponse,
    { call, token, isHead }: { call: Call; token: string; isHead: boolean },
  ): Promise<void> {
    const file = files.get(token);
    if (file === undefined) {
      send(response, plainReply({ status: 404, text: 'Not Found' }, { fault: null }), { isHead });
      return;
    }
    const isOver = file.task.endedAtMs !== undefined && Date.now() > file.task.endedAtMs + resultLifeMs;
    const drawn = isOver || isHead ? null : draws.draw('result', call.headers['x-emulate']);
    // An expired address does not come back.
    if (drawn === 'expired-result') files.set(token, { ...file, task: { ...file.task, endedAtMs: Number.NEGATIVE_INFINITY } });
    const fault = isOver || file.task.endedAtMs === Number.NEGATIVE_INFINITY ? 'expired-result' : drawn;
    if (drawn !== null) draws.meet(drawn, call.path);
    send(response, fileReply(await makeMedia(file.made, { signal: ending.signal }), { made: file.made, call, fault }), { isHead });
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer);
    });
  }

  return {
    wire: protocol.wire,
    baseUrl: `${desk.origin}${protocol.prefix}`,
    credential: protocol.credential,
    webhookSecret: protocol.webhookSecret,
    faults: protocol.faults,
    bill,
    submits: () => submits,
    met: draws.met,
    stored: (name) => desk.uploads.get(protocol.uploadKey?.(name, desk.origin) ?? name)?.bytes,
    misbehave: draws.misbehave,
    close: async () => {
      ending.abort();
      tasks.close();
      protocol.close?.();
      for (const timer of timers) clearTimeout(timer);
      await webhooks.close();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
