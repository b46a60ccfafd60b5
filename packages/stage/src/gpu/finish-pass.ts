import { grainPlaces, NOISE_BYTES, writeGrainNoise } from '../look/finish/grain-noise.ts';
import { FULL_GRAIN, GRAIN_SIZE, NOISE_WEIGHT } from '../look/finish/grain-strength.ts';
import { vignetteTanSquared } from '../look/finish/vignette-loss.ts';
import { visibleBox } from '../look/finish/visible-box.ts';
import type { Look } from '../look/look.ts';
import type { FrameSize } from '../place.ts';
import { finishShader } from './finish-shader.ts';
import type { FramePlanes } from './frame-planes.ts';
import { perDevice } from './per-device.ts';

/** A picture laid over the finished frame, a caption for example: premultiplied sRGB, its top left corner at (xPx, yPx). */
export type GpuOverlay = Readonly<{ texture: GPUTexture; xPx: number; yPx: number; opacityRatio?: number }>;

/** What lies over a shot: veils, one after the other (a fade in is a black one), then pictures. */
export type GpuOver = Readonly<{
  veils?: readonly Readonly<{ colour: 'black' | 'white'; ratio: number }>[];
  overlays?: readonly GpuOverlay[];
}>;

/** The step from planes to the picture on a screen. */
export type FinishPass = Readonly<{
  draw: (encoder: GPUCommandEncoder, target: GPUTexture, at: Readonly<{ tSec: number; over: GpuOver }>) => void;
  destroy: () => void;
}>;

const NOISE_SIDE = 256;
const overlaid = { srcFactor: 'one', dstFactor: 'one-minus-src-alpha' } as const;

/** The pipelines for targets of one format. */
const pipelinesOf = perDevice((device, format: GPUTextureFormat) => {
  const module = device.createShaderModule({ code: finishShader });
  const make = (vertex: string, fragment: string, target: GPUColorTargetState, topology: GPUPrimitiveTopology) =>
    device.createRenderPipeline({
      layout: 'auto',
      vertex: { module, entryPoint: vertex },
      fragment: { module, entryPoint: fragment, targets: [target] },
      primitive: { topology },
    });
  const blend = { color: overlaid, alpha: overlaid };
  return {
    finish: make('cover', 'finishFrame', { format }, 'triangle-list'),
    lay: make('lay', 'layOver', { format, blend }, 'triangle-strip'),
  };
});

/** Opens the last step for one frame size and look. */
export function openFinish(
  device: GPUDevice,
  planes: Pick<FramePlanes, 'luma' | 'chroma'>,
  { frame, look }: Readonly<{ frame: FrameSize; look: Look | undefined }>,
): FinishPass {
  const { vignetteRatio = 0, grainRatio = 0, letterboxAspectRatio } = look?.grade ?? {};
  const box = visibleBox(frame, letterboxAspectRatio);
  const uniforms = device.createBuffer({ size: 32, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const noise = device.createTexture({
    size: [NOISE_SIDE, NOISE_SIDE],
    format: 'r8sint',
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });
  // The kernel counts columns of 256 pixels in its padded frame.
  const across = Math.ceil((Math.ceil(frame.widthPx / 16) * 16) / NOISE_SIDE);
  const down = Math.ceil((Math.ceil(frame.heightPx / 8) * 8) / NOISE_SIDE);
  const places = device.createTexture({
    size: [across, down],
    format: 'r32uint',
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });
  if (grainRatio > 0 && look !== undefined) {
    const twice = new Int8Array(NOISE_BYTES);
    writeGrainNoise(twice, { seed: look.seed, grainPx: GRAIN_SIZE * frame.heightPx });
    // Rows are stored twice over, side by side, for the kernel's long runs.
    device.queue.writeTexture({ texture: noise }, twice, { bytesPerRow: 2 * NOISE_SIDE }, [NOISE_SIDE, NOISE_SIDE]);
  }
  const groups = new Map<GPUTextureFormat, GPUBindGroup>();
  const groupOf = (format: GPUTextureFormat, finish: GPURenderPipeline) => {
    const group =
      groups.get(format) ??
      device.createBindGroup({
        layout: finish.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: uniforms } },
          { binding: 1, resource: planes.luma.createView() },
          { binding: 2, resource: planes.chroma.createView() },
          { binding: 3, resource: noise.createView() },
          { binding: 4, resource: places.createView() },
        ],
      });
    groups.set(format, group);
    return group;
  };
  const laying: GPUBuffer[] = [];
  const layingBuffer = (index: number) => {
    laying[index] ??= device.createBuffer({ size: 32, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    return laying[index];
  };
  const draw: FinishPass['draw'] = (encoder, target, { tSec, over }) => {
    const { finish, lay } = pipelinesOf(device, target.format);
    const [kept, added] = veiled(over.veils ?? []);
    const tanSquared = vignetteRatio > 0 ? vignetteTanSquared(vignetteRatio) : 0;
    const grain = grainRatio > 0 ? NOISE_WEIGHT * FULL_GRAIN * grainRatio : 0;
    device.queue.writeBuffer(uniforms, 0, Float32Array.of(box.left, box.top, box.widthPx, box.heightPx, tanSquared, grain, kept, added));
    if (grainRatio > 0 && look !== undefined) {
      const from = Uint32Array.from(grainPlaces(across * down, { seed: look.seed, frame: Math.round(tSec * look.fps) }));
      device.queue.writeTexture({ texture: places }, from, { bytesPerRow: across * 4 }, [across, down]);
    }
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 1] }],
    });
    pass.setPipeline(finish);
    pass.setBindGroup(0, groupOf(target.format, finish));
    pass.draw(3);
    (over.overlays ?? []).forEach(({ texture, xPx, yPx, opacityRatio = 1 }, index) => {
      const buffer = layingBuffer(index);
      const numbers = [xPx, yPx, texture.width, texture.height, frame.widthPx, frame.heightPx, opacityRatio, 0];
      device.queue.writeBuffer(buffer, 0, Float32Array.from(numbers));
      const entries = [
        { binding: 0, resource: { buffer } },
        { binding: 1, resource: texture.createView() },
      ];
      pass.setPipeline(lay);
      pass.setBindGroup(0, device.createBindGroup({ layout: lay.getBindGroupLayout(0), entries }));
      pass.draw(4);
    });
    pass.end();
  };
  return {
    draw,
    destroy: () => {
      for (const one of [uniforms, noise, places, ...laying]) one.destroy();
    },
  };
}

/** What veils leave of a coded value, and what they add: a mixture with black or white, as the kernel's dip. */
function veiled(veils: NonNullable<GpuOver['veils']>): readonly [kept: number, added: number] {
  return veils.reduce<readonly [number, number]>(
    ([kept, added], { colour, ratio }) => [kept * (1 - ratio), added * (1 - ratio) + (colour === 'white' ? ratio : 0)],
    [1, 0],
  );
}
