import { Switch } from 'radix-ui';
import { useId, useState } from 'react';
import { type KeyAction, keyActions, keyMap, keyPresets, lettersOf } from '../app/key-map.ts';
import { Button } from '../parts/button.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import { Choice, Section } from './section.tsx';

const actions = Object.keys(keyActions) as KeyAction[];

/** Presets of keys, single letters on or off, and each letter on its own. */
export function KeysSection() {
  const { t } = useWords();
  const id = useId();
  const map = useStore(keyMap, (state) => state);
  const letters = lettersOf(map);
  const [waiting, setWaiting] = useState<KeyAction | null>(null);
  return (
    <Section id="keys" title={t('settings.keys')} hint={t('settings.keys.hint')}>
      <Choice word={t('settings.keys.preset')}>
        <Segmented
          label={t('settings.keys.preset')}
          value={map.preset}
          choices={keyPresets.map((value) => ({ value, text: t(`settings.keys.${value}`) }))}
          onChange={(preset) => keyMap.set({ preset, own: {} })}
        />
      </Choice>
      <div className="flex items-center gap-3">
        <Switch.Root
          id={id}
          checked={map.hasLetters}
          onCheckedChange={(hasLetters) => keyMap.set({ hasLetters })}
          className="h-6 w-11 shrink-0 rounded-full border border-ctl bg-s3 data-[state=checked]:bg-ok"
        >
          <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-t1 transition-transform duration-[120ms] data-[state=checked]:translate-x-[23px] data-[state=checked]:bg-well" />
        </Switch.Root>
        <label htmlFor={id}>{t('settings.keys.letters')}</label>
      </div>
      <ul className="grid max-w-3xl grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-x-6">
        {actions.map((action) => (
          <li key={action} className="flex min-h-9 items-center justify-between gap-3 border-b border-line">
            <span>{t(`settings.key.${action}`)}</span>
            <button
              type="button"
              aria-label={t('settings.keys.change', { action: t(`settings.key.${action}`), letter: letters[action].toUpperCase() })}
              onClick={() => setWaiting(action)}
              onBlur={() => setWaiting(null)}
              onKeyDown={(event) => {
                if (waiting !== action || event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return;
                if (event.key === 'Escape') setWaiting(null);
                else if (!/^[a-zA-Z]$/.test(event.key)) return;
                else {
                  keyMap.set({ own: { ...map.own, [action]: event.key.toLowerCase() } });
                  setWaiting(null);
                }
                event.preventDefault();
                event.stopPropagation();
              }}
              className={`min-h-6 min-w-8 rounded-sm border px-2 font-mono ${waiting === action ? 'border-now text-now' : 'border-ctl bg-s2'}`}
            >
              {waiting === action ? t('settings.keys.press') : letters[action].toUpperCase()}
            </button>
          </li>
        ))}
      </ul>
      <Button
        className="self-start"
        disabled={map.preset === 'fantascope' && Object.keys(map.own).length === 0}
        onClick={() => keyMap.set({ preset: 'fantascope', own: {} })}
      >
        {t('settings.keys.reset')}
      </Button>
    </Section>
  );
}
