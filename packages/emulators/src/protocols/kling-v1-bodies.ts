import { z } from 'zod';
import { givenBytes, isAddress } from '../media/given-picture.ts';
import { pictureSize } from '../media/png.ts';

// The request bodies of kling.ai/document-api, /v1 generation. What is stricter than words is said where it stands.
const models = [
  'kling-v1',
  'kling-v1-5',
  'kling-v1-6',
  'kling-v2-master',
  'kling-v2-1',
  'kling-v2-1-master',
  'kling-v2-5-turbo',
  'kling-v2-6',
  'kling-v3',
] as const;
const words = z.string().max(2500);
const level = z.number().min(-10).max(10);

/** An address or bare base64; a data URI is refused. 300 px at least, no narrower than 1:2.5. */
export const picture = z.string().superRefine((text, context) => {
  if (isAddress(text)) return;
  const bytes = text.startsWith('data:') ? undefined : givenBytes(text);
  const size = bytes === undefined ? undefined : pictureSize(bytes);
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  if (bytes === undefined) complain('expected a URL or base64 without the data: prefix');
  else if (bytes.length > 10 * 2 ** 20) complain('the image is larger than 10 MB');
  else if (size === undefined) complain('the image is neither PNG nor JPEG');
  else if (Math.min(size.widthPx, size.heightPx) < 300) complain('the image must be at least 300 px wide and high');
  else if (size.widthPx / size.heightPx > 2.5 || size.heightPx / size.widthPx > 2.5)
    complain('the aspect ratio must be within 1:2.5 and 2.5:1');
});
const camera = z
  .strictObject({
    type: z.enum(['simple', 'down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward']),
    config: z
      .strictObject({
        horizontal: level.optional(),
        vertical: level.optional(),
        pan: level.optional(),
        tilt: level.optional(),
        roll: level.optional(),
        zoom: level.optional(),
      })
      .optional(),
  })
  .superRefine(({ type, config }, context) => {
    const moved = Object.values(config ?? {}).filter((value) => value !== 0).length;
    if (type !== 'simple' && config !== undefined)
      context.addIssue({ code: 'custom', message: `${type} takes no config`, path: ['config'] });
    if (type === 'simple' && moved !== 1)
      context.addIssue({ code: 'custom', message: 'exactly one of the six may be non-zero', path: ['config'] });
  });
const point = z.strictObject({ x: z.number(), y: z.number() });

/** All fields there are, each route takes some of them. */
const fields = {
  model_name: z.enum(models),
  prompt: words,
  negative_prompt: words,
  cfg_scale: z.number().min(0).max(1),
  mode: z.enum(['std', 'pro']),
  duration: z.string().regex(/^([3-9]|1[0-5])$/, 'expected a string: "5" or "10" ("3" to "15" with kling-v3)'),
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']),
  image: picture,
  image_tail: picture,
  static_mask: picture,
  dynamic_masks: z
    .array(z.strictObject({ mask: picture, trajectories: z.array(point).min(2).max(77) }))
    .min(1)
    .max(6),
  camera_control: camera,
  sound: z.enum(['on', 'off']),
  voice_list: z.array(z.strictObject({ voice_id: z.string().min(1) })).max(2),
  element_list: z.array(z.strictObject({ element_id: z.union([z.number().int(), z.string()]) })).max(3),
  multi_shot: z.boolean(),
  shot_type: z.enum(['customize', 'intelligence']),
  multi_prompt: z
    .array(z.strictObject({ index: z.number().int().min(1), prompt: z.string().max(512), duration: z.string().regex(/^\d+$/) }))
    .max(6),
  watermark_info: z.strictObject({ enabled: z.boolean() }),
  callback_url: z.url(),
  external_task_id: z.string().min(1),
} as const;
const { image: _image, image_tail: _tail, static_mask: _still, dynamic_masks: _masks, ...textFields } = fields;
const { aspect_ratio: _ratio, ...imageFields } = fields;

type Checked = Readonly<{
  model_name?: string | undefined;
  mode?: string | undefined;
  duration?: string | undefined;
  cfg_scale?: number | undefined;
  prompt?: string | undefined;
  image?: string | undefined;
  image_tail?: string | undefined;
  static_mask?: string | undefined;
  dynamic_masks?: unknown;
  camera_control?: unknown;
  sound?: string | undefined;
  voice_list?: unknown;
  element_list?: unknown;
  multi_shot?: boolean | undefined;
  multi_prompt?: readonly { duration: string }[] | undefined;
}>;

