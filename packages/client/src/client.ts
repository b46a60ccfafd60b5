import { type Operations, routes, type SpendingName } from './operations.ts';

/** A fault as the server tells it (RFC 9457): `code` for programs, `message` is its sentence for people. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, string | number>>;
  /** Whether the same call may be tried again. */
  readonly retry: 'never' | 'later' | 'now';
  constructor(said: Readonly<{ code: string; status: number; detail: string; params?: Problem['params']; retry?: Problem['retry'] }>) {
    super(said.detail);
    this.name = 'Problem';
    this.code = said.code;
    this.status = said.status;
    this.params = said.params ?? {};
    this.retry = said.retry ?? 'never';
  }
}

/** Something that happened in a project; `id` goes back as Last-Event-ID. */
export type StudioEvent = Readonly<{ id: string; kind: string; data: Readonly<Record<string, unknown>> }>;

/** How a server is reached. In a page of the server itself nothing is needed: its cookie goes along. */
export type ClientOptions = Readonly<{
  /** Default: the page's own origin. */
  baseUrl?: string;
  token?: string;
  language?: 'en' | 'zh';
  fetch?: typeof fetch;
}>;

/**
 * How one call is made. `key`: an Idempotency-Key; with the same one a call that was lost on the way is sent again without being done twice.
 * `confirm`: the hash of a plan that `ask` gave; the call is done if it is still exactly that, else a PlanChanged is thrown.
 */
export type CallOptions = Readonly<{ key?: string; confirm?: string; signal?: AbortSignal }>;

/** What a spending operation would do, and the hash that confirms it. */
export type Preview = Readonly<{ isDone: false; hash: string; shown: unknown }>;

/** Thrown where what was confirmed is no longer what would be done; nothing was. `preview` is how it is now. */
export class PlanChanged extends Problem {
  readonly preview: Preview;
  constructor(preview: Preview) {
    super({ code: 'client.plan-changed', status: 409, detail: 'Nothing was done: the plan is no longer the one that was confirmed.' });
    this.name = 'PlanChanged';
    this.preview = preview;
  }
}

/** Every operation of the server with its own types, and its stream of events. */
export type Client = Readonly<{
  call: <Name extends keyof Operations>(
    name: Name,
    input: Operations[Name]['input'],
    options?: CallOptions,
  ) => Promise<Operations[Name]['output']>;
  /** What a spending operation would do and cost. Nothing is done. */
  ask: <Name extends SpendingName>(name: Name, input: Operations[Name]['input'], options?: Pick<CallOptions, 'signal'>) => Promise<Preview>;
  /** Follows a project from a place (`from`, an event's id) or from now; comes back by itself after a cut. */
  events: (projectId: string, options: Readonly<{ from?: string; signal: AbortSignal }>) => AsyncGenerator<StudioEvent>;
}>;

const prefix = '/api/v1';

function queryOf(input: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input))
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) query.append(name, String(each));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** A client of one server. */
export function createClient({ baseUrl = '', token, language, fetch: send = fetch }: ClientOptions = {}): Client {
  const base = baseUrl.replace(/\/$/, '');
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(language === undefined ? {} : { 'accept-language': language }),
  };
  const request = async (name: keyof Operations, input: object, { key, confirm, signal }: CallOptions): Promise<unknown> => {
    const { method, path } = routes[name];
    const rest: Record<string, unknown> = { ...input };
    const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = encodeURIComponent(String(rest[field]));
      delete rest[field];
      return value;
    });
    const hasBody = method !== 'GET' && method !== 'DELETE';
    const reply = await send(`${base}${prefix}${filled}${hasBody ? '' : queryOf(rest)}`, {
      method,
      headers: {
        ...headers,
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(key === undefined || method !== 'POST' ? {} : { 'idempotency-key': key }),
        ...(confirm === undefined ? {} : { 'fantascope-confirm': confirm }),
      },
      ...(hasBody ? { body: JSON.stringify(rest) } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!reply.ok) throw await problemOf(reply);
    return reply.json();
  };
  return {
    call: async (name, input, options = {}) => (await request(name, input, options)) as Operations[typeof name]['output'],
    ask: async (name, input, options = {}) => (await request(name, input, { ...options, confirm: 'ask' })) as Preview,
    events: (projectId, { from, signal }) => follow(projectId, { from, signal }),
  };

  async function* follow(
    projectId: string,
    { from, signal }: Readonly<{ from: string | undefined; signal: AbortSignal }>,
  ): AsyncGenerator<StudioEvent> {
    let place = from;
    while (!signal.aborted) {
      try {
        const reply = await send(`${base}${prefix}/projects/${encodeURIComponent(projectId)}/events`, {
          headers: { ...headers, accept: 'text/event-stream', ...(place === undefined ? {} : { 'last-event-id': place }) },
          signal,
        });
        if (!reply.ok || reply.body === null) throw await problemOf(reply);
        for await (const told of readEvents(reply.body)) {
          if ('kind' in told) yield told;
          place = told.id;
        }
      } catch (error) {
        if (signal.aborted) return;
        // Refused for good is not tried again; a cut line or a restart is.
        if (error instanceof Problem && error.status < 500) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

async function problemOf(reply: Response): Promise<Problem> {
  const said = (await reply.json().catch(() => null)) as ConstructorParameters<typeof Problem>[0] | Preview | null;
  if (said !== null && 'isDone' in said && reply.status === 409) return new PlanChanged(said);
  if (said !== null && 'code' in said && typeof said.code === 'string') return new Problem(said);
  return new Problem({
    code: 'client.no-problem',
    status: reply.status,
    detail: `The server answered ${reply.status} without saying why.`,
  });
}

/** Events, and places without one: where a stream stands before anything has happened. */
async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StudioEvent | Readonly<{ id: string }>> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    held += decoder.decode(value, { stream: true }).replaceAll('\r\n', '\n');
    for (let end = held.indexOf('\n\n'); end >= 0; end = held.indexOf('\n\n')) {
      const fields = new Map(
        held
          .slice(0, end)
          .split('\n')
          .map((line) => {
            const at = line.indexOf(':');
            return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
          }),
      );
      held = held.slice(end + 2);
      const [id, kind, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (id !== undefined && kind !== undefined && data !== undefined)
        yield { id, kind, data: JSON.parse(data) as Readonly<Record<string, unknown>> };
      else if (id !== undefined) yield { id };
    }
  }
}
