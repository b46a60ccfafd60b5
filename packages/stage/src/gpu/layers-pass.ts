import type { Pose } from '@fantascope/film';
import { type FrameSize, viewProjection } from '../place.ts';
import type { FramePlanes } from './frame-planes.ts';
import { type LayerMesh, layerMesh, levelAt } from './layer-mesh.ts';
import { layerPipelines } from './layer-pipelines.ts';
import { layerEntries, layerShader } from './layer-shader.ts';
import type { PreparedScene } from './prepared-scene.ts';
import type { ScenePlanes } from './scene-planes.ts';

/** The step that draws a scene's layers, back to front, into a frame's planes. */
export type LayersPass = Readonly<{
  /** The level that each layer is drawn from at a pose. */
  levelsAt: (pose: Pose) => readonly number[];
  draw: (encoder: GPUCommandEncoder, pose: Pose) => void;
  /** After `draw`: each layer's alpha and distance into its own slice of a texture of SIGHT_FORMAT. */
  look: (encoder: GPUCommandEncoder, pose: Pose, sight: GPUTexture) => void;
  destroy: () => void;
}>;

type Layer = Readonly<{ mesh: LayerMesh; levels: readonly Readonly<{ group: GPUBindGroup; buffer: GPUBuffer }>[] }>;

/** Opens it over a scene's pictures; `reachTexels` says how much farther than its alpha a layer may show (default not at all). */
export function openLayers(
  device: GPUDevice,
  planes: FramePlanes,
  options: Readonly<{ prepared: PreparedScene; pictures: ScenePlanes; frame: FrameSize; reachTexels: readonly number[] }>,
): LayersPass {
  const { prepared, pictures, frame, reachTexels } = options;
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
  const layers = pictures.map((textures, index): Layer => {
    const levels = textures.map(({ widthPx, heightPx, luma, chroma }, at) => {
      const buffer = uniform(16);
      device.queue.writeBuffer(buffer, 0, Float32Array.of(widthPx, heightPx, 2 ** at, index === 0 ? 1 : 0));
      const entries = [
        { binding: 0, resource: { buffer } },
        { binding: 1, resource: linear },
        { binding: 2, resource: luma.createView() },
        { binding: 3, resource: chroma.createView() },
      ];
      return { buffer, group: device.createBindGroup({ layout: layerLayout, entries }) };
    });
    return { mesh: layerMesh(device, prepared, index, reachTexels[index] ?? 0), levels };
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
    levelsAt: (pose) => layers.map(({ mesh }) => levelAt(mesh, pose, frame)),
    draw,
    look,
    destroy: () => {
      view.destroy();
      for (const { mesh, levels } of layers) {
        mesh.vertices.destroy();
        mesh.indices.destroy();
        for (const { buffer } of levels) buffer.destroy();
      }
    },
  };
}
