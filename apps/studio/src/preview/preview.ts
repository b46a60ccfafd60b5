import type { Camera, Shot } from '@fantascope/film';
import type { Asked, Fitted, Told } from './preview-messages.ts';
import { liftOnServer, type SceneReport } from './scene-stream.ts';

/** How the preview stands. `flat`: only the photograph is there yet; `quick`: one surface; `full`: all layers. */
export type PreviewState = Readonly<{
  phase: 'empty' | 'flat' | 'quick' | 'full';
  /** What the server is busy with. */
  step: string | null;
  by: 'webgpu' | 'kernel' | null;
  fit: Fitted | null;
  report: SceneReport | null;
  /** The last frame: when of the shot, and how long it took in the worker. */
  drawn: Readonly<{ tSec: number; ms: number }> | null;
  size: Readonly<{ widthPx: number; heightPx: number }>;
  /** Why there is no picture, as a sentence. */
  trouble: string | null;
}>;

/** What a shot is shown with. */
export type Showing = Readonly<{ shot: Shot; aspectRatio: number; fps: number; seed: number; widthPx: number; heightPx: number }>;

/** The stage in this browser, in a worker of its own. */
export type Preview = Readonly<{
  state: () => PreviewState;
  subscribe: (listener: () => void) => () => void;
  /** Hands a canvas over; once a canvas. */
  attach: (canvas: HTMLCanvasElement) => void;
  /** Lifts the picture of a shot on the server and stages it here. */
  lift: (asked: Readonly<{ assetId: string; depth?: string; nearer?: unknown; brush?: string; language: string }>) => void;
  show: (showing: Showing) => void;
  /** Draws a moment; `camera` in place of the shot's own. Only the newest request is drawn. */
  draw: (tSec: number, camera?: Camera) => void;
  close: () => void;
}>;

/** Opens a preview. */
export function openPreview(): Preview {
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  const listeners = new Set<() => void>();
  let state: PreviewState = {
    phase: 'empty',
    step: null,
    by: null,
    fit: null,
    report: null,
    drawn: null,
    size: { widthPx: 960, heightPx: 540 },
    trouble: null,
  };
  let lifting: AbortController | undefined;
  let last: Readonly<{ tSec: number; camera?: Camera }> = { tSec: 0 };
  const set = (change: Partial<PreviewState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const ask = (asked: Asked, moved: Transferable[] = []) => worker.postMessage(asked, moved);
  const draw = () => ask({ kind: 'draw', ...last });
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    switch (data.kind) {
      case 'ready':
        return set({ by: data.by });
      case 'staged':
        set({ phase: data.detail });
        return draw();
      case 'fitted':
        set({ fit: data.fit });
        return draw();
      case 'drawn':
        return set({ drawn: { tSec: data.tSec, ms: data.ms }, trouble: null });
      case 'failed':
        return set({ trouble: data.said });
      default:
        return data satisfies never;
    }
  });
  worker.addEventListener('error', (event) => set({ trouble: event.message }));
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach: (canvas) => {
      const offscreen = canvas.transferControlToOffscreen();
      ask({ kind: 'open', canvas: offscreen }, [offscreen]);
    },
    lift: (asked) => {
      lifting?.abort();
      const own = new AbortController();
      lifting = own;
      set({ phase: 'flat', step: null, report: null, trouble: null });
      void (async () => {
        try {
          for await (const news of liftOnServer({ ...asked, signal: own.signal })) {
            if (own.signal.aborted) return;
            if (news.kind === 'step') set({ step: news.step });
            else if (news.kind === 'report') set({ report: news.report });
            else ask({ kind: 'scene', bytes: news.bytes, detail: news.detail }, [news.bytes]);
          }
          set({ step: null });
        } catch (error) {
          if (!own.signal.aborted) set({ step: null, trouble: error instanceof Error ? error.message : String(error) });
        }
      })();
    },
    show: (showing) => {
      const { widthPx, heightPx } = showing;
      if (widthPx !== state.size.widthPx || heightPx !== state.size.heightPx) set({ size: { widthPx, heightPx } });
      ask({ kind: 'shot', ...showing });
    },
    draw: (tSec, camera) => {
      last = { tSec, ...(camera === undefined ? {} : { camera }) };
      draw();
    },
    close: () => {
      lifting?.abort();
      worker.terminate();
    },
  };
}
