import type { FrameSize } from '@fantascope/stage';
import { type GpuStage, gpuCan, openGpuStage } from '@fantascope/stage/gpu';
import type { PlacedCaption } from './caption-plane.ts';
import type { Staged } from './kernel-frames.ts';
import { kernelPainter, type Painter } from './kernel-painter.ts';

/** A caption as a texture; made once. */
function captionTextures(device: GPUDevice): (caption: PlacedCaption) => GPUTexture {
  const made = new WeakMap<PlacedCaption, GPUTexture>();
  return (caption) => {
    const known = made.get(caption);
    if (known !== undefined) return known;
    const { widthPx, heightPx } = caption.planes;
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
    const texture = device.createTexture({ size: [widthPx, heightPx], format: 'rgba8unorm', usage });
    // The canvas held it straight; the stage lays premultiplied pictures over.
    const premultiplied = Uint8Array.from(caption.rgba, (value, i) =>
      i % 4 === 3 ? value : Math.round((value * (caption.rgba[i - (i % 4) + 3] as number)) / 255),
    );
    device.queue.writeTexture({ texture }, premultiplied, { bytesPerRow: widthPx * 4 }, [widthPx, heightPx]);
    made.set(caption, texture);
    return texture;
  };
}

/** Whether something is to be seen on a canvas: some browsers and drivers compute by WebGPU and then show nothing but black. */
function isShown(canvas: OffscreenCanvas): boolean {
  const sample = new OffscreenCanvas(32, 18).getContext('2d') as OffscreenCanvasRenderingContext2D;
  sample.drawImage(canvas, 0, 0, 32, 18);
  return sample.getImageData(0, 0, 32, 18).data.some((value, at) => at % 4 !== 3 && value > 0);
}

/** Whether a scene holds anything brighter than black: every 97th byte of its pictures is looked at. */
function isLit({ scene }: Staged): boolean {
  return scene.layers.some(({ rgba }) => {
    for (let at = 0; at < rgba.length; at += 97) if (at % 4 !== 3 && (rgba[at] as number) > 24) return true;
    return false;
  });
}

/** WebGPU where it draws a look as the kernel does, else the kernel, shot by shot and over one canvas. A device that is lost is done without. */
export function gpuPainter(
  module: WebAssembly.Module,
  canvas: OffscreenCanvas,
  { device, onChange }: Readonly<{ device: GPUDevice; onChange: () => void }>,
): Painter {
  const kernel = kernelPainter(module, canvas);
  const shown = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const own = new OffscreenCanvas(2, 2);
  const context = own.getContext('webgpu');
  const textureOf = captionTextures(device);
  let stage: GpuStage | null = null;
  let isLost = context === null;
  let isTrusted = false;
  let shouldShow = false;
  let size: FrameSize = { widthPx: 2, heightPx: 2 };
  void device.lost.then(() => {
    isLost = true;
    stage = null;
    onChange();
  });
  const open = ({ scene, staging, poses, look }: Staged, frame: FrameSize) => {
    if (isLost || context === null) return null;
    const withLook = look === undefined ? {} : { look };
    if (!gpuCan(device, { scene, ...withLook }).can) return null;
    if (frame.widthPx !== size.widthPx || frame.heightPx !== size.heightPx) {
      size = frame;
      for (const each of [own, canvas]) {
        each.width = frame.widthPx;
        each.height = frame.heightPx;
      }
      context.configure({ device, format: 'rgba8unorm', alphaMode: 'opaque' });
    }
    return openGpuStage({ device, module, scene, staging, poses, frame, ...withLook });
  };
  return {
    by: () => (stage === null ? 'kernel' : 'webgpu'),
    stage: (staged, frame) => {
      stage?.close();
      stage = open(staged, frame);
      shouldShow = !isTrusted && isLit(staged);
      if (stage === null) return kernel.stage(staged, frame);
    },
    draw: (moment) => {
      if (stage === null || context === null) return kernel.draw(moment);
      const { pose, tSec, open: moments, brightnessRatio, captions } = moment;
      stage.draw(pose, tSec, context, {
        ...(moments === undefined ? {} : { open: moments }),
        ...(brightnessRatio < 1 ? { veils: [{ colour: 'black', ratio: 1 - brightnessRatio }] } : {}),
        overlays: captions.map(({ caption, opacityRatio }) => ({
          texture: textureOf(caption),
          xPx: caption.xPx,
          yPx: caption.yPx,
          opacityRatio,
        })),
      });
      shown.drawImage(own, 0, 0);
      // A frame that a fade makes black says nothing, nor does a photograph that is black.
      if (isTrusted || !shouldShow || brightnessRatio < 1) return;
      isTrusted = isShown(canvas);
      if (isTrusted) return;
      isLost = true;
      onChange();
    },
  };
}
