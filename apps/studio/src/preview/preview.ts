import { Problem } from '@fantascope/client';
import type { Camera } from '@fantascope/film';
import type { DepthPicture } from './depth-picture.ts';
import type { PicturePoint, Seen } from './distance-at.ts';
import type { PartAsked, Parted } from './motion-worker.ts';
import type { Outside } from './outside-spans.ts';
import { type Asked, type Fitted, motionsKey, type PainterChoice, type Said, type Showing, type Told } from './preview-messages.ts';
import { saidOf } from './said-of.ts';
import type { SceneFacts } from './scene-facts.ts';
import { liftOnServer, type SceneReport } from './scene-stream.ts';

/** How the preview stands. `flat`: only the photograph is there yet, which moves as a card once `isCardUp`; `quick`: one surface; `full`: all layers. */
export type PreviewState = Readonly<{
  phase: 'empty' | 'flat' | 'quick' | 'full';
  isCardUp: boolean;
  /** What the server is busy with. */
  step: string | null;
  by: 'webgpu' | 'kernel' | null;
  fit: Fitted | null;
  /** The camera that it is the fit of: a slow one may come when another has been asked for. */
  fitOf: Camera | null;
  report: SceneReport | null;
  /** What the scene is made of. */
  facts: SceneFacts | null;
  /** When the camera shows past the scene. */
  outside: Outside;
  /** When it comes within 2 % of that. */
  near: Outside;
  /** The last frame: when of the shot, and how long it took in the worker. */
  drawn: Readonly<{ tSec: number; ms: number; atMs: number }> | null;
  size: Readonly<{ widthPx: number; heightPx: number }>;
  /** Why there is no picture, or not all of it. */
  trouble: Said | null;
  /** The scene file's bytes, for other workers that draw it. Not to be transferred away. */
  sceneBytes: ArrayBuffer | null;
}>;

/** How a picture is to be lifted. */
export type Lifting = Readonly<{ assetId: string; depth?: string; nearer?: unknown; brush?: string; language: string }>;

/** The stage in this browser, in a worker of its own. */
export type Preview = Readonly<{
  state: () => PreviewState;
  subscribe: (listener: () => void) => () => void;
  /** Hands a canvas over; once a canvas. */
  attach: (canvas: HTMLCanvasElement) => void;
  /** Lifts the picture of a shot on the server and stages it here. */
  lift: (asked: Lifting) => void;
  show: (showing: Showing) => void;
  /** Draws a moment; `camera` in place of the shot's own. Only the newest request is drawn. */
  draw: (tSec: number, camera?: Camera) => void;
  /** What is seen at places of the shot's picture at a time; null where nothing is known. */
  seenAt: (tSec: number, points: readonly PicturePoint[]) => Promise<readonly (Seen | null)[]>;
  /** How far what is seen stands at a time, over a small frame; null before there is a scene. */
  depthAt: (tSec: number, widthPx: number) => Promise<DepthPicture | null>;
  /** The shot's camera made small enough for its picture; null before there is a scene. */
  fitInside: () => Promise<Fitted | null>;
  close: () => void;
}>;

/** A lift whose line broke is asked for again this often, after so long. */
const MOST_TRIES = 20;
const AGAIN_MS = 1500;

/** What draws, as it was chosen in the settings. */
function painterChoice(): PainterChoice {
  const told = localStorage.getItem('fantascope.painter');
  return told === 'kernel' || told === 'webgpu' ? told : 'auto';
}

