import type { LevelPlan } from '../raster/scene-plan.ts';
import { perDevice } from './per-device.ts';

/** One resolution of a layer's picture as premultiplied BT.709 in limited range: luma and alpha; Cb, Cr and their alpha, half as wide and high. */
export type PlaneTextures = Readonly<{ widthPx: number; heightPx: number; luma: GPUTexture; chroma: GPUTexture }>;

/** The formats of the two. */
const FORMATS = { luma: 'rg8unorm', chroma: 'rgba8unorm' } as const;

/** Makes the empty textures of `count` pictures of one size (default 1), to be drawn into, copied and sampled. */
export function planeTextures(device: GPUDevice, size: Readonly<{ widthPx: number; heightPx: number }>, count = 1): PlaneTextures {
  const { widthPx, heightPx } = size;
  const { TEXTURE_BINDING, RENDER_ATTACHMENT, COPY_SRC, COPY_DST } = GPUTextureUsage;
  const usage = TEXTURE_BINDING | RENDER_ATTACHMENT | COPY_SRC | COPY_DST;
  const make = (plane: keyof typeof FORMATS, shift: number) =>
    device.createTexture({ size: [widthPx >> shift, heightPx >> shift, count], format: FORMATS[plane], usage });
  return { widthPx, heightPx, luma: make('luma', 0), chroma: make('chroma', 1) };
}

// The kernel's planes lie apart and hold signed bytes, less 128. The GPU puts them together: in JavaScript that would take longer than all else.
const shader = /* wgsl */ `
@group(0) @binding(0) var first: texture_2d<u32>;
@group(0) @binding(1) var second: texture_2d<u32>;
@group(0) @binding(2) var alpha: texture_2d<u32>;

@vertex fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4 - 1, f32(index >> 1u) * 4 - 1, 0, 1);
}

fn valueOf(plane: texture_2d<u32>, at: vec4f) -> f32 {
  return f32(textureLoad(plane, vec2u(at.xy), 0).r ^ 128u) / 255;
}
// An opaque layer has no alpha: a single texel stands for it.
fn alphaOf(at: vec4f) -> f32 {
  return select(valueOf(alpha, at), 1.0, all(textureDimensions(alpha) == vec2u(1)));
}

@fragment fn luma(@builtin(position) at: vec4f) -> @location(0) vec4f {
  return vec4f(valueOf(first, at), alphaOf(at), 0, 0);
}

@fragment fn chroma(@builtin(position) at: vec4f) -> @location(0) vec4f {
  return vec4f(valueOf(first, at), valueOf(second, at), alphaOf(at), 0);
}
`;

const joiner = perDevice((device, plane: keyof typeof FORMATS) => {
  const module = device.createShaderModule({ code: shader });
  const texture = { sampleType: 'uint' } as const;
  const layout = device.createBindGroupLayout({
    entries: [0, 1, 2].map((binding) => ({ binding, visibility: GPUShaderStage.FRAGMENT, texture })),
  });
  const pipeline = device.createRenderPipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: plane, targets: [{ format: FORMATS[plane] }] },
  });
  return { pipeline, layout };
});

/** Copies a kernel's planes, whose offsets count from `base`, into picture `index` of textures of their size. */
export function writePlanes(
  device: GPUDevice,
  to: PlaneTextures,
  { bytes, base, plan, index = 0 }: Readonly<{ bytes: Uint8Array; base: number; plan: LevelPlan; index?: number }>,
): void {
  const encoder = device.createCommandEncoder();
  const raw: GPUTexture[] = [];
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  const load = (offset: number, pitch: number, { width, height }: GPUTexture) => {
    const size = offset === 0 ? [1, 1] : [width, height];
    const texture = device.createTexture({ size, format: 'r8uint', usage });
    raw.push(texture);
    if (offset !== 0) {
      const from = bytes.subarray(base + offset, base + offset + (height - 1) * pitch + width);
      device.queue.writeTexture({ texture }, from, { bytesPerRow: pitch, rowsPerImage: height }, size);
    }
    return texture.createView();
  };
  const join = (plane: keyof typeof FORMATS, offsets: readonly number[], pitch: number) => {
    const { pipeline, layout } = joiner(device, plane);
    const entries = offsets.map((offset, binding) => ({ binding, resource: load(offset, pitch, to[plane]) }));
    const view = to[plane].createView({ dimension: '2d', baseArrayLayer: index, arrayLayerCount: 1 });
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
    pass.draw(3);
    pass.end();
  };
  join('luma', [plan.luma, 0, plan.alpha], plan.lumaPitch);
  join('chroma', [plan.cb, plan.cr, plan.chromaAlpha], plan.chromaPitch);
  device.queue.submit([encoder.finish()]);
  // They live on until the GPU has drawn.
  for (const texture of raw) texture.destroy();
}
