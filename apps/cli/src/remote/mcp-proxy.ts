import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Fault, type Language, say } from '@fantascope/film/fault';
import { faultToldBy } from './ask-server.ts';
import type { ServerPlace } from './server-place.ts';

type Message = Readonly<{ id?: string | number | null; method?: string; params?: Readonly<{ requestId?: string | number }> }>;

/** JSON-RPC's code for a failure inside of whoever answers. */
const internalError = -32603;
const parseError = -32700;

/**
 * Hands each message of an agent on to a server's /mcp, and its answer back, one line each. The server keeps no session, so a restart of it in
 * between costs only the calls under way; those are answered with the reason. Ends when the input has ended and everything is answered.
 */
export async function proxyStdio(
  place: ServerPlace,
  { input, output, language }: Readonly<{ input: Readable; output: Writable; language: Language }>,
): Promise<void> {
  const open = new Map<string | number, AbortController>();
  const answering = new Set<Promise<void>>();
  const write = (message: unknown) => void output.write(`${JSON.stringify(message)}\n`);
  const refuse = (id: Message['id'], code: number, message: string) => {
    if (id !== undefined) write({ jsonrpc: '2.0', id, error: { code, message } });
  };

  const handOn = async (line: string) => {
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      refuse(null, parseError, 'not JSON');
      return;
    }
    const { id } = message;
    // The server has no session by which it could find the other request; ending it here ends it there.
    if (message.method === 'notifications/cancelled') {
      open.get(message.params?.requestId ?? '')?.abort();
      return;
    }
    const end = new AbortController();
    if (id !== undefined && id !== null) open.set(id, end);
    try {
      const reply = await fetch(`${place.url}/mcp`, {
        method: 'POST',
        redirect: 'error',
        signal: end.signal,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'accept-language': language,
          ...(place.token === undefined ? {} : { authorization: `Bearer ${place.token}` }),
        },
        body: line,
      });
      const text = await reply.text();
      if (reply.ok) {
        if (text !== '') write(JSON.parse(text));
        return;
      }
      refuse(id, internalError, sentence(text, reply.status));
    } catch (cause) {
      if (end.signal.aborted) return;
      const lost =
        cause instanceof Fault ? cause : new Fault('cli.no-server', { atEn: ` at ${place.url}`, atZh: `：${place.url}` }, { cause });
      refuse(id, internalError, say(language, lost));
    } finally {
      if (id !== undefined && id !== null) open.delete(id);
    }
  };

  const sentence = (text: string, status: number): string => {
    try {
      const problem = JSON.parse(text) as { code?: unknown; detail?: unknown };
      if (typeof problem.code === 'string' && typeof problem.detail === 'string') return say(language, faultToldBy(problem as never));
    } catch {
      // Not a problem document: said below.
    }
    return say(language, new Fault('cli.not-fantascope', { url: place.url, status }));
  };

  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const one = handOn(line).finally(() => answering.delete(one));
    answering.add(one);
  }
  await Promise.all(answering);
}
