import { z } from 'zod';
import { openaiError } from '../server/openai-error.ts';
import { type Protocol, type Reply, route } from '../server/protocol.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { scriptFor } from './chat-script.ts';

const count = z.number().int().min(1);
const Body = z.strictObject({
  model: z.string().min(1),
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant', 'developer']), content: z.string().min(1) })).min(1),
  max_tokens: count.optional(),
  max_completion_tokens: count.optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  n: z.literal(1).optional(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).optional(),
  stream: z.literal(false).optional(),
  user: z.string().optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[\w-]{1,64}$/),
          description: z.string().optional(),
          schema: z.looseObject({}),
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .optional(),
});

/** Four characters of a Latin text or one of a Chinese one are about a token. */
function tokensOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return Math.ceil(han + (text.length - han) / 4);
}

/**
 * OpenAI's Chat Completions as servers of one's own speak it (vLLM, Ollama, LM Studio), which take a question without a key. No model runs: a script is cut out of
 * the question by rules, and anything else is answered with a sentence that says so.
 */
export const chatCompletions: Protocol = {
  wire: 'chat-completions',
  prefix: '/v1',
  credential: '',
  webhookSecret: '',
  faults: [...usualFaults.post],
  authorise: () => null,
  refuse: openaiError,
  routes: [
    {
      ...{ stage: 'other', method: 'GET', path: '/models' },
      handle: () => ({
        status: 200,
        json: { object: 'list', data: [{ id: 'emulated', object: 'model', created: 0, owned_by: 'emulated' }] },
      }),
    },
    route({
      ...{ stage: 'submit', method: 'POST', path: '/chat/completions', schema: Body },
      handle: async (call, desk): Promise<Reply> => {
        const { model, messages, response_format: format, max_tokens, max_completion_tokens } = call.body;
        const task = desk.take(call, { id: desk.id('hex', 'chatcmpl-'), kind: 'chat', model, usd: 0, request: call.body, made: [] });
        await desk.tasks.ended(task);
        const said = (role: 'system' | 'user') => messages.find((message) => message.role === role)?.content ?? '';
        const schema = format?.type === 'json_schema' ? { schema: format.json_schema.schema } : {};
        const script = scriptFor({ system: said('system'), user: said('user'), ...schema });
        const whole = script === undefined ? 'EMULATED: no model runs here; only scripts in shots are written.' : JSON.stringify(script);
        const most = max_completion_tokens ?? max_tokens ?? Number.POSITIVE_INFINITY;
        const isCut = tokensOf(whole) > most;
        const content = isCut ? whole.slice(0, most) : whole;
        const prompt = messages.reduce((sum, message) => sum + tokensOf(message.content), 0);
        const completion = tokensOf(content);
        const choice = {
          index: 0,
          message: { role: 'assistant', content, refusal: null },
          finish_reason: isCut ? 'length' : 'stop',
          logprobs: null,
        };
        const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
        const own = {
          id: task.id,
          object: 'chat.completion',
          created: Math.floor(task.atMs / 1000),
          model,
          system_fingerprint: 'emulated',
        };
        return { status: 200, json: { ...own, choices: [choice], usage } };
      },
    }),
  ],
};
