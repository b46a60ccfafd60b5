import { Shot } from '@fantascope/film';

/** Where a picture is to be seen from: degrees round the subject to its right and up, and how much larger it is seen. */
export type StillView = Readonly<{ rightDeg: number; upDeg: number; zoomRatio: number }>;
/** From where it was taken. */
export const straight: StillView = { rightDeg: 0, upDeg: 0, zoomRatio: 1 };

/** What is painted anew: the mask, and the picture of its size that is sent, which may have been extended. */
export type StillMask = Readonly<{ maskId: string; pictureId: string; aspectRatio: number; widthPx: number; heightPx: number }>;

/** What is asked of an image model. With a mask its picture and its shape go before the others. */
export type StillAsked = Readonly<{
  words: string;
  pictureId: string | null;
  aspectRatio: number;
  view: StillView | null;
  mask: StillMask | null;
}>;

/** The shapes that are offered. */
export const stillShapes = [
  { value: '16:9', ratio: 16 / 9 },
  { value: '4:3', ratio: 4 / 3 },
  { value: '1:1', ratio: 1 },
  { value: '3:4', ratio: 3 / 4 },
  { value: '9:16', ratio: 9 / 16 },
] as const;

const METRES = 3;
const rad = Math.PI / 180;

/** The shot whose end is the picture that is asked for: image models make the view that a camera comes to. */
export function stillShot({ words, pictureId, aspectRatio, view, mask }: StillAsked): Shot {
  const { rightDeg, upDeg, zoomRatio } = view ?? straight;
  // Up beside the subject one is farther from it: the lens makes good what the way takes.
  const ratio = zoomRatio / Math.cos(upDeg * rad);
  const moves = [
    ...(rightDeg === 0 ? [] : [{ kind: 'orbit', angleDeg: rightDeg }]),
    ...(upDeg === 0 ? [] : [{ kind: 'pedestal', distanceM: METRES * Math.tan(upDeg * rad) }]),
    ...(Math.abs(ratio - 1) < 0.001 ? [] : [{ kind: 'zoom', ratio }]),
  ];
  return Shot.parse({
    ...(words.trim() === '' ? {} : { subject: words.trim() }),
    ...(pictureId === null ? {} : { picture: mask?.pictureId ?? pictureId }),
    ...(mask === null ? {} : { paintMask: mask.maskId }),
    camera: {
      lengthSec: 1,
      subjectDistanceM: METRES,
      aspectRatio: mask?.aspectRatio ?? aspectRatio,
      moves: view === null ? [] : moves,
    },
  });
}

/** Whether a model turns numbers into a viewpoint. */
export function hasView(camera: string): boolean {
  return camera.startsWith('angles-');
}

/** What is still missing: a model of viewpoints needs a picture, any other needs words, and one that only paints over a picture a mask, too. */
export function missingFor(
  { words, pictureId, mask }: StillAsked,
  { camera, paintMask }: Readonly<{ camera: string; paintMask: 'none' | 'optional' | 'required' }>,
): 'picture' | 'mask' | 'words' | null {
  if (hasView(camera)) return pictureId === null ? 'picture' : null;
  if (paintMask === 'required' && pictureId === null) return 'picture';
  if (paintMask === 'required' && mask === null) return 'mask';
  return words.trim() === '' ? 'words' : null;
}
