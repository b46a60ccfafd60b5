import type { View } from '../../shot/view-store.ts';

type Zoom = View['timeZoom'];

/** The least share of a shot that the axis is drawn out to. */
const LEAST_SPAN = 0.05;

function held({ fromRatio, spanRatio }: Zoom): Zoom {
  const span = Math.max(LEAST_SPAN, Math.min(1, spanRatio));
  return { spanRatio: span, fromRatio: Math.max(0, Math.min(1 - span, fromRatio)) };
}

/** The axis drawn out (factor above 1) or in about a share of what is shown, 0 its left end: what is there stays there. */
export function zoomed({ fromRatio, spanRatio }: Zoom, factor: number, aboutRatio: number): Zoom {
  const span = Math.max(LEAST_SPAN, Math.min(1, spanRatio / factor));
  return held({ spanRatio: span, fromRatio: fromRatio + aboutRatio * (spanRatio - span) });
}

/** The axis drawn along by a share of what is shown. */
export function panned({ fromRatio, spanRatio }: Zoom, byRatio: number): Zoom {
  return held({ spanRatio, fromRatio: fromRatio + byRatio * spanRatio });
}

/** The axis so that a moment (a share of the shot) is on it; the same one where it is already. */
export function zoomWith(zoom: Zoom, atRatio: number): Zoom {
  const { fromRatio, spanRatio } = zoom;
  if (spanRatio >= 1 || (atRatio >= fromRatio - 1e-9 && atRatio <= fromRatio + spanRatio + 1e-9)) return zoom;
  // A page further: the moment stands near the left end, or near the right one on the way back.
  return held({ spanRatio, fromRatio: atRatio > fromRatio ? atRatio - spanRatio * 0.1 : atRatio - spanRatio * 0.9 });
}
