import { Grade, Shutter } from '@fantascope/film';
import { Button } from '../../parts/button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { Slider } from '../../parts/slider.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { Section } from './section.tsx';

const sliders = [
  ['exposureStops', 'exposure', -3, 3],
  ['warmthRatio', 'warmth', -1, 1],
  ['tintRatio', 'tint', -1, 1],
  ['contrastRatio', 'contrast', -1, 1],
  ['saturationRatio', 'saturation', -1, 1],
  ['vignetteRatio', 'vignette', 0, 1],
  ['grainRatio', 'grain', 0, 1],
] as const;

/** The shot's colours. Without its own it has the film's. */
export function GradeSection() {
  const { t } = useWords();
  const { store, film } = useDirect();
  const own = useShot(({ shot }) => shot.grade);
  const grade = own ?? film.document.grade ?? Grade.parse({});
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const put = (change: Partial<Grade>, gesture: string) =>
    store.edit({ kind: 'put', field: 'grade', value: { ...(store.state().shot.grade ?? grade), ...change } }, gesture);
  return (
    <Section name="grade" title={t('inspector.grade')}>
      {own === undefined && film.document.grade !== undefined ? <p className="text-small text-t3">{t('inspector.filmGrade')}</p> : null}
      {sliders.map(([field, word, min, max]) => (
        <Slider
          key={field}
          {...hand}
          isOneLine
          label={t(`inspector.${word}`)}
          value={grade[field]}
          unit="ratio"
          step={0.01}
          min={min}
          max={max}
          usual={0}
          onChange={(value, gesture) => put({ [field]: value }, gesture)}
        />
      ))}
      <ScrubField
        {...hand}
        label={t('inspector.letterbox')}
        value={grade.letterboxAspectRatio ?? film.document.widthPx / film.document.heightPx}
        unit="ratio"
        step={0.01}
        min={0.2}
        max={5}
        usual={film.document.widthPx / film.document.heightPx}
        onChange={(letterboxAspectRatio, gesture) => put({ letterboxAspectRatio }, gesture)}
      />
      {own === undefined || film.document.grade === undefined ? null : (
        <Button
          onClick={() => {
            store.edit({ kind: 'put', field: 'grade', value: undefined });
            store.endGesture();
          }}
        >
          {t('inspector.ownGrade')}
        </Button>
      )}
    </Section>
  );
}

/** Motion blur of the shot. */
export function ShutterSection() {
  const { t } = useWords();
  const { store } = useDirect();
  const shutter = useShot(({ shot }) => shot.shutter);
  const put = (change: Partial<Shutter>, gesture: string) =>
    store.edit({ kind: 'put', field: 'shutter', value: { ...Shutter.parse({}), ...store.state().shot.shutter, ...change } }, gesture);
  return (
    <Section name="shutter" title={t('inspector.shutter')}>
      <Slider
        isOneLine
        label={t('inspector.shutter')}
        value={shutter?.angleDeg ?? 0}
        unit="deg"
        step={1}
        min={0}
        max={360}
        usual={180}
        onChange={(angleDeg, gesture) => put({ angleDeg }, gesture)}
        onEnd={store.endGesture}
        onCancel={store.cancelGesture}
      />
      <label className="flex min-h-6 items-center gap-2 text-small text-t2">
        <input
          type="checkbox"
          checked={shutter?.isOnCamera ?? false}
          onChange={(event) => {
            put({ isOnCamera: event.target.checked }, 'shutter');
            store.endGesture();
          }}
        />
        {t('inspector.onCamera')}
      </label>
    </Section>
  );
}
