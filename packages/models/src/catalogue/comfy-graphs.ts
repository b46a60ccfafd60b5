// Workflows in ComfyUI's API format, with the inputs a request goes to. Nodes as in docs/control-package.md and comfy_extras/nodes_{wan,camera_trajectory}.py.

type Value = string | number | boolean | readonly [node: string, output: number];
type Inputs = Readonly<Record<string, Value>>;
/** What an entry of ours for ComfyUI holds in its settings. */
export type Settings = Readonly<{
  workflow: Readonly<Record<string, Readonly<{ class_type: string; inputs: Inputs; _meta: Readonly<{ title: string }> }>>>;
  inputs: Readonly<Record<string, string | readonly string[]>>;
  outputs: readonly string[];
}>;

const negative = 'blurry, smeared, seams, flicker, watermark, text';
/** A node of a graph in API format. */
export const node = (title: string, class_type: string, inputs: Inputs) => ({ class_type, inputs, _meta: { title } });
const size = { width: 832, height: 480, length: 81 };
const scaled = { upscale_method: 'lanczos', width: 832, height: 480, crop: 'center' };

/** Loaders, prompts and the way from latents to a file, which every workflow of core nodes shares; 19 makes the latents. */
function coreGraph(model: string): Settings['workflow'] {
  return {
    '1': node('Model', 'UNETLoader', { unet_name: model, weight_dtype: 'default' }),
    '2': node('Text encoder', 'CLIPLoader', { clip_name: 'umt5_xxl_fp8_e4m3fn_scaled.safetensors', type: 'wan', device: 'default' }),
    '3': node('VAE', 'VAELoader', { vae_name: 'wan_2.1_vae.safetensors' }),
    '4': node('Sampling shift', 'ModelSamplingSD3', { model: ['1', 0], shift: 8 }),
    '5': node('Prompt', 'CLIPTextEncode', { clip: ['2', 0], text: '' }),
    '6': node('Negative prompt', 'CLIPTextEncode', { clip: ['2', 0], text: negative }),
    '20': node('Sampler', 'KSampler', {
      ...{ model: ['4', 0], positive: ['19', 0], negative: ['19', 1], latent_image: ['19', 2] },
      ...{ seed: 1, steps: 20, cfg: 6, sampler_name: 'uni_pc', scheduler: 'simple', denoise: 1 },
    }),
    '22': node('Decode', 'VAEDecode', { samples: ['20', 0], vae: ['3', 0] }),
    '23': node('Video', 'CreateVideo', { images: ['22', 0], fps: 16 }),
    '24': node('Save', 'SaveVideo', { video: ['23', 0], filename_prefix: 'fantascope/take', format: 'auto', codec: 'auto' }),
  };
}

const coreInputs = {
  model: '1.unet_name',
  prompt: '5.text',
  negativePrompt: '6.text',
  seed: '20.seed',
  guidanceScale: '20.cfg',
  fps: '23.fps',
};

/** Wan 2.2 Fun Camera: WanCameraEmbedding's nine poses and their speed. */
export const funCameraSettings: Settings = {
  workflow: {
    ...coreGraph('wan2.2_fun_camera_high_noise_14B_fp8_scaled.safetensors'),
    '10': node('First frame', 'LoadImage', { image: 'first.png' }),
    '11': node('Camera', 'WanCameraEmbedding', { camera_pose: 'Static', ...size, speed: 1, fx: 0.5, fy: 0.5, cx: 0.5, cy: 0.5 }),
    '19': node('Camera to video', 'WanCameraImageToVideo', {
      ...{ positive: ['5', 0], negative: ['6', 0], vae: ['3', 0], start_image: ['10', 0], camera_conditions: ['11', 0] },
      ...size,
      batch_size: 1,
    }),
  },
  inputs: {
    ...coreInputs,
    firstFrame: '10.image',
    widthPx: ['11.width', '19.width'],
    heightPx: ['11.height', '19.height'],
    frames: ['11.length', '19.length'],
    'camera.pose': '11.camera_pose',
    'camera.speed': '11.speed',
  },
  outputs: ['24'],
};

/** Control frames out of an uploaded clip, at the model's size: nodes `from` to `from + 2`. */
function controlFrames(title: string, from: number, file: string): Settings['workflow'] {
  const id = (i: number) => String(from + i);
  return {
    [id(0)]: node(title, 'LoadVideo', { file }),
    [id(1)]: node(`${title} frames`, 'GetVideoComponents', { video: [id(0), 0] }),
    [id(2)]: node(`${title} at model size`, 'ImageScale', { image: [id(1), 0], ...scaled }),
  };
}

/** Wan 2.1 VACE completes the stage's colours where its mask is white; the same graph as a control package's. */
export const vaceSettings: Settings = {
  workflow: {
    ...coreGraph('wan2.1_vace_14B_fp16.safetensors'),
    ...controlFrames('Colour', 7, 'colour.mp4'),
    ...controlFrames('Mask', 10, 'mask.mp4'),
    '13': node('Mask values', 'ImageToMask', { image: ['12', 0], channel: 'red' }),
    '14': node('Mask over soft edges', 'GrowMask', { mask: ['13', 0], expand: 4, tapered_corners: true }),
    '15': node('Grey', 'EmptyImage', { width: size.width, height: size.height, batch_size: 1, color: 0x808080 }),
    '16': node('Control video', 'ImageCompositeMasked', {
      ...{ destination: ['9', 0], source: ['15', 0], mask: ['14', 0] },
      ...{ x: 0, y: 0, resize_source: false },
    }),
    '17': node('Reference', 'LoadImage', { image: 'first.png' }),
    '19': node('VACE', 'WanVaceToVideo', {
      ...{
        positive: ['5', 0],
        negative: ['6', 0],
        vae: ['3', 0],
        control_video: ['16', 0],
        control_masks: ['14', 0],
        reference_image: ['17', 0],
      },
      ...size,
      batch_size: 1,
      strength: 1,
    }),
    '21': node('Without reference frames', 'TrimVideoLatent', { samples: ['20', 0], trim_amount: ['19', 3] }),
    '22': node('Decode', 'VAEDecode', { samples: ['21', 0], vae: ['3', 0] }),
  },
  inputs: {
    ...coreInputs,
    firstFrame: '17.image',
    'control.colour': '7.file',
    'control.mask': '10.file',
    widthPx: ['9.width', '12.width', '15.width', '19.width'],
    heightPx: ['9.height', '12.height', '15.height', '19.height'],
    frames: '19.length',
  },
  outputs: ['24'],
};

