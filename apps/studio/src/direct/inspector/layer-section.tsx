import { Slider } from '../../parts/slider.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useShot } from '../direct-context.ts';
import { Section } from './section.tsx';

/** The layers in the inspector. */
export function LayerSection() {
  const { t } = useWords();
  return (
    <Section name="layers" title={t('inspector.layers')}>
      <LayerSliders />
    </Section>
  );
}

/** How many times nearer each layer of the scene comes, by its number from the back. Each change lifts the picture again. */
export function LayerSliders() {
  const { t } = useWords();
  const { store } = useDirect();
  const layers = useShot(({ shot }) => shot.layers ?? []);
  const count = usePreview(({ facts }) => facts?.layers.length ?? 0);
  return (
    <>
      {count < 2 ? (
        <p className="text-small text-t3">{t('inspector.noLayers')}</p>
      ) : (
        Array.from({ length: count }, (_, layer) => (
          <Slider
            // biome-ignore lint/suspicious/noArrayIndexKey: layers are named by their number
            key={layer}
            isLog
            label={t('inspector.layer', { number: layer + 1 })}
            value={layers.find((each) => each.layer === layer)?.nearerRatio ?? 1}
            unit="ratio"
            step={0.01}
            min={0.25}
            max={4}
            usual={1}
            onChange={(nearerRatio, gesture) => {
              const others = (store.state().shot.layers ?? []).filter((each) => each.layer !== layer);
              const value = nearerRatio === 1 ? others : [...others, { layer, nearerRatio }];
              store.edit({ kind: 'put', field: 'layers', value: value.length === 0 ? undefined : value }, gesture);
            }}
            onEnd={store.endGesture}
            onCancel={store.cancelGesture}
          />
        ))
      )}
    </>
  );
}
