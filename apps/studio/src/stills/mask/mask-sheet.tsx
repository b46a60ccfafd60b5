import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { pointOf, ToolSurface } from '../../direct/viewport/tool-surface.tsx';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { extendedSize, type PictureSize } from './margins.ts';
import { boxBetween, type Drawn, type Grey, type Mark, type MaskPoint, maskOf, paintAdded, paintMark } from './mask-marks.ts';

/** What a drag on the picture does. */
export type MaskMode = 'paint' | 'erase' | 'box';

/** How finely the mask is shown, pixels of its longer side. */
const SHOWN_PX = 1024;
/** Stripes: what is painted is told by more than a colour. */
const STRIPE_PX = 6;
const PEN_ERASER = 32;

/** The picture with its mask over it, and what is added round it: painted on by mouse, pen and touch. */
export function MaskSheet({
  pictureId,
  picture,
  drawn,
  mode,
  radiusRatio,
  onMark,
}: Readonly<{
  pictureId: string;
  picture: PictureSize;
  drawn: Drawn;
  mode: MaskMode;
  radiusRatio: number;
  onMark: (mark: Mark) => void;
}>) {
  const { t } = useWords();
  const [line, setLine] = useState<readonly MaskPoint[]>([]);
  // Several moves of a pointer may come within one picture of the screen: none of them is lost.
  const points = useRef<readonly MaskPoint[]>([]);
  const [hover, setHover] = useState<PicturePoint | null>(null);
  const isErase = useRef(false);
  const { margins } = drawn;
  const whole = extendedSize(picture, margins);
  const scaleRatio = Math.min(1, SHOWN_PX / Math.max(whole.widthPx, whole.heightPx));
  const kept = useMemo(() => maskOf(drawn, { picture, scaleRatio }), [drawn, picture, scaleRatio]);
  const live = markOf(line, { mode, radiusRatio, isErase: isErase.current });
  const under = useRef<Readonly<{ kept: Grey; grey: Grey; painted: number }> | null>(null);
  const shown = useMemo(() => {
    if (live === null) return kept;
    const frame = { picture, margins, scaleRatio };
    // Of a stroke under way only what is new of it is painted: a long one would take longer with every move.
    const points = live.kind === 'stroke' ? live.points : [];
    const before = under.current?.kept === kept && under.current.painted <= points.length && points.length > 1 ? under.current : null;
    const grey = { ...kept, bytes: before?.grey.bytes ?? kept.bytes.slice() };
    const from = Math.max(0, (before?.painted ?? 0) - 1);
    paintMark(grey, live.kind === 'stroke' ? { ...live, points: points.slice(from) } : live, frame);
    paintAdded(grey, frame);
    under.current = live.kind === 'stroke' ? { kept, grey, painted: points.length } : null;
    return grey;
  }, [kept, live, picture, margins, scaleRatio]);
  const place = (event: PointerEvent): MaskPoint => {
    const { xRatio, yRatio } = pointOf(event, event.currentTarget);
    return {
      xRatio: (xRatio * whole.widthPx - margins.leftPx) / picture.widthPx,
      yRatio: (yRatio * whole.heightPx - margins.topPx) / picture.heightPx,
      pressRatio: event.pointerType === 'pen' && event.pressure > 0 ? 0.3 + 0.7 * event.pressure : 1,
    };
  };
  const draw = (next: readonly MaskPoint[]) => {
    points.current = next;
    setLine(next);
  };
  const end = () => {
    const mark = markOf(points.current, { mode, radiusRatio, isErase: isErase.current });
    if (mark !== null) onMark(mark);
    under.current = null;
    draw([]);
  };
  const percent = (px: number, of: number) => `${(px / of) * 100}%`;
  return (
    <div className="flex min-h-72 flex-1 items-center justify-center [container-type:size]">
      <div
        className="relative overflow-hidden bg-s3"
        style={{
          width: `min(100cqw, calc(100cqh * ${whole.widthPx / whole.heightPx}))`,
          aspectRatio: `${whole.widthPx} / ${whole.heightPx}`,
        }}
      >
        <img
          src={`/api/v1/assets/${pictureId}/bytes`}
          alt=""
          draggable={false}
          className="absolute max-w-none select-none"
          style={{
            left: percent(margins.leftPx, whole.widthPx),
            top: percent(margins.topPx, whole.heightPx),
            width: percent(picture.widthPx, whole.widthPx),
            height: percent(picture.heightPx, whole.heightPx),
          }}
        />
        <Overlay grey={shown} />
        <ToolSurface
          label={t('stills.maskSurface')}
          cursor="crosshair"
          onPointerDown={(event) => {
            if (!event.isPrimary || (event.button !== 0 && (event.buttons & PEN_ERASER) === 0)) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            isErase.current = mode === 'erase' || event.altKey || (event.buttons & PEN_ERASER) !== 0;
            under.current = null;
            draw([place(event)]);
          }}
          onPointerMove={(event) => {
            setHover(event.pointerType === 'touch' ? null : pointOf(event, event.currentTarget));
            if (points.current.length > 0 && event.isPrimary) draw([...points.current, place(event)]);
          }}
          onPointerUp={end}
          onPointerCancel={() => {
            under.current = null;
            draw([]);
          }}
          onPointerLeave={() => setHover(null)}
        >
          {hover === null || mode === 'box' ? null : (
            <span
              aria-hidden
              className="pointer-events-none absolute -translate-1/2 rounded-full border border-t1 outline outline-casing"
              style={{
                left: `${hover.xRatio * 100}%`,
                top: `${hover.yRatio * 100}%`,
                width: percent(radiusRatio * 2 * picture.widthPx, whole.widthPx),
                aspectRatio: 1,
              }}
            />
          )}
        </ToolSurface>
      </div>
    </div>
  );
}

/** What a drag draws; null where it is nothing yet. */
function markOf(
  line: readonly MaskPoint[],
  { mode, radiusRatio, isErase }: Readonly<{ mode: MaskMode; radiusRatio: number; isErase: boolean }>,
): Mark | null {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return null;
  return mode === 'box' ? boxBetween(first, last, isErase) : { kind: 'stroke', points: line, radiusRatio, isErase };
}

/** The mask in stripes of the hue of motion, which the picture shines through, with its edge drawn whole. */
function Overlay({ grey }: Readonly<{ grey: Grey }>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (canvas.current === null || pen === null || pen === undefined) return;
    const { widthPx, heightPx, bytes } = grey;
    const image = pen.createImageData(widthPx, heightPx);
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === 0) continue;
      const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
      const isInner = bytes[at - 1] !== 0 && bytes[at + 1] !== 0 && bytes[at - widthPx] !== 0 && bytes[at + widthPx] !== 0;
      const isStripe = (Math.floor((x + y) / STRIPE_PX) & 1) === 0;
      image.data[at * 4 + 3] = !isInner ? 255 : isStripe ? 170 : 70;
    }
    pen.putImageData(image, 0, 0);
    pen.globalCompositeOperation = 'source-in';
    pen.fillStyle = getComputedStyle(canvas.current).color;
    pen.fillRect(0, 0, widthPx, heightPx);
    pen.globalCompositeOperation = 'source-over';
  }, [grey]);
  return <canvas ref={canvas} aria-hidden width={grey.widthPx} height={grey.heightPx} className="absolute inset-0 size-full text-motion" />;
}