/** Opens a preview. */
export function openPreview(): Preview {
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  const listeners = new Set<() => void>();
  let state: PreviewState = {
    phase: 'empty',
    isCardUp: false,
    step: null,
    by: null,
    fit: null,
    fitOf: null,
    report: null,
    facts: null,
    outside: null,
    near: null,
    drawn: null,
    size: { widthPx: 960, heightPx: 540 },
    trouble: null,
    sceneBytes: null,
  };
  let shownOn: HTMLCanvasElement | undefined;
  let lifting: AbortController | undefined;
  let parter: Worker | undefined;
  let partedFor = '';
  let isWhole = false;
  let stands = false;
  let shown: Showing | undefined;
  const set = (change: Partial<PreviewState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  let questions = 0;
  let cardId = 0;
  const cameras = new Map<number, Camera>();
  const seenBy = new Map<number, (seen: readonly (Seen | null)[]) => void>();
  const depthBy = new Map<number, (depth: DepthPicture | null) => void>();
  const insideBy = new Map<number, (fit: Fitted | null) => void>();
  const ask = (message: Asked, moved: Transferable[] = []) => worker.postMessage(message, moved);
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    switch (data.kind) {
      case 'ready':
        if (shownOn !== undefined) shownOn.dataset['by'] = data.by;
        return set({ by: data.by });
      case 'staged':
        if (shownOn !== undefined) shownOn.dataset['layers'] = String(data.layers);
        // What was drawn until now was another picture.
        return set({ phase: data.detail, trouble: null, drawn: null });
      case 'card-up':
        if (data.id === cardId) set({ isCardUp: true });
        return;
      case 'fitted':
        set({ fit: data.fit, fitOf: cameras.get(data.serial) ?? null });
        for (const serial of cameras.keys()) if (serial < data.serial) cameras.delete(serial);
        return;
      case 'scene-facts':
        return set({ facts: data.facts });
      case 'outside':
        return set({ outside: data.outside, near: data.near });
      case 'seen':
        seenBy.get(data.id)?.(data.seen);
        seenBy.delete(data.id);
        return;
      case 'depth':
        depthBy.get(data.id)?.(data.depth);
        depthBy.delete(data.id);
        return;
      case 'inside':
        insideBy.get(data.id)?.(data.fit);
        insideBy.delete(data.id);
        return;
      case 'drawn':
        // Written past React: it changes with every frame, and only measuring and tests read it.
        if (shownOn !== undefined) shownOn.dataset['drawn'] = data.tSec.toFixed(3);
        set({ drawn: { tSec: data.tSec, ms: data.ms, atMs: performance.now() } });
        // Parting would keep the picture waiting that it makes move; a card that still moves is not it.
        if (isWhole && state.phase === 'full' && !stands) {
          stands = true;
          part();
        }
        return;
      case 'failed':
        return set({ trouble: data.said });
      default:
        return data satisfies never;
    }
  });
  worker.addEventListener('error', (event) => set({ trouble: { en: event.message, zh: event.message } }));

  /** Parts the scene for what moves in it, in a worker beside: the picture goes on meanwhile, standing. */
  const part = () => {
    const { sceneBytes } = state;
    if (shown === undefined || sceneBytes === null || !stands) return;
    const key = motionsKey(shown.shot);
    if (key === '' || key === partedFor) return;
    partedFor = key;
    parter?.terminate();
    const own = new Worker(new URL('./motion-worker.ts', import.meta.url), { type: 'module' });
    parter = own;
    own.addEventListener('message', ({ data }: MessageEvent<Parted>) => {
      own.terminate();
      if ('failed' in data) return set({ trouble: data.failed });
      set({ trouble: null });
      const buffers = new Set(data.scene.layers.map(({ rgba }) => rgba.buffer as ArrayBuffer));
      ask({ kind: 'moving', ...data }, [...buffers]);
    });
    const { motions } = shown.shot;
    const asked: PartAsked = { key, bytes: sceneBytes, motions, seed: shown.seed };
    own.postMessage(asked);
  };

  /** Hands the photograph itself to the worker, so that something moves before its depth is known. What a browser cannot read waits for its scene. */
  const card = async (assetId: string, isLate: () => boolean) => {
    try {
      const answer = await fetch(`/api/v1/assets/${assetId}/bytes`);
      if (!answer.ok) return;
      const bitmap = await createImageBitmap(await answer.blob());
      if (isLate()) return bitmap.close();
      cardId = ++questions;
      ask({ kind: 'card', id: cardId, bitmap }, [bitmap]);
    } catch {
      // No picture of this browser's, or the server is away: the lift tells.
    }
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach: (canvas) => {
      shownOn = canvas;
      const offscreen = canvas.transferControlToOffscreen();
      ask({ kind: 'open', canvas: offscreen, painter: painterChoice() }, [offscreen]);
    },
    lift: (asked) => {
      lifting?.abort();
      const own = new AbortController();
      lifting = own;
      cardId = 0;
      partedFor = '';
      isWhole = false;
      stands = false;
      set({ phase: 'flat', step: null, report: null, trouble: null, isCardUp: false });
      let hasScene = false;
      void card(asked.assetId, () => hasScene || own.signal.aborted);
      void (async () => {
        for (let tries = 0; !isWhole && !own.signal.aborted; tries++) {
          try {
            for await (const news of liftOnServer({ ...asked, signal: own.signal })) {
              if (own.signal.aborted) return;
              if (news.kind === 'step') set({ step: news.step });
              else if (news.kind === 'report') set({ report: news.report });
              else {
                hasScene = true;
                ask({ kind: 'scene', bytes: news.bytes.slice(0), detail: news.detail });
                set({ sceneBytes: news.bytes });
                isWhole = news.detail === 'full';
              }
            }
            set({ step: null });
          } catch (error) {
            if (own.signal.aborted) return;
            // What the server refuses is refused; a line that broke is tried again: the server has kept what it lifted.
            if (error instanceof Problem && error.status < 500) tries = MOST_TRIES;
            const trouble = error instanceof Problem ? { en: error.message, zh: error.message } : saidOf(error);
            if (!isWhole) set({ step: null, trouble });
          }
          if (isWhole || tries >= MOST_TRIES) return;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      })();
    },
    show: (showing) => {
      shown = showing;
      const { widthPx, heightPx } = showing;
      if (widthPx !== state.size.widthPx || heightPx !== state.size.heightPx) set({ size: { widthPx, heightPx } });
      const serial = ++questions;
      cameras.set(serial, showing.shot.camera);
      ask({ kind: 'shot', serial, ...showing });
      part();
    },
    draw: (tSec, camera) => ask({ kind: 'draw', tSec, ...(camera === undefined ? {} : { camera }) }),
    seenAt: (tSec, points) =>
      new Promise((resolve) => {
        const id = ++questions;
        seenBy.set(id, resolve);
        ask({ kind: 'distance-at', id, tSec, points });
      }),
    depthAt: (tSec, widthPx) =>
      new Promise((resolve) => {
        const id = ++questions;
        depthBy.set(id, resolve);
        ask({ kind: 'depth', id, tSec, widthPx });
      }),
    fitInside: () =>
      new Promise((resolve) => {
        const id = ++questions;
        insideBy.set(id, resolve);
        ask({ kind: 'fit', id, outside: 'clamp' });
      }),
    close: () => {
      lifting?.abort();
      parter?.terminate();
      worker.terminate();
    },
  };
}
