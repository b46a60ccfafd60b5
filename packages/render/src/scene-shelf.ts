import type { Pose } from '@fantascope/film';
import { blocksOf, type Look, levelsFor, planScene, type Scene, type SceneSlot, type Staging, slotWithLook } from '@fantascope/stage';
import type { Footage } from './frame-worker.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A scene that is wanted: its pictures come when `open` is called, once. */
export type ShelfScene = Readonly<{ open: () => Promise<Scene>; staging: Staging; poses: readonly Pose[]; look?: Look }>;

/** Footage that is wanted in place of a scene: `open` conforms it, once; `close` removes what that made. */
export type ShelfFootage = Readonly<{ footage: Readonly<{ open: () => Promise<Footage>; close: () => Promise<void> }> }>;

type Place = { unopened: ShelfScene | ShelfFootage | undefined; holders: number; ready: Promise<() => void> | undefined };

/** Scenes in the threads' memory, and footage on the disk, each prepared once and dropped when nobody holds it any more. */
export class SceneShelf {
  readonly #pool: WorkerPool;
  readonly #frame: Readonly<{ widthPx: number; heightPx: number }>;
  readonly #places = new Map<number, Place>();
  readonly #onDrop: (id: number) => void;

  constructor({ pool, frame, onDrop }: { pool: WorkerPool; frame: { widthPx: number; heightPx: number }; onDrop: (id: number) => void }) {
    this.#pool = pool;
    this.#frame = frame;
    this.#onDrop = onDrop;
  }

  /** Tells of a scene and holds it once. Nothing is loaded yet. */
  add(id: number, scene: ShelfScene | ShelfFootage): void {
    this.#places.set(id, { unopened: scene, holders: 1, ready: undefined });
  }

  /** Whether a scene is here or was told of. */
  has(id: number): boolean {
    return this.#places.has(id);
  }

  /** Holds a scene once more. */
  hold(id: number): void {
    const place = this.#places.get(id);
    if (place !== undefined) place.holders += 1;
  }

  /** Loads a scene and shares out its preparation; resolves when it can be drawn. Asking twice loads once. */
  ready(id: number): Promise<unknown> {
    const place = this.#places.get(id);
    if (place === undefined) return Promise.reject(new Error(`scene ${id} is not on the shelf`));
    if (place.ready !== undefined) return place.ready;
    const { unopened } = place;
    if (unopened === undefined) return Promise.reject(new Error(`scene ${id} was opened before`));
    // Let go of at once: once prepared, its pictures would only take memory.
    place.unopened = undefined;
    place.ready = 'footage' in unopened ? this.#conform(id, unopened) : this.#load(id, unopened);
    return place.ready;
  }

  /** Lets go of a scene; the last one to do so drops it. */
  release(id: number): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    place.holders -= 1;
    if (place.holders > 0) return;
    this.#places.delete(id);
    const forget = (drop: () => void) => {
      drop();
      this.#onDrop(id);
    };
    // A failed load is told to those who waited for it; here it only means that there is nothing to free.
    if (place.ready === undefined) this.#onDrop(id);
    else place.ready.then(forget, () => this.#onDrop(id));
  }

  /** How many scenes are loaded or being loaded. */
  get loaded(): number {
    return [...this.#places.values()].filter(({ ready }) => ready !== undefined).length;
  }

  async #conform(id: number, { footage }: ShelfFootage): Promise<() => void> {
    this.#pool.addFootage(id, await footage.open());
    return () => {
      this.#pool.dropFootage(id);
      // What cannot be removed now goes with the folder at the end.
      void footage.close().catch(() => undefined);
    };
  }

  /** Loads a scene; gives what drops it. */
  async #load(id: number, { open, staging, poses, look }: ShelfScene): Promise<() => void> {
    const scene = await open();
    const plan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame: this.#frame }));
    const { count } = this.#pool;
    const take = (bytes: number) => this.#pool.take(bytes);
    const slot = slotWithLook(take(plan.bytes), { look, scene, plan, staging, frame: this.#frame, poses }, { threads: count, take });
    await this.#pool.prepare(id, { slot, scene: shareable(scene), staging });
    return dropOf(this.#pool, id, slot);
  }
}

/** A function of its own: an arrow inside #load would keep the scene's pictures for as long as the shot is held. */
function dropOf(pool: WorkerPool, id: number, slot: SceneSlot): () => void {
  return () => {
    pool.dropScene(id);
    for (const block of blocksOf(slot)) pool.memory.free(block);
  };
}

/** The scene with its pictures in memory that threads share, so that telling them copies nothing. */
function shareable(scene: Scene): Scene {
  return { ...scene, layers: scene.layers.map((layer) => ({ ...layer, rgba: shared(layer.rgba) })) };
}

/** The same bytes where every thread can read them. */
export function shared(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  copy.set(bytes);
  return copy;
}
