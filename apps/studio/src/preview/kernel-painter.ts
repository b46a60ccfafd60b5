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

/** What a scene is drawn with: the poses it will be seen from decide how fine it must be. */
export type Staged = Readonly<{ scene: Scene; staging: Staging; poses: readonly Pose[]; look: Look | undefined }>;

/** Draws one scene on a canvas. */
export type Painter = Readonly<{
  by: 'webgpu' | 'kernel';
  /** Makes a scene ready; the one before it is forgotten. */
  stage: (staged: Staged, frame: FrameSize) => Promise<void> | void;
  draw: (pose: Pose, tSec: number) => void;
}>;

/** Only address space is reserved; a preview's scene is a few hundred megabytes. */
const MOST_BYTES = 1.5 * 2 ** 30;

/** The kernel's module, the faster build where this browser takes it. Throws TypeError where it cannot be fetched. */
export async function kernelModule(): Promise<WebAssembly.Module> {
  const reply = await fetch(relaxedSimdWorks() ? relaxedUrl : plainUrl);
  return WebAssembly.compile(await reply.arrayBuffer());
}

/** The kernel over a canvas: the same code that renders films. Its frames are BT.709 video and are shown as such. */
export function kernelPainter(module: WebAssembly.Module, canvas: OffscreenCanvas): Painter {
  const context = canvas.getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D;
  const memory = new StageMemory(MOST_BYTES);
  let rasteriser: Rasteriser | undefined;
  let own = 0;
  let slot: SceneSlot | undefined;
  let size: FrameSize = { widthPx: 0, heightPx: 0 };
  return {
    by: 'kernel',
    stage: ({ scene, staging, poses, look }, frame) => {
      for (const block of slot === undefined ? [] : blocksOf(slot)) memory.free(block);
      slot = undefined;
      if (rasteriser === undefined || frame.widthPx !== size.widthPx || frame.heightPx !== size.heightPx) {
        memory.free(own);
        const plan = planWorker(frame);
        own = memory.take(plan.bytes);
        rasteriser = new Rasteriser({ module, memory: memory.memory, plan, address: own });
        size = frame;
        canvas.width = frame.widthPx;
        canvas.height = frame.heightPx;
      }
      const take = (bytes: number) => memory.take(bytes);
      const plan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame }));
      slot = slotWithLook(take(plan.bytes), { look, scene, plan, staging, frame, poses }, { threads: 1, take });
      rasteriser.prepare(slot, scene, staging);
    },
    draw: (pose, tSec) => {
      if (rasteriser === undefined || slot === undefined) return;
      const bytes = rasteriser.draw(slot, pose, 0, tSec);
      const frame = new VideoFrame(bytes as Uint8Array<ArrayBuffer>, {
        format: 'I420',
        codedWidth: size.widthPx,
        codedHeight: size.heightPx,
        timestamp: 0,
        colorSpace: { matrix: 'bt709', primaries: 'bt709', transfer: 'iec61966-2-1', fullRange: false },
      });
      context.drawImage(frame, 0, 0);
      frame.close();
    },
  };
}
