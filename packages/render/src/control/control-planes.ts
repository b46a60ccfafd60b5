import type { Pose, TimedPose } from '@fantascope/film';
import { Encoder, type EncoderSettings } from '@fantascope/media';
import type { Scene, Staging } from '@fantascope/stage';
import { type ControlFrame, cameraFlow, controlFrame, controlRig } from '@fantascope/stage/control';
import type { ControlFolder, FileNote } from './control-folder.ts';
import { exrBytes } from './exr-writer.ts';
import { floBytes } from './flo-writer.ts';
import { flowPainter, greyFrame } from './plain-frames.ts';
import { pngBytes } from './png-writer.ts';
import type { FrameGrid } from './pose-files.ts';

/** What a package's frames range over, measured small before they are drawn large. */
export type PlaneRange = Readonly<{
  /** 1 / depth of the nearest and the farthest surface, in 1/m; both 0 when nothing is ever seen. */
  mostInverse: number;
  leastInverse: number;
  /** The longest flow from one frame to the next, in pixels of the package. */
  mostFlowPx: number;
}>;

/** How wide frames are looked at to find the range. */
const SURVEY_PX = 240;

type Frames = Readonly<{ scene: Scene; staging: Staging; poses: readonly TimedPose[]; grid: FrameGrid }>;

/** Looks through all frames at a small size. */
export async function surveyPlanes({ scene, staging, poses, grid }: Frames, signal: AbortSignal | undefined): Promise<PlaneRange> {
  const widthPx = Math.min(SURVEY_PX, grid.widthPx);
  const frame = { widthPx, heightPx: Math.max(2, Math.round((widthPx * grid.heightPx) / grid.widthPx)) };
  const rig = controlRig(scene, staging, frame);
  const flow = new Float32Array(frame.widthPx * frame.heightPx * 2);
  let [mostInverse, leastInverse, mostFlow] = [0, Number.POSITIVE_INFINITY, 0];
  for (const [index, { pose }] of poses.entries()) {
    // Signals are handled between frames.
    await new Promise((done) => setImmediate(done));
    signal?.throwIfAborted();
    const { inverseDepth } = controlFrame(rig, pose);
    for (const inverse of inverseDepth) {
      if (inverse > mostInverse) mostInverse = inverse;
      if (inverse > 0 && inverse < leastInverse) leastInverse = inverse;
    }
    const next = poses[index + 1]?.pose;
    if (next === undefined) continue;
    cameraFlow(inverseDepth, { pose, next, frame }, flow);
    for (let k = 0; k < flow.length; k += 2) {
      const length = Math.hypot(flow[k] as number, flow[k + 1] as number);
      if (length > mostFlow && length < 1e9) mostFlow = length;
    }
  }
  return {
    mostInverse,
    leastInverse: mostInverse === 0 ? 0 : leastInverse,
    mostFlowPx: (mostFlow * grid.widthPx) / frame.widthPx,
  };
}

/** The files a package's frames go into; flow's are absent from a package of one frame, depthExr unless asked for. */
export type PlaneNotes = Readonly<{
  maskVideo: FileNote;
  mask: FileNote;
  uncovered: FileNote;
  depthVideo: FileNote;
  depth: FileNote;
  depthExr?: FileNote;
  flowVideo?: FileNote;
  flow?: FileNote;
}>;

/** Visually lossless, since these are data; the settings of everything else stay those of films. */
const codec = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '6', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-threads', '1'],
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv', '-f', 'mp4'],
];

