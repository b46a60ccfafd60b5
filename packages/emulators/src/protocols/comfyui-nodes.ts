/** A node as /object_info tells of it. `isOpen`: it has more optional inputs than are listed, so unknown ones are let by. */
export type NodeKind = Readonly<{
  inputs: Readonly<Record<string, Readonly<{ type: string; isRequired: boolean; choices?: readonly string[] }>>>;
  outputs: readonly string[];
  isOpen: boolean;
  isOutput: boolean;
}>;

// One line a node: `name:TYPE`, a question mark after the name of what is optional, choices between bars, three dots where there are more
// optional inputs; then an arrow and the outputs. FILE is any file name, INPUT a file of the input folder. Read in the sources of ComfyUI
// (nodes.py, comfy_extras/nodes_{wan,video,mask,images,camera_trajectory}.py), kijai's ComfyUI-WanVideoWrapper and VideoHelperSuite.
const size = 'width:INT height:INT';
const wan = `positive:CONDITIONING negative:CONDITIONING vae:VAE ${size} length:INT batch_size:INT`;
const wanOut = 'CONDITIONING CONDITIONING LATENT';
const tiles = 'enable_vae_tiling:BOOLEAN tile_x:INT tile_y:INT tile_stride_x:INT tile_stride_y:INT';
const scaling = 'nearest-exact|bilinear|area|bicubic|lanczos';
const lines = `
CheckpointLoaderSimple ckpt_name:FILE -> MODEL CLIP VAE
UNETLoader unet_name:FILE weight_dtype:default|fp8_e4m3fn|fp8_e4m3fn_fast|fp8_e5m2 -> MODEL
CLIPLoader clip_name:FILE type:stable_diffusion|sd3|flux2|wan|hidream|qwen_image|hunyuan_image|ltxv|lumina2 device?:default|cpu -> CLIP
DualCLIPLoader clip_name1:FILE clip_name2:FILE type:sdxl|sd3|flux|hunyuan_video|hidream|hunyuan_image device?:default|cpu -> CLIP
VAELoader vae_name:FILE -> VAE
CLIPVisionLoader clip_name:FILE -> CLIP_VISION
CLIPVisionEncode clip_vision:CLIP_VISION image:IMAGE crop:center|none -> CLIP_VISION_OUTPUT
LoraLoader model:MODEL clip:CLIP lora_name:FILE strength_model:FLOAT strength_clip:FLOAT -> MODEL CLIP
LoraLoaderModelOnly model:MODEL lora_name:FILE strength_model:FLOAT -> MODEL
ModelSamplingSD3 model:MODEL shift:FLOAT -> MODEL
ModelSamplingAuraFlow model:MODEL shift:FLOAT -> MODEL
DifferentialDiffusion model:MODEL strength?:FLOAT -> MODEL
CFGNorm model:MODEL strength:FLOAT -> MODEL
CLIPTextEncode text:STRING clip:CLIP -> CONDITIONING
TextEncodeQwenImageEdit clip:CLIP prompt:STRING vae?:VAE image?:IMAGE -> CONDITIONING
TextEncodeQwenImageEditPlus clip:CLIP prompt:STRING vae?:VAE image1?:IMAGE image2?:IMAGE image3?:IMAGE -> CONDITIONING
ConditioningZeroOut conditioning:CONDITIONING -> CONDITIONING
FluxGuidance conditioning:CONDITIONING guidance:FLOAT -> CONDITIONING
KSampler model:MODEL seed:INT steps:INT cfg:FLOAT sampler_name:SAMPLER_NAME scheduler:SCHEDULER positive:CONDITIONING negative:CONDITIONING latent_image:LATENT denoise:FLOAT -> LATENT
KSamplerAdvanced model:MODEL add_noise:enable|disable noise_seed:INT steps:INT cfg:FLOAT sampler_name:SAMPLER_NAME scheduler:SCHEDULER positive:CONDITIONING negative:CONDITIONING latent_image:LATENT start_at_step:INT end_at_step:INT return_with_leftover_noise:disable|enable -> LATENT
EmptyLatentImage ${size} batch_size:INT -> LATENT
EmptySD3LatentImage ${size} batch_size:INT -> LATENT
EmptyHunyuanLatentVideo ${size} length:INT batch_size:INT -> LATENT
Wan22ImageToVideoLatent vae:VAE ${size} length:INT batch_size:INT start_image?:IMAGE -> LATENT
VAEDecode samples:LATENT vae:VAE -> IMAGE
VAEDecodeTiled samples:LATENT vae:VAE tile_size:INT overlap:INT temporal_size:INT temporal_overlap:INT -> IMAGE
VAEEncode pixels:IMAGE vae:VAE -> LATENT
VAEEncodeForInpaint pixels:IMAGE vae:VAE mask:MASK grow_mask_by:INT -> LATENT
InpaintModelConditioning positive:CONDITIONING negative:CONDITIONING vae:VAE pixels:IMAGE mask:MASK noise_mask:BOOLEAN -> CONDITIONING CONDITIONING LATENT
LoadImage image:INPUT -> IMAGE MASK
LoadImageMask image:INPUT channel:alpha|red|green|blue -> MASK
LoadVideo file:INPUT -> VIDEO
GetVideoComponents video:VIDEO -> IMAGE AUDIO FLOAT
ImageFromBatch image:IMAGE batch_index:INT length:INT -> IMAGE
ImageScale image:IMAGE upscale_method:${scaling} ${size} crop:disabled|center -> IMAGE
ImageScaleToTotalPixels image:IMAGE upscale_method:${scaling} megapixels:FLOAT resolution_steps?:INT -> IMAGE
ImageBatch image1:IMAGE image2:IMAGE -> IMAGE
RepeatImageBatch image:IMAGE amount:INT -> IMAGE
ImageToMask image:IMAGE channel:red|green|blue|alpha -> MASK
MaskToImage mask:MASK -> IMAGE
GrowMask mask:MASK expand:INT tapered_corners:BOOLEAN -> MASK
InvertMask mask:MASK -> MASK
EmptyImage ${size} batch_size:INT color:INT -> IMAGE
ImageCompositeMasked destination:IMAGE source:IMAGE x:INT y:INT resize_source:BOOLEAN mask?:MASK -> IMAGE
WanImageToVideo ${wan} clip_vision_output?:CLIP_VISION_OUTPUT start_image?:IMAGE -> ${wanOut}
WanFirstLastFrameToVideo ${wan} clip_vision_start_image?:CLIP_VISION_OUTPUT clip_vision_end_image?:CLIP_VISION_OUTPUT start_image?:IMAGE end_image?:IMAGE -> ${wanOut}
WanCameraEmbedding camera_pose:Static|Pan_Up|Pan_Down|Pan_Left|Pan_Right|Zoom_In|Zoom_Out|Anti_Clockwise_(ACW)|ClockWise_(CW) ${size} length:INT speed?:FLOAT fx?:FLOAT fy?:FLOAT cx?:FLOAT cy?:FLOAT -> WAN_CAMERA_EMBEDDING INT INT INT
WanCameraImageToVideo ${wan} clip_vision_output?:CLIP_VISION_OUTPUT start_image?:IMAGE camera_conditions?:WAN_CAMERA_EMBEDDING -> ${wanOut}
WanVaceToVideo ${wan} strength:FLOAT control_video?:IMAGE control_masks?:MASK reference_image?:IMAGE -> ${wanOut} INT
WanFunControlToVideo ${wan} clip_vision_output?:CLIP_VISION_OUTPUT start_image?:IMAGE control_video?:IMAGE -> ${wanOut}
Wan22FunControlToVideo ${wan} ref_image?:IMAGE control_video?:IMAGE -> ${wanOut}
TrimVideoLatent samples:LATENT trim_amount:INT -> LATENT
CreateVideo images:IMAGE fps:FLOAT audio?:AUDIO -> VIDEO
SaveVideo video:VIDEO filename_prefix:STRING format:auto|mp4 codec:auto|h264 -> !
SaveImage images:IMAGE filename_prefix:STRING -> !
PreviewImage images:IMAGE -> !
VHS_VideoCombine images:IMAGE frame_rate:FLOAT loop_count:INT filename_prefix:STRING format:STRING pingpong:BOOLEAN save_output:BOOLEAN ... -> VHS_FILENAMES !
VHS_LoadVideo video:INPUT force_rate:FLOAT custom_width:INT custom_height:INT frame_load_cap:INT skip_first_frames:INT select_every_nth:INT ... -> IMAGE INT AUDIO VHS_VIDEOINFO
WanVideoModelLoader model:FILE base_precision:STRING quantization:STRING load_device:STRING ... -> WANVIDEOMODEL
WanVideoVAELoader model_name:FILE ... -> WANVAE
LoadWanVideoT5TextEncoder model_name:FILE precision:STRING ... -> WANTEXTENCODER
WanVideoTextEncode positive_prompt:STRING negative_prompt:STRING t5?:WANTEXTENCODER ... -> WANVIDEOTEXTEMBEDS
WanVideoImageToVideoEncode ${size} num_frames:INT noise_aug_strength:FLOAT start_latent_strength:FLOAT end_latent_strength:FLOAT force_offload:BOOLEAN vae?:WANVAE start_image?:IMAGE end_image?:IMAGE control_embeds?:WANVIDIMAGE_EMBEDS ... -> WANVIDIMAGE_EMBEDS
WanVideoEmptyEmbeds ${size} num_frames:INT control_embeds?:WANVIDIMAGE_EMBEDS ... -> WANVIDIMAGE_EMBEDS
WanVideoVACEEncode vae:WANVAE ${size} num_frames:INT strength:FLOAT vace_start_percent:FLOAT vace_end_percent:FLOAT input_frames?:IMAGE ref_images?:IMAGE input_masks?:MASK ... -> WANVIDIMAGE_EMBEDS
WanVideoEncode vae:WANVAE image:IMAGE ${tiles} noise_aug_strength?:FLOAT latent_strength?:FLOAT mask?:MASK -> LATENT
WanVideoUni3C_ControlnetLoader model:FILE base_precision:STRING quantization:STRING load_device:STRING attention_mode:STRING ... -> WANVIDEOCONTROLNET
WanVideoUni3C_embeds controlnet:WANVIDEOCONTROLNET strength:FLOAT start_percent:FLOAT end_percent:FLOAT render_latent?:LATENT offload?:BOOLEAN ... -> UNI3C_EMBEDS
WanVideoFunCameraEmbeds poses:CAMERACTRL_POSES ${size} strength:FLOAT start_percent:FLOAT end_percent:FLOAT -> WANVIDIMAGE_EMBEDS
CameraPosesFromFile pose_file_path:STRING -> CAMERACTRL_POSES
WanVideoReCamMasterDefaultCamera camera_type:pan_right|pan_left|tilt_up|tilt_down|zoom_in|zoom_out|translate_up|translate_down|arc_left|arc_right latents:LATENT -> CAMERAPOSES
WanVideoReCamMasterGenerateOrbitCamera num_frames:INT degrees:FLOAT -> CAMERAPOSES
WanVideoReCamMasterCameraEmbed camera_poses:CAMERAPOSES latents:LATENT -> WANVIDIMAGE_EMBEDS
WanVideoSampler model:WANVIDEOMODEL image_embeds:WANVIDIMAGE_EMBEDS steps:INT cfg:FLOAT shift:FLOAT seed:INT force_offload:BOOLEAN scheduler:STRING riflex_freq_index:INT text_embeds?:WANVIDEOTEXTEMBEDS samples?:LATENT uni3c_embeds?:UNI3C_EMBEDS ... -> LATENT LATENT
WanVideoDecode vae:WANVAE samples:LATENT ${tiles} ... -> IMAGE
`;

