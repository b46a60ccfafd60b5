import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What a chat server reads of a question; anything it does not know it refuses with 400, as the real ones do. */
const Question = z.strictObject({
  model: z.string().min(1),
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) })).min(2),
  max_tokens: z.number().int().min(1).optional(),
  max_completion_tokens: z.number().int().min(1).optional(),
  stream: z.literal(false),
  response_format: z
    .union([
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({ type: z.literal('json_schema'), json_schema: z.strictObject({ name: z.string(), schema: z.looseObject({}) }) }),
    ])
    .optional(),
});
type Question = z.infer<typeof Question>;

/** How the server answers one question. */
export type Play = (reply: ServerResponse, question: Question) => void;

/** An answer of a model, as Chat Completions has it. */
export const answered =
  (content: string, finish: 'stop' | 'length' = 'stop'): Play =>
  (reply) => {
    reply.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        ...{ id: 'chat-1', object: 'chat.completion', created: 1, model: 'emulated', system_fingerprint: 'emulated' },
        choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: finish, logprobs: null }],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      }),
    );
  };

/** A refusal with its reason. */
export const refused =
  (status: number, message: string): Play =>
  (reply) => {
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
  };

/** An emulated chat server on this machine: it checks what it is asked and plays one answer after the other. */
export async function chatServer(plays: readonly Play[], { key }: Readonly<{ key?: string }> = {}) {
  const asked: Readonly<{ url: string; headers: IncomingHttpHeaders; question: Question | undefined }>[] = [];
  const left = [...plays];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as unknown;
      const question = Question.safeParse(body);
      asked.push({ url: `${request.method} ${request.url}`, headers: request.headers, question: question.data });
      if (key !== undefined && request.headers.authorization !== `Bearer ${key}`)
        return refused(401, `bad key ${request.headers.authorization}`)(reply, body as Question);
      if (!question.success) return refused(400, 'unknown field')(reply, body as Question);
      const play = left.shift();
      if (play === undefined) return refused(500, 'no answer left')(reply, question.data);
      play(reply, question.data);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
