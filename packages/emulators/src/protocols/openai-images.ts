import { z } from 'zod';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { FormFile, formOrJson, Spelt, SpeltTruth } from '../server/form-body.ts';
import { openaiError } from '../server/openai-error.ts';
import type { Call, Desk, Protocol, Reply, Route } from '../server/protocol.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-openai-key';

const count = Spelt.pipe(z.number().int().min(1));
const size = z
  .string()
  .regex(/^(\d+x\d+|auto)$/, 'expected WIDTHxHEIGHT or auto')
  .optional();
const shared = {
  prompt: z.string().min(1).max(32_000),
  n: count.pipe(z.number().max(10)).optional(),
  size,
  user: z.string().optional(),
};
/** OpenAI's own models answer with base64 only, and have no seed. */
const hosted = {
  ...shared,
  model: z.string().regex(/^(gpt-image|chatgpt-image)/),
  quality: z.enum(['auto', 'low', 'medium', 'high']).optional(),
  background: z.enum(['auto', 'transparent', 'opaque']).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  output_compression: Spelt.pipe(z.number().int().min(0).max(100)).optional(),
};
/** Servers of one's own (vLLM-Omni, SGLang, sd-server): the number of steps and the seed, and an address on wish. */
const own = {
  ...shared,
  model: z.string().optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  negative_prompt: z.string().optional(),
  num_inference_steps: count.optional(),
  guidance_scale: Spelt.optional(),
  true_cfg_scale: Spelt.optional(),
  seed: Spelt.pipe(z.number().int()).optional(),
  generator_device: z.string().optional(),
};
const picture = z.union([FormFile, z.array(FormFile).min(1).max(16)]);
const mask = FormFile.optional();
/** A picture as a file, and at SGLang as an address instead. */
const ownEdit = z
  .strictObject({ ...own, image: picture.optional(), mask, url: z.string().optional(), enable_teacache: SpeltTruth.optional() })
  .superRefine(({ image, url }, context) => {
    if (image === undefined && url === undefined)
      context.addIssue({ code: 'custom', message: "'image' or 'url' is required", path: ['image'] });
  });

const bodies = {
  generations: [z.strictObject({ ...hosted, moderation: z.enum(['auto', 'low']).optional() }), z.strictObject(own)],
  edits: [z.strictObject({ ...hosted, image: picture, mask, input_fidelity: z.enum(['low', 'high']).optional() }), ownEdit],
} as const;
type Wish = Readonly<{
  model?: string;
  prompt: string;
  size?: string;
  n?: number;
  quality?: string;
  response_format?: string;
  output_format?: string;
  image?: unknown;
  url?: string;
}>;

function madeFrom({ model = 'served-model', prompt, size: asked = 'auto', n = 1, image, url }: Wish): readonly Made[] {
  const [widthPx = 1024, heightPx = 1024] = asked === 'auto' ? [] : asked.split('x').map(Number);
  const given = (image === undefined ? 0 : Array.isArray(image) ? image.length : 1) + (url === undefined ? 0 : 1);
  const camera = given === 0 ? '' : `${given} picture(s) given`;
  const made: Made = { kind: 'image', wire: 'openai-images', model, prompt, camera, widthPx, heightPx, lengthSec: 0, fps: 0 };
  return Array.from({ length: n }, () => made);
}

/** Which of the two dialects a body speaks, by its model. */
function read(name: keyof typeof bodies, body: unknown) {
  const [theirs, ours] = bodies[name];
  const { data } = z.looseObject({ model: z.string() }).safeParse(body);
  return (data !== undefined && /^(gpt|chatgpt)-image/.test(data.model) ? theirs : ours).safeParse(body);
}

function submitted(name: keyof typeof bodies) {
  return async (call: Call, desk: Desk): Promise<Reply> => {
    const found = read(name, formOrJson(call));
    if (!found.success) {
      const issue = found.error.issues[0];
      const stray = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const message = stray.length > 0 ? 'Unknown parameter' : (issue?.message ?? '');
      return desk.refuse({ why: 'bad-request', message, at: [...((issue?.path ?? []) as string[]), ...stray] });
    }
    const wish = found.data as Wish;
    const made = madeFrom(wish);
    const isHosted = /^(gpt|chatgpt)-image/.test(wish.model ?? '');
    // A round figure an image at high quality; a machine of one's own charges nothing.
    const usd = isHosted ? made.length * ({ low: 0.01, medium: 0.04 }[wish.quality ?? ''] ?? 0.17) : 0;
    const task = desk.take(call, { id: desk.id('hex', 'img_'), kind: name, model: made[0]?.model ?? '', usd, request: wish, made });
    await desk.tasks.ended(task);
    if (task.state !== 'succeeded')
      return desk.refuse({ why: 'internal', message: 'The server had an error while processing your request' });
    const data = await Promise.all(
      made.map(async (each, index) =>
        wish.response_format === 'url'
          ? { url: desk.fileUrl(task, index) }
          : { b64_json: Buffer.from(await desk.bytesOf(each)).toString('base64') },
      ),
    );
    const usage = { total_tokens: 1100 * made.length, input_tokens: 100, output_tokens: 1000 * made.length };
    const created = Math.floor(task.atMs / 1000);
    if (!isHosted) return { status: 200, json: { created, data } };
    const { size: asked = 'auto', quality = 'auto' } = wish;
    return { status: 200, json: { created, data, size: asked === 'auto' ? '1024x1024' : asked, quality, output_format: 'png', usage } };
  };
}

/** OpenAI's images and the servers that follow it: one POST that answers with the picture, so that a lost answer is a lost picture. */
export const openaiImages: Protocol = {
  wire: 'openai-images',
  prefix: '/v1',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'submit',
  faults: [...usualFaults.post, 'fails', 'content-refused', ...usualFaults.result],
  authorise: keyed({ key }),
  refuse: openaiError,
  routes: (['generations', 'edits'] as const).map(
    (name): Route => ({ stage: 'submit', method: 'POST', path: `/images/${name}`, handle: submitted(name) }),
  ),
};
