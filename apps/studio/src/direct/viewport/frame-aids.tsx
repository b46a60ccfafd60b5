import { useView } from '../direct-context.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { cornersOf } from './first-frame.ts';

const inset = (top: number, right: number, bottom: number, left: number) =>
  cornersOf({ xRatio: left, yRatio: top, widthRatio: 1 - left - right, heightRatio: 1 - top - bottom });
const areas = {
  off: [],
  // Action and title, as broadcasters draw them.
  title: [inset(0.05, 0.05, 0.05, 0.05), inset(0.1, 0.1, 0.1, 0.1)],
  // What apps for phones leave free of their own buttons and words.
  phone: [inset(0.14, 0.14, 0.22, 0)],
} as const;

/** Safe areas, thirds and the centre. */
export function FrameAids() {
  const { safeAreas, hasThirds } = useView((view) => ({ safeAreas: view.safeAreas, hasThirds: view.hasThirds }));
  const line = (x1: number, y1: number, x2: number, y2: number) => (
    <DoubledLine
      key={`${x1} ${y1} ${x2} ${y2}`}
      points={[
        { xRatio: x1, yRatio: y1 },
        { xRatio: x2, yRatio: y2 },
      ]}
      hue="t1"
      isQuiet
    />
  );
  return (
    <LineSheet>
      {areas[safeAreas].map((corners) => (
        <DoubledLine key={JSON.stringify(corners)} points={corners} hue="t1" isClosed isQuiet />
      ))}
      {hasThirds
        ? [
            ...[1 / 3, 2 / 3].flatMap((at) => [line(at, 0, at, 1), line(0, at, 1, at)]),
            line(0.48, 0.5, 0.52, 0.5),
            line(0.5, 0.465, 0.5, 0.535),
          ]
        : null}
    </LineSheet>
  );
}
