import { VERTEX_BYTES } from './layer-mesh.ts';
import { perDevice } from './per-device.ts';

/** What layers are drawn into: luma, and Cb with Cr; 16 bits hold them finer than the bytes that come out. */
export const LUMA_FORMAT: GPUTextureFormat = 'r16float';
/** See LUMA_FORMAT. */
export const CHROMA_FORMAT: GPUTextureFormat = 'rg16float';
/** The depth of what is nearest, within one layer's share of the range. */
export const DEPTH_FORMAT: GPUTextureFormat = 'depth32float';

/** Porter & Duff 1984, over, premultiplied. */
export const over: GPUBlendState = {
  color: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
  alpha: { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' },
};

/** What stands where for things in the air: a layer's alpha and its distance in metres. */
export const SIGHT_FORMAT: GPUTextureFormat = 'rg32float';

/** How a layer is drawn: an opaque one at once; any other first its depth, then its colour where it is the nearest of itself; `sight` apart from the picture. */
export type LayerPipelines = Readonly<Record<'opaque' | 'depth' | 'colour' | 'sight', GPURenderPipeline>>;

const entryOf = { opaque: 'paint', depth: 'conceal', colour: 'paint', sight: 'sight' } as const;

/** The layout of a layer shader's first group: what the frame is seen from. */
export function viewLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({ entries: [{ binding: 0, visibility: GPUShaderStage.VERTEX, buffer: {} }] });
}

/** The entries of a second group's layout that all layer shaders have: the layer's uniforms, a sampler, its planes. */
export const layerBindings = (): GPUBindGroupLayoutEntry[] => [
  { binding: 0, visibility: GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT, buffer: {} },
  { binding: 1, visibility: GPUShaderStage.FRAGMENT, sampler: {} },
  { binding: 2, visibility: GPUShaderStage.FRAGMENT, texture: {} },
  { binding: 3, visibility: GPUShaderStage.FRAGMENT, texture: {} },
];

/** What layer shaders read of a vertex. */
export const vertexBuffers: GPUVertexBufferLayout[] = [
  {
    arrayStride: VERTEX_BYTES,
    attributes: [
      { shaderLocation: 0, offset: 0, format: 'float32x3' },
      { shaderLocation: 1, offset: 12, format: 'float32x2' },
    ],
  },
];

type Shader = Readonly<{ code: string; groups: readonly GPUBindGroupLayout[] }>;

/** The pipelines of a layer shader; `groups` are the layouts of its groups. */
export const layerPipelines = perDevice(
  (device, { code, groups }: Shader): LayerPipelines => {
    const module = device.createShaderModule({ code });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [...groups] });
    const vertex: GPUVertexState = { module, entryPoint: 'place', buffers: vertexBuffers };
    const make = (kind: keyof LayerPipelines) => {
      const depthStencil: GPUDepthStencilState = {
        format: DEPTH_FORMAT,
        depthCompare: kind === 'colour' ? 'equal' : 'greater',
        depthWriteEnabled: kind !== 'colour',
      };
      const writeMask = kind === 'depth' ? 0 : GPUColorWrite.ALL;
      const formats = kind === 'sight' ? [SIGHT_FORMAT] : [LUMA_FORMAT, CHROMA_FORMAT];
      const targets = formats.map((format): GPUColorTargetState => ({ format, writeMask, ...(kind === 'colour' ? { blend: over } : {}) }));
      return device.createRenderPipeline({
        layout,
        vertex,
        fragment: { module, entryPoint: entryOf[kind], targets },
        primitive: { topology: 'triangle-list', cullMode: 'none' },
        depthStencil,
      });
    };
    return { opaque: make('opaque'), depth: make('depth'), colour: make('colour'), sight: make('sight') };
  },
  ({ code }) => code,
);
