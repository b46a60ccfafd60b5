import { setTheme, type Theme, useTheme } from '../app/theme.ts';
import { type LengthUnit, lengthUnits, setLengthUnit, useLengthUnit } from '../parts/length-unit.ts';
import { Segmented } from '../parts/segmented.tsx';
import { setLanguage, useWords } from '../words/use-words.ts';
import { Choice, Section } from './section.tsx';

/** Language and theme of this browser. */
export function LookSection() {
  const { t, language } = useWords();
  const theme = useTheme();
  const length = useLengthUnit();
  return (
    <Section id="look" title={t('settings.look')} hint={t('settings.look.hint')}>
      <Choice word={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={language}
          choices={[
            { value: 'zh', text: t('settings.chinese') },
            { value: 'en', text: t('settings.english') },
          ]}
          onChange={setLanguage}
        />
      </Choice>
      <Choice word={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          choices={(['system', 'dark', 'light'] as const).map((value: Theme) => ({ value, text: t(`settings.theme.${value}`) }))}
          onChange={setTheme}
        />
      </Choice>
      <Choice word={t('settings.length')}>
        <Segmented
          label={t('settings.length')}
          value={length}
          choices={lengthUnits.map((value: LengthUnit) => ({ value, text: t(`settings.length.${value}`) }))}
          onChange={setLengthUnit}
        />
      </Choice>
    </Section>
  );
}