/** Wan 2.2 Fun Control led by the stage's depth. */
export const funControlSettings: Settings = {
  workflow: {
    ...coreGraph('wan2.2_fun_control_high_noise_14B_fp8_scaled.safetensors'),
    ...controlFrames('Depth', 7, 'depth.mp4'),
    '10': node('First frame', 'LoadImage', { image: 'first.png' }),
    '19': node('Control to video', 'WanFunControlToVideo', {
      ...{ positive: ['5', 0], negative: ['6', 0], vae: ['3', 0], start_image: ['10', 0], control_video: ['9', 0] },
      ...size,
      batch_size: 1,
    }),
  },
  inputs: {
    ...coreInputs,
    firstFrame: '10.image',
    'control.depth': '7.file',
    widthPx: ['9.width', '19.width'],
    heightPx: ['9.height', '19.height'],
    frames: '19.length',
  },
  outputs: ['24'],
};

const tiles = { enable_vae_tiling: false, tile_x: 272, tile_y: 272, tile_stride_x: 144, tile_stride_y: 128 };

/** Wan 2.1 image to video, its camera led by Uni3C with the stage's colours as the render (kijai's WanVideoWrapper). */
export const uni3cSettings: Settings = {
  workflow: {
    '1': node('Model', 'WanVideoModelLoader', {
      ...{ model: 'Wan2_1-I2V-14B-480P_fp8_e4m3fn.safetensors', base_precision: 'fp16', quantization: 'disabled' },
      load_device: 'offload_device',
    }),
    '2': node('VAE', 'WanVideoVAELoader', { model_name: 'Wan2_1_VAE_bf16.safetensors', precision: 'bf16' }),
    '3': node('Text encoder', 'LoadWanVideoT5TextEncoder', { model_name: 'umt5-xxl-enc-bf16.safetensors', precision: 'bf16' }),
    '4': node('Prompt', 'WanVideoTextEncode', { positive_prompt: '', negative_prompt: negative, t5: ['3', 0], force_offload: true }),
    '5': node('First frame', 'LoadImage', { image: 'first.png' }),
    '6': node('First frame at model size', 'ImageScale', { image: ['5', 0], ...scaled }),
    '7': node('Start', 'WanVideoImageToVideoEncode', {
      ...{ width: size.width, height: size.height, num_frames: size.length, noise_aug_strength: 0, start_latent_strength: 1 },
      ...{ end_latent_strength: 1, force_offload: true, vae: ['2', 0], start_image: ['6', 0], fun_or_fl2v_model: false },
    }),
    '8': node('Colour', 'LoadVideo', { file: 'colour.mp4' }),
    '9': node('Colour frames', 'GetVideoComponents', { video: ['8', 0] }),
    '11': node('Colour at model size', 'ImageScale', { image: ['9', 0], ...scaled }),
    '12': node('Render latent', 'WanVideoEncode', { vae: ['2', 0], image: ['11', 0], ...tiles }),
    '13': node('Uni3C', 'WanVideoUni3C_ControlnetLoader', {
      ...{ model: 'Wan21_Uni3C_controlnet_fp16.safetensors', base_precision: 'fp16', quantization: 'disabled' },
      ...{ load_device: 'offload_device', attention_mode: 'sdpa' },
    }),
    '14': node('Camera', 'WanVideoUni3C_embeds', {
      controlnet: ['13', 0],
      render_latent: ['12', 0],
      strength: 1,
      start_percent: 0,
      end_percent: 1,
    }),
    '15': node('Sampler', 'WanVideoSampler', {
      ...{ model: ['1', 0], image_embeds: ['7', 0], text_embeds: ['4', 0], uni3c_embeds: ['14', 0] },
      ...{ steps: 30, cfg: 6, shift: 5, seed: 1, force_offload: true, scheduler: 'unipc', riflex_freq_index: 0 },
    }),
    '16': node('Decode', 'WanVideoDecode', { vae: ['2', 0], samples: ['15', 0], ...tiles }),
    '23': node('Video', 'CreateVideo', { images: ['16', 0], fps: 16 }),
    '24': node('Save', 'SaveVideo', { video: ['23', 0], filename_prefix: 'fantascope/uni3c', format: 'auto', codec: 'auto' }),
  },
  inputs: {
    model: '1.model',
    prompt: '4.positive_prompt',
    negativePrompt: '4.negative_prompt',
    seed: '15.seed',
    guidanceScale: '15.cfg',
    fps: '23.fps',
    firstFrame: '5.image',
    'control.colour': '8.file',
    widthPx: ['6.width', '7.width', '11.width'],
    heightPx: ['6.height', '7.height', '11.height'],
    frames: '7.num_frames',
  },
  outputs: ['24'],
};
