import { z } from 'zod';
import type { NativeCamera, TakeRequest } from '../../take-request.ts';
import type { Submission, WireSetting } from '../../wire.ts';
import { type GivenFields, givenFields } from '../given-fields.ts';
import { pngHeightPx, urlOrBareBase64 } from '../media-field.ts';
import { keyedWebhook } from '../our-webhook.ts';
import { requestBody } from '../request-body.ts';

// kling.ai/document-api, the /v1 generation; providers.md §4.1 A.
const prompt = z.string().max(2500).optional();
const level = z.number().min(-10).max(10);
const axes = z.strictObject({ horizontal: level, vertical: level, pan: level, tilt: level, roll: level, zoom: level });
const cameraControl = z.union([
  z.strictObject({ type: z.literal('simple'), config: axes }),
  z.strictObject({ type: z.enum(['down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward']) }),
]);
const answer = { callback_url: z.string().optional(), external_task_id: z.string().optional() };
const made = {
  model_name: z.string(),
  prompt,
  negative_prompt: prompt,
  cfg_scale: z.number().min(0).max(1).optional(),
  mode: z.string().optional(),
  duration: z.string().optional(),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
  ...answer,
};
const shots = {
  multi_shot: z.boolean().optional(),
  shot_type: z.enum(['customize', 'intelligence']).optional(),
  multi_prompt: z
    .array(z.strictObject({ index: z.number().int(), prompt: z.string().max(512), duration: z.string() }))
    .max(6)
    .optional(),
};
const sound = {
  sound: z.enum(['on', 'off']).optional(),
  voice_list: z
    .array(z.strictObject({ voice_id: z.string() }))
    .max(2)
    .optional(),
};
const elements = { element_list: z.array(z.strictObject({ element_id: z.union([z.string(), z.number()]) })).optional() };
const point = z.strictObject({ x: z.number(), y: z.number() });

const Text2Video = z.strictObject({
  ...made,
  ...shots,
  ...sound,
  ...elements,
  aspect_ratio: z.string().optional(),
  camera_control: cameraControl.optional(),
});
const Image2Video = z
  .strictObject({
    ...made,
    ...shots,
    ...sound,
    ...elements,
    image: z.string().optional(),
    image_tail: z.string().optional(),
    static_mask: z.string().optional(),
    dynamic_masks: z
      .array(z.strictObject({ mask: z.string(), trajectories: z.array(point) }))
      .max(6)
      .optional(),
    camera_control: cameraControl.optional(),
  })
  .refine(
    (body) =>
      [body.image_tail, body.camera_control, body.static_mask ?? body.dynamic_masks].filter((each) => each !== undefined).length < 2,
    { message: 'Kling takes one of end frame, camera control and motion masks', path: ['camera_control'] },
  );
const MultiImage2Video = z.strictObject({
  ...made,
  image_list: z.array(z.strictObject({ image: z.string() })).max(4),
  aspect_ratio: z.string().optional(),
});
const OmniVideo = z.strictObject({
  ...made,
  ...shots,
  ...elements,
  sound: sound.sound,
  aspect_ratio: z.string().optional(),
  image_list: z.array(z.strictObject({ image_url: z.string(), type: z.enum(['first_frame', 'end_frame']).optional() })).optional(),
  video_list: z
    .array(
      z.strictObject({
        video_url: z.string(),
        refer_type: z.enum(['base', 'feature']),
        keep_original_sound: z.enum(['yes', 'no']).optional(),
      }),
    )
    .max(1)
    .optional(),
});
const MotionControl = z.strictObject({
  model_name: z.string(),
  prompt,
  mode: z.string().optional(),
  image_url: z.string().optional(),
  video_url: z.string().optional(),
  character_orientation: z.enum(['image', 'video']).optional(),
  keep_original_sound: z.enum(['yes', 'no']).optional(),
  ...elements,
  watermark_info: made.watermark_info,
  ...answer,
});
const VideoExtend = z.strictObject({
  video_id: z.string(),
  prompt,
  negative_prompt: prompt,
  cfg_scale: made.cfg_scale,
  callback_url: answer.callback_url,
});
// The fields of lip-sync and images are not in the stored documentation (G): https://app.klingai.com/global/dev/document-api
const LipSync = z.strictObject({
  input: z.strictObject({
    video_id: z.string().optional(),
    video_url: z.string().optional(),
    mode: z.enum(['audio2video', 'text2video']),
    text: z.string().optional(),
    voice_id: z.string().optional(),
    voice_language: z.string().optional(),
    audio_type: z.enum(['url', 'file']).optional(),
    audio_url: z.string().optional(),
    audio_file: z.string().optional(),
  }),
  callback_url: answer.callback_url,
});
const Effects = z.strictObject({
  effect_scene: z.string(),
  input: z.strictObject({
    image: z.string().optional(),
    images: z.array(z.string()).max(2).optional(),
    mode: z.string().optional(),
    duration: z.string().optional(),
    model_name: z.string().optional(),
  }),
  ...answer,
});
const Images = z.strictObject({
  model_name: z.string(),
  prompt,
  negative_prompt: prompt,
  image: z.string().optional(),
  n: z.number().int().optional(),
  aspect_ratio: z.string().optional(),
  resolution: z.string().optional(),
  ...answer,
});

