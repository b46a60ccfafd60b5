import type { FrameSize } from '@fantascope/stage';
import { kernelFrames, type Staged, videoFrameOf } from './kernel-frames.ts';
import type { ShownMoment } from './shot-moments.ts';

/** Draws one scene on a canvas. */
export type Painter = Readonly<{
  /** What draws the scene that is staged. */
  by: () => 'webgpu' | 'kernel';
  /** Makes a scene ready; the one before it is forgotten. */
  stage: (staged: Staged, frame: FrameSize) => Promise<void> | void;
  draw: (moment: ShownMoment) => void;
}>;

/** The kernel over a canvas. Its frames are video and are shown as such. */
export function kernelPainter(module: WebAssembly.Module, canvas: OffscreenCanvas): Painter {
  const context = canvas.getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D;
  const frames = kernelFrames(module);
  let size: FrameSize = { widthPx: 0, heightPx: 0 };
  return {
    by: () => 'kernel',
    stage: (staged, frame) => {
      if (frame.widthPx !== size.widthPx || frame.heightPx !== size.heightPx) {
        size = frame;
        canvas.width = frame.widthPx;
        canvas.height = frame.heightPx;
      }
      frames.stage(staged, frame);
    },
    draw: (moment) => {
      const bytes = frames.draw(moment);
      if (bytes === null) return;
      const shown = videoFrameOf(bytes, size);
      context.drawImage(shown, 0, 0);
      shown.close();
    },
  };
}
