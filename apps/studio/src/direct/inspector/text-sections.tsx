import { type Caption, Transition } from '@fantascope/film';
import { useEffect, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { Section } from './section.tsx';

/** A field of text that has its own undo while it is focused and changes the shot once it is left. */
function WordField({
  label,
  value,
  most,
  onChange,
}: Readonly<{ label: string; value: string; most: number; onChange: (text: string) => void }>) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const finish = () => {
    if (typed !== value) onChange(typed);
  };
  return (
    <TextField
      label={label}
      value={typed}
      maxLength={most}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'Enter') finish();
        else if (event.key === 'Escape') setTyped(value);
      }}
    />
  );
}

/** Words over the picture. */
export function CaptionSection() {
  const { t } = useWords();
  const { store, view } = useDirect();
  const { captions, lengthSec } = useShot(({ shot }) => ({ captions: shot.captions, lengthSec: shot.camera.lengthSec }));
  const put = (value: readonly Caption[], gesture?: string) => {
    store.edit({ kind: 'put', field: 'captions', value }, gesture);
    if (gesture === undefined) store.endGesture();
  };
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const withText = (caption: Caption, language: 'en' | 'zh', text: string): Caption => {
    const { [language]: _, ...rest } = caption.text;
    const next = text.trim() === '' ? rest : { ...rest, [language]: text };
    return { ...caption, text: Object.keys(next).length === 0 ? { [language]: '' } : next };
  };
  return (
    <Section name="captions" title={t('inspector.captions')}>
      {captions.map((caption, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: captions are named by their place
          key={index}
          className="flex flex-col gap-2 border-b border-line pb-2"
        >
          <legend className="text-small text-t3">{t('inspector.caption', { number: index + 1 })}</legend>
          <WordField
            label={t('inspector.chinese')}
            value={caption.text.zh ?? ''}
            most={2000}
            onChange={(text) => put(captions.with(index, withText(caption, 'zh', text)))}
          />
          <WordField
            label={t('inspector.english')}
            value={caption.text.en ?? ''}
            most={2000}
            onChange={(text) => put(captions.with(index, withText(caption, 'en', text)))}
          />
          <div className="flex gap-2">
            <ScrubField
              {...hand}
              className="flex-1"
              label={t('inspector.from')}
              value={caption.startSec}
              unit="s"
              step={0.1}
              min={0}
              max={lengthSec}
              onChange={(startSec, gesture) => put(captions.with(index, { ...caption, startSec }), gesture)}
            />
            <ScrubField
              {...hand}
              className="flex-1"
              label={t('inspector.to')}
              value={caption.endSec ?? lengthSec}
              unit="s"
              step={0.1}
              min={caption.startSec}
              max={lengthSec}
              onChange={(endSec, gesture) => put(captions.with(index, { ...caption, endSec }), gesture)}
            />
          </div>
          <SelectField
            label={t('inspector.style')}
            value={caption.style}
            choices={(['caption', 'title', 'end-card'] as const).map((value) => ({ value, text: t(`inspector.style.${value}`) }))}
            onChange={(style) => put(captions.with(index, { ...caption, style }))}
          />
          <Button onClick={() => put(captions.toSpliced(index, 1))}>{t('inspector.remove')}</Button>
        </fieldset>
      ))}
      <Button
        onClick={() => {
          const startSec = Math.min(view.state().tSec, lengthSec - 0.1);
          put([...captions, { text: { zh: '' }, style: 'caption', startSec, endSec: Math.min(lengthSec, startSec + 2) }]);
        }}
      >
        {t('inspector.addCaption')}
      </Button>
    </Section>
  );
}

const words = ['name', 'subject', 'action', 'setting', 'light'] as const;

/** What the shot is called and what it shows, in words that models read; and how it begins and ends. */
export function ShotSection() {
  const { t } = useWords();
  const { store } = useDirect();
  const shot = useShot((state) => state.shot);
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const { transition } = shot;
  const putTransition = (change: Partial<Transition>, gesture: string) =>
    store.edit({ kind: 'put', field: 'transition', value: { ...transition, ...change } }, gesture);
  return (
    <Section name="shot" title={t('inspector.shot')}>
      {words.map((field) => (
        <WordField
          key={field}
          label={t(`inspector.${field}`)}
          value={shot[field] ?? ''}
          most={field === 'name' ? 200 : 4000}
          onChange={(text) => {
            store.edit({ kind: 'put', field, value: text.trim() === '' ? undefined : text });
            store.endGesture();
          }}
        />
      ))}
      <SelectField
        label={t('inspector.transition')}
        value={transition.kind}
        choices={Transition.shape.kind.unwrap().options.map((value) => ({ value, text: t(`inspector.transition.${value}`) }))}
        onChange={(kind) => {
          putTransition({ kind, lengthSec: kind === 'cut' ? 0 : transition.lengthSec || 0.5 }, 'transition');
          store.endGesture();
        }}
      />
      {transition.kind === 'cut' ? null : (
        <ScrubField
          {...hand}
          label={t('inspector.transitionSec')}
          value={transition.lengthSec}
          unit="s"
          step={0.1}
          min={0}
          max={10}
          onChange={(lengthSec, gesture) => putTransition({ lengthSec }, gesture)}
        />
      )}
      {(['fadeIn', 'fadeOut'] as const).map((name) => (
        <ScrubField
          key={name}
          {...hand}
          label={t(`inspector.${name}`)}
          value={shot[`${name}Sec`]}
          unit="s"
          step={0.1}
          min={0}
          max={10}
          usual={0}
          onChange={(value, gesture) => store.edit({ kind: 'put', field: `${name}Sec`, value }, gesture)}
        />
      ))}
    </Section>
  );
}
