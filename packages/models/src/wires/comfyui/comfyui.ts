import { z } from 'zod';
import type { TakeRequest } from '../../take-request.ts';
import type { HttpReply, HttpRequest, Submission, SubmitOutcome, Wire, WireSetting } from '../../wire.ts';
import { givenFields } from '../given-fields.ts';
import { notAccepted, problemOf } from '../outcome-of.ts';
import { requestBody } from '../request-body.ts';
import { listedIn, readComfyProgress } from './progress.ts';
import { filledGraph, uploaded, workflowOf } from './workflow.ts';

// comfyanonymous/ComfyUI server.py; providers.md §4.11.
const Body = z.strictObject({
  prompt: z.record(z.string(), z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()) })),
  prompt_id: z.string().optional(),
  client_id: z.string().optional(),
  number: z.number().optional(),
  front: z.boolean().optional(),
  extra_data: z.record(z.string(), z.json()).optional(),
  partial_execution_targets: z.array(z.string()).optional(),
});
const NodeErrors = z.record(
  z.string(),
  z.looseObject({
    class_type: z.string().optional(),
    errors: z.array(z.looseObject({ message: z.string().optional(), details: z.string().nullish() })).default([]),
  }),
);
const Taken = z.looseObject({ prompt_id: z.string().min(1), node_errors: NodeErrors.optional().catch(undefined) });
const Refused = z.looseObject({
  error: z.union([
    z.string(),
    z.looseObject({ type: z.string().optional(), message: z.string().optional(), details: z.string().nullish() }),
  ]),
  node_errors: NodeErrors.optional().catch(undefined),
});

function submit(request: TakeRequest, { baseUrl }: WireSetting): Submission {
  const fields = givenFields(request);
  const settings = workflowOf(fields.take('settings'));
  const { workflow: _, inputs: __, outputs, ...constants } = settings;
  const prompt = filledGraph(fields, { request, settings });
  const draft = { prompt, prompt_id: fields.take('clientKey'), ...(outputs.length > 0 ? { partial_execution_targets: outputs } : {}) };
  const json = requestBody(Body, draft, { settings: constants as TakeRequest['settings'], wire: 'comfyui' });
  return { http: { method: 'POST', url: `${baseUrl}/prompt`, json }, dropped: fields.dropped() };
}

function nodeProblems(errors: z.infer<typeof NodeErrors> | undefined): readonly string[] {
  return Object.entries(errors ?? {}).flatMap(([node, { class_type: type, errors: list }]) =>
    list.map(({ message, details }) => `node ${node} (${type ?? '?'}): ${[message, details].filter(Boolean).join(': ')}`),
  );
}

function refusalOf(reply: HttpReply): Readonly<{ code: string; message: string }> | undefined {
  const refused = Refused.safeParse(reply.json);
  if (!refused.success) return undefined;
  const { error, node_errors: errors } = refused.data;
  const told = typeof error === 'string' ? { message: error } : error;
  const message = [told.message ?? '', ...nodeProblems(errors)].filter((each) => each !== '').join('; ');
  return { code: 'type' in told && told.type !== undefined ? told.type : 'prompt-refused', message };
}

function readSubmit(reply: HttpReply, request: TakeRequest): SubmitOutcome {
  const refusal = refusalOf(reply);
  if (reply.status < 300 && refusal !== undefined) return { outcome: 'refused', problem: problemOf(reply, refusal) };
  const taken = Taken.safeParse(reply.json);
  if (reply.status >= 300 || !taken.success) return notAccepted(reply, refusal);
  // Which nodes' files count has to outlast a restart of ours: the ticket's kind keeps them.
  const outputs = workflowOf(request.settings).outputs;
  const ticket = { wire: 'comfyui', taskId: taken.data.prompt_id, ...(outputs.length > 0 ? { kind: outputs.join(',') } : {}) };
  const warnings = nodeProblems(taken.data.node_errors);
  return { outcome: 'accepted', ticket, ...(warnings.length > 0 ? { warnings } : {}) };
}

const history = (taskId: string, { baseUrl }: WireSetting): HttpRequest => ({
  method: 'GET',
  url: `${baseUrl}/history/${encodeURIComponent(taskId)}`,
});
const post = (path: string, { baseUrl }: WireSetting, json: unknown): HttpRequest => ({ method: 'POST', url: `${baseUrl}${path}`, json });

/** A ComfyUI server. The client key is its prompt_id; queue and history live in its memory and are gone when it starts again. */
export const comfyUi: Wire = {
  name: 'comfyui',
  auth: 'none',
  // The server itself asks for no key; one behind a proxy may.
  authorize: (credential): Readonly<Record<string, string>> => (credential === '' ? {} : { authorization: `Bearer ${credential}` }),
  upload: {
    begin: ({ bytes, fileName, mime }, { baseUrl }) => ({
      http: {
        method: 'POST',
        url: `${baseUrl}/upload/image`,
        form: [
          { name: 'image', value: { bytes, fileName, mime } },
          { name: 'type', value: 'input' },
          { name: 'subfolder', value: 'fantascope' },
          { name: 'overwrite', value: 'true' },
        ],
      },
    }),
    read: (reply) => {
      const stored = z.looseObject({ name: z.string().min(1), subfolder: z.string().default('') }).safeParse(reply.json);
      if (reply.status >= 300 || !stored.success) return null;
      const { name, subfolder } = stored.data;
      return { url: `${uploaded}${encodeURIComponent(subfolder === '' ? name : `${subfolder}/${name}`)}` };
    },
  },
  submit,
  readSubmit,
  poll: ({ taskId }, setting) => history(taskId, setting),
  readProgress: readComfyProgress,
  cancel: {
    // Waiting prompts are taken off the queue, a running one is interrupted by its id; servers that know no id there would stop another's work.
    request: ({ taskId }, setting) => post('/queue', setting, { delete: [taskId] }),
    also: ({ taskId }, setting) => post('/interrupt', setting, { prompt_id: taskId }),
    read: (reply) => (reply.status < 300 ? 'cancelled' : 'unclear'),
  },
  find: {
    // First the queue, then the history: the other way round a prompt that ends in between is in neither.
    request: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/queue` }),
    read: (reply, { clientKey, request }, setting) => {
      if (reply.status >= 300 || typeof reply.json !== 'object' || reply.json === null) return 'unclear';
      const outputs = workflowOf(request.settings).outputs;
      const found = { wire: 'comfyui', taskId: clientKey, ...(outputs.length > 0 ? { kind: outputs.join(',') } : {}) };
      const listed = listedIn(reply.json, clientKey);
      if (listed === undefined) return clientKey in reply.json ? { found } : 'none';
      return listed === 'not-there' ? { next: history(clientKey, setting) } : { found };
    },
  },
};
