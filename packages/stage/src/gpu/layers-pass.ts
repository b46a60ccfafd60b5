import type { Pose } from '@fantascope/film';
import { type FrameSize, viewProjection } from '../place.ts';
import type { Scene } from '../scene.ts';
import type { FramePlanes } from './frame-planes.ts';
import { type LayerMesh, layerMesh, levelAt } from './layer-mesh.ts';
import { layerPipelines } from './layer-pipelines.ts';
import { layerEntries, layerShader } from './layer-shader.ts';
import { type PlaneTextures, planeTextures, writePlanes } from './plane-textures.ts';
import type { PreparedScene } from './prepared-scene.ts';

/** The step that draws a scene's layers, back to front, into a frame's planes. */
export type LayersPass = Readonly<{
  draw: (encoder: GPUCommandEncoder, pose: Pose) => void;
  /** After `draw`: each layer's alpha and distance into its own slice of a texture of SIGHT_FORMAT. */
  look: (encoder: GPUCommandEncoder, pose: Pose, sight: GPUTexture) => void;
  destroy: () => void;
}>;

type Layer = Readonly<{ mesh: LayerMesh; levels: readonly Readonly<{ planes: PlaneTextures; group: GPUBindGroup; buffer: GPUBuffer }>[] }>;

/** Opens it: planes become textures, meshes buffers. */
export function openLayers(
  device: GPUDevice,
  planes: FramePlanes,
  { prepared, scene, frame }: Readonly<{ prepared: PreparedScene; scene: Scene; frame: FrameSize }>,
): LayersPass {
  const both = GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT;
  const viewLayout = device.createBindGroupLayout({ entries: [{ binding: 0, visibility: GPUShaderStage.VERTEX, buffer: {} }] });
  const layerLayout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: both, buffer: {} },
      { binding: 1, visibility: GPUShaderStage.FRAGMENT, sampler: {} },
      { binding: 2, visibility: GPUShaderStage.FRAGMENT, texture: {} },
      { binding: 3, visibility: GPUShaderStage.FRAGMENT, texture: {} },
    ],
  });
  const pipelines = layerPipelines(device, { code: layerShader + layerEntries, groups: [viewLayout, layerLayout] });
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const uniform = (size: number) => device.createBuffer({ size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const view = uniform(64);
  const viewGroup = device.createBindGroup({ layout: viewLayout, entries: [{ binding: 0, resource: { buffer: view } }] });
  const layers = scene.layers.map((_, index): Layer => {
    const plan = prepared.slot.plan.layers[index];
    const levels = (plan?.levels ?? []).map((level, at) => {
      const textures = planeTextures(device, level);
      writePlanes(device, textures, { bytes: prepared.bytes, base: prepared.slot.address, plan: level });
      const buffer = uniform(16);
      device.queue.writeBuffer(buffer, 0, Float32Array.of(level.widthPx, level.heightPx, 2 ** at, index === 0 ? 1 : 0));
      const entries = [
        { binding: 0, resource: { buffer } },
        { binding: 1, resource: linear },
        { binding: 2, resource: textures.luma.createView() },
        { binding: 3, resource: textures.chroma.createView() },
      ];
      return { planes: textures, buffer, group: device.createBindGroup({ layout: layerLayout, entries }) };
    });
    return { mesh: layerMesh(device, prepared, index, 0), levels };
  });
  const draw: LayersPass['draw'] = (encoder, pose) => {
    device.queue.writeBuffer(view, 0, Float32Array.from(viewProjection(pose, frame)));
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        { view: planes.luma.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [16 / 255, 0, 0, 0] },
        { view: planes.chroma.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [128 / 255, 128 / 255, 0, 0] },
      ],
      depthStencilAttachment: { view: planes.depth.createView(), depthLoadOp: 'clear', depthStoreOp: 'discard', depthClearValue: 0 },
    });
    pass.setBindGroup(0, viewGroup);
    layers.forEach(({ mesh, levels }, index) => {
      const level = levels[levelAt(mesh, pose, frame)];
      if (level === undefined || mesh.indexCount === 0) return;
      // Every layer has its own share of the depths, so that a nearer layer is never hidden by a farther one (painter's order) and only folds of its own are compared.
      pass.setViewport(0, 0, frame.widthPx, frame.heightPx, index / layers.length, (index + 1) / layers.length);
      pass.setBindGroup(1, level.group);
      pass.setVertexBuffer(0, mesh.vertices);
      pass.setIndexBuffer(mesh.indices, 'uint32');
      for (const pipeline of index === 0 ? [pipelines.opaque] : [pipelines.depth, pipelines.colour]) {
        pass.setPipeline(pipeline);
        pass.drawIndexed(mesh.indexCount);
      }
    });
    pass.end();
  };
  const look: LayersPass['look'] = (encoder, pose, sight) => {
    layers.forEach(({ mesh, levels }, index) => {
      const level = levels[levelAt(mesh, pose, frame)];
      const slice = sight.createView({ dimension: '2d', baseArrayLayer: index, arrayLayerCount: 1 });
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view: slice, loadOp: 'clear', storeOp: 'store' }],
        depthStencilAttachment: { view: planes.depth.createView(), depthLoadOp: 'clear', depthStoreOp: 'discard', depthClearValue: 0 },
      });
      if (level !== undefined && mesh.indexCount > 0) {
        pass.setPipeline(pipelines.sight);
        pass.setBindGroup(0, viewGroup);
        pass.setBindGroup(1, level.group);
        pass.setVertexBuffer(0, mesh.vertices);
        pass.setIndexBuffer(mesh.indices, 'uint32');
        pass.drawIndexed(mesh.indexCount);
      }
      pass.end();
    });
  };
  return {
    draw,
    look,
    destroy: () => {
      view.destroy();
      for (const { mesh, levels } of layers) {
        mesh.vertices.destroy();
        mesh.indices.destroy();
        for (const { planes: textures, buffer } of levels) for (const one of [textures.luma, textures.chroma, buffer]) one.destroy();
      }
    },
  };
}
