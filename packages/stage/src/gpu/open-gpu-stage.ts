import type { Pose } from '@fantascope/film';
import { reachTexels } from '../look/motion/alpha-reach.ts';
import { blursCamera, type OpenMoment } from '../look/shutter/shutter-effect.ts';
import { openParticles } from './air-particles.ts';
import { openAir } from './air-pass.ts';
import { type GpuOver, openFinish } from './finish-pass.ts';
import { openFocus } from './focus-pass.ts';
import { framePlanes } from './frame-planes.ts';
import { layerMesh } from './layer-mesh.ts';
import { openLayers } from './layers-pass.ts';
import { openMotion } from './motion-pass.ts';
import { type GpuStageOptions, prepareScene } from './prepared-scene.ts';
import { destroyPlanes, type Picture, scenePlanes } from './scene-planes.ts';
import { openShutter } from './shutter-pass.ts';

/** What else a frame is made of: what lies over it, and under a look whose shutter blurs the camera the moments of `openMoments`, whose mean it is. */
export type GpuFrame = GpuOver & Readonly<{ open?: readonly OpenMoment[] }>;

/** One scene on one GPU. */
export type GpuStage = Readonly<{
  /**
   * Draws the shot at a pose and a moment (seconds from its start; only looks depend on it) into a texture or a canvas of the frame's size, as opaque
   * BT.709 code values, which screens take for sRGB. Returns at once; the GPU works on.
   */
  draw: (pose: Pose, tSec: number, target: GPUTexture | GPUCanvasContext, more?: GpuFrame) => void;
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
  const motion = look === undefined || motions.length === 0 ? null : openMotion(device, { prepared, look });
  const focus = look === undefined ? null : openFocus(device, pictures, { prepared, look, staging, frame });
  const reach = scene.layers.map(
    (_, index) => reachTexels(motions.filter(({ layer }) => layer === index)) + (focus?.reachTexels[index] ?? 0),
  );
  const meshes = reach.map((texels, index) => layerMesh(device, prepared, index, texels));
  const layers = openLayers(device, planes, { meshes, pictures, frame, focus });
  const air =
    look?.air === undefined || look.air.length === 0
      ? null
      : openAir(device, planes, {
          particles: openParticles(module, { look, scene, staging, frame }),
          layers,
          layerCount: scene.layers.length,
          frame,
        });
  const shutter = look !== undefined && blursCamera(look) ? openShutter(device, planes, frame) : null;
  const finish = openFinish(device, shutter?.mean ?? planes, { frame, look });
  const drawPicture = (encoder: GPUCommandEncoder, { pose, tSec }: OpenMoment) => {
    const levels = layers.levelsAt(pose);
    const pictureOf = (index: number): Picture | null => {
      const [mesh, level = 0] = [meshes[index], levels[index]];
      const sharp = pictures[index]?.[level];
      if (mesh === undefined || sharp === undefined) return null;
      return focus?.mix(encoder, index, { pose, level, mesh }) ?? { planes: sharp, at: level };
    };
    layers.draw(encoder, pose, { levels, moved: motion?.draw(encoder, pictureOf, tSec) ?? new Map() });
    air?.draw(encoder, pose, tSec);
  };
  return {
    draw: (pose, tSec, target, { open, ...over } = {}) => {
      const texture = 'getCurrentTexture' in target ? target.getCurrentTexture() : target;
      if (texture.width !== frame.widthPx || texture.height !== frame.heightPx)
        throw new RangeError(`the stage draws ${frame.widthPx}x${frame.heightPx}; the target is ${texture.width}x${texture.height}`);
      let encoder = device.createCommandEncoder();
      const submit = () => device.queue.submit([encoder.finish()]);
      if (shutter === null) drawPicture(encoder, { pose, tSec });
      else
        (open ?? [{ pose, tSec }]).forEach((moment, part) => {
          drawPicture(encoder, moment);
          shutter.add(encoder, part);
          // The next picture writes the same uniforms anew, which must wait for this one.
          submit();
          encoder = device.createCommandEncoder();
        });
      finish.draw(encoder, texture, { tSec, over });
      submit();
    },
    close: () => {
      layers.destroy();
      for (const { vertices, indices } of meshes) {
        vertices.destroy();
        indices.destroy();
      }
      motion?.destroy();
      focus?.destroy();
      destroyPlanes(pictures);
      air?.destroy();
      shutter?.destroy();
      finish.destroy();
      planes.destroy();
    },
  };
}
