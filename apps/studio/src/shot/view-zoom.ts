/** How the picture is enlarged on the screen, which is no lens: `scale` 1 fits the room, x and y shift it, CSS pixels. */
export type ViewZoom = Readonly<{ scale: number; xPx: number; yPx: number }>;

/** The whole picture, in the middle. */
export const fittedZoom: ViewZoom = { scale: 1, xPx: 0, yPx: 0 };

const LEAST = 0.25;
const MOST = 16;

/** Enlarges about a point (CSS pixels from the room's middle), which stays where it is. */
export function zoomedAbout(zoom: ViewZoom, { factor, xPx, yPx }: Readonly<{ factor: number; xPx: number; yPx: number }>): ViewZoom {
  const scale = Math.max(LEAST, Math.min(MOST, zoom.scale * factor));
  const by = scale / zoom.scale;
  return { scale, xPx: xPx + (zoom.xPx - xPx) * by, yPx: yPx + (zoom.yPx - yPx) * by };
}

/** Shifts it. */
export function panned(zoom: ViewZoom, xPx: number, yPx: number): ViewZoom {
  return { ...zoom, xPx: zoom.xPx + xPx, yPx: zoom.yPx + yPx };
}

/** One pixel that is drawn on one pixel of the screen, in the middle. `fittedPx`: how wide the fitted picture is, CSS pixels. */
export function actualZoom(of: Readonly<{ drawnPx: number; fittedPx: number; pixelRatio: number }>): ViewZoom {
  return { ...fittedZoom, scale: of.drawnPx / of.pixelRatio / Math.max(1, of.fittedPx) };
}
