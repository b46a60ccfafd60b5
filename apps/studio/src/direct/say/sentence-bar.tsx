import { Check, CircleHelp, MessageSquareQuote, Paintbrush, Plus, X } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { Button } from '../../parts/button.tsx';
import { later } from '../../parts/later.tsx';
import { useWords } from '../../words/use-words.ts';
import { nearGuesses } from './read-sentence.ts';
import { SentenceInput } from './sentence-input.tsx';
import { useSentence } from './use-sentence.ts';

const MoveChips = later(async () => (await import('./chips.tsx')).MoveChips, { waits: true });
const MotionChips = later(async () => (await import('./chips.tsx')).MotionChips, { waits: true });
const AirChips = later(async () => (await import('./chips.tsx')).AirChips, { waits: true });

/** The camera in words, and what was understood of them. */
export function SentenceBar() {
  const { t, language } = useWords();
  const sentence = useSentence();
  const input = useRef<HTMLTextAreaElement>(null);
  const chips = useRef<HTMLUListElement>(null);
  const [isNothing, setIsNothing] = useState(false);
  const statusId = useId();
  const { text, reading, isFresh, changed, isFreePath } = sentence;
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || keyOf(event) !== '/') return false;
    input.current?.focus();
    input.current?.select();
    return true;
  });
  const apply = (own: string) => setIsNothing(sentence.apply(own) === 'nothing');
  const addClause = () => {
    sentence.type(text.trim() === '' ? '' : `${text.trimEnd()}${t('say.then')}`);
    input.current?.focus();
    // After React has put the text: the cursor stands behind it.
    requestAnimationFrame(() => input.current?.setSelectionRange(input.current.value.length, input.current.value.length));
  };
  const replaced = (from: string, to: string) => {
    const next = text.replace(from, to);
    sentence.type(next);
    apply(next);
  };
  return (
    <div data-say className="flex min-h-[76px] flex-col justify-center gap-1.5 px-3 py-2">
      <div className="flex items-start gap-2.5">
        <MessageSquareQuote size={16} strokeWidth={1.6} aria-hidden className="mt-1.5 shrink-0 text-t3" />
        <SentenceInput
          text={text}
          reading={reading}
          input={input}
          placeholder={isFreePath ? `${t('say.freePath', { count: sentence.keys })} · ${t('say.freeNote')}` : t('say.try')}
          describedBy={statusId}
          onType={(next) => {
            setIsNothing(false);
            sentence.type(next);
          }}
          onEnter={apply}
          onEsc={() => {
            setIsNothing(false);
            sentence.revert();
            if (!isFresh) input.current?.blur();
          }}
          onDown={() => chips.current?.querySelector<HTMLElement>('button')?.focus()}
        />
        <p id={statusId} role="status" className="mt-1 flex shrink-0 items-center gap-2 text-small">
          {text.trim() === '' ? null : reading.unread.length === 0 ? (
            <span className="flex items-center gap-1 text-ok">
              <Check size={14} strokeWidth={1.6} aria-hidden />
              {t('say.allUnderstood')}
            </span>
          ) : (
            <span className="flex items-center gap-1 text-warn">
              <CircleHelp size={14} strokeWidth={1.6} aria-hidden />
              {t('say.someUnread', { count: reading.unread.length })}
            </span>
          )}
          {isFresh ? (
            <span className="text-t2">{t('say.enter')}</span>
          ) : (
            <kbd aria-hidden className="rounded-sm border border-line2 px-1.5 font-mono text-micro text-t2">
              /
            </kbd>
          )}
        </p>
      </div>
      <div className="flex min-w-0 items-center gap-2 overflow-x-auto [scrollbar-width:none]">
        <ul ref={chips} aria-label={t('say.chips')} className="flex shrink-0 items-center gap-1.5 p-0.5">
          <MoveChips />
          <MotionChips />
          <AirChips />
          {reading.unread.map((phrase) => (
            <Unread
              key={phrase.at}
              text={phrase.text.trim()}
              onChoose={(guess) => replaced(phrase.text.trim(), guess)}
              onHand={() => sentence.hand(phrase.text.trim(), true)}
            />
          ))}
          {reading.handed.map((phrase) => (
            <Handed
              key={phrase.at}
              text={phrase.text.trim()}
              onRemove={isFresh ? undefined : () => sentence.hand(phrase.text.trim(), false)}
            />
          ))}
          <li className="shrink-0">
            <button
              type="button"
              data-chip
              className="touch-target inline-flex min-h-7 items-center gap-1 rounded-full border border-line2 px-2.5 text-small text-t2 hover:bg-s3 hover:text-t1"
              onClick={addClause}
            >
              <Plus size={14} strokeWidth={1.6} aria-hidden />
              {t('say.add')}
            </button>
          </li>
        </ul>
        {isNothing ? (
          <p role="alert" className="shrink-0 text-small text-warn">
            {t('say.nothing')}
          </p>
        ) : null}
        {changed === null ? null : (
          <p className="flex shrink-0 items-center gap-2 text-small text-t2">
            {changed.length === 0 ? t('say.otherMoves') : t('say.changed', { figures: changed.join(language === 'zh' ? '、' : ', ') })}
            <Button onClick={sentence.updateWords}>{t('say.update')}</Button>
          </p>
        )}
      </div>
    </div>
  );
}

/** What nobody understood, with what may have been meant. */
function Unread({ text, onChoose, onHand }: Readonly<{ text: string; onChoose: (guess: string) => void; onHand: () => void }>) {
  const { t } = useWords();
  const guesses = useMemo(() => nearGuesses(text), [text]);
  return (
    <li className="flex shrink-0 items-center gap-1 rounded-full border border-dotted border-warn px-2.5 text-small">
      <span className="flex min-h-6.5 items-center text-warn">{t('say.notUnderstood', { words: text })}</span>
      {guesses.map((guess) => (
        <button
          key={guess}
          type="button"
          className="min-h-6 rounded-full px-2 text-t1 underline decoration-line2 underline-offset-2 hover:bg-s3"
          onClick={() => onChoose(guess)}
        >
          {guess}
        </button>
      ))}
      <button
        type="button"
        className="min-h-6 rounded-full px-2 text-t1 underline decoration-line2 underline-offset-2 hover:bg-s3"
        onClick={onHand}
      >
        {t('say.hand')}
      </button>
    </li>
  );
}

/** What models are told as it stands; the stage shows nothing of it. */
function Handed({ text, onRemove }: Readonly<{ text: string; onRemove: (() => void) | undefined }>) {
  const { t } = useWords();
  return (
    <li
      title={t('say.handedNote')}
      className="flex shrink-0 items-center gap-1 rounded-full border border-dashed border-line2 px-2.5 text-small"
    >
      <Paintbrush size={14} strokeWidth={1.6} aria-hidden className="text-t2" />
      <span className="flex min-h-6.5 items-center">{t('say.handed', { words: text })}</span>
      <span className="sr-only">{t('say.handedNote')}</span>
      {onRemove === undefined ? null : (
        <button
          type="button"
          aria-label={t('say.handBack', { words: text })}
          className="inline-flex size-6 items-center justify-center rounded-full text-t2 hover:bg-s3 hover:text-t1"
          onClick={onRemove}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </li>
  );
}
