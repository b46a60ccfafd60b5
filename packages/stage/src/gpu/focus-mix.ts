import type { LayerMesh } from './layer-mesh.ts';
import { vertexBuffers } from './layer-pipelines.ts';
import { focusShader } from './layer-shader.ts';
import { perDevice } from './per-device.ts';
import { type PlaneTextures, planeTextures } from './plane-textures.ts';
import { destroyPlanes } from './scene-planes.ts';

/** A layer to be blurred: its mesh, its second group, the size of its blurred picture and how often the finest level is halved for that. */
export type FocusMixing = Readonly<{
  layer: number;
  mesh: LayerMesh;
  group: GPUBindGroup;
  size: Readonly<{ widthPx: number; heightPx: number }>;
  at: number;
}>;

/** Blurs pictures themselves, not what is seen of them. */
export type FocusMix = Readonly<{ draw: (encoder: GPUCommandEncoder, mixing: FocusMixing) => PlaneTextures; destroy: () => void }>;

const pipelinesOf = perDevice(
  (device, layouts: readonly GPUBindGroupLayout[]) => {
    const module = device.createShaderModule({ code: focusShader });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [...layouts] });
    const make = (entryPoint: string, format: GPUTextureFormat) =>
      device.createRenderPipeline({
        layout,
        vertex: { module, entryPoint: 'flatten', buffers: vertexBuffers },
        fragment: { module, entryPoint, targets: [{ format }] },
      });
    return { luma: make('mixLuma', 'rg8unorm'), chroma: make('mixChroma', 'rgba8unorm') };
  },
  () => 'focus',
);

/** Opens it; `layouts` are those of the focus shader's groups. */
export function openFocusMix(device: GPUDevice, layouts: readonly GPUBindGroupLayout[]): FocusMix {
  const pipelines = pipelinesOf(device, layouts);
  // The first group says what the frame is seen from, which a picture by itself does not ask; it has to be there all the same.
  const view = device.createBuffer({ size: 64, usage: GPUBufferUsage.UNIFORM });
  const viewGroup = device.createBindGroup({
    layout: layouts[0] as GPUBindGroupLayout,
    entries: [{ binding: 0, resource: { buffer: view } }],
  });
  const mixed = new Map<string, PlaneTextures>();
  return {
    draw: (encoder, { layer, mesh, group, size, at }) => {
      const to = mixed.get(`${layer} ${at}`) ?? planeTextures(device, size);
      mixed.set(`${layer} ${at}`, to);
      for (const plane of ['luma', 'chroma'] as const) {
        const pass = encoder.beginRenderPass({ colorAttachments: [{ view: to[plane].createView(), loadOp: 'clear', storeOp: 'store' }] });
        pass.setPipeline(pipelines[plane]);
        pass.setBindGroup(0, viewGroup);
        pass.setBindGroup(1, group);
        pass.setVertexBuffer(0, mesh.vertices);
        pass.setIndexBuffer(mesh.indices, 'uint32');
        pass.drawIndexed(mesh.indexCount);
        pass.end();
      }
      return to;
    },
    destroy: () => {
      view.destroy();
      destroyPlanes([[...mixed.values()]]);
    },
  };
}
