import type { FrameSize } from '../place.ts';
import { CHROMA_FORMAT, DEPTH_FORMAT, LUMA_FORMAT } from './layer-pipelines.ts';

/** What one frame is drawn into before it is finished. */
export type FramePlanes = Readonly<{ luma: GPUTexture; chroma: GPUTexture; depth: GPUTexture; destroy: () => void }>;

/** Makes them, as large as the frame; chroma at every pixel. */
export function framePlanes(device: GPUDevice, { widthPx, heightPx }: FrameSize): FramePlanes {
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING;
  const make = (format: GPUTextureFormat) => device.createTexture({ size: [widthPx, heightPx], format, usage });
  const all = { luma: make(LUMA_FORMAT), chroma: make(CHROMA_FORMAT), depth: make(DEPTH_FORMAT) };
  return {
    ...all,
    destroy: () => {
      for (const texture of Object.values(all)) texture.destroy();
    },
  };
}
