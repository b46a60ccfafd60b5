import { Fault } from '@fantascope/film';
import { exchange, redactor } from '@fantascope/models/transport';
import { z } from 'zod';
import { addressRuleOf, type Endpoint } from './endpoints.ts';
import type { Message } from './instructions.ts';

/** How an answer's shape is asked for; not every address knows each, and a 400 leads to the next. */
export const answerModes = ['json-schema', 'json-object', 'text'] as const;
export type AnswerMode = (typeof answerModes)[number];

/** One question as it goes out. */
export type Question = Readonly<{
  messages: readonly Message[];
  mode: AnswerMode;
  schema: Readonly<Record<string, unknown>>;
  mostTokens: number;
}>;

/** What a model used of what is paid for; null where the address does not say. */
export type TokensUsed = Readonly<{ prompt: number | null; completion: number | null }>;

/** What came back: an answer (`isEmulated`: by a server that says it only behaves like one), or that this way of asking is not known there. */
export type Completed = Readonly<
  { state: 'answer'; text: string; isCut: boolean; isEmulated: boolean; used: TokensUsed } | { state: 'mode-refused' }
>;

/** The longest answer that is read, bytes. */
const mostReplyBytes = 4 * 2 ** 20;
const times = { connectMs: 15_000, idleMs: 180_000, totalMs: 300_000 };

/** How addresses speak of a way of asking that they do not know. */
const ofFormat = /response_?format|json_?schema|json_?object|structured/i;

/** What is read of a reply; more fields are let be. */
const Reply = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullish() }), finish_reason: z.string().nullable().optional() }))
    .min(1),
  usage: z.object({ prompt_tokens: z.number().optional(), completion_tokens: z.number().optional() }).nullable().optional(),
});

/**
 * Sends one question, once. The key goes to the endpoint's own origin and nowhere else; redirects are not followed. Throws writer.not-sent (nothing left this
 * machine), writer.unknown-end (it may have been answered and be charged: nothing is sent again), writer.refused and writer.bad-reply.
 */
export async function complete(
  endpoint: Endpoint,
  { messages, mode, schema, mostTokens }: Question,
  { key, signal }: Readonly<{ key: string | undefined; signal?: AbortSignal | undefined }>,
): Promise<Completed> {
  const url = new URL(`${endpoint.baseUrl}/chat/completions`);
  const format = {
    'json-schema': { response_format: { type: 'json_schema', json_schema: { name: 'script', schema } } },
    'json-object': { response_format: { type: 'json_object' } },
    text: {},
  }[mode];
  const body = { model: endpoint.model, messages, [endpoint.limitName ?? 'max_tokens']: mostTokens, stream: false, ...format };
  const ended = await exchange(
    {
      ...{ url, method: 'POST', body: Buffer.from(JSON.stringify(body)), isAllowed: addressRuleOf(endpoint), ...times },
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'fantascope',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(signal === undefined ? {} : { signal }),
    },
    async (reply) => ({
      ...{ status: reply.statusCode ?? 0, text: await textOf(reply) },
      isEmulated: reply.headers['x-fantascope-emulator'] !== undefined,
    }),
  );
  const clean = redactor(key === undefined ? [] : [key]);
  const host = url.host;
  if (ended.state !== 'reply')
    throw new Fault(ended.state === 'never-left' ? 'writer.not-sent' : 'writer.unknown-end', { host, reason: clean(ended.reason) });
  const { status, text, isEmulated } = ended.value;
  // Only what speaks of the format is asked again without it: an unknown model would only be unknown again.
  if ((status === 400 || status === 422) && mode !== 'text' && ofFormat.test(text)) return { state: 'mode-refused' };
  if (status < 200 || status >= 300) throw new Fault('writer.refused', { host, status, reason: clean(text).slice(0, 300) });
  const read = Reply.safeParse(jsonOf(text));
  const [choice] = read.data?.choices ?? [];
  if (!read.success || choice === undefined) throw new Fault('writer.bad-reply', { host });
  const { usage } = read.data;
  return {
    ...{ state: 'answer', text: choice.message.content ?? '', isCut: choice.finish_reason === 'length', isEmulated },
    used: { prompt: usage?.prompt_tokens ?? null, completion: usage?.completion_tokens ?? null },
  };
}

async function textOf(reply: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of reply) {
    bytes += chunk.byteLength;
    if (bytes > mostReplyBytes) throw new Error(`more than ${mostReplyBytes} bytes came`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
