import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { OverlayPlanes, Scene, SceneSlot, Share, Staging, WorkerPlan } from '@fantascope/stage';
import { Rasteriser } from '@fantascope/stage/rasteriser';
import type { FrameOrder } from './frame-order.ts';

/** What a worker is born with: the compiled kernel, the memory all workers share, and its own block in it. */
export type WorkerBirth = Readonly<{
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  plan: WorkerPlan;
  address: number;
  /** Counts the workers from 0. */
  thread: number;
  /** Where compiled modules are cached, when this process caches them at all. */
  compileCache: string | undefined;
}>;

/** A caption's planes and where they lie in the frame. */
export type PlacedOverlay = Readonly<{ planes: OverlayPlanes; xPx: number; yPx: number }>;

/** Raw frames of the film's size one after the other in a file; they stand for a shot in place of a scene. */
export type Footage = Readonly<{ path: string; frames: number }>;

/** What a worker can be asked. Those with a ticket are answered by `WorkerAnswer`, in order. */
export type WorkerTask =
  | Readonly<{ kind: 'scene'; id: number; slot: SceneSlot; scene: Scene; staging: Staging }>
  | Readonly<{ kind: 'rows' | 'layers' | 'look'; id: number; share: Share; ticket: number }>
  | Readonly<{ kind: 'prepared' | 'drop-scene' | 'drop-footage'; id: number }>
  | Readonly<{ kind: 'footage'; id: number; footage: Footage }>
  | Readonly<{ kind: 'caption'; id: string; overlay: PlacedOverlay }>
  | Readonly<{ kind: 'drop-caption'; id: string }>
  | Readonly<{ kind: 'draw'; order: FrameOrder; out: number; ticket: number }>
  | Readonly<{ kind: 'close' }>;

/** The end of a task: done, or the reason it failed. */
export type WorkerAnswer = Readonly<{ ticket: number; problem?: Error }>;

/** One frame more than are handed out: the second shot of a blend is drawn into it. */
export const FRAMES_IN_FLIGHT = 3;
const SECOND_SHOT = FRAMES_IN_FLIGHT;

const port = parentPort;
if (port !== null) serve(workerData as WorkerBirth, port);

function serve(birth: WorkerBirth, port: NonNullable<typeof parentPort>): void {
  const rasteriser = new Rasteriser(birth);
  const slots = new Map<number, SceneSlot>();
  // Pictures are held only until their scene is prepared.
  const pictures = new Map<number, Readonly<{ scene: Scene; staging: Staging }>>();
  const captions = new Map<string, PlacedOverlay>();
  const footages = new Map<number, Readonly<{ file: number; frames: number }>>();

  const slotOf = (id: number) => {
    const slot = slots.get(id);
    if (slot === undefined) throw new Error(`scene ${id} is not here`);
    return slot;
  };
  const play = (id: number, frame: number, out: number) => {
    const footage = footages.get(id);
    if (footage === undefined) throw new Error(`footage ${id} is not here`);
    const place = rasteriser.frame(out);
    const from = Math.min(frame, footage.frames - 1) * place.byteLength;
    for (let done = 0; done < place.byteLength; ) {
      const read = readSync(footage.file, place, done, place.byteLength - done, from + done);
      if (read === 0) throw new Error(`footage ${id} ends before its frame ${frame}`);
      done += read;
    }
  };
  const drawShot = (shot: FrameOrder['shots'][number], out: number) => {
    const { scene, brightnessRatio } = shot;
    if ('frame' in shot) play(scene, shot.frame, out);
    else {
      const { pose, tSec, open } = shot;
      if (open === undefined) rasteriser.draw(slotOf(scene), pose, out, tSec);
      for (const [part, moment] of (open ?? []).entries())
        rasteriser.draw(slotOf(scene), moment.pose, out, moment.tSec, { part, parts: (open ?? []).length });
    }
    if (brightnessRatio < 1) rasteriser.dip(out, 'black', 1 - brightnessRatio);
  };
  const draw = (order: FrameOrder, out: number) => {
    const [first, second] = order.shots;
    if (first === undefined) throw new Error('a frame without a shot');
    drawShot(first, out);
    if (second !== undefined && order.blend !== null) {
      drawShot(second, SECOND_SHOT);
      const { kind, progressRatio, toward } = order.blend;
      if (kind === 'crossfade') rasteriser.mix(out, SECOND_SHOT, progressRatio);
      else rasteriser[kind](out, SECOND_SHOT, { toward, ratio: progressRatio });
    }
    if (order.veil !== null) rasteriser.dip(out, order.veil.colour, order.veil.ratio);
    for (const { caption, opacityRatio } of order.captions) {
      const overlay = captions.get(caption);
      if (overlay === undefined) throw new Error(`caption ${caption} is not here`);
      rasteriser.overlay(out, overlay.planes, { xPx: overlay.xPx, yPx: overlay.yPx, opacityRatio });
    }
  };
  const work = (task: Extract<WorkerTask, { ticket: number }>) => {
    if (task.kind === 'draw') return draw(task.order, task.out);
    const picture = pictures.get(task.id);
    if (picture === undefined) throw new Error(`the pictures of scene ${task.id} are not here`);
    if (task.kind === 'rows') rasteriser.prepareRows(slotOf(task.id), picture.scene, task.share);
    else if (task.kind === 'look') rasteriser.prepareLook(slotOf(task.id), picture.scene, task.share);
    else rasteriser.finishLayers(slotOf(task.id), picture.scene, picture.staging, task.share);
  };

  port.on('message', (task: WorkerTask) => {
    switch (task.kind) {
      case 'scene':
        slots.set(task.id, task.slot);
        pictures.set(task.id, task);
        return;
      case 'prepared':
        pictures.delete(task.id);
        return;
      case 'drop-scene':
        slots.delete(task.id);
        pictures.delete(task.id);
        return;
      case 'footage':
        footages.set(task.id, { file: openSync(task.footage.path, 'r'), frames: task.footage.frames });
        return;
      case 'drop-footage': {
        const footage = footages.get(task.id);
        footages.delete(task.id);
        if (footage !== undefined) closeSync(footage.file);
        return;
      }
      case 'caption':
        captions.set(task.id, task.overlay);
        return;
      case 'drop-caption':
        captions.delete(task.id);
        return;
      case 'close':
        // With its port closed nothing keeps the thread: it ends by itself, and nobody has to terminate it in the middle of wasm.
        port.close();
        return;
      case 'rows':
      case 'layers':
      case 'look':
      case 'draw': {
        let answer: WorkerAnswer = { ticket: task.ticket };
        try {
          work(task);
        } catch (error) {
          answer = { ticket: task.ticket, problem: new Error(`${task.kind}: ${String(error)}`, { cause: error }) };
        }
        port.postMessage(answer);
        return;
      }
      default:
        return task satisfies never;
    }
  });
}
