import type { Look } from '../look/look.ts';
import type { Scene } from '../scene.ts';

/** Whether a shot can be drawn on a GPU as the kernel draws it; if not, why, and the kernel has to draw it. */
export type GpuAnswer =
  | Readonly<{ can: true }>
  /** A layer's picture has more texels a side than the device's textures may have. */
  | Readonly<{ can: false; because: 'picture-too-large'; layer: number }>
  /** A layer that moves may be out of focus: the kernel moves what it has blurred, WebGPU only the sharp picture. */
  | Readonly<{ can: false; because: 'motion-under-aperture'; layer: number }>;

/** Answers before anything is opened. */
export function gpuCan(device: GPUDevice, { scene, look }: Readonly<{ scene: Scene; look?: Look }>): GpuAnswer {
  const mostPx = device.limits.maxTextureDimension2D;
  const large = scene.layers.findIndex(({ widthPx, heightPx }) => Math.max(widthPx, heightPx) > mostPx);
  if (large >= 0) return { can: false, because: 'picture-too-large', layer: large };
  const moved = look?.aperture === undefined ? undefined : look.motions?.find(({ layer }) => layer < scene.layers.length);
  if (moved !== undefined) return { can: false, because: 'motion-under-aperture', layer: moved.layer };
  return { can: true };
}
