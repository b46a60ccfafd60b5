import { type ComfyGraph, wanSize } from './comfy-graph.ts';

/** 50 % grey, what VACE takes for "to be made". */
const GREY = 0x808080;

/**
 * A workflow of ComfyUI's own nodes that has Wan 2.1 VACE complete the package: `colour.mp4` with its masked pixels grey is the control video, `mask.mp4`, grown by
 * 4 pixels over soft edges, the control mask. Frames are scaled to the model's size and cropped at the middle where the shapes differ.
 */
export function vaceWorkflow(frame: Readonly<{ widthPx: number; heightPx: number; frames: number }>, prompt: string): ComfyGraph {
  const { width, height, length } = wanSize(frame);
  const scaled = { width, height, crop: 'center' };
  const node = (title: string, class_type: string, inputs: ComfyGraph[string]['inputs']) => ({ class_type, inputs, _meta: { title } });
  return {
    '1': node('Model', 'UNETLoader', { unet_name: 'wan2.1_vace_14B_fp16.safetensors', weight_dtype: 'default' }),
    '2': node('Text encoder', 'CLIPLoader', { clip_name: 'umt5_xxl_fp8_e4m3fn_scaled.safetensors', type: 'wan', device: 'default' }),
    '3': node('VAE', 'VAELoader', { vae_name: 'wan_2.1_vae.safetensors' }),
    '4': node('Sampling shift', 'ModelSamplingSD3', { model: ['1', 0], shift: 8 }),
    '5': node('Prompt', 'CLIPTextEncode', { clip: ['2', 0], text: prompt }),
    '6': node('Negative prompt', 'CLIPTextEncode', { clip: ['2', 0], text: 'blurry, smeared, seams, flicker, watermark, text' }),
    '7': node('Colour', 'LoadVideo', { file: 'colour.mp4' }),
    '8': node('Colour frames', 'GetVideoComponents', { video: ['7', 0] }),
    '9': node('Colour, first frames', 'ImageFromBatch', { image: ['8', 0], batch_index: 0, length }),
    '10': node('Colour at model size', 'ImageScale', { image: ['9', 0], upscale_method: 'lanczos', ...scaled }),
    '11': node('Mask', 'LoadVideo', { file: 'mask.mp4' }),
    '12': node('Mask frames', 'GetVideoComponents', { video: ['11', 0] }),
    '13': node('Mask, first frames', 'ImageFromBatch', { image: ['12', 0], batch_index: 0, length }),
    '14': node('Mask at model size', 'ImageScale', { image: ['13', 0], upscale_method: 'nearest-exact', ...scaled }),
    '15': node('Mask values', 'ImageToMask', { image: ['14', 0], channel: 'red' }),
    '16': node('Mask over soft edges', 'GrowMask', { mask: ['15', 0], expand: 4, tapered_corners: true }),
    '17': node('Grey', 'EmptyImage', { width, height, batch_size: 1, color: GREY }),
    '18': node('Control video', 'ImageCompositeMasked', {
      ...{ destination: ['10', 0], source: ['17', 0], mask: ['16', 0] },
      ...{ x: 0, y: 0, resize_source: false },
    }),
    '19': node('VACE', 'WanVaceToVideo', {
      ...{ positive: ['5', 0], negative: ['6', 0], vae: ['3', 0], control_video: ['18', 0], control_masks: ['16', 0] },
      ...{ width, height, length, batch_size: 1, strength: 1 },
    }),
    '20': node('Sampler', 'KSampler', {
      ...{ model: ['4', 0], positive: ['19', 0], negative: ['19', 1], latent_image: ['19', 2] },
      ...{ seed: 1, steps: 20, cfg: 6, sampler_name: 'uni_pc', scheduler: 'simple', denoise: 1 },
    }),
    '21': node('Without reference frames', 'TrimVideoLatent', { samples: ['20', 0], trim_amount: ['19', 3] }),
    '22': node('Decode', 'VAEDecode', { samples: ['21', 0], vae: ['3', 0] }),
    '23': node('Video', 'CreateVideo', { images: ['22', 0], fps: ['8', 2] }),
    '24': node('Save', 'SaveVideo', { video: ['23', 0], filename_prefix: 'fantascope/vace', format: 'auto', codec: 'auto' }),
  };
}