/** What excludes what, and which model takes it. */
function checked(route: 'text2video' | 'image2video') {
  return (body: Checked, context: z.RefinementCtx) => {
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] });
    const model = body.model_name ?? 'kling-v1';
    const family = Number(model.slice('kling-v'.length, 'kling-v'.length + 1));
    const mode = body.mode ?? 'std';
    const duration = body.duration ?? '5';
    const masks = body.static_mask ?? body.dynamic_masks;
    if ([body.image_tail, masks, body.camera_control].filter((each) => each !== undefined).length > 1) {
      complain('camera_control', 'image_tail, masks and camera_control exclude each other');
    }
    if (family < 3 && !['5', '10'].includes(duration)) complain('duration', `${model} makes "5" or "10"`);
    if (family === 2 && body.cfg_scale !== undefined) complain('cfg_scale', `${model} takes no cfg_scale`);
    // Which pairs take a camera: what ComfyUI's own Kling nodes let through (comfy_api_nodes/nodes_kling.py).
    const isCameraModel = route === 'text2video' ? model === 'kling-v1' && mode === 'std' : model === 'kling-v1-5' && mode === 'pro';
    if (body.camera_control !== undefined && !(isCameraModel && duration === '5'))
      complain('camera_control', `${model} ${mode} ${duration} s takes no camera_control`);
    if (body.sound === 'on' && !['kling-v2-6', 'kling-v3'].includes(model)) complain('sound', `${model} makes no sound`);
    if (body.element_list !== undefined && body.voice_list !== undefined)
      complain('voice_list', 'element_list and voice_list exclude each other');
    if (body.multi_prompt !== undefined && body.multi_shot !== true) complain('multi_prompt', 'multi_prompt needs multi_shot');
    if (body.multi_shot === true && family !== 3) complain('multi_shot', `${model} makes one shot`);
    const sum = body.multi_prompt?.reduce((total, shot) => total + Number(shot.duration), 0);
    if (sum !== undefined && sum !== Number(duration)) complain('multi_prompt', `the shots last ${sum} s, the clip ${duration} s`);
    if (route === 'text2video' && body.multi_shot !== true && (body.prompt ?? '') === '') complain('prompt', 'a prompt is required');
    if (route === 'image2video' && body.image === undefined && body.image_tail === undefined)
      complain('image', 'image or image_tail is required');
  };
}

const answer = { callback_url: fields.callback_url.optional(), external_task_id: fields.external_task_id.optional() };
const element = z.strictObject({ image: picture });

