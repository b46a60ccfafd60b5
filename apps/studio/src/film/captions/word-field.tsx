import type { Language } from '@fantascope/film';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { isTooFast, mostPerSec, readingSpeed } from './reading-speed.ts';

/** Words in one language, written where they stand. Enter and leaving the field write them, Shift+Enter begins a line, Escape leaves them as they were. */
export function WordField({
  label,
  language,
  value,
  lengthSec,
  isOff,
  isNew = false,
  onLeave,
}: Readonly<{
  label: string;
  language: Language;
  value: string;
  /** How long it is shown, seconds; null: it is not read. */
  lengthSec: number | null;
  isOff: boolean;
  /** It has just been added: it is typed into at once. */
  isNew?: boolean;
  onLeave: (text: string) => void;
}>) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  const perSec = lengthSec === null ? 0 : readingSpeed(typed ?? value, { language, lengthSec });
  const isFast = isTooFast(perSec, language);
  return (
    <span className="flex flex-col">
      <textarea
        ref={field}
        key={value}
        rows={1}
        lang={language === 'zh' ? 'zh-CN' : 'en'}
        aria-label={label}
        aria-invalid={isFast}
        defaultValue={value}
        maxLength={2000}
        disabled={isOff}
        spellCheck={false}
        placeholder={t(language === 'zh' ? 'film.inChinese' : 'film.inEnglish')}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={({ target }) => {
          setTyped(null);
          if (target.value.trim() !== value.trim()) onLeave(target.value);
        }}
        onKeyDown={(event) => {
          // The keys of an input method are its own: an Enter that picks a candidate writes nothing.
          if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.blur();
          }
          if (event.key === 'Escape') {
            event.stopPropagation();
            event.currentTarget.value = value;
            event.currentTarget.blur();
          }
        }}
        className="field-sizing-content min-h-7 w-full min-w-0 resize-none rounded-sm border border-transparent bg-s1 px-1.5 py-1 text-small leading-snug text-t1 placeholder:text-t3 hover:border-ctl focus:border-ctl focus:bg-s2 aria-invalid:border-warn disabled:text-t3"
      />
      {isFast ? (
        <span role="status" data-fast className="text-micro text-warn">
          {t('film.readsFast', { perSec: perSec.toFixed(1), most: mostPerSec[language] })}
        </span>
      ) : null}
    </span>
  );
}
