import type { ReactNode } from 'react';
import type { PicturePoint } from '../../preview/distance-at.ts';

/** Hues of lines on the picture. */
export type LineHue = 'now' | 'cam' | 'focus' | 'motion' | 'air' | 't1';
const strokes: Readonly<Record<LineHue, string>> = {
  now: 'stroke-now',
  cam: 'stroke-cam',
  focus: 'stroke-focus',
  motion: 'stroke-motion',
  air: 'stroke-air',
  t1: 'stroke-t1',
};

/** A line through places of the picture: colour on a dark casing, so that it shows on any picture. `isQuiet`: thin, for what belongs to a tool that is not in use. */
export function DoubledLine({
  points,
  hue,
  isClosed = false,
  isQuiet = false,
  dash,
}: Readonly<{ points: readonly PicturePoint[]; hue: LineHue; isClosed?: boolean; isQuiet?: boolean; dash?: string }>) {
  const d = `M${points.map(({ xRatio, yRatio }) => `${(xRatio * 100).toFixed(3)} ${(yRatio * 100).toFixed(3)}`).join('L')}${isClosed ? 'Z' : ''}`;
  return (
    <g fill="none" strokeLinejoin="round" strokeLinecap="round" opacity={isQuiet ? 0.6 : 1}>
      <path d={d} className="stroke-casing" strokeOpacity={0.75} strokeWidth={isQuiet ? 2.5 : 4} vectorEffect="non-scaling-stroke" />
      <path
        d={d}
        className={strokes[hue]}
        strokeWidth={isQuiet ? 1 : 1.5}
        vectorEffect="non-scaling-stroke"
        {...(dash === undefined ? {} : { strokeDasharray: dash })}
      />
    </g>
  );
}

/** The sheet that lines are drawn on, over the whole picture: 100 wide, and as high as `heightRatio` says (default 100, lines only: circles would be squeezed). */
export function LineSheet({ heightRatio = 1, children }: Readonly<{ heightRatio?: number; children: ReactNode }>) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 100 ${100 * heightRatio}`}
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full overflow-hidden"
    >
      {children}
    </svg>
  );
}
