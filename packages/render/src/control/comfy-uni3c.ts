import { type ComfyGraph, wanSize } from './comfy-graph.ts';

/**
 * A workflow for kijai's ComfyUI-WanVideoWrapper: Wan 2.1 image-to-video from `first.png`, its camera led by Uni3C with `colour.mp4` as the render. Frames are
 * scaled to the model's size and cropped at the middle where the shapes differ.
 */
export function uni3cWorkflow(frame: Readonly<{ widthPx: number; heightPx: number; frames: number }>, prompt: string): ComfyGraph {
  const { width, height, length } = wanSize(frame);
  const scaled = { upscale_method: 'lanczos', width, height, crop: 'center' };
  const tiles = { enable_vae_tiling: false, tile_x: 272, tile_y: 272, tile_stride_x: 144, tile_stride_y: 128 };
  const node = (title: string, class_type: string, inputs: ComfyGraph[string]['inputs']) => ({ class_type, inputs, _meta: { title } });
  return {
    '1': node('Model', 'WanVideoModelLoader', {
      ...{ model: 'Wan2_1-I2V-14B-480P_fp8_e4m3fn.safetensors', base_precision: 'fp16', quantization: 'disabled' },
      load_device: 'offload_device',
    }),
    '2': node('VAE', 'WanVideoVAELoader', { model_name: 'Wan2_1_VAE_bf16.safetensors', precision: 'bf16' }),
    '3': node('Text encoder', 'LoadWanVideoT5TextEncoder', { model_name: 'umt5-xxl-enc-bf16.safetensors', precision: 'bf16' }),
    '4': node('Prompt', 'WanVideoTextEncode', {
      ...{ positive_prompt: prompt, negative_prompt: 'blurry, smeared, seams, flicker, watermark, text' },
      ...{ t5: ['3', 0], force_offload: true },
    }),
    '5': node('First frame', 'LoadImage', { image: 'first.png' }),
    '6': node('First frame at model size', 'ImageScale', { image: ['5', 0], ...scaled }),
    '7': node('Start', 'WanVideoImageToVideoEncode', {
      ...{ width, height, num_frames: length, noise_aug_strength: 0, start_latent_strength: 1, end_latent_strength: 1 },
      ...{ force_offload: true, vae: ['2', 0], start_image: ['6', 0], fun_or_fl2v_model: false },
    }),
    '8': node('Colour', 'LoadVideo', { file: 'colour.mp4' }),
    '9': node('Colour frames', 'GetVideoComponents', { video: ['8', 0] }),
    '10': node('Colour, first frames', 'ImageFromBatch', { image: ['9', 0], batch_index: 0, length }),
    '11': node('Colour at model size', 'ImageScale', { image: ['10', 0], ...scaled }),
    '12': node('Render latent', 'WanVideoEncode', { vae: ['2', 0], image: ['11', 0], ...tiles }),
    '13': node('Uni3C', 'WanVideoUni3C_ControlnetLoader', {
      ...{ model: 'Wan21_Uni3C_controlnet_fp16.safetensors', base_precision: 'fp16', quantization: 'disabled' },
      ...{ load_device: 'offload_device', attention_mode: 'sdpa' },
    }),
    '14': node('Camera', 'WanVideoUni3C_embeds', {
      ...{ controlnet: ['13', 0], render_latent: ['12', 0] },
      ...{ strength: 1, start_percent: 0, end_percent: 1 },
    }),
    '15': node('Sampler', 'WanVideoSampler', {
      ...{ model: ['1', 0], image_embeds: ['7', 0], text_embeds: ['4', 0], uni3c_embeds: ['14', 0] },
      ...{ steps: 30, cfg: 6, shift: 5, seed: 1, force_offload: true, scheduler: 'unipc', riflex_freq_index: 0 },
    }),
    '16': node('Decode', 'WanVideoDecode', { vae: ['2', 0], samples: ['15', 0], ...tiles }),
    '17': node('Video', 'CreateVideo', { images: ['16', 0], fps: ['9', 2] }),
    '18': node('Save', 'SaveVideo', { video: ['17', 0], filename_prefix: 'fantascope/uni3c', format: 'auto', codec: 'auto' }),
  };
}