function cameraOf(camera: NativeCamera | undefined): z.infer<typeof cameraControl> | undefined {
  if (camera?.dialect === 'kling-preset') return { type: camera.preset };
  if (camera?.dialect !== 'kling-axis') return undefined;
  const still = { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 0 };
  return { type: 'simple', config: { ...still, [camera.axis]: camera.value } };
}

/** Kling counts a mask's points from the bottom left; undefined where a mask's height is not known, because then nothing can be turned over. */
function masksOf(masks: TakeRequest['motionMasks']): { mask: string; trajectories: { x: number; y: number }[] }[] | undefined {
  const turned = masks?.map(({ mask, way, heightPx = pngHeightPx(mask) }) =>
    heightPx === undefined
      ? undefined
      : { mask: urlOrBareBase64(mask), trajectories: way.map(({ xPx, yPx }) => ({ x: xPx, y: heightPx - yPx })) },
  );
  return turned?.flatMap((each) => each ?? []).length === turned?.length ? turned?.flatMap((each) => each ?? []) : undefined;
}

const onOff = (isOn: boolean | undefined) => (isOn === undefined ? undefined : isOn ? 'on' : 'off');
const enabled = (isOn: boolean | undefined) => (isOn === undefined ? undefined : { enabled: isOn });
const seconds = (lengthSec: number | undefined) => (lengthSec === undefined ? undefined : String(lengthSec));

type Asked = Readonly<{ fields: GivenFields; request: TakeRequest }>;

const answerOf = ({ fields, request }: Asked, { hasKey = true } = {}) => {
  const url = fields.take('webhookUrl');
  return {
    callback_url: url === undefined ? undefined : keyedWebhook(url, request.clientKey),
    ...(hasKey ? { external_task_id: fields.take('clientKey') } : {}),
  };
};
const madeOf = (asked: Asked) => ({
  model_name: asked.fields.take('model'),
  prompt: asked.fields.take('prompt'),
  negative_prompt: asked.fields.take('negativePrompt'),
  cfg_scale: asked.fields.take('guidanceScale'),
  mode: asked.fields.take('resolution'),
  duration: seconds(asked.fields.take('lengthSec')),
  watermark_info: enabled(asked.fields.take('hasWatermark')),
  ...answerOf(asked),
});
const shotsOf = ({ fields }: Asked) => {
  const several = fields.take('shots');
  if (several === undefined) return {};
  const list = several.map((shot, at) => ({ index: at + 1, prompt: shot.prompt, duration: String(shot.lengthSec) }));
  // Beside several shots Kling does not read the prompt of the whole.
  fields.giveBack('prompt');
  return { prompt: undefined, multi_shot: true, shot_type: 'customize', multi_prompt: list };
};
const cameraControlOf = ({ fields }: Asked) => {
  const control = cameraOf(fields.take('camera'));
  if (control === undefined) fields.giveBack('camera');
  return { camera_control: control };
};

