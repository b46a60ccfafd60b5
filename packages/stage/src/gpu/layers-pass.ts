import type { Pose } from '@fantascope/film';
import { type FrameSize, viewProjection } from '../place.ts';
import type { FocusPass } from './focus-pass.ts';
import type { FramePlanes } from './frame-planes.ts';
import { type LayerMesh, levelAt } from './layer-mesh.ts';
import { type LayerPipelines, layerBindings, layerPipelines, viewLayout } from './layer-pipelines.ts';
import { layerShader } from './layer-shader.ts';
import type { Picture, ScenePlanes } from './scene-planes.ts';

/** The step that draws a scene's layers, back to front, into a frame's planes. */
export type LayersPass = Readonly<{
  /** The level that each layer is drawn from at a pose. */
  levelsAt: (pose: Pose) => readonly number[];
  /** `levels` are those at the pose; `moved` are pictures that stand for layers' own, by index. */
  draw: (encoder: GPUCommandEncoder, pose: Pose, at: Readonly<{ levels: readonly number[]; moved: ReadonlyMap<number, Picture> }>) => void;
  /** After `draw`: each layer's alpha and distance into its own slice of a texture of SIGHT_FORMAT. */
  look: (encoder: GPUCommandEncoder, sight: GPUTexture) => void;
  destroy: () => void;
}>;

type Drawing = Readonly<{ mesh: LayerMesh; pipelines: LayerPipelines; group: GPUBindGroup }>;

/** Opens it over a scene's pictures and meshes, a mesh a layer. */
export function openLayers(
  device: GPUDevice,
  planes: FramePlanes,
  options: Readonly<{
    meshes: readonly LayerMesh[];
    pictures: ScenePlanes;
    frame: FrameSize;
    focus: FocusPass | null;
  }>,
): LayersPass {
  const { meshes, pictures, frame, focus } = options;
  const seenFrom = viewLayout(device);
  const layerLayout = device.createBindGroupLayout({ entries: layerBindings() });
  const pipelines = layerPipelines(device, { code: layerShader, groups: [seenFrom, layerLayout] });
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const uniform = (size: number) => device.createBuffer({ size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const view = uniform(64);
  const viewGroup = device.createBindGroup({ layout: seenFrom, entries: [{ binding: 0, resource: { buffer: view } }] });
  const groups = new Map<GPUTexture, Readonly<{ group: GPUBindGroup; buffer: GPUBuffer }>>();
  const groupOf = (index: number, { planes: { widthPx, heightPx, luma, chroma }, at }: Picture) => {
    const known = groups.get(luma);
    if (known !== undefined) return known.group;
    const buffer = uniform(16);
    device.queue.writeBuffer(buffer, 0, Float32Array.of(widthPx, heightPx, 2 ** at, index === 0 ? 1 : 0));
    const entries = [
      { binding: 0, resource: { buffer } },
      { binding: 1, resource: linear },
      { binding: 2, resource: luma.createView() },
      { binding: 3, resource: chroma.createView() },
    ];
    const group = device.createBindGroup({ layout: layerLayout, entries });
    groups.set(luma, { group, buffer });
    return group;
  };
  let drawings: readonly (Drawing | null)[] = [];
  const prepareDrawing = (pose: Pose, { levels, moved }: Parameters<LayersPass['draw']>[2]) => {
    drawings = meshes.map((mesh, index) => {
      if (mesh.indexCount === 0) return null;
      const instead = moved.get(index);
      if (instead !== undefined) return { mesh, pipelines, group: groupOf(index, instead) };
      const at = levels[index] ?? 0;
      const blurred = focus?.groupOf(index, { pose, level: at, mesh }) ?? null;
      if (focus !== null && blurred !== null) return { mesh, pipelines: focus.pipelines, group: blurred };
      const own = pictures[index]?.[at];
      return own === undefined ? null : { mesh, pipelines, group: groupOf(index, { planes: own, at }) };
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
  const draw: LayersPass['draw'] = (encoder, pose, at) => {
    device.queue.writeBuffer(view, 0, Float32Array.from(viewProjection(pose, frame)));
    prepareDrawing(pose, at);
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
      pass.setViewport(0, 0, frame.widthPx, frame.heightPx, index / meshes.length, (index + 1) / meshes.length);
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
    levelsAt: (pose) => meshes.map((mesh) => levelAt(mesh, pose, frame)),
    draw,
    look,
    destroy: () => {
      view.destroy();
      for (const { buffer } of groups.values()) buffer.destroy();
    },
  };
}
