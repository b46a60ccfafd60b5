// The stage on WebGPU: the same scene, staging, pose and look as the kernel's, for pictures on a screen.
export type { GpuOver, GpuOverlay } from './finish-pass.ts';
export { type GpuAnswer, gpuCan } from './gpu-can.ts';
export { openGpuDevice } from './gpu-device.ts';
export { type GpuFrame, type GpuStage, openGpuStage } from './open-gpu-stage.ts';
export type { GpuStageOptions } from './prepared-scene.ts';
