import { z } from 'zod';
import type { HttpReply, Progress, ResultFile } from '../wire.ts';
import { unclear } from './outcome-of.ts';

const Images = z.looseObject({
  data: z.array(z.looseObject({ url: z.string().nullish(), b64_json: z.string().nullish(), error: z.unknown().optional() })),
  output_format: z.string().optional(),
  usage: z.looseObject({ output_tokens: z.number().optional() }).nullish(),
});

/** The reply of image services that answer at once ({ data: [{ url | b64_json }] }); undefined where it is none. */
export function readImages(reply: HttpReply, { lifeSec }: Readonly<{ lifeSec?: number }> = {}): Progress | undefined {
  const read = Images.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return undefined;
  const { data, usage, output_format: format = 'png' } = read.data;
  const life = lifeSec === undefined ? {} : { expiresInSec: lifeSec };
  const files: ResultFile[] = data.flatMap(({ url, b64_json: bytes }): ResultFile[] => {
    if (typeof url === 'string' && url !== '') return [{ url, kind: 'image', ...life }];
    return typeof bytes === 'string' && bytes !== ''
      ? [{ url: `data:image/${format};base64,${bytes}`, kind: 'image', mime: `image/${format}` }]
      : [];
  });
  const tokens = usage?.output_tokens;
  const cost = tokens === undefined ? {} : { charge: { amount: tokens, unit: 'tokens' as const } };
  if (files.length > 0) return { state: 'succeeded', files, ...cost };
  const error = data.find((each) => each.error !== undefined && each.error !== null)?.error as
    | { code?: unknown; message?: unknown }
    | undefined;
  const problem = {
    code: String(error?.code ?? 'no-image'),
    message: String(error?.message ?? 'the reply holds no picture'),
    isRetryLater: false,
  };
  return { state: 'failed', problem, ...cost };
}

/** What a poll of a service that answers at once would be told: there is nothing to ask for. */
export function nothingToPoll(reply: HttpReply): Progress {
  return unclear(reply, { reason: 'this service answers at once; a lost reply cannot be asked for', isMissing: true });
}
