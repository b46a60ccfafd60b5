import type { Pose } from '@fantascope/film';
import type { FrameSize } from '../place.ts';
import { ELLIPSE_FLOATS, ellipsesOf } from './air-ellipses.ts';
import type { AirParticles } from './air-particles.ts';
import { airShader } from './air-shader.ts';
import { openFog } from './fog-pass.ts';
import type { FramePlanes } from './frame-planes.ts';
import { CHROMA_FORMAT, LUMA_FORMAT, over, SIGHT_FORMAT } from './layer-pipelines.ts';
import type { LayersPass } from './layers-pass.ts';
import { perDevice } from './per-device.ts';

/** The step that paints what is in the air over the layers. */
export type AirPass = Readonly<{ draw: (encoder: GPUCommandEncoder, pose: Pose, tSec: number) => void; destroy: () => void }>;

const pipelineOf = perDevice((device, _name: 'air') => {
  const module = device.createShaderModule({ code: airShader });
  return device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'shape' },
    fragment: { module, entryPoint: 'paint', targets: [LUMA_FORMAT, CHROMA_FORMAT].map((format) => ({ format, blend: over })) },
    primitive: { topology: 'triangle-strip' },
  });
});

/** Opens it over a scene of so many layers. */
export function openAir(
  device: GPUDevice,
  planes: FramePlanes,
  options: Readonly<{ particles: AirParticles; layers: LayersPass; layerCount: number; frame: FrameSize }>,
): AirPass {
  const { particles, layers, layerCount, frame } = options;
  const sight = device.createTexture({
    size: [frame.widthPx, frame.heightPx, layerCount],
    format: SIGHT_FORMAT,
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING,
  });
  const pipeline = pipelineOf(device, 'air');
  const uniforms = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(uniforms, 0, Float32Array.of(frame.widthPx, frame.heightPx, layerCount, 0));
  const fog = particles.fog === null ? null : openFog(device, planes, { sight, layerCount, frame, colour: particles.fog });
  let ellipses = device.createBuffer({ size: ELLIPSE_FLOATS * 4, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  const roomFor = (bytes: number) => {
    if (ellipses.size >= bytes) return;
    ellipses.destroy();
    ellipses = device.createBuffer({ size: bytes * 2, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  };
  return {
    draw: (encoder, pose, tSec) => {
      const moment = particles.at(pose, tSec);
      const list = ellipsesOf(moment.particles, moment.count);
      if (list.length === 0 && moment.puffCount === 0) return;
      layers.look(encoder, sight);
      fog?.draw(encoder, moment);
      if (list.length === 0) return;
      roomFor(list.byteLength);
      device.queue.writeBuffer(ellipses, 0, list);
      const pass = encoder.beginRenderPass({
        colorAttachments: [planes.luma, planes.chroma].map((texture) => ({ view: texture.createView(), loadOp: 'load', storeOp: 'store' })),
      });
      pass.setPipeline(pipeline);
      const entries = [
        { binding: 0, resource: { buffer: uniforms } },
        { binding: 1, resource: { buffer: ellipses } },
        { binding: 2, resource: sight.createView({ dimension: '2d-array' }) },
      ];
      pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
      pass.draw(4, list.length / ELLIPSE_FLOATS);
      pass.end();
    },
    destroy: () => {
      fog?.destroy();
      for (const one of [sight, uniforms, ellipses]) one.destroy();
    },
  };
}
