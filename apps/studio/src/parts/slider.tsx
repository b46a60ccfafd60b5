import { Slider as RadixSlider } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useLengthUnit } from './length-unit.ts';
import { type NumberProps, newGesture, numberText, ScrubField } from './scrub-field.tsx';
import { stepped } from './typed-number.ts';

/** The hue of a slider: its lane's. */
export type SliderHue = 'cam' | 'lens' | 'focus' | 'motion' | 'air' | 'plain';

const fills: Readonly<Record<SliderHue, string>> = {
  cam: 'bg-cam',
  lens: 'bg-lens',
  focus: 'bg-focus',
  motion: 'bg-motion',
  air: 'bg-air',
  plain: 'bg-t2',
};
/** How finely the track is divided where the scale is logarithmic. */
const PLACES = 1000;

/** A slider with its number beside it, so that nothing needs a drag. `isLog`: equal ways are equal ratios (min above 0). `stops`: values marked under the track, a press away. `band`: a span drawn on it. `note` stands before the number. */
export function Slider({
  hue = 'plain',
  isLog = false,
  stops = [],
  band,
  note,
  prefix = '',
  isOneLine = false,
  ...props
}: NumberProps &
  Readonly<{
    hue?: SliderHue;
    isLog?: boolean;
    stops?: readonly number[];
    band?: Readonly<{ from: number; to: number }>;
    note?: ReactNode;
    prefix?: string;
    isOneLine?: boolean;
  }>) {
  const { label, value, step, min, max, onChange, onEnd, isDisabled = false } = props;
  const length = useLengthUnit();
  const gesture = useRef<string | null>(null);
  const shareOf = (each: number) =>
    Math.max(0, Math.min(1, isLog ? Math.log(each / min) / Math.log(max / min) : (each - min) / (max - min)));
  const valueAt = (share: number) => stepped(isLog ? min * (max / min) ** share : min + (max - min) * share, { step, min, max });
  const places = isLog ? PLACES : Math.max(1, Math.round((max - min) / step));
  const track = (
    <div className={`relative ${isOneLine ? 'flex-1' : ''}`}>
      <RadixSlider.Root
        min={0}
        max={places}
        step={1}
        value={[Math.round(shareOf(value) * places)]}
        disabled={isDisabled}
        onValueChange={([place = 0]) => {
          gesture.current ??= newGesture();
          onChange(valueAt(place / places), gesture.current);
        }}
        onValueCommit={() => {
          gesture.current = null;
          onEnd();
        }}
        className="relative flex h-6 w-full touch-none items-center select-none"
      >
        <RadixSlider.Track className="relative h-0.5 flex-1 rounded-sm bg-s4">
          <RadixSlider.Range className={`absolute h-full rounded-sm ${band === undefined ? fills[hue] : 'bg-transparent'}`} />
          {band === undefined ? null : (
            <span
              className={`absolute -top-1 h-2.5 rounded-sm opacity-60 ${fills[hue]}`}
              style={{ left: `${shareOf(band.from) * 100}%`, width: `${Math.max(0.5, (shareOf(band.to) - shareOf(band.from)) * 100)}%` }}
            />
          )}
        </RadixSlider.Track>
        <RadixSlider.Thumb
          aria-label={label}
          aria-valuetext={numberText(value, props, length)}
          className={`block h-4 border border-line2 bg-t1 data-disabled:bg-t3 ${band === undefined ? 'w-4 rounded-full' : 'w-2 rounded-sm'}`}
        />
      </RadixSlider.Root>
      {stops.length === 0 ? null : (
        <div className="relative h-6">
          {stops.map((stop) => (
            <button
              key={stop}
              type="button"
              tabIndex={-1}
              disabled={isDisabled}
              aria-label={`${label} ${numberText(stop, props, length)}`}
              className={`absolute min-h-6 min-w-6 -translate-x-1/2 rounded-sm text-micro hover:text-t1 ${Math.abs(stop - value) < step / 2 ? 'text-t1' : 'text-t3'}`}
              style={{ left: `calc(8px + (100% - 16px) * ${shareOf(stop)})` }}
              onClick={() => {
                onChange(stop, newGesture());
                onEnd();
              }}
            >
              {stop}
            </button>
          ))}
        </div>
      )}
    </div>
  );
  if (isOneLine)
    return (
      <div className="flex items-center gap-2">
        <span aria-hidden className="w-16 shrink-0 text-small wrap-anywhere text-t2">
          {label}
        </span>
        {track}
        <ScrubField {...props} prefix={prefix} isLabelHidden className="w-16 shrink-0" />
      </div>
    );
  return (
    <div className="flex flex-col">
      <div className="flex items-center justify-between gap-2">
        <span aria-hidden className="text-base text-t1">
          {label}
        </span>
        <span className="flex min-w-0 items-center gap-1">
          {note === undefined ? null : <span className="text-right text-small text-t3">{note}</span>}
          <ScrubField {...props} prefix={prefix} isLabelHidden />
        </span>
      </div>
      {track}
    </div>
  );
}
