import type { Look } from '../look/look.ts';
import type { Scene } from '../scene.ts';

/** Whether a shot can be drawn on a GPU as the kernel draws it; if not, why, and the kernel has to draw it. */
export type GpuAnswer =
  | Readonly<{ can: true }>
  /** A layer's picture has more texels a side than the device's textures may have. */
  | Readonly<{ can: false; because: 'picture-too-large'; layer: number; mostPx: number }>;

/** Answers before anything is opened. No look is a reason: parity.browser.test.ts holds each part of one to the kernel. */
export function gpuCan(device: GPUDevice, { scene }: Readonly<{ scene: Scene; look?: Look | undefined }>): GpuAnswer {
  const mostPx = device.limits.maxTextureDimension2D;
  const layer = scene.layers.findIndex(({ widthPx, heightPx }) => Math.max(widthPx, heightPx) > mostPx);
  return layer < 0 ? { can: true } : { can: false, because: 'picture-too-large', layer, mostPx };
}
