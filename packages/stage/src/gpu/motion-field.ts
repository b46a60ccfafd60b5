import type { Look } from '../look/look.ts';
import { layOutMotions, type MotionLevel, type PlannedMotion } from '../look/motion/motion-layout.ts';
import type { PreparedScene } from './prepared-scene.ts';

/** One motion of a layer: for every level of it, its nodes (four numbers each) and notes (contrast share, then blurred Y, Cb, Cr), a texel a node. */
export type MotionField = Readonly<{
  planned: PlannedMotion;
  levels: readonly Readonly<{ at: MotionLevel; nodes: GPUTexture; notes: GPUTexture }>[];
}>;

/** The motions of one layer, in the order in which they are drawn. */
export type MovedLayerFields = Readonly<{ layer: number; movesAlpha: boolean; fields: readonly MotionField[] }>;

/** Takes the fields that the kernel has prepared for a look's motions. */
export function motionFields(device: GPUDevice, { slot, bytes, floats }: PreparedScene, look: Look): readonly MovedLayerFields[] {
  const part = slot.look?.plan.parts.find(({ name }) => name === 'motion');
  if (slot.look === undefined || part === undefined) return [];
  const shared = slot.look.shared + part.shared;
  const words = new Int16Array(bytes.buffer);
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  return layOutMotions(slot.plan, look).layers.map(({ layer, movesAlpha, motions }) => ({
    layer,
    movesAlpha,
    fields: motions.map((planned) => ({
      planned,
      levels: planned.levels.map((at) => {
        const size = [at.box.across + 1, at.box.down + 1] as const;
        const texture = (values: Float32Array<ArrayBuffer>) => {
          const made = device.createTexture({ size: [...size], format: 'rgba32float', usage });
          device.queue.writeTexture({ texture: made }, values, { bytesPerRow: size[0] * 16 }, [...size]);
          return made;
        };
        const count = size[0] * size[1] * 4;
        const from = (shared + at.nodes) >> 2;
        // A note is a share in Q15, then values at scale 64 less 128.
        const note = (i: number) => words[((shared + at.notes) >> 1) + i] as number;
        const notes = Float32Array.from({ length: count }, (_, i) =>
          at.notes === 0 ? 0 : (i & 3) === 0 ? note(i) / 32767 : (note(i) / 64 + 128) / 255,
        );
        return { at, nodes: texture(floats.slice(from, from + count)), notes: texture(notes) };
      }),
    })),
  }));
}
