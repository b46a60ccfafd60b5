import { type Camera, cameraPath, type Film, type Pose, type Shot } from '@fantascope/film';
import { type FilmLabel, type Look, type Scene, type Staging, segmentsOf, type Timeline, type TimelineShot } from '@fantascope/stage';
import { type CaptionShelf, type DrawCaption, readyCaption } from './captions.ts';
import { captionName, type Filming, labelName, ordersOf, partsOf } from './frame-order.ts';
import type { ProgressMeter } from './progress.ts';
import type { SceneShelf, ShelfFootage, ShelfScene } from './scene-shelf.ts';
import { lookHash, type NamedScene, type SegmentGround, sceneHash, segmentKey } from './segment-key.ts';
import type { PlannedSegment, SegmentQueue } from './segment-queue.ts';
import type { SegmentStore } from './segment-store.ts';

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

/** Gives the scene, staging and camera of a shot; asked a little ahead of the drawing, in the order shots come, and again where one comes back later. */
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
  footageOf: (index: number) => Promise<ShotFootage | undefined>;
  label: FilmLabel | undefined;
  drawCaption: DrawCaption;
  ground: SegmentGround;
  store: SegmentStore;
  captions: CaptionShelf;
  shelf: SceneShelf;
  queue: SegmentQueue;
  meter: ProgressMeter;
  /** Told of a segment found finished. */
  onFound: (index: number, file: string) => void;
  /** Resolves when a scene has been dropped. */
  dropped: () => Promise<void>;
}>;

/** Goes through the film's cuts in order: names their segments, finds the finished ones, queues the others and has their scenes loaded. */
export async function planFilm(planning: Planning): Promise<void> {
  const { film, timeline, sourceOf, footageOf, label, ground, store, captions, shelf, queue, meter, onFound, dropped } = planning;
  const segments = Map.groupBy(segmentsOf(timeline), ({ cut }) => cut);
  // By their shots: cuts of one shot share its scene.
  const filmings = new Map<number, Filming>();
  const scenes = new Map<number, NamedScene>();
  const captionKeys = new Map<string, string>();
  if (label !== undefined) await holdCaption(labelName, { text: label.text, style: 'label' }, { planning, captionKeys });
  for (const [cut, { index, captions: shown }] of timeline.shots.entries()) {
    if (shelf.has(index) && filmings.has(index)) shelf.hold(index);
    else {
      // Before the source is asked for: it may bring all its pictures along.
      while (shelf.loaded >= SCENES_AHEAD) await dropped();
      const footage = await footageOf(index);
      const drawn = footage === undefined ? await toBeDrawn(await sourceOf(film.shots[index] as Shot, index)) : undefined;
      filmings.set(index, drawn?.filming ?? 'footage');
      scenes.set(index, drawn?.named ?? { footage: footage?.key ?? '' });
      // Still drawn from an earlier cut: its scene is the same.
      if (shelf.has(index)) shelf.hold(index);
      else shelf.add(index, drawn?.wanted ?? (footage as ShotFootage));
    }
    for (const { caption } of shown) {
      const words = timeline.captions[caption];
      if (words !== undefined) await holdCaption(captionName(caption), words, { planning, captionKeys });
    }
    const wanted: PlannedSegment[] = [];
    for (const segment of segments.get(cut) ?? []) {
      const orders = ordersOf(segment, timeline, { filmingOf: (at) => filmings.get(at) as Filming, label });
      const key = segmentKey(orders, { ground, scenes, captions: captionKeys });
      const file = await store.find(key);
      if (file === undefined) wanted.push({ index: segment.index, key, orders, ...partsOf(orders) });
      else {
        onFound(segment.index, file);
        meter.reused(segment.frames);
      }
    }
    for (const segment of wanted) {
      for (const id of segment.scenes) shelf.hold(id);
      for (const name of segment.captions) captions.hold(name);
    }
    for (const segment of wanted) {
      // Loading starts here and is awaited by whoever draws; a failure is told there.
      for (const id of segment.scenes) shelf.ready(id).catch(() => undefined);
      queue.push(segment);
    }
    // The cut before is no longer needed for planning: its overlap with this one is queued.
    const before = timeline.shots[cut - 1];
    if (before === undefined) continue;
    release(before, planning);
    if (before.index === index) continue;
    filmings.delete(before.index);
    scenes.delete(before.index);
  }
  const last = timeline.shots.at(-1);
  if (last !== undefined) release(last, planning);
  queue.end();
}

function release({ index, captions: shown }: TimelineShot, { shelf, captions }: Planning): void {
  shelf.release(index);
  for (const { caption } of shown) captions.release(captionName(caption));
}

/** Draws a caption where that has not been done, and holds it once. */
async function holdCaption(
  name: string,
  words: Parameters<DrawCaption>[0],
  { planning: { film, captions, drawCaption }, captionKeys }: Readonly<{ planning: Planning; captionKeys: Map<string, string> }>,
): Promise<void> {
  if (captions.has(name)) {
    captions.hold(name);
    return;
  }
  const { overlay, key } = await readyCaption(words, { film, draw: drawCaption });
  captionKeys.set(name, key);
  captions.add(name, overlay);
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
