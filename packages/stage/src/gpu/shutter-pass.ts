import type { FrameSize } from '../place.ts';
import type { FramePlanes } from './frame-planes.ts';
import { CHROMA_FORMAT, LUMA_FORMAT } from './layer-pipelines.ts';
import { perDevice } from './per-device.ts';

/** The mean of several pictures of one frame: a camera that moves while its shutter is open. */
export type ShutterPass = Readonly<{
  /** What is finished instead of the last picture. */
  mean: Pick<FramePlanes, 'luma' | 'chroma'>;
  /** Adds the picture that stands in the frame's planes; `part` counts a frame's pictures from 0. */
  add: (encoder: GPUCommandEncoder, part: number) => void;
  destroy: () => void;
}>;

const shader = /* wgsl */ `
struct Planes {
  @location(0) luma: vec4f,
  @location(1) chroma: vec4f,
}
@group(0) @binding(0) var lumaFrame: texture_2d<f32>;
@group(0) @binding(1) var chromaFrame: texture_2d<f32>;

@vertex fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4 - 1, f32(index >> 1u) * 4 - 1, 0, 1);
}

@fragment fn take(@builtin(position) at: vec4f) -> Planes {
  return Planes(textureLoad(lumaFrame, vec2u(at.xy), 0), textureLoad(chromaFrame, vec2u(at.xy), 0));
}
`;

const pipelineOf = perDevice((device, _name: 'shutter') => {
  const module = device.createShaderModule({ code: shader });
  // A running mean: each picture gets its share, and what stands there the rest.
  const blend = { srcFactor: 'constant', dstFactor: 'one-minus-constant' } as const;
  const targets = [LUMA_FORMAT, CHROMA_FORMAT].map((format) => ({ format, blend: { color: blend, alpha: blend } }));
  return device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'take', targets },
  });
});

/** Opens it for frames of one size. */
export function openShutter(device: GPUDevice, planes: FramePlanes, { widthPx, heightPx }: FrameSize): ShutterPass {
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING;
  const make = (format: GPUTextureFormat) => device.createTexture({ size: [widthPx, heightPx], format, usage });
  const mean = { luma: make(LUMA_FORMAT), chroma: make(CHROMA_FORMAT) };
  const pipeline = pipelineOf(device, 'shutter');
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [
      { binding: 0, resource: planes.luma.createView() },
      { binding: 1, resource: planes.chroma.createView() },
    ],
  });
  return {
    mean,
    add: (encoder, part) => {
      const share = 1 / (part + 1);
      const loadOp = part === 0 ? 'clear' : 'load';
      const pass = encoder.beginRenderPass({
        colorAttachments: [mean.luma, mean.chroma].map((texture) => ({ view: texture.createView(), loadOp, storeOp: 'store' })),
      });
      pass.setPipeline(pipeline);
      pass.setBlendConstant([share, share, share, share]);
      pass.setBindGroup(0, group);
      pass.draw(3);
      pass.end();
    },
    destroy: () => {
      mean.luma.destroy();
      mean.chroma.destroy();
    },
  };
}
