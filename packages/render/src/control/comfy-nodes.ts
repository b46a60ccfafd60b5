/** A node as its own source declares it: types of its inputs (optional ones end in ?), and of its outputs in order. */
type NodeSource = Readonly<{ inputs: Readonly<Record<string, string>>; outputs: readonly string[] }>;

/**
 * The nodes our workflows use, November 2026: video, mask, image, Wan and Uni3C nodes as read in the sources of ComfyUI (comfy_extras/nodes_{wan,video,mask,images}.py)
 * and of kijai's ComfyUI-WanVideoWrapper, some in public copies of them; the loaders, KSampler, ModelSamplingSD3 and VAEDecode as public API workflows use them.
 * Only tests read this. Words between bars are values a choice takes, as far as used.
 */
export const comfyNodes: Readonly<Record<string, NodeSource>> = {
  UNETLoader: { inputs: { unet_name: 'FILE', weight_dtype: 'default' }, outputs: ['MODEL'] },
  CLIPLoader: { inputs: { clip_name: 'FILE', type: 'wan', 'device?': 'default' }, outputs: ['CLIP'] },
  VAELoader: { inputs: { vae_name: 'FILE' }, outputs: ['VAE'] },
  ModelSamplingSD3: { inputs: { model: 'MODEL', shift: 'NUMBER' }, outputs: ['MODEL'] },
  CLIPTextEncode: { inputs: { text: 'STRING', clip: 'CLIP' }, outputs: ['CONDITIONING'] },
  LoadImage: { inputs: { image: 'FILE' }, outputs: ['IMAGE', 'MASK'] },
  LoadVideo: { inputs: { file: 'FILE' }, outputs: ['VIDEO'] },
  GetVideoComponents: { inputs: { video: 'VIDEO' }, outputs: ['IMAGE', 'AUDIO', 'NUMBER'] },
  ImageFromBatch: { inputs: { image: 'IMAGE', batch_index: 'NUMBER', length: 'NUMBER' }, outputs: ['IMAGE'] },
  ImageScale: {
    inputs: { image: 'IMAGE', upscale_method: 'lanczos|nearest-exact', width: 'NUMBER', height: 'NUMBER', crop: 'disabled|center' },
    outputs: ['IMAGE'],
  },
  ImageToMask: { inputs: { image: 'IMAGE', channel: 'red|green|blue' }, outputs: ['MASK'] },
  GrowMask: { inputs: { mask: 'MASK', expand: 'NUMBER', tapered_corners: 'BOOLEAN' }, outputs: ['MASK'] },
  EmptyImage: { inputs: { width: 'NUMBER', height: 'NUMBER', batch_size: 'NUMBER', color: 'NUMBER' }, outputs: ['IMAGE'] },
  ImageCompositeMasked: {
    inputs: { destination: 'IMAGE', source: 'IMAGE', x: 'NUMBER', y: 'NUMBER', resize_source: 'BOOLEAN', 'mask?': 'MASK' },
    outputs: ['IMAGE'],
  },
  WanVaceToVideo: {
    inputs: {
      ...{ positive: 'CONDITIONING', negative: 'CONDITIONING', vae: 'VAE', width: 'NUMBER', height: 'NUMBER', length: 'NUMBER' },
      ...{ batch_size: 'NUMBER', strength: 'NUMBER', 'control_video?': 'IMAGE', 'control_masks?': 'MASK', 'reference_image?': 'IMAGE' },
    },
    outputs: ['CONDITIONING', 'CONDITIONING', 'LATENT', 'NUMBER'],
  },
  KSampler: {
    inputs: {
      ...{ model: 'MODEL', seed: 'NUMBER', steps: 'NUMBER', cfg: 'NUMBER', sampler_name: 'uni_pc|euler', scheduler: 'simple|normal' },
      ...{ positive: 'CONDITIONING', negative: 'CONDITIONING', latent_image: 'LATENT', denoise: 'NUMBER' },
    },
    outputs: ['LATENT'],
  },
  TrimVideoLatent: { inputs: { samples: 'LATENT', trim_amount: 'NUMBER' }, outputs: ['LATENT'] },
  VAEDecode: { inputs: { samples: 'LATENT', vae: 'VAE' }, outputs: ['IMAGE'] },
  CreateVideo: { inputs: { images: 'IMAGE', fps: 'NUMBER', 'audio?': 'AUDIO' }, outputs: ['VIDEO'] },
  SaveVideo: { inputs: { video: 'VIDEO', filename_prefix: 'STRING', format: 'auto|mp4', codec: 'auto|h264' }, outputs: [] },
  WanVideoModelLoader: {
    inputs: {
      ...{ model: 'FILE', base_precision: 'fp32|bf16|fp16|fp16_fast', quantization: 'disabled|fp8_e4m3fn|fp8_e5m2' },
      ...{ load_device: 'main_device|offload_device', 'attention_mode?': 'sdpa|sageattn' },
    },
    outputs: ['WANVIDEOMODEL'],
  },
  WanVideoVAELoader: { inputs: { model_name: 'FILE', 'precision?': 'fp16|fp32|bf16' }, outputs: ['WANVAE'] },
  LoadWanVideoT5TextEncoder: {
    inputs: {
      ...{ model_name: 'FILE', precision: 'fp32|bf16', 'load_device?': 'main_device|offload_device' },
      'quantization?': 'disabled|fp8_e4m3fn',
    },
    outputs: ['WANTEXTENCODER'],
  },
  WanVideoTextEncode: {
    inputs: { positive_prompt: 'STRING', negative_prompt: 'STRING', 't5?': 'WANTEXTENCODER', 'force_offload?': 'BOOLEAN' },
    outputs: ['WANVIDEOTEXTEMBEDS'],
  },
  WanVideoImageToVideoEncode: {
    inputs: {
      ...{ width: 'NUMBER', height: 'NUMBER', num_frames: 'NUMBER', noise_aug_strength: 'NUMBER', start_latent_strength: 'NUMBER' },
      ...{ end_latent_strength: 'NUMBER', force_offload: 'BOOLEAN', 'vae?': 'WANVAE', 'start_image?': 'IMAGE', 'end_image?': 'IMAGE' },
      ...{ 'fun_or_fl2v_model?': 'BOOLEAN' },
    },
    outputs: ['WANVIDIMAGE_EMBEDS'],
  },
  WanVideoEncode: {
    inputs: {
      ...{ vae: 'WANVAE', image: 'IMAGE', enable_vae_tiling: 'BOOLEAN', tile_x: 'NUMBER', tile_y: 'NUMBER', tile_stride_x: 'NUMBER' },
      ...{ tile_stride_y: 'NUMBER', 'noise_aug_strength?': 'NUMBER', 'latent_strength?': 'NUMBER', 'mask?': 'MASK' },
    },
    outputs: ['LATENT'],
  },
  WanVideoUni3C_ControlnetLoader: {
    inputs: {
      ...{ model: 'FILE', base_precision: 'fp32|bf16|fp16', quantization: 'disabled|fp8_e4m3fn|fp8_e5m2' },
      ...{ load_device: 'main_device|offload_device', attention_mode: 'sdpa|sageattn', 'compile_args?': 'WANCOMPILEARGS' },
    },
    outputs: ['WANVIDEOCONTROLNET'],
  },
  // Its render_mask raises NotImplementedError when connected, so it is not listed here and may not be used.
  WanVideoUni3C_embeds: {
    inputs: {
      ...{ controlnet: 'WANVIDEOCONTROLNET', strength: 'NUMBER', start_percent: 'NUMBER', end_percent: 'NUMBER' },
      ...{ 'render_latent?': 'LATENT', 'offload?': 'BOOLEAN' },
    },
    outputs: ['UNI3C_EMBEDS'],
  },
  WanVideoSampler: {
    inputs: {
      ...{ model: 'WANVIDEOMODEL', image_embeds: 'WANVIDIMAGE_EMBEDS', steps: 'NUMBER', cfg: 'NUMBER', shift: 'NUMBER', seed: 'NUMBER' },
      ...{ force_offload: 'BOOLEAN', scheduler: 'unipc|dpm++', riflex_freq_index: 'NUMBER' },
      ...{ 'text_embeds?': 'WANVIDEOTEXTEMBEDS', 'samples?': 'LATENT', 'uni3c_embeds?': 'UNI3C_EMBEDS' },
    },
    outputs: ['LATENT', 'LATENT'],
  },
  WanVideoDecode: {
    inputs: {
      ...{ vae: 'WANVAE', samples: 'LATENT', enable_vae_tiling: 'BOOLEAN', tile_x: 'NUMBER', tile_y: 'NUMBER', tile_stride_x: 'NUMBER' },
      ...{ tile_stride_y: 'NUMBER', 'normalization?': 'default|minmax|none' },
    },
    outputs: ['IMAGE'],
  },
};
