import { useEffect, useMemo, useRef, useState } from 'react';
import { useLength } from '../../parts/length-unit.ts';
import type { DepthPicture } from '../../preview/depth-picture.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useView } from '../direct-context.ts';
import { LayerSliders } from '../inspector/layer-section.tsx';
import { depthColours, depthRange, type Rgb } from './depth-colour.ts';

/** How finely depth is looked at. */
const WIDTH_PX = 320;
/** Near to far; tokens of the interface, so that both themes show the same over pictures. */
const ramp = ['--color-lamp', '--color-motion', '--color-lens', '--color-cam', '--color-casing'] as const;

/** Layers and their depth over the picture, with the method that found it. Depth out of one photograph is an estimate, and said to be one. `isEditable`: layers can be brought nearer there. */
export function DepthOverlay({ isEditable = false }: Readonly<{ isEditable?: boolean }>) {
  const { t } = useWords();
  const length = useLength();
  const { preview, view } = useDirect();
  const tSec = useView((view) => view.tSec);
  const fit = usePreview((state) => state.fit);
  const facts = usePreview((state) => state.facts);
  const method = usePreview((state) => state.report?.methods['depth'] ?? null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [depth, setDepth] = useState<DepthPicture | null>(null);
  const hand = useRef({ isBusy: false, wantsMore: false, isClosed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again for every moment, fit and scene
  useEffect(() => {
    const own = hand.current;
    // One look at a time: what is asked meanwhile is answered by the next one, at the playhead as it stands then.
    const look = async (): Promise<void> => {
      own.wantsMore = own.isBusy;
      if (own.isBusy) return;
      own.isBusy = true;
      const seen = await preview.depthAt(view.state().tSec, WIDTH_PX);
      own.isBusy = false;
      if (own.isClosed) return;
      setDepth(seen);
      if (own.wantsMore) await look();
    };
    void look();
  }, [preview, tSec, fit, facts]);
  useEffect(() => {
    const own = hand.current;
    own.isClosed = false;
    return () => {
      own.isClosed = true;
    };
  }, []);
  const range = useMemo(() => (depth === null ? null : depthRange(depth)), [depth]);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d') ?? null;
    if (pen === null || depth === null || range === null) return;
    const style = getComputedStyle(pen.canvas);
    const hues = ramp.map((name) => rgbOf(style.getPropertyValue(name)));
    pen.putImageData(new ImageData(depthColours(depth, range, hues), depth.widthPx, depth.heightPx), 0, 0);
  }, [depth, range]);
  if (depth === null || range === null) return null;
  const isEstimate = method !== 'file';
  const about = isEstimate ? t('say.about') : '';
  return (
    <div data-depth={method ?? 'unknown'} className="pointer-events-none absolute inset-0">
      <canvas ref={canvas} width={depth.widthPx} height={depth.heightPx} aria-hidden className="absolute inset-0 size-full opacity-80" />
      <div
        role="status"
        className="absolute top-12 left-2 z-10 flex max-w-[70%] flex-col gap-1 rounded-sm bg-scrim px-2 py-1 text-small text-t1"
      >
        <span className="flex items-center gap-2 whitespace-nowrap">
          {about}
          {length(range.nearM)}
          <span
            aria-hidden
            className="h-2 w-24 rounded-sm border border-line2"
            style={{ background: `linear-gradient(to right, ${ramp.map((name) => `var(${name})`).join(', ')})` }}
          />
          {about}
          {length(range.farM)}
        </span>
        <span className="text-t2">
          {t('viewport.depthLayers', { count: facts?.layers.length ?? 0 })} {depthMethod(method, t)}
        </span>
        {isEditable ? (
          <details className="pointer-events-auto">
            <summary className="min-h-6 content-center">{t('viewport.depthCorrect')}</summary>
            <div className="flex w-56 flex-col gap-1 pt-1">
              <LayerSliders />
            </div>
          </details>
        ) : null}
      </div>
    </div>
  );
}

function depthMethod(method: string | null, t: ReturnType<typeof useWords>['t']): string {
  if (method === null) return t('viewport.depthUnknown');
  if (method === 'heuristic') return t('viewport.depthRules');
  return method === 'file' ? t('viewport.depthFile') : t('viewport.depthModel', { method });
}

/** The bytes of a token: they are written as six hexadecimal figures. */
function rgbOf(token: string): Rgb {
  const figures = Number.parseInt(token.trim().slice(1, 7), 16);
  return [(figures >> 16) & 255, (figures >> 8) & 255, figures & 255];
}
