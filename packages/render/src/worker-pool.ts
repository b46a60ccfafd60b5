import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault, type Film, type Shot } from '@fantascope/film';
import { planWorker, type Scene, type SceneSlot, StageMemory, type Staging } from '@fantascope/stage';
import type { FrameOrder } from './frame-order.ts';
import {
  type Footage,
  FRAMES_IN_FLIGHT,
  type PlacedOverlay,
  type WorkerAnswer,
  type WorkerBirth,
  type WorkerTask,
} from './frame-worker.ts';

/** A drawn frame in shared memory; give it back with `release` so that its place can be drawn into again. */
export type DrawnFrame = Readonly<{ bytes: Uint8Array; release: () => void }>;

type Hand = { worker: Worker; address: number; free: number[]; waiting: Map<number, (problem: Error | undefined) => void> };
type Wish = Readonly<{ order: FrameOrder; resolve: (frame: DrawnFrame) => void; reject: (error: unknown) => void }>;

/** Threads that draw frames over one shared memory. Any thread may draw any frame; each holds FRAMES_IN_FLIGHT of them. */
export class WorkerPool {
  readonly memory: StageMemory;
  readonly #hands: Hand[];
  readonly #frameBytes: number;
  readonly #framePlaces: readonly number[];
  readonly #wishes: Wish[] = [];
  #tickets = 0;
  #failure: Fault | undefined;
  #isClosing = false;

  /** Starts `count` threads at once; they take work as soon as they are up. */
  constructor({ count, module, frame }: { count: number; module: WebAssembly.Module; frame: { widthPx: number; heightPx: number } }) {
    this.memory = StageMemory.forThreads();
    const plan = planWorker(frame, FRAMES_IN_FLIGHT + 1);
    this.#framePlaces = plan.frames;
    this.#frameBytes = frame.widthPx * frame.heightPx * 1.5;
    this.#hands = Array.from({ length: count }, (_, thread) => {
      const address = this.memory.take(plan.bytes);
      const birth: WorkerBirth = { module, memory: this.memory.memory, plan, address, thread, compileCache: getCompileCacheDir() };
      // No inherited flags: some of them (--input-type, --eval) forbid a thread to start from a file.
      const worker = new Worker(join(import.meta.dirname, 'start-worker.mjs'), { workerData: birth, execArgv: [] });
      const hand: Hand = { worker, address, free: Array.from({ length: FRAMES_IN_FLIGHT }, (_, i) => i), waiting: new Map() };
      worker.on('message', ({ ticket, problem }: WorkerAnswer) => {
        const settle = hand.waiting.get(ticket);
        hand.waiting.delete(ticket);
        settle?.(problem);
      });
      worker.on('error', (error) => this.#fail(new Error(String(error), { cause: error })));
      worker.on('exit', (code) => {
        if (!this.#isClosing) this.#fail(new Error(`a thread ended by itself with ${code}`));
      });
      return hand;
    });
  }

  get count(): number {
    return this.#hands.length;
  }

  /** A block of the threads' memory. Throws render.memory-full where it has no room for it. */
  take(bytes: number): number {
    try {
      return this.memory.take(bytes);
    } catch (cause) {
      if (cause instanceof RangeError) throw new Fault('render.memory-full', { workers: this.count }, { cause });
      throw cause;
    }
  }