/** Draws and writes masks, depths and flows of all frames, and tells what share of each frame is invented or uncovered. */
export async function writePlanes(
  folder: ControlFolder,
  options: Frames &
    Readonly<{
      range: PlaneRange;
      notes: PlaneNotes;
      ffmpegPath: string;
      signal: AbortSignal | undefined;
      onFrame: (done: number) => void;
    }>,
): Promise<{ inventedRatio: number; uncoveredRatio: number }[]> {
  const { scene, staging, poses, grid, range, notes, ffmpegPath, signal, onFrame } = options;
  const pixels = grid.widthPx * grid.heightPx;
  const rig = controlRig(scene, staging, grid);
  const settings: EncoderSettings = { widthPx: grid.widthPx, heightPx: grid.heightPx, fps: grid.fps, speed: 'best', codec };
  const encoders: Encoder[] = [];
  const videoOf = (note: FileNote) => {
    const encoder = new Encoder({ ffmpegPath, file: folder.at(note.path), settings });
    encoders.push(encoder);
    const bytes = new Uint8Array(pixels * 1.5);
    return { encoder, bytes };
  };
  const shares: { inventedRatio: number; uncoveredRatio: number }[] = [];
  let before: Promise<unknown> = Promise.resolve();
  try {
    const mask = videoOf(notes.maskVideo);
    const depth = videoOf(notes.depthVideo);
    const flow = notes.flowVideo && { ...videoOf(notes.flowVideo), paint: flowPainter(range.mostFlowPx, grid) };
    for (const [index, { pose }] of poses.entries()) {
      await new Promise((done) => setImmediate(done));
      signal?.throwIfAborted();
      const drawn = controlFrame(rig, pose);
      const next = poses[index + 1]?.pose;
      const masks = masksOf(drawn);
      shares.push({ inventedRatio: masks.invented / pixels, uncoveredRatio: masks.uncovered / pixels });
      const files = filesOf(drawn, { masks, range, notes, grid, step: next && { pose, next } });
      // The frame before is packed and encoded while this one is drawn; its videos' buffers are free then.
      await before;
      before = Promise.all([
        ...files.plain.map(async ({ note, bytes }) => folder.writeNumbered(note, index, await bytes)),
        mask.encoder.write(greyFrame(masks.hole, mask.bytes)),
        depth.encoder.write(greyFrame(files.depthGrey, depth.bytes)),
        ...(flow && files.flow ? [flow.encoder.write(flow.paint(files.flow, flow.bytes))] : []),
      ]);
      before.catch(() => undefined);
      onFrame(index + 1);
    }
    await before;
    await Promise.all(encoders.map((encoder) => encoder.finish()));
  } catch (error) {
    await Promise.all(encoders.map((encoder) => encoder.kill()));
    throw error;
  }
  for (const note of [notes.maskVideo, notes.depthVideo, notes.flowVideo]) if (note !== undefined) await folder.take(note);
  return shares;
}

type Masks = Readonly<{ hole: Uint8Array; bare: Uint8Array; invented: number; uncovered: number }>;

function masksOf({ source }: ControlFrame): Masks {
  const hole = new Uint8Array(source.length);
  const bare = new Uint8Array(source.length);
  let [invented, uncovered] = [0, 0];
  for (let k = 0; k < source.length; k++) {
    if (source[k] === 0) continue;
    hole[k] = 255;
    invented++;
    if (source[k] !== 2) continue;
    bare[k] = 255;
    uncovered++;
  }
  return { hole, bare, invented, uncovered };
}

/** A frame's files, their bytes still being packed, and what its videos show. */
function filesOf(
  { inverseDepth }: ControlFrame,
  options: Readonly<{ masks: Masks; range: PlaneRange; notes: PlaneNotes; grid: FrameGrid; step: { pose: Pose; next: Pose } | undefined }>,
): { plain: { note: FileNote; bytes: Promise<Uint8Array> | Uint8Array }[]; depthGrey: Uint8Array; flow: Float32Array | undefined } {
  const { masks, range, notes, grid, step } = options;
  const { widthPx, heightPx } = grid;
  const { mostInverse, leastInverse } = range;
  const codes = new Uint16Array(inverseDepth.length);
  const depthGrey = new Uint8Array(inverseDepth.length);
  const perCode = depthPerCode(range);
  const span = mostInverse - leastInverse;
  for (let k = 0; k < codes.length; k++) {
    const inverse = inverseDepth[k] as number;
    if (inverse === 0) continue;
    codes[k] = Math.max(1, Math.min(65535, Math.round(inverse / perCode)));
    depthGrey[k] = span > 0 ? Math.max(0, Math.min(255, Math.round((255 * (inverse - leastInverse)) / span))) : 255;
  }
  const flow = step && notes.flow ? cameraFlow(inverseDepth, { ...step, frame: grid }) : undefined;
  const plain: { note: FileNote; bytes: Promise<Uint8Array> | Uint8Array }[] = [
    { note: notes.mask, bytes: pngBytes({ widthPx, heightPx, kind: 'grey', data: masks.hole }) },
    { note: notes.uncovered, bytes: pngBytes({ widthPx, heightPx, kind: 'grey', data: masks.bare }) },
    { note: notes.depth, bytes: pngBytes({ widthPx, heightPx, kind: 'grey16', data: codes }) },
  ];
  if (notes.depthExr !== undefined) {
    const metres = inverseDepth.map((inverse) => (inverse === 0 ? Number.POSITIVE_INFINITY : 1 / inverse));
    plain.push({ note: notes.depthExr, bytes: exrBytes(metres, grid) });
  }
  if (flow !== undefined && notes.flow !== undefined) plain.push({ note: notes.flow, bytes: floBytes(flow, grid) });
  return { plain, depthGrey, flow };
}

/** What one step of the 16-bit depth stands for, in 1/m. The nearest surface is a little below the greatest code, since the survey is coarse. */
export function depthPerCode({ mostInverse }: PlaneRange): number {
  return mostInverse > 0 ? (mostInverse * 1.02) / 65535 : 1;
}
