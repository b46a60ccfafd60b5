import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { FrameSize } from '../place.ts';
import type { KernelExports } from '../raster/kernel-wasm.ts';
import type { ScenePlan } from '../raster/scene-plan.ts';
import type { SceneSlot } from '../raster/scene-slot.ts';
import type { WorkerPlan } from '../raster/worker-plan.ts';
import type { Scene } from '../scene.ts';
import type { Look } from './look.ts';
import type { EffectName } from './slot-look.ts';

/** What an effect needs of the thread that draws. Views are asked for anew each time: a grown memory has new ones. */
export type Desk = Readonly<{
  kernel: KernelExports;
  plan: WorkerPlan;
  /** Where the thread's own working memory (`plan`) begins. */
  address: number;
  bytes: () => Uint8Array;
  ints: () => Int32Array;
  floats: () => Float32Array;
}>;

/** Which share of a divided piece of work: part 0..parts−1. */
export type Share = Readonly<{ part: number; parts: number }>;

/**
 * One picture about to be drawn: a descriptor (kernel/layout.ts) stands for every layer, at the level it will be drawn from. `picture` says which of a frame's
 * pictures this is where a frame is the mean of several.
 */
export type Moment = Readonly<{ pose: Pose; tSec: number; descriptors: readonly number[]; levels: readonly number[]; picture?: Share }>;

/** How many bytes an effect wants: once for all threads, and once for each of them. `layout`, plain data, is handed to `open` on every thread. */
export type EffectBytes = Readonly<{ sharedBytes: number; ownBytes: number; layout?: unknown }>;

/** What an effect is planned from; `poses` are some of those the scene will be seen from. */
export type EffectGround = Readonly<{
  look: Look;
  scene: Scene;
  plan: ScenePlan;
  staging: Staging;
  frame: FrameSize;
  poses: readonly Pose[];
}>;

/** What an effect is opened with on one thread: its blocks' addresses (0 where it asked for none), and the layout that its plan gave. */
export type EffectSeat = Readonly<{
  desk: Desk;
  slot: SceneSlot;
  look: Look;
  staging: Staging;
  shared: number;
  own: number;
  layout?: unknown;
}>;

/** One effect of one scene on one thread. All parts are optional; they are called in this order. */
export type Effect = Readonly<{
  /** Recolours premultiplied RGBA in the band before it becomes planes: `rows` rows of a layer, from row `first` on. */
  tint?: (
    address: number,
    at: Readonly<{ pitch: number; widthPx: number; rows: number; scene: Scene; layer: number; first: number }>,
  ) => void;
  /** Makes what stands for the whole shot, after the planes are finished; divisible. */
  prepare?: (scene: Scene, share: Share) => void;
  /** Before the layers are drawn: may point a descriptor at planes of the effect's own. */
  dress?: (moment: Moment) => void;
  /** When it is known what the frame shows of each layer, before anything is drawn: planes promised by `dress` must be there afterwards. */
  uncover?: (moment: Moment) => void;
  /** After the layers are drawn: paints on the padded frame at `to`. The maps in the descriptors still hold. */
  paint?: (moment: Moment, to: number) => void;
}>;

/** A kind of effect: null where a look does not ask for it. `open` must give equal pictures on every thread. */
export type EffectKind = Readonly<{
  name: EffectName;
  plan: (ground: EffectGround) => EffectBytes | null;
  open: (seat: EffectSeat) => Effect;
}>;
