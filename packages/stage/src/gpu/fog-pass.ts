import { PARTICLE_BYTES } from '../look/air/air-gather.ts';
import type { FrameSize } from '../place.ts';
import type { AirMoment } from './air-particles.ts';
import { fogShader } from './fog-shader.ts';
import type { FramePlanes } from './frame-planes.ts';
import { CHROMA_FORMAT, LUMA_FORMAT, over } from './layer-pipelines.ts';
import { perDevice } from './per-device.ts';

/** The step that lays fog over the layers, before anything else in the air. */
export type FogPass = Readonly<{ draw: (encoder: GPUCommandEncoder, moment: AirMoment) => void; destroy: () => void }>;

const PUFF_FLOATS = 8;
// Fields of a particle as kernel/air.ts lists it, counted in f32.
const FIELDS = PARTICLE_BYTES / 4;
const [DEPTH_M, X, Y, RADIUS_PX, ALPHA, RADIUS_M] = [0, 1, 2, 3, 12, 18];

const pipelinesOf = perDevice((device, _name: 'fog') => {
  const module = device.createShaderModule({ code: fogShader });
  const make = (entryPoint: string, targets: GPUColorTargetState[]) =>
    device.createRenderPipeline({ layout: 'auto', vertex: { module, entryPoint: 'cover' }, fragment: { module, entryPoint, targets } });
  const veiled = [LUMA_FORMAT, CHROMA_FORMAT].map((format) => ({ format, blend: over }));
  return { gather: make('gather', [{ format: 'r16float' }]), veil: make('veil', veiled) };
});

/** Opens it; `colour` is Y 16..235 and chroma around 0. */
export function openFog(
  device: GPUDevice,
  planes: FramePlanes,
  options: Readonly<{ sight: GPUTexture; layerCount: number; frame: FrameSize; colour: readonly [number, number, number] }>,
): FogPass {
  const { sight, layerCount, frame, colour } = options;
  const corners = device.createTexture({
    size: [Math.ceil(frame.widthPx / 16) + 1, Math.ceil(frame.heightPx / 8) + 1, layerCount],
    format: 'r16float',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING,
  });
  const { gather, veil } = pipelinesOf(device, 'fog');
  const buffer = (size: number, usage: number) => device.createBuffer({ size, usage: usage | GPUBufferUsage.COPY_DST });
  const uniforms = buffer(32, GPUBufferUsage.UNIFORM);
  const numbers = Array.from({ length: layerCount }, (_, index) => {
    const one = buffer(16, GPUBufferUsage.UNIFORM);
    device.queue.writeBuffer(one, 0, Float32Array.of(index, 0, 0, 0));
    return one;
  });
  let puffs = buffer(PUFF_FLOATS * 4 * 64, GPUBufferUsage.STORAGE);
  const ground = (pipeline: GPURenderPipeline, withPuffs: boolean) =>
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: uniforms } },
        ...(withPuffs ? [{ binding: 1, resource: { buffer: puffs } }] : []),
        { binding: 2, resource: sight.createView({ dimension: '2d-array' }) },
      ],
    });
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const cornerGroup = device.createBindGroup({
    layout: veil.getBindGroupLayout(1),
    entries: [
      { binding: 0, resource: corners.createView({ dimension: '2d-array' }) },
      { binding: 1, resource: linear },
    ],
  });
  return {
    draw: (encoder, { puffs: list, puffCount }) => {
      if (puffCount === 0) return;
      const told = new Float32Array(puffCount * PUFF_FLOATS);
      for (let i = 0; i < puffCount; i++) {
        const at = (field: number) => list[i * FIELDS + field] as number;
        told.set([at(X), at(Y), at(RADIUS_PX), at(DEPTH_M), at(RADIUS_M), at(ALPHA)], i * PUFF_FLOATS);
      }
      if (puffs.size < told.byteLength) {
        puffs.destroy();
        puffs = buffer(told.byteLength * 2, GPUBufferUsage.STORAGE);
      }
      device.queue.writeBuffer(puffs, 0, told);
      const [y, cb, cr] = colour;
      device.queue.writeBuffer(
        uniforms,
        0,
        Float32Array.of(y, cb + 128, cr + 128, puffCount, frame.widthPx, frame.heightPx, layerCount, 0),
      );
      numbers.forEach((one, index) => {
        const slice = corners.createView({ dimension: '2d', baseArrayLayer: index, arrayLayerCount: 1 });
        const pass = encoder.beginRenderPass({ colorAttachments: [{ view: slice, loadOp: 'clear', storeOp: 'store' }] });
        pass.setPipeline(gather);
        pass.setBindGroup(0, ground(gather, true));
        const entries = [{ binding: 0, resource: { buffer: one } }];
        pass.setBindGroup(1, device.createBindGroup({ layout: gather.getBindGroupLayout(1), entries }));
        pass.draw(3);
        pass.end();
      });
      const pass = encoder.beginRenderPass({
        colorAttachments: [planes.luma, planes.chroma].map((texture) => ({ view: texture.createView(), loadOp: 'load', storeOp: 'store' })),
      });
      pass.setPipeline(veil);
      pass.setBindGroup(0, ground(veil, false));
      pass.setBindGroup(1, cornerGroup);
      pass.draw(3);
      pass.end();
    },
    destroy: () => {
      for (const one of [corners, uniforms, puffs, ...numbers]) one.destroy();
    },
  };
}