/** What each task path of /v1 takes. */
const routes = {
  'videos/text2video': (asked: Asked) =>
    ({
      schema: Text2Video,
      draft: {
        ...madeOf(asked),
        ...shotsOf(asked),
        ...cameraControlOf(asked),
        sound: onOff(asked.fields.take('hasAudio')),
        aspect_ratio: asked.fields.take('aspect'),
      },
    }) as const,
  'videos/image2video': (asked: Asked) => {
    const masks = masksOf(asked.fields.take('motionMasks'));
    if (masks === undefined) asked.fields.giveBack('motionMasks');
    return {
      schema: Image2Video,
      draft: {
        ...madeOf(asked),
        ...shotsOf(asked),
        ...cameraControlOf(asked),
        sound: onOff(asked.fields.take('hasAudio')),
        image: urlOrBareBase64(asked.fields.take('firstFrame')),
        image_tail: urlOrBareBase64(asked.fields.take('lastFrame')),
        static_mask: urlOrBareBase64(asked.fields.take('stillMask')),
        dynamic_masks: masks,
      },
    } as const;
  },
  'videos/multi-image2video': (asked: Asked) => ({
    schema: MultiImage2Video,
    draft: {
      ...madeOf(asked),
      image_list: (asked.fields.take('references') ?? []).map((each) => ({ image: urlOrBareBase64(each) })),
      aspect_ratio: asked.fields.take('aspect'),
    },
  }),
  'videos/omni-video': (asked: Asked) => {
    const { fields } = asked;
    const [first, last, base] = [fields.take('firstFrame'), fields.take('lastFrame'), fields.take('baseVideo')];
    const images = [
      ...(first === undefined ? [] : [{ image_url: urlOrBareBase64(first), type: 'first_frame' }]),
      ...(last === undefined ? [] : [{ image_url: urlOrBareBase64(last), type: 'end_frame' }]),
      ...(fields.take('references') ?? []).map((each) => ({ image_url: urlOrBareBase64(each) })),
    ];
    const videos = [
      ...(base === undefined ? [] : [{ video_url: urlOrBareBase64(base), refer_type: 'base' }]),
      ...(fields.take('referenceVideos') ?? []).map((each) => ({ video_url: urlOrBareBase64(each), refer_type: 'feature' })),
    ];
    return {
      schema: OmniVideo,
      draft: {
        ...madeOf(asked),
        ...shotsOf(asked),
        sound: onOff(fields.take('hasAudio')),
        aspect_ratio: fields.take('aspect'),
        image_list: images.length === 0 ? undefined : images,
        video_list: videos.length === 0 ? undefined : videos,
      },
    };
  },
  'videos/motion-control': (asked: Asked) => ({
    schema: MotionControl,
    draft: {
      model_name: asked.fields.take('model'),
      prompt: asked.fields.take('prompt'),
      mode: asked.fields.take('resolution'),
      watermark_info: enabled(asked.fields.take('hasWatermark')),
      image_url: urlOrBareBase64(asked.fields.take('firstFrame')),
      video_url: onlyOne(asked, 'referenceVideos'),
      ...answerOf(asked),
    },
  }),
  'videos/video-extend': (asked: Asked) => ({
    schema: VideoExtend,
    draft: {
      video_id: asked.fields.take('extends'),
      prompt: asked.fields.take('prompt'),
      negative_prompt: asked.fields.take('negativePrompt'),
      cfg_scale: asked.fields.take('guidanceScale'),
      ...answerOf(asked, { hasKey: false }),
    },
  }),
  'videos/lip-sync': (asked: Asked) => {
    const { fields } = asked;
    const sounds = fields.take('referenceAudios') ?? [];
    if (sounds.length !== 1) fields.giveBack('referenceAudios');
    const voice = sounds.length === 1 ? sounds[0] : undefined;
    return {
      schema: LipSync,
      draft: {
        input: {
          video_id: fields.take('extends'),
          video_url: urlOrBareBase64(fields.take('baseVideo')),
          mode: voice === undefined ? 'text2video' : 'audio2video',
          text: voice === undefined ? fields.take('prompt') : undefined,
          ...(voice === undefined ? {} : 'url' in voice ? { audio_type: 'url', audio_url: voice.url } : fileOf(voice)),
        },
        ...answerOf(asked, { hasKey: false }),
      },
    };
  },
  'videos/effects': (asked: Asked) => ({
    schema: Effects,
    draft: {
      input: {
        image: urlOrBareBase64(asked.fields.take('firstFrame')),
        images: asked.fields.take('references')?.map((each) => urlOrBareBase64(each)),
        mode: asked.fields.take('resolution'),
        duration: seconds(asked.fields.take('lengthSec')),
        model_name: asked.fields.take('model'),
      },
      ...answerOf(asked),
    },
  }),
  'images/generations': (asked: Asked) => ({
    schema: Images,
    draft: {
      model_name: asked.fields.take('model'),
      prompt: asked.fields.take('prompt'),
      negative_prompt: asked.fields.take('negativePrompt'),
      image: urlOrBareBase64(asked.fields.take('firstFrame')),
      n: asked.fields.take('count'),
      aspect_ratio: asked.fields.take('aspect'),
      resolution: asked.fields.take('resolution'),
      ...answerOf(asked),
    },
  }),
} as const;

const fileOf = (voice: Parameters<typeof urlOrBareBase64>[0]) => ({ audio_type: 'file', audio_file: urlOrBareBase64(voice) });

function onlyOne({ fields }: Asked, name: 'referenceVideos'): string | undefined {
  const list = fields.take(name) ?? [];
  if (list.length !== 1) fields.giveBack(name);
  return list.length === 1 && list[0] !== undefined ? urlOrBareBase64(list[0]) : undefined;
}

/** The task path under /v1 for a request: the entry's `endpoint` where its dialect names one, else by what was given. */
export function klingRoute(request: TakeRequest, setting: WireSetting): keyof typeof routes {
  const named = setting.dialect['endpoint'];
  if (named !== undefined && named in routes) return named as keyof typeof routes;
  if (request.extends !== undefined) return 'videos/video-extend';
  const hasPicture = [request.firstFrame, request.lastFrame, request.stillMask, request.motionMasks].some((each) => each !== undefined);
  return hasPicture ? 'videos/image2video' : 'videos/text2video';
}

/** @throws Fault models.bad-request where Kling's exclusions or a constant of the entry forbid the request. */
export function klingSubmission(request: TakeRequest, setting: WireSetting): Submission {
  const route = klingRoute(request, setting);
  const fields = givenFields(request);
  const { schema, draft } = routes[route]({ fields, request });
  const settings = fields.take('settings');
  const json = requestBody(schema as z.ZodType, draft, { settings, wire: 'kling-v1' });
  return { http: { method: 'POST', url: `${setting.baseUrl}/v1/${route}`, json }, dropped: fields.dropped() };
}
