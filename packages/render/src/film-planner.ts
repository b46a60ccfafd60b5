import { type Camera, cameraPath, type Film, type Pose, type Shot } from '@fantascope/film';
import { type FilmLabel, type Look, type Scene, type Staging, segmentsOf, type Timeline } from '@fantascope/stage';
import { type DrawCaption, readyCaption } from './captions.ts';
import { captionName, type Filming, labelName, ordersOf, partsOf } from './frame-order.ts';
import type { ProgressMeter } from './progress.ts';
import type { SceneShelf, ShelfFootage, ShelfScene } from './scene-shelf.ts';
import { lookHash, type NamedScene, type SegmentGround, sceneHash, segmentKey } from './segment-key.ts';
import type { PlannedSegment, SegmentQueue } from './segment-queue.ts';
import type { SegmentStore } from './segment-store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What a shot is filmed from. With sceneKey and a function, a scene whose segments are all finished is never opened. */
export type ShotSource = Readonly<{
  scene: Scene | (() => Promise<Scene>);
  /** Names the scene's pixels and depths, for example the hash of its file. Default: a hash of its contents, which costs about 0.1 s. */
  sceneKey?: string;
  staging: Staging;
  camera: Camera;
  /** What changes the picture beside the camera. Default: nothing. */
  look?: Look;
}>;

/** Footage that stands for a shot; `key` names what its frames show. */
export type ShotFootage = ShelfFootage & Readonly<{ key: string }>;

/** Gives the scene, staging and camera of a shot; asked once a shot, in order, a little ahead of the drawing. */
export type SourceOf = (shot: Shot, index: number) => Promise<ShotSource>;

/** Scenes loaded at once: the one being drawn, its neighbour in a transition, and the next, so that no thread waits for a file. */
const SCENES_AHEAD = 3;

/** Where poses are looked at to choose how fine a scene must be; with an aperture, also how far out of focus it gets. */
const POSES_LOOKED_AT = 9;
const FOCUS_POSES_LOOKED_AT = 33;

type Planning = Readonly<{
  film: Film;
  timeline: Timeline;
  sourceOf: SourceOf;
  /** Of a shot that footage stands for: that; it is asked for no source. */
  footageOf: (index: number) => ShotFootage | undefined;
  label: FilmLabel | undefined;
  drawCaption: DrawCaption;
  ground: SegmentGround;
  store: SegmentStore;
  pool: WorkerPool;
  shelf: SceneShelf;
  queue: SegmentQueue;
  meter: ProgressMeter;
  /** Told of a segment found finished. */
  onFound: (index: number, file: string) => void;
  /** Resolves when a scene has been dropped. */
  dropped: () => Promise<void>;
}>;

/** Goes through the film's shots in order: names their segments, finds the finished ones, queues the others and has their scenes loaded. */
export async function planFilm(planning: Planning): Promise<void> {
  const { film, timeline, sourceOf, footageOf, label, drawCaption, ground, store, pool, shelf, queue, meter, onFound, dropped } = planning;
  const segments = segmentsOf(timeline);
  const filmings = new Map<number, Filming>();
  const scenes = new Map<number, NamedScene>();
  const captions = new Map<string, string>();
  if (label !== undefined) {
    const { overlay, key } = await readyCaption({ text: label.text, style: 'label' }, { film, draw: drawCaption });
    captions.set(labelName, key);
    pool.addCaption(labelName, overlay);
  }
  for (const [index, shot] of film.shots.entries()) {
    // Before the source is asked for: it may bring all its pictures along.
    while (shelf.loaded >= SCENES_AHEAD) await dropped();
    const footage = footageOf(index);
    if (footage === undefined) {
      const { filming, named, wanted } = await toBeDrawn(await sourceOf(shot, index));
      filmings.set(index, filming);
      scenes.set(index, named);
      shelf.add(index, wanted);
    } else {
      filmings.set(index, 'footage');
      scenes.set(index, { footage: footage.key });
      shelf.add(index, footage);
    }
    for (const [k, caption] of shot.captions.entries()) {
      const { overlay, key } = await readyCaption(caption, { film, draw: drawCaption });
      captions.set(captionName(index, k), key);
      pool.addCaption(captionName(index, k), overlay);
    }
    const wanted: PlannedSegment[] = [];
    for (const segment of segments.filter(({ shotIndex }) => shotIndex === index)) {
      const orders = ordersOf(segment, timeline, { filmingOf: (at) => filmings.get(at) as Filming, label });
      const key = segmentKey(orders, { ground, scenes, captions });
      const file = await store.find(key);
      if (file === undefined) wanted.push({ index: segment.index, key, orders, scenes: partsOf(orders).scenes });
      else {
        onFound(segment.index, file);
        meter.reused(segment.frames);
      }
    }
    for (const segment of wanted) for (const id of segment.scenes) shelf.hold(id);
    for (const segment of wanted) {
      // Loading starts here and is awaited by whoever draws; a failure is told there.
      for (const id of segment.scenes) shelf.ready(id).catch(() => undefined);
      queue.push(segment);
    }
    // The shot before is no longer needed for planning: its overlap with this one is queued.
    shelf.release(index - 1);
    filmings.delete(index - 1);
    scenes.delete(index - 1);
  }
  shelf.release(film.shots.length - 1);
  queue.end();
}

/** How a shot of the stage is filmed, what names it, and what has to be loaded for it. */
async function toBeDrawn(source: ShotSource): Promise<Readonly<{ filming: Filming; named: NamedScene; wanted: ShelfScene }>> {
  const { scene, staging, camera, look } = source;
  const known = typeof scene === 'function' ? undefined : scene;
  const opened = source.sceneKey === undefined && known === undefined ? await openOf(scene) : known;
  const path = cameraPath(camera);
  const poses = somePoses(path, camera.lengthSec, look?.aperture === undefined ? POSES_LOOKED_AT : FOCUS_POSES_LOOKED_AT);
  const open = opened === undefined ? () => openOf(scene) : async () => opened;
  return {
    filming: { path, look },
    named: { key: source.sceneKey ?? sceneHash(opened as Scene), staging, poses, look: look && lookHash(look) },
    wanted: { open, staging, poses, ...(look === undefined ? {} : { look }) },
  };
}

function openOf(scene: ShotSource['scene']): Promise<Scene> {
  return typeof scene === 'function' ? scene() : Promise.resolve(scene);
}

function somePoses(path: (tSec: number) => Pose, lengthSec: number, count: number): Pose[] {
  return Array.from({ length: count }, (_, k) => path((lengthSec * k) / (count - 1)));
}
