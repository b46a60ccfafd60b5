import { node, type Settings } from './comfy-graphs.ts';

/**
 * FLUX.1 Fill paints a picture anew where a mask is white, as ComfyUI's own example does it (InpaintModelConditioning of nodes.py). The model works at
 * about a megapixel; what it made is laid over the picture in its own size, so that nothing else is touched.
 */
export const fluxFillSettings: Settings = {
  workflow: {
    '1': node('Model', 'UNETLoader', { unet_name: 'flux1-fill-dev.safetensors', weight_dtype: 'default' }),
    '2': node('Text encoders', 'DualCLIPLoader', {
      ...{ clip_name1: 'clip_l.safetensors', clip_name2: 't5xxl_fp8_e4m3fn.safetensors', type: 'flux' },
    }),
    '3': node('VAE', 'VAELoader', { vae_name: 'ae.safetensors' }),
    '4': node('Within the mask', 'DifferentialDiffusion', { model: ['1', 0] }),
    '5': node('Prompt', 'CLIPTextEncode', { clip: ['2', 0], text: '' }),
    '6': node('Nothing else', 'ConditioningZeroOut', { conditioning: ['5', 0] }),
    '7': node('Guidance', 'FluxGuidance', { conditioning: ['5', 0], guidance: 30 }),
    '10': node('Picture', 'LoadImage', { image: 'picture.png' }),
    '11': node('Mask', 'LoadImageMask', { image: 'mask.png', channel: 'red' }),
    '12': node('Picture at model size', 'ImageScaleToTotalPixels', {
      ...{ image: ['10', 0], upscale_method: 'lanczos', megapixels: 1, resolution_steps: 16 },
    }),
    // The mask is scaled to its picture in here.
    '19': node('What is painted anew', 'InpaintModelConditioning', {
      ...{ positive: ['7', 0], negative: ['6', 0], vae: ['3', 0], pixels: ['12', 0], mask: ['11', 0], noise_mask: false },
    }),
    '20': node('Sampler', 'KSampler', {
      ...{ model: ['4', 0], positive: ['19', 0], negative: ['19', 1], latent_image: ['19', 2] },
      ...{ seed: 1, steps: 20, cfg: 1, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
    }),
    '22': node('Decode', 'VAEDecode', { samples: ['20', 0], vae: ['3', 0] }),
    '23': node('Over the picture', 'ImageCompositeMasked', {
      ...{ destination: ['10', 0], source: ['22', 0], mask: ['11', 0], x: 0, y: 0, resize_source: true },
    }),
    '24': node('Save', 'SaveImage', { images: ['23', 0], filename_prefix: 'fantascope/still' }),
  },
  inputs: {
    model: '1.unet_name',
    prompt: '5.text',
    seed: '20.seed',
    guidanceScale: '7.guidance',
    firstFrame: '10.image',
    paintMask: '11.image',
  },
  outputs: ['24'],
};
