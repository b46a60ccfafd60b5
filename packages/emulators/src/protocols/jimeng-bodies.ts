import { z } from 'zod';
import { givenBytes, isAddress } from '../media/given-picture.ts';
import { pictureSize } from '../media/png.ts';

// The request bodies of Volcengine's page "即梦AI-视频生成3.0" and of image 4.0, as copied in public repositories (market.md, [JM]).
const templates = [
  'hitchcock_dolly_in',
  'hitchcock_dolly_out',
  'robo_arm',
  'dynamic_orbit',
  'central_orbit',
  'crane_push',
  'quick_pull_back',
  'counterclockwise_swivel',
  'clockwise_swivel',
  'handheld',
  'rapid_push_pull',
] as const;

/** Bare base64 of a JPEG or PNG: 4.7 MB, 320 px to 4096 px, no longer than 3:1. */
const picture = z.string().superRefine((text, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  const bytes = text.startsWith('data:') ? undefined : givenBytes(text);
  const size = bytes === undefined ? undefined : pictureSize(bytes);
  if (bytes === undefined || size === undefined) return complain('expected base64 of a JPEG or PNG');
  const [short, long] = [Math.min(size.widthPx, size.heightPx), Math.max(size.widthPx, size.heightPx)];
  if (bytes.length > 4.7 * 2 ** 20) complain('the image is larger than 4.7 MB');
  else if (short < 320 || long > 4096) complain('the image must be 320 to 4096 px');
  else if (long / short > 3) complain('the sides of the image differ by more than 3:1');
});
const address = z.string().refine(isAddress, 'expected a URL');
const prompt = z.string().min(1).max(800);
const seed = z.number().int().min(-1);
const frames = z.literal([121, 241]);
const ratio = z.enum(['16:9', '4:3', '1:1', '3:4', '9:16', '21:9']);
const timed = { seed: seed.optional(), frames: frames.optional() };

type Given = Readonly<{ image_urls?: readonly string[] | undefined; binary_data_base64?: readonly string[] | undefined }>;

/** `pictures` images, given one way: as addresses or as base64. */
function withPictures<T extends Given>(pictures: number) {
  return (body: T, context: z.RefinementCtx) => {
    const given = [body.image_urls, body.binary_data_base64].filter((each) => each !== undefined);
    const complain = (message: string) => context.addIssue({ code: 'custom', message, path: ['image_urls'] });
    if (given.length !== 1) complain('give either image_urls or binary_data_base64');
    else if (given[0]?.length !== pictures) complain(`expected ${pictures} image(s)`);
  };
}
const pictures = { image_urls: z.array(address).optional(), binary_data_base64: z.array(picture).optional() };

const text = <Key extends string>(key: Key) =>
  z.strictObject({ req_key: z.literal(key), prompt, ...timed, aspect_ratio: ratio.optional() });
const framed = <Key extends string>(key: Key, count: number) =>
  z.strictObject({ req_key: z.literal(key), prompt, ...pictures, ...timed }).superRefine(withPictures(count));

/** A body of CVSync2AsyncSubmitTask; `req_key` says which. */
export const JimengSubmit = z.discriminatedUnion('req_key', [
  text('jimeng_t2v_v30'),
  text('jimeng_t2v_v30_1080p'),
  framed('jimeng_i2v_first_v30', 1),
  framed('jimeng_i2v_first_v30_1080', 1),
  framed('jimeng_i2v_first_tail_v30', 2),
  framed('jimeng_i2v_first_tail_v30_1080', 2),
  z
    .strictObject({
      req_key: z.literal('jimeng_i2v_recamera_v30'),
      prompt,
      ...pictures,
      ...timed,
      template_id: z.enum(templates),
      camera_strength: z.enum(['weak', 'medium', 'strong']),
    })
    .superRefine(withPictures(1)),
  z.strictObject({ req_key: z.literal('jimeng_ti2v_v30_pro'), prompt, ...pictures, ...timed, aspect_ratio: ratio.optional() }),
  z.strictObject({
    req_key: z.literal('jimeng_t2i_v40'),
    prompt,
    image_urls: z.array(address).max(10).optional(),
    size: z
      .number()
      .int()
      .min(1024 ** 2)
      .max(4096 ** 2)
      .optional(),
    width: z.number().int().positive().optional(),
    height: z.number().int().positive().optional(),
    scale: z.number().min(0).max(1).optional(),
    force_single: z.boolean().optional(),
    min_ratio: z.number().positive().optional(),
    max_ratio: z.number().positive().optional(),
    seed: seed.optional(),
  }),
]);
export type JimengSubmit = z.infer<typeof JimengSubmit>;

/** A body of CVSync2AsyncGetResult; `req_json` is JSON in a string. */
export const JimengQuery = z.strictObject({ req_key: z.string().min(1), task_id: z.string().min(1), req_json: z.string().optional() });
export type JimengQuery = z.infer<typeof JimengQuery>;

/** A body of CVCancelTask. */
export const JimengCancel = JimengQuery.omit({ req_json: true });
