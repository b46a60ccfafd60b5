import { VERTEX_BYTES } from './layer-mesh.ts';

/** What layers are drawn into: luma, and Cb with Cr; 16 bits hold them finer than the bytes that come out. */
export const LUMA_FORMAT: GPUTextureFormat = 'r16float';
/** See LUMA_FORMAT. */
export const CHROMA_FORMAT: GPUTextureFormat = 'rg16float';
/** The depth of what is nearest, within one layer's share of the range. */
export const DEPTH_FORMAT: GPUTextureFormat = 'depth32float';

// Porter & Duff 1984, over, premultiplied.
const over: GPUBlendState = {
  color: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
  alpha: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
};

/** How a layer is drawn: an opaque one at once; any other first its depth, then its colour where it is the nearest of itself. */
export type LayerPipelines = Readonly<{ opaque: GPURenderPipeline; depth: GPURenderPipeline; colour: GPURenderPipeline }>;

/** Makes the pipelines of a shader with the entries `place` and `paint`; `bindings` are those of its second group. */
export function layerPipelines(
  device: GPUDevice,
  { code, groups }: Readonly<{ code: string; groups: readonly GPUBindGroupLayout[] }>,
): LayerPipelines {
  const module = device.createShaderModule({ code });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [...groups] });
  const vertex: GPUVertexState = {
    module,
    entryPoint: 'place',
    buffers: [
      {
        arrayStride: VERTEX_BYTES,
        attributes: [
          { shaderLocation: 0, offset: 0, format: 'float32x3' },
          { shaderLocation: 1, offset: 12, format: 'float32x2' },
        ],
      },
    ],
  };
  const make = (kind: 'opaque' | 'depth' | 'colour') => {
    const depthStencil: GPUDepthStencilState = {
      format: DEPTH_FORMAT,
      depthCompare: kind === 'colour' ? 'equal' : 'greater',
      depthWriteEnabled: kind !== 'colour',
    };
    const writeMask = kind === 'depth' ? 0 : GPUColorWrite.ALL;
    const targets: GPUColorTargetState[] = [LUMA_FORMAT, CHROMA_FORMAT].map((format) =>
      kind === 'colour' ? { format, blend: over, writeMask } : { format, writeMask },
    );
    return device.createRenderPipeline({
      layout,
      vertex,
      fragment: { module, entryPoint: 'paint', targets },
      primitive: { topology: 'triangle-list', cullMode: 'none' },
      depthStencil,
    });
  };
  return { opaque: make('opaque'), depth: make('depth'), colour: make('colour') };
}