/** Bodies of /v1/videos/…, by route. */
export const klingVideoBodies = {
  text2video: z.strictObject(textFields).partial().superRefine(checked('text2video')),
  image2video: z.strictObject(imageFields).partial().superRefine(checked('image2video')),
  'multi-image2video': z
    .strictObject({ ...textFields, model_name: z.literal('kling-v1-6'), image_list: z.array(element).min(1).max(4) })
    .omit({
      camera_control: true,
      sound: true,
      voice_list: true,
      element_list: true,
      multi_shot: true,
      shot_type: true,
      multi_prompt: true,
      cfg_scale: true,
    })
    .partial()
    .required({ image_list: true }),
  'omni-video': z
    .strictObject({
      model_name: z.enum(['kling-video-o1', 'kling-v3-omni']).optional(),
      prompt: words,
      negative_prompt: words.optional(),
      image_list: z.array(z.strictObject({ image_url: picture, type: z.enum(['first_frame', 'end_frame']).optional() })).optional(),
      video_list: z
        .array(
          z.strictObject({
            video_url: z.string().refine(isAddress, 'expected a URL'),
            refer_type: z.enum(['base', 'feature']).optional(),
            keep_original_sound: z.enum(['yes', 'no']).optional(),
          }),
        )
        .max(1)
        .optional(),
      element_list: fields.element_list.optional(),
      mode: fields.mode.optional(),
      duration: fields.duration.optional(),
      aspect_ratio: fields.aspect_ratio.optional(),
      sound: fields.sound.optional(),
      multi_shot: fields.multi_shot.optional(),
      shot_type: fields.shot_type.optional(),
      multi_prompt: fields.multi_prompt.optional(),
      watermark_info: fields.watermark_info.optional(),
      ...answer,
    })
    .superRefine(({ video_list: videos, sound }, context) => {
      if ((videos ?? []).length > 0 && sound === 'on')
        context.addIssue({ code: 'custom', message: 'sound must be off with a video', path: ['sound'] });
    }),
  'motion-control': z.strictObject({
    model_name: z.string().optional(),
    prompt: words.optional(),
    image_url: picture,
    video_url: z.string().refine(isAddress, 'expected a URL'),
    character_orientation: z.enum(['image', 'video']),
    keep_original_sound: z.enum(['yes', 'no']).optional(),
    mode: fields.mode,
    element_list: z
      .array(z.strictObject({ element_id: z.union([z.number().int(), z.string()]) }))
      .max(1)
      .optional(),
    watermark_info: fields.watermark_info.optional(),
    ...answer,
  }),
  'video-extend': z.strictObject({
    video_id: z.string().min(1),
    prompt: words.optional(),
    negative_prompt: words.optional(),
    cfg_scale: fields.cfg_scale.optional(),
    ...answer,
  }),
  effects: z.strictObject({
    effect_scene: z.string().min(1),
    input: z.strictObject({
      model_name: z.string().optional(),
      mode: fields.mode.optional(),
      image: picture.optional(),
      images: z.array(picture).length(2).optional(),
      duration: fields.duration,
    }),
    ...answer,
  }),
  'lip-sync': z.strictObject({
    input: z.strictObject({
      video_id: z.string().optional(),
      video_url: z.url().optional(),
      mode: z.enum(['text2video', 'audio2video']),
      text: z.string().max(120).optional(),
      voice_id: z.string().optional(),
      voice_language: z.enum(['zh', 'en']).optional(),
      voice_speed: z.number().min(0.8).max(2).optional(),
      audio_type: z.enum(['file', 'url']).optional(),
      audio_file: z.string().optional(),
      audio_url: z.url().optional(),
    }),
    ...answer,
  }),
  'advanced-lip-sync': z.strictObject({
    session_id: z.string().min(1),
    face_choose: z.array(
      z.strictObject({
        face_id: z.string(),
        audio_id: z.string().optional(),
        sound_file: z.string().optional(),
        sound_start_time: z.number().int(),
        sound_end_time: z.number().int(),
        sound_insert_time: z.number().int(),
        sound_volume: z.number().min(0).max(2).optional(),
        original_audio_volume: z.number().min(0).max(2).optional(),
      }),
    ),
    ...answer,
  }),
} as const;

/** Bodies of /v1/images/…, by route. */
export const klingImageBodies = {
  generations: z.strictObject({
    model_name: z.string().optional(),
    prompt: words,
    negative_prompt: words.optional(),
    image: picture.optional(),
    image_reference: z.enum(['subject', 'face']).optional(),
    image_fidelity: z.number().min(0).max(1).optional(),
    human_fidelity: z.number().min(0).max(1).optional(),
    resolution: z.enum(['1k', '2k']).optional(),
    n: z.number().int().min(1).max(9).optional(),
    aspect_ratio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9']).optional(),
    element_list: fields.element_list.optional(),
    watermark_info: fields.watermark_info.optional(),
    ...answer,
  }),
  'omni-image': z.strictObject({
    model_name: z.string().optional(),
    prompt: words,
    image_list: z.array(element).max(10).optional(),
    element_list: fields.element_list.optional(),
    resolution: z.enum(['1k', '2k', '4k']).optional(),
    n: z.number().int().min(1).max(9).optional(),
    aspect_ratio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9', 'auto']).optional(),
    watermark_info: fields.watermark_info.optional(),
    ...answer,
  }),
} as const;

/** A body of any of these routes, as far as making its picture goes. */
export type KlingBody = Readonly<{
  model_name?: string;
  prompt?: string;
  mode?: string;
  duration?: string;
  aspect_ratio?: string;
  resolution?: string;
  n?: number;
  image?: string;
  input?: Readonly<{ image?: string; duration?: string }>;
  effect_scene?: string;
  camera_control?: Readonly<{ type: string; config?: Readonly<Record<string, number>> }>;
  static_mask?: string;
  dynamic_masks?: readonly Readonly<{ trajectories: readonly unknown[] }>[];
  multi_prompt?: readonly Readonly<{ prompt: string; duration: string }>[];
  callback_url?: string;
  external_task_id?: string;
}>;
