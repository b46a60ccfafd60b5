/** The shapes a frame can be asked for by name, width : height. 2.39 is scope, 21:9 its screen sister. */
export const aspects = ['16:9', '9:16', '1:1', '4:3', '3:4', '4:5', '21:9', '2.39'] as const;
/** One of aspects. */
export type Aspect = (typeof aspects)[number];

/** A frame in pixels; both even. */
export type FrameSize = Readonly<{ widthPx: number; heightPx: number }>;

/** Width over height of a named shape. */
export function aspectRatioOf(aspect: Aspect): number {
  const [width = 1, height = 1] = aspect.split(':').map(Number);
  return width / height;
}

/** The largest frame of a shape inside a box, which is turned upright for a tall shape; sides to the nearest even number. 2.39 in 1920 × 1080 is 1920 × 804, 1:1 is 1080 × 1080, 9:16 is 1080 × 1920. */
export function frameInside(aspect: Aspect, box: FrameSize): FrameSize {
  const ratio = aspectRatioOf(aspect);
  const long = Math.max(box.widthPx, box.heightPx);
  const short = Math.min(box.widthPx, box.heightPx);
  const [acrossPx, downPx] = ratio >= 1 ? [long, short] : [short, long];
  const widthPx = Math.min(acrossPx, even(downPx * ratio));
  return { widthPx, heightPx: Math.min(downPx, even(widthPx / ratio)) };
}

function even(px: number): number {
  return 2 * Math.round(px / 2);
}