  /** Draws a frame as soon as some thread has room; frames are begun in the order they are asked for. */
  draw(order: FrameOrder): Promise<DrawnFrame> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#wishes.push({ order, resolve, reject });
      this.#serve();
    });
  }

  /** Prepares a scene in its slot, shared out over all threads; afterwards no thread holds its pictures. */
  async prepare(id: number, { slot, scene, staging }: { slot: SceneSlot; scene: Scene; staging: Staging }): Promise<void> {
    this.#tellAll({ kind: 'scene', id, slot, scene, staging });
    const parts = this.#hands.length;
    for (const kind of slot.look === undefined ? (['rows', 'layers'] as const) : (['rows', 'layers', 'look'] as const)) {
      await Promise.all(this.#hands.map((hand, part) => this.#ask(hand, (ticket) => ({ kind, id, share: { part, parts }, ticket }))));
    }
    this.#tellAll({ kind: 'prepared', id });
  }

  /** Makes footage playable for a shot; its file stays until it is dropped. */
  addFootage(id: number, footage: Footage): void {
    this.#tellAll({ kind: 'footage', id, footage });
  }

  /** Forgets footage; its file is the caller's to remove. */
  dropFootage(id: number): void {
    this.#tellAll({ kind: 'drop-footage', id });
  }

  /** Makes a caption drawable under this name. */
  addCaption(id: string, overlay: PlacedOverlay): void {
    this.#tellAll({ kind: 'caption', id, overlay });
  }

  /** Forgets a caption. */
  dropCaption(id: string): void {
    this.#tellAll({ kind: 'drop-caption', id });
  }

  /** Forgets a scene; its memory is the caller's to free. */
  dropScene(id: number): void {
    this.#tellAll({ kind: 'drop-scene', id });
  }

  /** Ends all threads and waits until they are gone. Work not yet done is rejected. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const gone = this.#hands.map(({ worker }) => (worker.threadId === -1 ? undefined : once(worker, 'exit')));
    this.#tellAll({ kind: 'close' });
    this.#fail(new Error('the pool was closed'));
    await Promise.all(gone);
  }

  #tellAll(task: WorkerTask): void {
    for (const { worker } of this.#hands) worker.postMessage(task);
  }

  #ask(hand: Hand, taskOf: (ticket: number) => WorkerTask): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#tickets += 1;
    const ticket = this.#tickets;
    return new Promise((resolve, reject) => {
      hand.waiting.set(ticket, (problem) => {
        if (problem === undefined) resolve();
        else reject(this.#failure ?? workerFault(problem));
      });
      hand.worker.postMessage(taskOf(ticket));
    });
  }

  #serve(): void {
    for (let wish = this.#wishes[0]; wish !== undefined; wish = this.#wishes[0]) {
      // The least busy thread with room. Several tasks wait in each, so that none pauses for an answer to cross threads.
      const hand = this.#hands.filter(({ free }) => free.length > 0).sort((a, b) => a.waiting.size - b.waiting.size)[0];
      const out = hand?.free.shift();
      if (hand === undefined || out === undefined) return;
      this.#wishes.shift();
      this.#begin(hand, out, wish);
    }
  }

  #begin(hand: Hand, out: number, { order, resolve, reject }: Wish): void {
    const release = () => {
      hand.free.push(out);
      this.#serve();
    };
    this.#ask(hand, (ticket) => ({ kind: 'draw', order, out, ticket })).then(() => {
      const place = hand.address + (this.#framePlaces[out] as number);
      resolve({ bytes: new Uint8Array(this.memory.memory.buffer, place, this.#frameBytes), release });
    }, reject);
  }

  #fail(reason: Error): void {
    this.#failure ??= workerFault(reason);
    for (const { waiting } of this.#hands) {
      for (const settle of [...waiting.values()]) settle(reason);
      waiting.clear();
    }
    for (const { reject } of this.#wishes.splice(0)) reject(this.#failure);
  }
}

/** The reason stands in the fault's text; the thread's own error, with its stack, is the cause. */
function workerFault(cause: Error): Fault {
  return new Fault('render.worker-failed', { reason: cause.message }, { cause });
}

/** WebAssembly's 4 GiB hold all threads' frames and the scenes beside them; this much is left to the threads. */
const THREADS_BYTES = 2.5 * 2 ** 30;

/** What a thread holds of its own for the looks of the scenes loaded at once, as a multiple of what it holds anyway: measured on scenes of six layers, 1080p and 2160p. */
const LOOK_SHARES = { aperture: 1.5, motions: 0.9, cameraShutter: 0.6 };

/** How many threads fit for the frames of a film and its shots' looks; one at least. */
export function mostWorkers({ shots, ...frame }: Pick<Film, 'widthPx' | 'heightPx'> & Readonly<{ shots: readonly LookedShot[] }>): number {
  const times =
    1 +
    (shots.some(({ aperture }) => aperture !== undefined) ? LOOK_SHARES.aperture : 0) +
    (shots.some(({ motions }) => motions.length > 0) ? LOOK_SHARES.motions : 0) +
    (shots.some(({ shutter }) => shutter?.isOnCamera === true) ? LOOK_SHARES.cameraShutter : 0);
  return Math.max(1, Math.floor(THREADS_BYTES / (times * planWorker(frame, FRAMES_IN_FLIGHT + 1).bytes)));
}

type LookedShot = Pick<Shot, 'aperture' | 'motions' | 'shutter'>;
