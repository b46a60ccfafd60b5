import type { LevelPlan } from './scene-plan.ts';
import type { SceneSlot } from './scene-slot.ts';

/** Writes the descriptor of one layer at one level, as kernel/layout.ts reads it. `map` and `covers` are 0 where nothing is drawn. */
export function writeDescriptor(
  ints: Int32Array,
  address: number,
  source: Readonly<{ slot: SceneSlot; layer: number; level: number; map: number; covers: number }>,
): void {
  const { slot, level, map } = source;
  const layer = slot.plan.layers[source.layer];
  const plan = layer?.levels[level] as LevelPlan;
  if (layer === undefined) return;
  const at = (offset: number) => (offset === 0 ? 0 : slot.address + offset);
  const runs = slot.address + layer.runs;
  ints.set(
    [
      at(plan.luma),
      at(plan.alpha),
      at(plan.cb),
      at(plan.cr),
      at(plan.chromaAlpha),
      map,
      at(plan.tiles),
      plan.lumaPitch,
      plan.chromaPitch,
      plan.tilePitch,
      runs + 16,
      ints[runs >> 2] as number,
      at(layer.x),
      at(layer.y),
      at(layer.z),
      at(layer.columns),
      at(layer.rows),
      layer.gridWidth,
      layer.gridHeight,
      plan.widthPx,
      plan.heightPx,
    ],
    address >> 2,
  );
  ints[(address + 88) >> 2] = source.covers;
  new Float32Array(ints.buffer, address + 84, 1)[0] = 65536 / 2 ** level;
}
