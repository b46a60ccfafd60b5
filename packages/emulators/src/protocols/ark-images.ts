import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { type Route, route } from '../server/protocol.ts';

const imageModels = /^((doubao-|dola-)?seedream-(3-0|4-0|4-5|5-0)[a-z0-9-]*)$/;
const ImageBody = z.strictObject({
  model: z.string().regex(imageModels, 'The model or endpoint does not exist'),
  prompt: z.string().min(1),
  image: z.union([z.string(), z.array(z.string()).min(1).max(14)]).optional(),
  size: z
    .string()
    .regex(/^([1234]K|\d{3,5}x\d{3,5})$/)
    .optional(),
  seed: z.number().int().min(-1).max(2147483647).optional(),
  guidance_scale: z.number().min(1).max(10).optional(),
  watermark: z.boolean().optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  output_format: z.enum(['png', 'jpeg']).optional(),
  sequential_image_generation: z.enum(['auto', 'disabled']).optional(),
  sequential_image_generation_options: z.strictObject({ max_images: z.number().int().min(1).max(15) }).optional(),
  optimize_prompt_options: z
    .strictObject({ mode: z.enum(['standard', 'fast']).optional(), thinking: z.enum(['auto', 'enabled', 'disabled']).optional() })
    .optional(),
  stream: z.literal(false).optional(),
  tools: z.array(z.strictObject({ type: z.literal('web_search') })).optional(),
});

/** Ark's pictures (Seedream): one request, one reply with the pictures in it, nothing to ask after. */
export const arkImageRoutes: readonly Route[] = [
  route({
    stage: 'submit',
    method: 'POST',
    path: '/images/generations',
    schema: ImageBody,
    handle: async (call, desk) => {
      const { body } = call;
      const [widthPx, heightPx] = /x/.test(body.size ?? '') ? (body.size ?? '').split('x').map(Number) : [];
      const count = body.sequential_image_generation === 'auto' ? (body.sequential_image_generation_options?.max_images ?? 1) : 1;
      const first = typeof body.image === 'string' ? body.image : body.image?.[0];
      const size =
        widthPx === undefined || heightPx === undefined
          ? frameShape({ className: body.size ?? '2K', ratio: givenRatio(first) ?? 1 })
          : { widthPx, heightPx };
      const made: Made = {
        kind: 'image',
        wire: 'ark',
        model: body.model,
        prompt: body.prompt,
        camera: '',
        ...size,
        lengthSec: 0,
        fps: 0,
      };
      const task = desk.take(call, {
        id: desk.id('digits', 'img-'),
        kind: 'image',
        model: body.model,
        usd: 0.03 * count,
        request: body,
        made: Array.from({ length: count }, () => made),
      });
      await desk.tasks.ended(task);
      if (task.state === 'failed') {
        const code = task.ending === 'content-refused' ? 'OutputImageSensitiveContentDetected' : 'InternalServiceError';
        return {
          status: task.ending === 'content-refused' ? 400 : 500,
          json: { error: { code, message: 'emulated', param: '', type: 'BadRequest' } },
        };
      }
      const data = await Promise.all(
        task.made.map(async (each, index) => ({
          ...(body.response_format === 'b64_json'
            ? { b64_json: Buffer.from(await desk.bytesOf(each)).toString('base64') }
            : { url: desk.fileUrl(task, index) }),
          size: `${each.widthPx}x${each.heightPx}`,
        })),
      );
      const tokens = Math.ceil((made.widthPx * made.heightPx) / 256) * count;
      return {
        status: 200,
        json: {
          model: body.model,
          created: Math.floor(task.atMs / 1000),
          data,
          usage: { generated_images: count, output_tokens: tokens, total_tokens: tokens },
        },
      };
    },
  }),
];
