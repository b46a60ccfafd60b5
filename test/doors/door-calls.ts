import { Writable } from 'node:stream';
import { createClient, type Operations, Problem } from '@fantascope/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { doOperation } from '../../apps/cli/src/commands/do.ts';
import { Door } from '../../apps/cli/src/door.ts';
import { describedIn } from '../../apps/cli/src/remote/described.ts';

/** What came of a call at any door: `done`, `asked` (shown, not done), or the code of its fault with its English sentence. */
export type Outcome = Readonly<{ end: string; sentence?: string; json?: unknown }>;

/** One door, opened for one bearer. */
export type Called = (name: string, input: Readonly<Record<string, unknown>>) => Promise<Outcome>;

/** The four doors of one server, all for the same bearer. */
export type Doors = AsyncDisposable & Readonly<Record<'http' | 'cli' | 'mcp' | 'client', Called>> & Readonly<{ agent: Client }>;

/** The names of the doors, as they are walked. */
export const doorNames = ['http', 'cli', 'mcp', 'client'] as const;

function outcomeOf(json: unknown): Outcome {
  const { isDone, code, detail } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (isDone === false) return { end: 'asked', json };
  return typeof code === 'string' && typeof detail === 'string' ? { end: code, sentence: detail } : { end: 'done', json };
}

function sink(): Readonly<{ stream: NodeJS.WriteStream; text: () => string }> {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

/** The words of a command for an input: texts and numbers as they are, everything else as JSON. */
export function wordsOf(input: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(input).map(([name, value]) => `--${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

/** Opens the doors. The command line runs in this process, with the streams of a pipe. */
export async function openDoors({ url, bearer, home }: Readonly<{ url: string; bearer: string; home: string }>): Promise<Doors> {
  const described = new Map(describedIn(await (await fetch(`${url}/openapi.json`)).json()).map((operation) => [operation.name, operation]));
  const client = createClient({ baseUrl: url, token: bearer, language: 'en' });
  const agent = new Client({ name: 'doors', version: '1' });
  await agent.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers: { authorization: `Bearer ${bearer}` } } }) as never,
  );

  const http: Called = async (name, input) => {
    const operation = described.get(name);
    if (operation === undefined) return { end: 'not described' };
    const rest: Record<string, unknown> = { ...input };
    const path = operation.path.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = String(rest[field]);
      delete rest[field];
      return encodeURIComponent(value);
    });
    const isQuery = operation.method === 'GET' || operation.method === 'DELETE';
    const query = new URLSearchParams();
    for (const [field, value] of Object.entries(rest)) for (const each of [value].flat()) query.append(field, String(each));
    const reply = await fetch(`${url}${path}${isQuery && query.size > 0 ? `?${query}` : ''}`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(isQuery ? {} : { 'content-type': 'application/json' }),
        ...(operation.isConfirmed ? { 'fantascope-confirm': 'ask' } : {}),
      },
      ...(isQuery ? {} : { body: JSON.stringify(rest) }),
    });
    return outcomeOf(await reply.json());
  };

  const cli: Called = async (name, input) => {
    const [out, err] = [sink(), sink()];
    const door = new Door({ language: 'en', isJson: true, out: out.stream, err: err.stream });
    const env = { FANTASCOPE_URL: url, FANTASCOPE_TOKEN: bearer, FANTASCOPE_HOME: home };
    // What must not stand among the words goes in as a whole.
    const isSecret = described.get(name)?.fields.some(({ schema, name: field }) => schema['writeOnly'] === true && field in input);
    const words = isSecret === true ? [`--input=${JSON.stringify(input)}`] : wordsOf(input);
    const before = process.exitCode;
    try {
      await doOperation({ operation: name, fields: words, options: { list: false } }, { door, env });
    } catch (error) {
      door.fail(error);
    } finally {
      process.exitCode = before;
    }
    const json = JSON.parse(out.text()) as { error?: { code: string; message: string } };
    return json?.error === undefined ? outcomeOf(json) : { end: json.error.code, sentence: json.error.message };
  };

  const mcp: Called = async (name, input) => {
    const reply = await agent.callTool({ name: name.replaceAll('.', '_'), arguments: input });
    const [{ text }] = reply.content as [{ text: string }];
    if (reply.isError !== true) return outcomeOf(JSON.parse(text));
    const [, code = text, sentence = ''] = /^([a-z]+\.[a-z0-9-]+): ([\s\S]*)$/.exec(text) ?? [];
    return { end: code, sentence };
  };

  const typed: Called = async (name, input) => {
    const known = name as keyof Operations;
    try {
      const isConfirmed = described.get(name)?.isConfirmed === true;
      return outcomeOf(isConfirmed ? await client.ask(known as 'take.shoot', input as never) : await client.call(known, input as never));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { end: error.code, sentence: error.message };
    }
  };

  return { http, cli, mcp, client: typed, agent, [Symbol.asyncDispose]: () => agent.close() };
}
