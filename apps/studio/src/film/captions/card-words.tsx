import type { Language } from '@fantascope/film';
import { Captions, MessageSquareText, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { type ToldWords, withText } from './told-words.ts';
import { WordField } from './word-field.tsx';
import type { WordHistory } from './word-history.ts';

type Kind = ToldWords['kind'];

/** The captions and lines of a shot, written in place. What goes wrong is the history's to tell. */
export function CardWords({
  name,
  shotId,
  words,
  speakers,
  languages,
  history,
  isLocked,
}: Readonly<{
  name: string;
  /** null: nothing can be added here. */
  shotId: string | null;
  words: readonly ToldWords[];
  /** Who may say a line, by name. */
  speakers: readonly string[];
  /** Upper line first; the other language after them. */
  languages: readonly Language[];
  history: WordHistory;
  isLocked: boolean;
}>) {
  const { t } = useWords();
  const [adding, setAdding] = useState<Kind | null>(null);
  const order: readonly Language[] = [...languages, ...(['zh', 'en'] as const).filter((each) => !languages.includes(each))];
  const change = (told: ToldWords, language: Language, text: string) => {
    const now = withText(told.text, language, text);
    history.change(told, now === null ? null : { text: now }).catch(() => undefined);
  };
  const labelOf = (kind: Kind, at: number, language: Language) => t(`film.wordsLabel.${kind}.${language}`, { name, at: at + 1 });
  const counts = { caption: 0, line: 0 };
  return (
    <div className="mt-2 flex flex-col gap-1">
      {words.map((told) => {
        const at = counts[told.kind]++;
        const isOff = isLocked || told.isFixed;
        return (
          <Told key={told.key} kind={told.kind}>
            {told.kind === 'line' ? (
              <select
                aria-label={t('film.whoSays', { name, at: at + 1 })}
                value={told.who ?? ''}
                disabled={isOff}
                onChange={({ target }) => history.change(told, { who: target.value === '' ? null : target.value }).catch(() => undefined)}
                className="min-h-6 w-full min-w-0 rounded-sm border border-transparent bg-transparent pr-5 pl-1 text-ellipsis text-small text-t2 hover:border-ctl focus:border-ctl disabled:text-t3"
              >
                <option value="">{t('film.narrator')}</option>
                {[...new Set([...speakers, ...(told.who === undefined ? [] : [told.who])])].map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            ) : null}
            {order.map((language) => (
              <WordField
                key={language}
                label={labelOf(told.kind, at, language)}
                language={language}
                value={told.text[language] ?? ''}
                lengthSec={languages.includes(language) ? told.lengthSec : null}
                isOff={isOff}
                onLeave={(text) => change(told, language, text)}
              />
            ))}
          </Told>
        );
      })}
      {adding === null || shotId === null ? null : (
        <Told kind={adding}>
          {order.slice(0, 1).map((language) => (
            <WordField
              key={language}
              label={labelOf(adding, counts[adding], language)}
              language={language}
              value=""
              lengthSec={null}
              isOff={false}
              isNew
              onLeave={(text) => {
                setAdding(null);
                history.add(shotId, adding, { [language]: text.trim() }).catch(() => undefined);
              }}
            />
          ))}
        </Told>
      )}
      {shotId === null || isLocked ? null : (
        <span className="flex flex-wrap gap-x-3">
          {(['caption', 'line'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              aria-label={t(`film.addWords.${kind}`, { name })}
              onClick={() => setAdding(adding === kind ? null : kind)}
              className="touch-target inline-flex items-center gap-1 text-small text-t2 hover:text-t1"
            >
              <Plus size={12} aria-hidden />
              {t(`film.words.${kind}`)}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

function Told({ kind, children }: Readonly<{ kind: Kind; children: ReactNode }>) {
  const Icon = kind === 'caption' ? Captions : MessageSquareText;
  return (
    <span data-words={kind} className="flex items-start gap-1">
      <Icon size={14} strokeWidth={1.6} aria-hidden className="mt-1.5 shrink-0 text-t3" />
      <span className="flex min-w-0 flex-1 flex-col">{children}</span>
    </span>
  );
}
