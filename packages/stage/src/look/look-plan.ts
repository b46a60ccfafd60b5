import type { SceneSlot } from '../raster/scene-slot.ts';
import { airEffect } from './air/air-effect.ts';
import type { Effect, EffectGround, EffectKind, EffectSeat } from './effect.ts';
import { finishEffect } from './finish/finish-effect.ts';
import { focusEffect } from './focus/focus-effect.ts';
import { gradeEffect } from './grade/grade-effect.ts';
import type { Look } from './look.ts';
import { motionEffect } from './motion/motion-effect.ts';
import { shutterEffect } from './shutter/shutter-effect.ts';
import type { LookPlan } from './slot-look.ts';

/** In the order in which they dress and paint. */
const kinds: readonly EffectKind[] = [gradeEffect, focusEffect, motionEffect, airEffect, shutterEffect, finishEffect];

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** Lays out what a look's effects want; null where it asks for nothing. */
function planLook(ground: EffectGround): LookPlan | null {
  let sharedBytes = 0;
  let ownBytes = 0;
  const parts = kinds.flatMap((kind) => {
    const bytes = kind.plan(ground);
    if (bytes === null) return [];
    const part = { name: kind.name, shared: sharedBytes, own: ownBytes, layout: bytes.layout };
    sharedBytes += to64(bytes.sharedBytes);
    ownBytes += to64(bytes.ownBytes);
    return [part];
  });
  return parts.length === 0 ? null : { sharedBytes, ownBytes, parts };
}

/** The slot of a planned scene with what its look wants, in blocks from `take`; `threads` is how many draw it. */
export function slotWithLook(
  address: number,
  { look, ...ground }: Omit<EffectGround, 'look'> & Readonly<{ look: Look | undefined }>,
  { threads, take }: Readonly<{ threads: number; take: (bytes: number) => number }>,
): SceneSlot {
  const plan = look === undefined ? null : planLook({ look, ...ground });
  if (look === undefined || plan === null) return { address, plan: ground.plan };
  // A block of no bytes would have the address of the next one, and freeing it would free that.
  const takeSome = (bytes: number) => (bytes === 0 ? 0 : take(bytes));
  const own = Array.from({ length: threads }, () => takeSome(plan.ownBytes));
  return { address, plan: ground.plan, look: { look, plan, staging: ground.staging, shared: takeSome(plan.sharedBytes), own } };
}

/** The addresses of all blocks that a slot holds, to be freed together. */
export function blocksOf({ address, look }: SceneSlot): readonly number[] {
  return look === undefined ? [address] : [address, look.shared, ...look.own];
}

/** Opens a slot's effects on one thread. */
export function openEffects({ desk, slot }: Pick<EffectSeat, 'desk' | 'slot'>, thread: number): readonly Effect[] {
  const dressed = slot.look;
  if (dressed === undefined) return [];
  const { look, staging, plan } = dressed;
  return plan.parts.map(({ name, shared, own, layout }) => {
    const kind = kinds.find((one) => one.name === name) as EffectKind;
    return kind.open({ desk, slot, look, staging, shared: dressed.shared + shared, own: (dressed.own[thread] ?? 0) + own, layout });
  });
}
