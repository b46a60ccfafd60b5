/** A value on a node's input: a number, a text, a switch, or [node, output]. */
export type ComfyValue = string | number | boolean | readonly [node: string, output: number];

/** A workflow in ComfyUI's API format: what POST /prompt takes as `prompt`. */
export type ComfyGraph = Readonly<
  Record<string, Readonly<{ class_type: string; inputs: Readonly<Record<string, ComfyValue>>; _meta: Readonly<{ title: string }> }>>
>;

/** What a Wan model takes: sides in multiples of 16, at most the pixels of 1280 × 720; 4n + 1 frames, at most 81. */
const WAN = { stepPx: 16, mostPx: 1280 * 720, mostFrames: 81 } as const;

/** The size and length a Wan model is asked for: the package's shape, scaled down where it has too many pixels; frames beyond the last 4n + 1 are left out. */
export function wanSize(frame: Readonly<{ widthPx: number; heightPx: number; frames: number }>): Readonly<{
  width: number;
  height: number;
  length: number;
}> {
  const { widthPx, heightPx, frames } = frame;
  const share = Math.min(1, Math.sqrt(WAN.mostPx / (widthPx * heightPx)));
  // A hair more than a half, so that what fits whole is not rounded up past the most pixels.
  const step = (px: number) => Math.max(WAN.stepPx, Math.round((px * share) / WAN.stepPx - 1e-6) * WAN.stepPx);
  const length = Math.min(WAN.mostFrames, frames);
  return { width: step(widthPx), height: step(heightPx), length: Math.floor((length - 1) / 4) * 4 + 1 };
}
