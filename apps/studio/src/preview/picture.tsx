import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDirect, usePreview, useShot, useView } from '../direct/direct-context.ts';
import { useWords } from '../words/use-words.ts';
import type { WordKey } from '../words/words.ts';
import { usePlayback } from './use-playback.ts';

/** The picture in the middle: the photograph until there is a scene, then the stage, and what tools draw over it. Coordinates of `overlays` are those of this box. */
export function Picture({ overlays }: Readonly<{ overlays: ReactNode }>) {
  const { t, language } = useWords();
  const { film, preview } = useDirect();
  const shot = useShot((state) => state.shot);
  const { phase, isCardUp, step, trouble, size } = usePreview(({ phase, isCardUp, step, trouble, size }) => ({
    phase,
    isCardUp,
    step,
    trouble,
    size,
  }));
  const isDrawn = phase === 'full' || phase === 'quick' || (phase === 'flat' && isCardUp);
  const tSec = useView((view) => (view.isPlaying ? null : view.tSec));
  const isStage = useView((view) => view.takeId === null);
  const zoom = useView((view) => view.zoom);
  const hasSurround = useView((view) => view.tool === 'reframe' && view.takeId === null);
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useBox(room, film.document.widthPx / film.document.heightPx);
  const scale = zoom.scale * (hasSurround ? SURROUND_RATIO : 1);
  useEffect(() => {
    if (canvas.current !== null) preview.attach(canvas.current);
  }, [preview]);
  useLift();
  useShown();
  usePlayback();
  const stepWord = step === null ? null : (`preview.step.${step}` as WordKey);
  return (
    <div ref={room} className="relative flex min-h-0 min-w-0 flex-1 items-center justify-center overflow-hidden p-3">
      <div
        data-over="picture"
        className="relative shrink-0 bg-casing"
        style={{ width: box.widthPx * scale, height: box.heightPx * scale, translate: `${zoom.xPx}px ${zoom.yPx}px` }}
      >
        {shot.picture === undefined || isDrawn ? null : (
          <img src={`/api/v1/assets/${shot.picture}/bytes`} alt="" className="absolute inset-0 size-full object-cover" />
        )}
        <canvas
          ref={canvas}
          width={size.widthPx}
          height={size.heightPx}
          role="img"
          aria-label={tSec === null ? t('preview.playing') : t('preview.picture', { time: tSec.toFixed(2) })}
          data-phase={phase}
          className={`absolute inset-0 size-full ${isDrawn && isStage ? '' : 'invisible'}`}
        />
        {shot.picture === undefined ? (
          <p className="absolute inset-0 flex items-center justify-center text-say text-t2">{t('preview.noPicture')}</p>
        ) : null}
        {overlays}
        {stepWord === null && trouble === null ? null : (
          <p role="status" className="absolute bottom-2 left-2 rounded-sm bg-scrim px-2 py-1 text-small text-t1">
            {trouble === null ? t(stepWord as WordKey) : t('preview.trouble', { said: trouble[language] })}
          </p>
        )}
      </div>
    </div>
  );
}

/** How small the frame stands while what lies around it is to be seen. */
const SURROUND_RATIO = 0.62;

/** The largest box of a shape inside an element. */
function useBox(room: Readonly<{ current: HTMLElement | null }>, aspectRatio: number) {
  const [box, setBox] = useState({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const widthPx = element.clientWidth - Number.parseFloat(style.paddingLeft) * 2;
      const heightPx = element.clientHeight - Number.parseFloat(style.paddingTop) * 2;
      const width = Math.floor(Math.max(0, Math.min(widthPx, heightPx * aspectRatio)));
      setBox({ widthPx: width, heightPx: Math.floor(width / aspectRatio) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [room, aspectRatio]);
  return box;
}

/** Lifts the shot's picture when it is another one, or is to be lifted another way. */
function useLift(): void {
  const { preview } = useDirect();
  const { language } = useWords();
  const asked = useShot(({ shot }) =>
    JSON.stringify({ picture: shot.picture, depth: shot.depth, brush: shot.depthBrush, nearer: shot.layers }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is no reason to lift again
  useEffect(() => {
    const { picture, depth, brush, nearer } = JSON.parse(asked) as Readonly<{
      picture?: string;
      depth?: string;
      brush?: string;
      nearer?: unknown;
    }>;
    if (picture === undefined) return;
    preview.lift({
      assetId: picture,
      language,
      ...(depth === undefined ? {} : { depth }),
      ...(brush === undefined ? {} : { brush }),
      ...(nearer === undefined ? {} : { nearer }),
    });
  }, [asked, preview]);
}

/** The longest side that is drawn; the browser enlarges the rest of the way. */
const LONGEST_PX = 960;

/** Tells the preview what to show whenever the shot or the film's shape changes. */
function useShown(): void {
  const { film, preview } = useDirect();
  const shot = useShot((state) => state.shot);
  const { widthPx, heightPx, fps, seed, grade, captionLanguages } = film.document;
  useEffect(() => {
    const aspectRatio = widthPx / heightPx;
    const even = (px: number) => Math.round(px / 2) * 2;
    const size =
      aspectRatio >= 1
        ? { widthPx: LONGEST_PX, heightPx: even(LONGEST_PX / aspectRatio) }
        : { widthPx: even(LONGEST_PX * aspectRatio), heightPx: LONGEST_PX };
    preview.show({
      shot: grade === undefined || shot.grade !== undefined ? shot : { ...shot, grade },
      aspectRatio,
      fps,
      seed,
      captionLanguages,
      ...size,
    });
  }, [preview, shot, widthPx, heightPx, fps, seed, grade, captionLanguages]);
}
