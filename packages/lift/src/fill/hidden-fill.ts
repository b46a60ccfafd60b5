/** What is to be filled behind a layer. Colours are 0..255, three a pixel. */
export type Hidden = Readonly<{
  rgb: Float32Array;
  /** 1 = to be filled. */
  isHole: Uint8Array;
  /** 1 = belongs to what stands in front: it is never looked at, hole or not. */
  isFront: Uint8Array;
  /** Seeds the search; the same seed gives the same bytes. */
  seed: number;
}>;
