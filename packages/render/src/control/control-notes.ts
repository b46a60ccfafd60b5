import type { ControlManifest } from '@fantascope/film/control';
import type { FileNote } from './control-folder.ts';
import { depthPerCode, type PlaneNotes, type PlaneRange } from './control-planes.ts';
import type { FrameGrid } from './pose-files.ts';

const H264 = 'MP4, H.264 High, 4:2:0, BT.709 limited range';
const GREY_VIDEO = `${H264}; the value is luma, 16 = 0 and 235 = 255`;

/** What control.json says of the per-pixel files. */
export function planeNotes(
  grid: FrameGrid & Readonly<{ frames: number }>,
  { range, hasExr }: Readonly<{ range: PlaneRange; hasExr: boolean }>,
): PlaneNotes {
  const { widthPx, heightPx, fps, frames } = grid;
  const { mostInverse, leastInverse, mostFlowPx } = range;
  const size = { frames, widthPx, heightPx };
  const hole = 'white = to be invented: no surface, outside the photograph, or filled behind a nearer layer; black = photographed';
  const depthGrey = { unit: '1/m', offset: leastInverse, perCode: Math.max((mostInverse - leastInverse) / 255, 1e-12) };
  const steps = { ...size, frames: frames - 1 };
  return {
    maskVideo: { role: 'mask', path: 'mask.mp4', fps, ...size, encoding: GREY_VIDEO, meaning: hole },
    mask: { role: 'mask', path: 'mask/%05d.png', ...size, encoding: 'PNG, 8-bit grey, 0 or 255', meaning: hole },
    uncovered: {
      ...{ role: 'uncovered', path: 'uncovered/%05d.png', ...size, encoding: 'PNG, 8-bit grey, 0 or 255' },
      meaning:
        'white = no surface at all (a part of mask); colour.mp4 repeats the edge there; black = something is there, photographed or filled',
    },
    depthVideo: {
      ...{ role: 'depth', path: 'depth.mp4', fps, ...size, encoding: GREY_VIDEO },
      meaning: 'inverse depth, near = white, the same scale in every frame; 0 also where there is no surface',
      scale: { ...depthGrey, codes: [0, 255] },
    },
    depth: {
      ...{ role: 'depth', path: 'depth/%05d.png', ...size, encoding: 'PNG, 16-bit grey, linear' },
      meaning: 'inverse depth: 1 / (code × perCode) is the distance along the optical axis in metres; code 0 = no surface',
      scale: { unit: '1/m', offset: 0, perCode: depthPerCode(range), codes: [0, 65535] },
    },
    ...(hasExr && {
      depthExr: {
        ...{ role: 'depth', path: 'depth-exr/%05d.exr', ...size, encoding: 'OpenEXR, one 32-bit float channel Z, ZIP' },
        meaning: 'distance along the optical axis in metres; infinity = no surface',
      },
    }),
    ...(frames > 1 && {
      flowVideo: {
        ...{ role: 'flow', path: 'flow.mp4', fps, ...steps, encoding: H264 },
        meaning: `the flow in Middlebury's colour wheel, fully coloured at ${mostFlowPx.toFixed(2)} px; unknown = black; to look at`,
      },
      flow: {
        ...{ role: 'flow', path: 'flow/%05d.flo', ...steps, encoding: 'Middlebury .flo, 32-bit floats' },
        meaning: 'pixels right and down from this frame to the next, of the camera over a standing scene; 1e10 = unknown',
      },
    }),
  };
}

/** What control.json says of everything else. */
export function otherNotes(
  grid: FrameGrid & Readonly<{ frames: number }>,
  reference: FrameGrid & Readonly<{ frames: number }>,
): Readonly<Record<'colour' | 'first' | 'last' | 'posesText' | 'poses' | 'reference' | 'prompt' | 'vace' | 'uni3c', FileNote>> {
  const { widthPx, heightPx, fps, frames } = grid;
  const png = { widthPx, heightPx, encoding: 'PNG, 8-bit RGB, sRGB' };
  const json = 'JSON';
  const workflow = 'ComfyUI API format';
  return {
    colour: { role: 'colour', path: 'colour.mp4', fps, frames, widthPx, heightPx, encoding: H264, meaning: 'what the stage draws' },
    first: { role: 'frame', path: 'first.png', ...png, meaning: 'the first frame, not through a video codec' },
    last: { role: 'frame', path: 'last.png', ...png, meaning: 'the last frame, not through a video codec' },
    posesText: {
      ...{ role: 'poses', path: 'poses.txt', frames, encoding: 'RealEstate10K text' },
      meaning: 'a line a frame: microseconds, fx fy cx cy as shares, world to camera; x right, y down, z forward',
    },
    poses: {
      ...{ role: 'poses', path: 'poses.json', frames, encoding: json },
      meaning: 'intrinsics in pixels and camera to world, metres; right-handed, y up, looking along -z',
    },
    reference: {
      ...{ role: 'reference', path: 'reference.mp4', encoding: H264 },
      ...{ fps: reference.fps, frames: reference.frames, widthPx: reference.widthPx, heightPx: reference.heightPx },
      meaning: 'the colour frames within what hosted models take as a reference video: 10 s, 720p',
    },
    prompt: {
      role: 'prompt',
      path: 'reference.txt',
      encoding: 'text, UTF-8',
      meaning: 'a prompt for the reference video, English then Chinese',
    },
    vace: {
      role: 'workflow',
      path: 'comfyui-vace.json',
      encoding: workflow,
      meaning: 'completion by Wan 2.1 VACE, nodes of ComfyUI itself',
    },
    uni3c: {
      ...{ role: 'workflow', path: 'comfyui-uni3c.json', encoding: workflow },
      meaning: "image to video by Wan 2.1 with Uni3C, nodes of kijai's ComfyUI-WanVideoWrapper",
    },
  };
}

/** What a reader must not take for more than it is; part of every manifest. */
export const controlLimits: ControlManifest['limits'] = [
  'Depth is relative; it becomes metres by putting the subject at subjectDistanceM. Unless isEstimated is false its shape is an estimate too.',
  'Depth, mask and flow follow the scene, not what is drawn over it: blur, weather, motion brushes and grades are in colour.mp4 alone.',
  'A pixel belongs to the front layer that is at least half opaque at its centre; soft edges are mixed in colour.mp4 only.',
  'The ComfyUI workflows were checked against what their nodes declare, not run.',
];
