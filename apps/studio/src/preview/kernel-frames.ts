import type { Pose } from '@fantascope/film';
import {
  blocksOf,
  type FrameSize,
  type Look,
  levelsFor,
  planScene,
  planWorker,
  Rasteriser,
  relaxedSimdWorks,
  type Scene,
  type SceneSlot,
  StageMemory,
  type Staging,
  slotWithLook,
} from '@fantascope/stage';
import plainUrl from '@fantascope/stage/wasm/plain.wasm?url';
import relaxedUrl from '@fantascope/stage/wasm/relaxed.wasm?url';
import type { ShownMoment } from './shot-moments.ts';

/** What a scene is drawn with: the poses it will be seen from decide how fine it must be. */
export type Staged = Readonly<{ scene: Scene; staging: Staging; poses: readonly Pose[]; look: Look | undefined }>;

/** Frames of one scene, drawn by the kernel. */
export type KernelFrames = Readonly<{
  /** Makes a scene ready; the one before it is forgotten. */
  stage: (staged: Staged, frame: FrameSize) => void;
  /** A frame as planar 4:2:0, BT.709 limited range: a view that holds until the next one. Null before a scene is there. */
  draw: (moment: ShownMoment) => Uint8Array<ArrayBuffer> | null;
}>;

/** Only address space is reserved; a preview's scene is a few hundred megabytes. */
const MOST_BYTES = 1.5 * 2 ** 30;

/** The kernel's module, the faster build where this browser takes it. Throws TypeError where it cannot be fetched. */
export async function kernelModule(): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(relaxedSimdWorks() ? relaxedUrl : plainUrl));
}

/** The kernel: the same code that renders films. */
export function kernelFrames(module: WebAssembly.Module): KernelFrames {
  const memory = new StageMemory(MOST_BYTES);
  let rasteriser: Rasteriser | undefined;
  let own = 0;
  let slot: SceneSlot | undefined;
  let size: FrameSize = { widthPx: 0, heightPx: 0 };
  return {
    stage: ({ scene, staging, poses, look }, frame) => {
      for (const block of slot === undefined ? [] : blocksOf(slot)) memory.free(block);
      slot = undefined;
      if (rasteriser === undefined || frame.widthPx !== size.widthPx || frame.heightPx !== size.heightPx) {
        memory.free(own);
        const plan = planWorker(frame);
        own = memory.take(plan.bytes);
        rasteriser = new Rasteriser({ module, memory: memory.memory, plan, address: own });
        size = frame;
      }
      const take = (bytes: number) => memory.take(bytes);
      const plan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame }));
      slot = slotWithLook(take(plan.bytes), { look, scene, plan, staging, frame, poses }, { threads: 1, take });
      rasteriser.prepare(slot, scene, staging);
    },
    draw: ({ pose, tSec, open, brightnessRatio, captions }) => {
      if (rasteriser === undefined || slot === undefined) return null;
      let frame = open === undefined ? rasteriser.draw(slot, pose, 0, tSec) : undefined;
      for (const [part, moment] of (open ?? []).entries())
        frame = rasteriser.draw(slot, moment.pose, 0, moment.tSec, { part, parts: (open ?? []).length });
      if (brightnessRatio < 1) frame = rasteriser.dip(0, 'black', 1 - brightnessRatio);
      for (const { caption, opacityRatio } of captions)
        frame = rasteriser.overlay(0, caption.planes, { xPx: caption.xPx, yPx: caption.yPx, opacityRatio });
      return frame as Uint8Array<ArrayBuffer>;
    },
  };
}

/** A drawn frame as the browser's own; to be closed by whoever gets it. */
export function videoFrameOf(bytes: Uint8Array<ArrayBuffer>, { widthPx, heightPx }: FrameSize, atSec = 0, lengthSec?: number): VideoFrame {
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: widthPx,
    codedHeight: heightPx,
    timestamp: Math.round(atSec * 1e6),
    ...(lengthSec === undefined ? {} : { duration: Math.round(lengthSec * 1e6) }),
    colorSpace: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false },
  });
}
