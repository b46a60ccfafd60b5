import type { Look } from '../look/look.ts';
import { flickerNoise, loopPhase } from '../look/motion/motion-loop.ts';
import { weightsOf } from '../look/motion/move-region.ts';
import { type MotionField, type MovedLayerFields, motionFields } from './motion-field.ts';
import { motionShader } from './motion-shader.ts';
import { perDevice } from './per-device.ts';
import { type PlaneTextures, planeTextures } from './plane-textures.ts';
import type { PreparedScene } from './prepared-scene.ts';
import { destroyPlanes, type Picture } from './scene-planes.ts';

/** The step before the layers are drawn: pictures of layers that move are drawn anew. */
export type MotionPass = Readonly<{
  /** Draws a moment's pictures of the layers that move, by index, each from what `pictureOf` says it is drawn from otherwise. */
  draw: (encoder: GPUCommandEncoder, pictureOf: (layer: number) => Picture | null, tSec: number) => ReadonlyMap<number, Picture>;
  destroy: () => void;
}>;

const UNIFORM_BYTES = 112;

type Own = Readonly<{ to: PlaneTextures; spare: PlaneTextures }>;

const motionLayout = (device: GPUDevice) =>
  device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT, buffer: {} },
      { binding: 1, visibility: GPUShaderStage.FRAGMENT, sampler: {} },
      { binding: 2, visibility: GPUShaderStage.FRAGMENT, texture: {} },
      { binding: 3, visibility: GPUShaderStage.FRAGMENT, texture: { sampleType: 'unfilterable-float' } },
      { binding: 4, visibility: GPUShaderStage.FRAGMENT, texture: { sampleType: 'unfilterable-float' } },
    ],
  });

type Drawn = Readonly<{ entryPoint: 'warp' | 'brighten'; format: GPUTextureFormat; withAlpha: boolean }>;

const pipelineOf = perDevice(
  (device, { entryPoint, format, withAlpha }: Drawn) => {
    const module = device.createShaderModule({ code: motionShader });
    const colours = format === 'rg8unorm' ? GPUColorWrite.RED : GPUColorWrite.RED | GPUColorWrite.GREEN;
    const target = { format, writeMask: withAlpha ? GPUColorWrite.ALL : colours };
    return device.createRenderPipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [motionLayout(device)] }),
      vertex: { module, entryPoint: 'cover' },
      fragment: { module, entryPoint, targets: [target] },
      primitive: { topology: 'triangle-strip' },
    });
  },
  ({ entryPoint, format, withAlpha }) => `${entryPoint} ${format} ${withAlpha}`,
);

/** Opens it for a look with motions. */
export function openMotion(device: GPUDevice, { prepared, look }: Readonly<{ prepared: PreparedScene; look: Look }>): MotionPass {
  const layers = motionFields(device, prepared, look);
  const owned = new Map<string, Own>();
  const ownOf = ({ layer }: MovedLayerFields, { planes, at }: Picture) => {
    const key = `${layer} ${at}`;
    const own = owned.get(key) ?? { to: planeTextures(device, planes), spare: planeTextures(device, planes) };
    owned.set(key, own);
    return own;
  };
  const layout = motionLayout(device);
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const buffers: GPUBuffer[] = [];
  let used = 0;
  const uniform = (numbers: readonly number[]) => {
    buffers[used] ??= device.createBuffer({ size: UNIFORM_BYTES, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    const buffer = buffers[used++] as GPUBuffer;
    device.queue.writeBuffer(buffer, 0, Float32Array.from(numbers));
    return buffer;
  };
  const noises = new Map(
    layers.flatMap(({ fields }) => fields.map(({ planned: { motion } }) => [motion, flickerNoise(motion.seed)] as const)),
  );

  type Work = Readonly<{
    field: MotionField;
    at: number;
    from: PlaneTextures;
    to: PlaneTextures;
    isBack: boolean;
    movesAlpha: boolean;
    tSec: number;
  }>;
  const move = (encoder: GPUCommandEncoder, { field, at, from, to, isBack, movesAlpha, tSec }: Work) => {
    const { motion } = field.planned;
    const level = field.levels[at];
    if (level === undefined || level.at.box.across === 0 || level.at.box.down === 0) return;
    const { box } = level.at;
    const phase = loopPhase(tSec, motion.loopSec);
    const { rows, share, gain } = weightsOf(motion, phase);
    const isFlicker = motion.kind === 'flicker';
    const brighter = isFlicker ? motion.amount * (noises.get(motion)?.(phase) ?? 0) : 0;
    for (const isChroma of [false, true]) {
      const [source, target] = isChroma ? [from.chroma, to.chroma] : [from.luma, to.luma];
      const numbers = [...rows].map((weight) => weight / 65536);
      numbers.push(box.x, box.y, box.across, box.down, target.width, target.height, isChroma ? 2 : 1, share < 0 ? -1 : share / 32768);
      numbers.push(gain / 32768, brighter, isBack ? 1 : 0, isChroma ? 1 : 0);
      const entries = [
        { binding: 0, resource: { buffer: uniform(numbers) } },
        { binding: 1, resource: linear },
        { binding: 2, resource: source.createView() },
        { binding: 3, resource: level.nodes.createView() },
        { binding: 4, resource: level.notes.createView() },
      ];
      const withAlpha = movesAlpha && (motion.kind === 'sway' || motion.kind === 'drift');
      const pass = encoder.beginRenderPass({ colorAttachments: [{ view: target.createView(), loadOp: 'load', storeOp: 'store' }] });
      pass.setPipeline(pipelineOf(device, { entryPoint: isFlicker ? 'brighten' : 'warp', format: target.format, withAlpha }));
      pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
      pass.draw(4);
      pass.end();
    }
  };
  return {
    draw: (encoder, pictureOf, tSec) => {
      used = 0;
      const moved = new Map<number, Picture>();
      for (const layer of layers) {
        const picture = pictureOf(layer.layer);
        if (picture === null) continue;
        const { planes: from, at } = picture;
        const { to, spare } = ownOf(layer, picture);
        copyPlanes(encoder, from, to);
        layer.fields.forEach((field, index) => {
          // A warp always fetches from the layer itself; a flicker brightens what earlier motions drew.
          const isLater = field.planned.motion.kind === 'flicker' && index > 0;
          if (isLater) copyPlanes(encoder, to, spare);
          move(encoder, { field, at, from: isLater ? spare : from, to, isBack: layer.layer === 0, movesAlpha: layer.movesAlpha, tSec });
        });
        moved.set(layer.layer, { planes: to, at });
      }
      return moved;
    },
    destroy: () => {
      destroyPlanes([...owned.values()].map(({ to, spare }) => [to, spare]));
      for (const { nodes, notes } of layers.flatMap(({ fields }) => fields.flatMap((field) => field.levels))) {
        nodes.destroy();
        notes.destroy();
      }
      for (const buffer of buffers) buffer.destroy();
    },
  };
}

function copyPlanes(encoder: GPUCommandEncoder, from: PlaneTextures, to: PlaneTextures): void {
  for (const plane of ['luma', 'chroma'] as const) {
    const { width, height } = from[plane];
    encoder.copyTextureToTexture({ texture: from[plane] }, { texture: to[plane] }, [width, height]);
  }
}
