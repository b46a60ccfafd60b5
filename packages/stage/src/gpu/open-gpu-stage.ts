import type { Pose } from '@fantascope/film';
import { reachTexels } from '../look/motion/alpha-reach.ts';
import { openParticles } from './air-particles.ts';
import { openAir } from './air-pass.ts';
import { type GpuOver, openFinish } from './finish-pass.ts';
import { openFocus } from './focus-pass.ts';
import { framePlanes } from './frame-planes.ts';
import { openLayers } from './layers-pass.ts';
import { openMotion } from './motion-pass.ts';
import { type GpuStageOptions, prepareScene } from './prepared-scene.ts';
import { destroyPlanes, scenePlanes } from './scene-planes.ts';

/** One scene on one GPU. */
export type GpuStage = Readonly<{
  /**
   * Draws the shot at a pose and a moment (seconds from its start; only looks depend on it) into a texture or a canvas of the frame's size, as opaque
   * BT.709 code values, which screens take for sRGB. Returns at once; the GPU works on.
   */
  draw: (pose: Pose, tSec: number, target: GPUTexture | GPUCanvasContext, over?: GpuOver) => void;
  /** Gives back all the stage holds of the GPU's memory. */
  close: () => void;
}>;

/** Prepares one scene for drawing on a GPU, for a look that `gpuCan` draw. The device stays the caller's. */
export function openGpuStage(options: GpuStageOptions): GpuStage {
  const { device, module, frame, scene, staging, look } = options;
  const prepared = prepareScene(options);
  const planes = framePlanes(device, frame);
  const pictures = scenePlanes(device, prepared);
  const motions = look?.motions ?? [];
  const motion = look === undefined || motions.length === 0 ? null : openMotion(device, pictures, { prepared, look });
  const focus = look === undefined ? null : openFocus(device, pictures, { prepared, look, staging, frame });
  const reach = scene.layers.map(
    (_, index) => reachTexels(motions.filter(({ layer }) => layer === index)) + (focus?.reachTexels[index] ?? 0),
  );
  const layers = openLayers(device, planes, { prepared, pictures: motion?.planes ?? pictures, frame, reachTexels: reach, focus });
  const air =
    look?.air === undefined || look.air.length === 0
      ? null
      : openAir(device, planes, {
          particles: openParticles(module, { look, scene, staging, frame }),
          layers,
          layerCount: scene.layers.length,
          frame,
        });
  const finish = openFinish(device, planes, { frame, look });
  return {
    draw: (pose, tSec, target, over = {}) => {
      const texture = 'getCurrentTexture' in target ? target.getCurrentTexture() : target;
      if (texture.width !== frame.widthPx || texture.height !== frame.heightPx)
        throw new RangeError(`the stage draws ${frame.widthPx}x${frame.heightPx}; the target is ${texture.width}x${texture.height}`);
      const encoder = device.createCommandEncoder();
      motion?.draw(encoder, layers.levelsAt(pose), tSec);
      layers.draw(encoder, pose);
      air?.draw(encoder, pose, tSec);
      finish.draw(encoder, texture, { tSec, over });
      device.queue.submit([encoder.finish()]);
    },
    close: () => {
      layers.destroy();
      motion?.destroy();
      focus?.destroy();
      destroyPlanes(pictures);
      air?.destroy();
      finish.destroy();
      planes.destroy();
    },
  };
}
