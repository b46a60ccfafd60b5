/** Colours between red, yellow, green, cyan, blue and magenta on the wheel. */
const SPOKES = [15, 6, 4, 11, 13, 6] as const;

/** Red, green and blue of the wheel's 55 colours, 0..255. */
const wheel = makeWheel();

function makeWheel(): readonly (readonly [number, number, number])[] {
  // From each corner to the next one channel rises or falls.
  const corners = [
    [255, 0, 0],
    [255, 255, 0],
    [0, 255, 0],
    [0, 255, 255],
    [0, 0, 255],
    [255, 0, 255],
  ] as const;
  return SPOKES.flatMap((count, k) => {
    const from = corners[k] as readonly number[];
    const to = corners[(k + 1) % corners.length] as readonly number[];
    return Array.from({ length: count }, (_, i) => {
      const mix = (channel: number) => (from[channel] as number) + (((to[channel] as number) - (from[channel] as number)) * i) / count;
      return [mix(0), mix(1), mix(2)] as const;
    });
  });
}

/**
 * A flow vector in the colours of the Middlebury wheel (Baker et al., IJCV 2011): direction is hue, rightward red and leftward cyan; no motion is white, and
 * `maxPx` or more fully coloured. Unknown flow is black.
 */
export function flowColour(xPx: number, yPx: number, maxPx: number): readonly [number, number, number] {
  const length = Math.hypot(xPx, yPx);
  if (!(length < 1e9)) return [0, 0, 0];
  const radius = maxPx > 0 ? Math.min(1, length / maxPx) : 0;
  const at = ((Math.atan2(-yPx, -xPx) / Math.PI + 1) / 2) * (wheel.length - 1);
  const k = Math.floor(at);
  const from = wheel[k] as readonly number[];
  const to = wheel[(k + 1) % wheel.length] as readonly number[];
  const channel = (c: number) => 255 - radius * (255 - ((from[c] as number) + ((to[c] as number) - (from[c] as number)) * (at - k)));
  return [channel(0), channel(1), channel(2)];
}
