import { setTimeout as pause } from 'node:timers/promises';
import { Fault, type Language, type WordCode, type WordParams, words } from '@fantascope/film/fault';
import type { ServerPlace } from './server-place.ts';

/** How long a server that is just starting is waited for, milliseconds. */
const START_MS = 20_000;

/** One request to a server. */
export type Asked = Readonly<{
  method: string;
  path: string;
  language: Language;
  /** Sent as JSON; left out, there is no body. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Said where the answer is lost on the way. */
  operation?: string;
}>;

/** What came back; only what succeeded, or a 409 that shows a plan. */
export type Answer = Readonly<{ status: number; json: unknown }>;

type Problem = Readonly<{ code: string; detail: string; params?: WordParams }>;

function problemIn(json: unknown): Problem | undefined {
  const { code, detail } = (typeof json === 'object' && json !== null ? json : {}) as Partial<Problem>;
  return typeof code === 'string' && typeof detail === 'string' ? (json as Problem) : undefined;
}

/** The fault that a server told: as our own table has it, else in the server's words, because a newer server knows more faults. */
export function faultToldBy({ code, detail, params = {} }: Problem): Fault {
  return Object.hasOwn(words, code) ? new Fault(code as WordCode, params) : new Fault('cli.server-said', { code, problem: detail });
}

async function send(place: ServerPlace, asked: Asked): Promise<Response> {
  const { method, path, language, body, headers, operation = path } = asked;
  try {
    return await fetch(`${place.url}${path}`, {
      method,
      headers: {
        'accept-language': language,
        ...(place.token === undefined ? {} : { authorization: `Bearer ${place.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      // The token is for this server and nobody it may point to.
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    const { code } = ((cause as Error).cause ?? {}) as { code?: string };
    const isNobody = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code ?? '');
    if (isNobody || method === 'GET') throw new Fault('cli.no-server', { atEn: ` at ${place.url}`, atZh: `：${place.url}` }, { cause });
    throw new Fault('cli.lost-answer', { url: place.url, operation }, { cause });
  }
}

/** Sends one request and reads its answer. Throws the fault that the server tells, cli.no-server, cli.not-fantascope and cli.lost-answer. */
export async function askServer(place: ServerPlace, asked: Asked): Promise<Answer> {
  for (let waitedMs = 0; ; waitedMs += 250) {
    const reply = await send(place, asked);
    const text = await reply.text().catch((cause: unknown) => {
      throw new Fault('cli.lost-answer', { url: place.url, operation: asked.operation ?? asked.path }, { cause });
    });
    // The address answers before the studio is open; nothing has been looked at yet.
    if (reply.status === 503 && text.startsWith('starting') && waitedMs < START_MS) {
      await pause(250);
      continue;
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      throw new Fault('cli.not-fantascope', { url: place.url, status: reply.status }, { cause });
    }
    const problem = problemIn(json);
    if (!reply.ok && problem !== undefined) {
      if (problem.code === 'jobs.sign-in-first' && place.token === undefined) throw new Fault('cli.no-token', { url: place.url });
      throw faultToldBy(problem);
    }
    if (!reply.ok && reply.status !== 409) throw new Fault('cli.not-fantascope', { url: place.url, status: reply.status });
    return { status: reply.status, json };
  }
}
