import { Redo2, Trash2, Undo2 } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { Slider } from '../../parts/slider.tsx';
import { useWords } from '../../words/use-words.ts';
import type { PictureSize } from './margins.ts';
import type { MaskMode } from './mask-sheet.tsx';

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const;
const modes = ['paint', 'erase', 'box'] as const;
/** Of the picture's width. */
const LEAST_RATIO = 0.005;
const MOST_RATIO = 0.25;

/** A brush's radius another step smaller or larger, within what there is. */
export function stepRadius(radiusRatio: number, factor: number): number {
  return Math.max(LEAST_RATIO, Math.min(MOST_RATIO, radiusRatio * factor));
}

/** The tools of the mask: how a drag draws, how wide, and the way back. */
export function MaskBar({
  picture,
  mode,
  onMode,
  radiusRatio,
  onRadius,
  onUndo,
  onRedo,
  onClear,
}: Readonly<{
  picture: PictureSize;
  mode: MaskMode;
  onMode: (mode: MaskMode) => void;
  radiusRatio: number;
  onRadius: (radiusRatio: number) => void;
  onUndo: (() => void) | null;
  onRedo: (() => void) | null;
  onClear: (() => void) | null;
}>) {
  const { t } = useWords();
  const widthOf = (ratio: number) => Math.max(1, Math.round(ratio * 2 * picture.widthPx));
  return (
    <div role="toolbar" aria-label={t('stills.maskBar')} className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Segmented
        label={t('stills.maskMode')}
        value={mode}
        choices={modes.map((value) => ({ value, text: t(`stills.mode.${value}`) }))}
        onChange={onMode}
      />
      <div className="w-64">
        <Slider
          label={t('stills.brushSize')}
          hue="motion"
          unit="count"
          step={1}
          min={widthOf(LEAST_RATIO)}
          max={widthOf(MOST_RATIO)}
          value={widthOf(radiusRatio)}
          isOneLine
          isDisabled={mode === 'box'}
          onChange={(widthPx) => onRadius(stepRadius(widthPx / 2 / picture.widthPx, 1))}
          onEnd={() => undefined}
        />
      </div>
      <span className="flex items-center gap-1">
        <IconButton
          label={t('stills.undo')}
          keys="Control+Z"
          disabled={onUndo === null}
          icon={<Undo2 {...icon} />}
          onClick={() => onUndo?.()}
        />
        <IconButton
          label={t('stills.redo')}
          keys="Control+Shift+Z"
          disabled={onRedo === null}
          icon={<Redo2 {...icon} />}
          onClick={() => onRedo?.()}
        />
        <Button look="quiet" disabled={onClear === null} icon={<Trash2 {...icon} />} onClick={() => onClear?.()}>
          {t('stills.clear')}
        </Button>
      </span>
    </div>
  );
}
