import { useShot } from '../direct-context.ts';
import type { PhotoInWindow } from './first-frame.ts';

/** The photograph as it lies about a window that fills the picture's box: what the window shows of it, or, dimmed, all that it does not. */
export function StillPart({ place: { photo, window }, part }: Readonly<{ place: PhotoInWindow; part: 'inside' | 'outside' }>) {
  const picture = useShot((state) => state.shot.picture);
  if (picture === undefined) return null;
  const percent = (share: number) => `${(share * 100).toFixed(4)}%`;
  const left = (window.xPx - photo.xPx) / photo.widthPx;
  const top = (window.yPx - photo.yPx) / photo.heightPx;
  const right = left + window.widthPx / photo.widthPx;
  const bottom = top + window.heightPx / photo.heightPx;
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ] as const;
  const hole = corners.map(([x, y]) => `${percent(x)} ${percent(y)}`).join(', ');
  const clipPath = part === 'inside' ? `polygon(${hole})` : `polygon(evenodd, 0% 0%, 100% 0%, 100% 100%, 0% 100%, 0% 0%, ${hole})`;
  return (
    <img
      src={`/api/v1/assets/${picture}/bytes`}
      alt=""
      draggable={false}
      className={`pointer-events-none absolute max-w-none select-none ${part === 'outside' ? 'opacity-40' : ''}`}
      style={{
        left: percent((photo.xPx - window.xPx) / window.widthPx),
        top: percent((photo.yPx - window.yPx) / window.heightPx),
        width: percent(photo.widthPx / window.widthPx),
        height: percent(photo.heightPx / window.heightPx),
        clipPath,
      }}
    />
  );
}
