import { funCameraSettings, funControlSettings, uni3cSettings, vaceSettings } from './comfy-graphs.ts';
import { fluxFillSettings } from './comfy-still-graphs.ts';
import type { CatalogueEntryInput } from './entry.ts';

const nodes = 'github.com/comfyanonymous/ComfyUI';
const wrapper = 'github.com/kijai/ComfyUI-WanVideoWrapper';
const home = {
  wire: 'comfyui',
  makes: 'video',
  baseUrl: 'http://127.0.0.1:8188',
  prices: [{ usd: 0, per: 'video', source: 'your own machine', asOf: '2026-11-22', sureness: 'experiment' }],
  fps: [16],
  lengths: { leastFrames: 5, mostFrames: 161, stepFrames: 4, fps: 16 },
  takes: { firstFrame: 'required', seed: true, negativePrompt: true },
  pixels: { stepPx: 16, mostPx: 1280 * 720 },
  aspectFrom: 'request',
  prompt: {},
  sources: [nodes],
} as const;
const control = { ...home.takes, control: true, needsControl: true } as const;

/** Where no workflow of ours exists, a person puts one into `settings` (docs/catalogue.md). */
const ownWorkflow = {
  workflow: { value: 'yours', sureness: 'unverified', note: 'Put your workflow in API format into the settings of this entry.' },
} as const;

/** What a ComfyUI of one's own can make; the workflow's inputs are named in `settings`. */
export const comfyui: readonly CatalogueEntryInput[] = [
  {
    ...home,
    id: 'comfyui/wan-fun-camera',
    name: { en: 'Wan 2.2 Fun Camera in ComfyUI', zh: 'Wan 2.2 Fun Camera（ComfyUI）' },
    providerModel: 'wan2.2_fun_camera_high_noise_14B_fp8_scaled.safetensors',
    camera: 'wan-camera',
    settings: funCameraSettings,
    dialect: {
      base: { value: '1.5', sureness: 'repository', note: 'Way at speed 1 over the clip; "Zoom" goes twice as far, rolls turn 60°.' },
    },
  },
  {
    ...home,
    id: 'comfyui/wan-fun-camera-poses',
    name: { en: 'Wan 2.2 Fun Camera with poses in ComfyUI', zh: 'Wan 2.2 Fun Camera 位姿（ComfyUI）' },
    providerModel: 'wan-fun-camera-poses',
    camera: 'poses',
    dialect: {
      ...ownWorkflow,
      pose: { value: 'realestate10k', sureness: 'unverified', note: 'CameraCtrl text as the pose nodes parse it.' },
    },
    sources: [nodes, wrapper],
  },
  {
    ...home,
    id: 'comfyui/wan-vace',
    name: { en: 'Wan VACE in ComfyUI (control video)', zh: 'Wan VACE（ComfyUI，控制视频）' },
    providerModel: 'wan2.1_vace_14B_fp16.safetensors',
    takes: control,
    controlOutputs: ['colour', 'mask'],
    settings: vaceSettings,
  },
  {
    ...home,
    id: 'comfyui/wan-uni3c',
    name: { en: 'Wan Uni3C in ComfyUI (control video)', zh: 'Wan Uni3C（ComfyUI，控制视频）' },
    providerModel: 'Wan2_1-I2V-14B-480P_fp8_e4m3fn.safetensors',
    takes: control,
    controlOutputs: ['colour'],
    settings: uni3cSettings,
    sources: [nodes, wrapper],
  },
  {
    ...home,
    id: 'comfyui/wan-fun-control-depth',
    name: { en: 'Wan Fun Control in ComfyUI (depth)', zh: 'Wan Fun Control（ComfyUI，深度）' },
    providerModel: 'wan2.2_fun_control_high_noise_14B_fp8_scaled.safetensors',
    takes: control,
    controlOutputs: ['depth'],
    settings: funControlSettings,
  },
  {
    ...home,
    id: 'comfyui/recammaster',
    name: { en: 'ReCamMaster in ComfyUI (video)', zh: 'ReCamMaster（ComfyUI，视频）' },
    providerModel: 'wan-recammaster',
    takes: { firstFrame: 'none', baseVideo: true, needsBaseVideo: true, seed: true, negativePrompt: true },
    lengths: { leastFrames: 81, mostFrames: 81, stepFrames: 4, fps: 16 },
    camera: 'recammaster',
    dialect: ownWorkflow,
    sources: [wrapper],
  },
  {
    ...home,
    id: 'comfyui/ltx-2',
    name: { en: 'LTX-2 with camera LoRAs in ComfyUI', zh: 'LTX-2 运镜 LoRA（ComfyUI）' },
    providerModel: 'ltx-2-19b',
    lengths: { leastFrames: 9, mostFrames: 257, stepFrames: 8, fps: 25 },
    fps: [25],
    pixels: { stepPx: 32, mostPx: 1280 * 720 },
    camera: 'ltx-lora',
    dialect: ownWorkflow,
    prompt: { language: 'en' },
  },
  {
    ...{ wire: home.wire, baseUrl: home.baseUrl, sources: home.sources },
    id: 'comfyui/flux-fill',
    name: { en: 'FLUX.1 Fill in ComfyUI (mask)', zh: 'FLUX.1 Fill（ComfyUI，蒙版重画）' },
    providerModel: 'flux1-fill-dev.safetensors',
    makes: 'image',
    takes: { firstFrame: 'required', paintMask: 'required', seed: true },
    prompt: { isRequired: true, language: 'en' },
    settings: fluxFillSettings,
    prices: [{ ...home.prices[0], per: 'image' }],
  },
];
