import type { Pose } from '@fantascope/film';
import { type FrameSize, viewProjection } from '../place.ts';
import type { FocusPass } from './focus-pass.ts';
import type { FramePlanes } from './frame-planes.ts';
import { type LayerMesh, layerMesh, levelAt } from './layer-mesh.ts';
import { type LayerPipelines, layerBindings, layerPipelines, viewLayout } from './layer-pipelines.ts';
import { layerShader } from './layer-shader.ts';
import type { PreparedScene } from './prepared-scene.ts';
import type { ScenePlanes } from './scene-planes.ts';

/** The step that draws a scene's layers, back to front, into a frame's planes. */
export type LayersPass = Readonly<{
  /** The level that each layer is drawn from at a pose. */
  levelsAt: (pose: Pose) => readonly number[];
  draw: (encoder: GPUCommandEncoder, pose: Pose) => void;
  /** After `draw`: each layer's alpha and distance into its own slice of a texture of SIGHT_FORMAT. */
  look: (encoder: GPUCommandEncoder, sight: GPUTexture) => void;
  destroy: () => void;
}>;

type Drawing = Readonly<{ mesh: LayerMesh; pipelines: LayerPipelines; group: GPUBindGroup }>;

type Layer = Readonly<{ mesh: LayerMesh; levels: readonly Readonly<{ group: GPUBindGroup; buffer: GPUBuffer }>[] }>;

/** Opens it over a scene's pictures; `reachTexels` says how much farther than its alpha a layer may show (default not at all). */
export function openLayers(
  device: GPUDevice,
  planes: FramePlanes,
  options: Readonly<{
    prepared: PreparedScene;
    pictures: ScenePlanes;
    frame: FrameSize;
    reachTexels: readonly number[];
    focus: FocusPass | null;
  }>,
): LayersPass {
  const { prepared, pictures, frame, reachTexels, focus } = options;
  const seenFrom = viewLayout(device);
  const layerLayout = device.createBindGroupLayout({ entries: layerBindings() });
  const pipelines = layerPipelines(device, { code: layerShader, groups: [seenFrom, layerLayout] });
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const uniform = (size: number) => device.createBuffer({ size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const view = uniform(64);
  const viewGroup = device.createBindGroup({ layout: seenFrom, entries: [{ binding: 0, resource: { buffer: view } }] });
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
  let drawings: readonly (Drawing | null)[] = [];
  const prepareDrawing = (pose: Pose) => {
    drawings = layers.map(({ mesh, levels }, index) => {
      const at = levelAt(mesh, pose, frame);
      const level = levels[at];
      if (level === undefined || mesh.indexCount === 0) return null;
      const blurred = focus?.groupOf(index, { pose, level: at, mesh: mesh.mesh }) ?? null;
      if (focus === null || blurred === null) return { mesh, pipelines, group: level.group };
      return { mesh, pipelines: focus.pipelines, group: blurred };
    });
  };
  const put = (pass: GPURenderPassEncoder, { mesh, pipelines: own, group }: Drawing, kinds: readonly (keyof LayerPipelines)[]) => {
    pass.setBindGroup(0, viewGroup);
    pass.setBindGroup(1, group);
    pass.setVertexBuffer(0, mesh.vertices);
    pass.setIndexBuffer(mesh.indices, 'uint32');
    for (const kind of kinds) {
      pass.setPipeline(own[kind]);
      pass.drawIndexed(mesh.indexCount);
    }
  };
  const depth = { view: planes.depth.createView(), depthLoadOp: 'clear', depthStoreOp: 'discard', depthClearValue: 0 } as const;
  const draw: LayersPass['draw'] = (encoder, pose) => {
    device.queue.writeBuffer(view, 0, Float32Array.from(viewProjection(pose, frame)));
    prepareDrawing(pose);
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        { view: planes.luma.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [16 / 255, 0, 0, 0] },
        { view: planes.chroma.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [128 / 255, 128 / 255, 0, 0] },
      ],
      depthStencilAttachment: depth,
    });
    drawings.forEach((drawing, index) => {
      if (drawing === null) return;
      // Every layer has its own share of the depths, so that a nearer layer is never hidden by a farther one (painter's order) and only folds of its own are compared.
      pass.setViewport(0, 0, frame.widthPx, frame.heightPx, index / layers.length, (index + 1) / layers.length);
      put(pass, drawing, index === 0 ? ['opaque'] : ['depth', 'colour']);
    });
    pass.end();
  };
  const look: LayersPass['look'] = (encoder, sight) => {
    drawings.forEach((drawing, index) => {
      const slice = sight.createView({ dimension: '2d', baseArrayLayer: index, arrayLayerCount: 1 });
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view: slice, loadOp: 'clear', storeOp: 'store' }],
        depthStencilAttachment: depth,
      });
      if (drawing !== null) put(pass, drawing, ['sight']);
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
