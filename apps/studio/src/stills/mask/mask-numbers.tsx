import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { useWords } from '../../words/use-words.ts';
import { stillShapes } from '../still-shot.ts';
import { extendedSize, type Margins, marginsFor, noMargins, type PictureSize, withinMost } from './margins.ts';
import type { Mark } from './mask-marks.ts';

const end = () => undefined;

/** A rectangle of the mask by its numbers, in pixels of the picture: what a hand does by dragging. */
export function BoxNumbers({ picture, onMark }: Readonly<{ picture: PictureSize; onMark: (mark: Mark) => void }>) {
  const { t } = useWords();
  const { widthPx, heightPx } = picture;
  const [box, setBox] = useState(() => ({
    x: Math.round(widthPx / 4),
    y: Math.round(heightPx / 4),
    width: Math.round(widthPx / 2),
    height: Math.round(heightPx / 2),
  }));
  const put = (isErase: boolean) =>
    onMark({
      kind: 'box',
      xRatio: box.x / widthPx,
      yRatio: box.y / heightPx,
      widthRatio: box.width / widthPx,
      heightRatio: box.height / heightPx,
      isErase,
    });
  const field = (name: keyof typeof box, { min, max }: Readonly<{ min: number; max: number }>) => (
    <ScrubField
      label={t(`stills.box.${name}`)}
      unit="count"
      step={1}
      min={min}
      max={max}
      value={box[name]}
      onChange={(value) => setBox((now) => ({ ...now, [name]: Math.round(value) }))}
      onEnd={end}
    />
  );
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <legend className="sr-only">{t('stills.boxNumbers')}</legend>
      <span aria-hidden className="text-small text-t2">
        {t('stills.boxNumbers')}
      </span>
      {field('x', { min: 0, max: widthPx - 1 })}
      {field('y', { min: 0, max: heightPx - 1 })}
      {field('width', { min: 1, max: widthPx })}
      {field('height', { min: 1, max: heightPx })}
      <Button onClick={() => put(false)}>{t('stills.boxPaint')}</Button>
      <Button look="quiet" onClick={() => put(true)}>
        {t('stills.boxErase')}
      </Button>
    </fieldset>
  );
}

const shapes = ['own', ...stillShapes.map(({ value }) => value)] as const;
const sides = ['leftPx', 'topPx', 'rightPx', 'bottomPx'] as const;

/** What is added to the picture: by its sides in pixels, or to a shape. All of it is painted anew. */
export function MarginNumbers({
  picture,
  margins,
  onMargins,
  onEnd,
}: Readonly<{
  picture: PictureSize;
  margins: Margins;
  onMargins: (margins: Margins, gesture: string | null) => void;
  onEnd: () => void;
}>) {
  const { t } = useWords();
  const marginsOf = (shape: (typeof shapes)[number]): Margins => {
    const ratio = stillShapes.find(({ value }) => value === shape)?.ratio;
    return ratio === undefined ? noMargins : withinMost(picture, marginsFor(picture, ratio));
  };
  const isSame = (other: Margins) => sides.every((side) => margins[side] === other[side]);
  const whole = extendedSize(picture, margins);
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <legend className="sr-only">{t('stills.extend')}</legend>
      <span aria-hidden className="text-small text-t2">
        {t('stills.extend')}
      </span>
      <Segmented
        label={t('stills.extendTo')}
        value={shapes.find((shape) => isSame(marginsOf(shape))) ?? ''}
        choices={shapes.map((value) => ({ value, text: value === 'own' ? t('stills.ownShape') : value }))}
        onChange={(shape) => onMargins(marginsOf(shapes.find((each) => each === shape) ?? 'own'), null)}
      />
      {sides.map((side) => (
        <ScrubField
          key={side}
          label={t(`stills.side.${side}`)}
          unit="count"
          step={1}
          min={0}
          max={side === 'leftPx' || side === 'rightPx' ? picture.widthPx * 2 : picture.heightPx * 2}
          usual={0}
          value={margins[side]}
          onChange={(value, gesture) => onMargins(withinMost(picture, { ...margins, [side]: Math.round(value) }), gesture)}
          onEnd={onEnd}
        />
      ))}
      <span className="text-small text-t3">{t('stills.size', { width: whole.widthPx, height: whole.heightPx })}</span>
    </fieldset>
  );
}