function read(line: string): readonly [string, NodeKind] {
  const [head = '', tail = ''] = line.split(' -> ');
  const [name = '', ...inputs] = head.split(' ');
  const outputs = tail.split(' ');
  const kinds = inputs
    .filter((each) => each !== '...')
    .map((each) => {
      const [, field = '', optional = '', type = ''] = /^(\w+)(\??):(.+)$/.exec(each) ?? [];
      const choices = type.includes('|')
        ? { choices: type.split('|').map((choice) => choice.replaceAll('_', name === 'WanCameraEmbedding' ? ' ' : '_')) }
        : {};
      return [field, { type: type.includes('|') ? 'COMBO' : type, isRequired: optional === '', ...choices }] as const;
    });
  return [
    name,
    {
      inputs: Object.fromEntries(kinds),
      outputs: outputs.filter((each) => each !== '!'),
      isOpen: inputs.includes('...'),
      isOutput: outputs.includes('!'),
    },
  ];
}

/** Every node this server has, by class. */
export const nodeKinds: ReadonlyMap<string, NodeKind> = new Map(lines.trim().split('\n').map(read));

/** A node as /object_info says it: choices as lists, the rest as type names. */
export function objectInfo(name: string, { files }: { files: readonly string[] }): unknown {
  const kind = nodeKinds.get(name) as NodeKind;
  const spec = ({ type, choices }: NodeKind['inputs'][string]) => {
    if (choices !== undefined) return [choices];
    if (type === 'FILE') return [['emulated.safetensors']];
    if (type === 'INPUT') return [files];
    return [['SAMPLER_NAME', 'SCHEDULER'].includes(type) ? 'STRING' : type, {}];
  };
  const part = (isRequired: boolean) =>
    Object.fromEntries(
      Object.entries(kind.inputs)
        .filter(([, each]) => each.isRequired === isRequired)
        .map(([field, each]) => [field, spec(each)]),
    );
  return {
    input: { required: part(true), optional: part(false) },
    output: kind.outputs,
    output_name: kind.outputs,
    name,
    display_name: name,
    description: '',
    category: 'emulated',
    output_node: kind.isOutput,
  };
}
