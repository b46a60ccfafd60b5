import { type RefObject, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { type MarkedPiece, markedPieces, type SentenceReading } from './read-sentence.ts';

const underlines: Readonly<Record<NonNullable<MarkedPiece['mark']>, string>> = {
  camera: 'decoration-cam decoration-2',
  lens: 'decoration-lens decoration-2',
  focus: 'decoration-focus decoration-2',
  motion: 'decoration-motion decoration-2',
  air: 'decoration-air decoration-2',
  handed: 'decoration-t2 decoration-dashed decoration-2',
  unread: 'decoration-warn decoration-dotted decoration-2',
};
const face = 'px-0 py-0.5 text-say whitespace-pre-wrap break-words';

/** Where the shot is said: one line that grows to three, its understood phrases underlined in the hue of their lane, the others dotted. */
export function SentenceInput({
  text,
  reading,
  input,
  placeholder,
  describedBy,
  onType,
  onEnter,
  onEsc,
  onDown,
}: Readonly<{
  text: string;
  reading: SentenceReading;
  input: RefObject<HTMLTextAreaElement | null>;
  placeholder: string;
  describedBy: string;
  onType: (text: string) => void;
  onEnter: (text: string) => void;
  onEsc: () => void;
  onDown: () => void;
}>) {
  const { t, language } = useWords();
  const mirror = useRef<HTMLDivElement>(null);
  return (
    <div className="relative min-w-0 flex-1">
      {/* The same words beneath, unseen: they carry the underlines and make the field as high as it needs to be. */}
      <div ref={mirror} aria-hidden className={`max-h-[70px] min-h-[26px] overflow-hidden text-transparent select-none ${face}`}>
        {markedPieces(text, reading).map((piece, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
            key={index}
            className={piece.mark === null ? '' : `underline underline-offset-4 ${underlines[piece.mark]}`}
          >
            {piece.text}
          </span>
        ))}
        {text === '' || text.endsWith('\n') ? '\u200b' : null}
      </div>
      <textarea
        ref={input}
        rows={1}
        value={text}
        lang={/\p{Script=Han}/u.test(text) ? 'zh-CN' : language === 'zh' ? 'zh-CN' : 'en'}
        aria-label={t('say.label')}
        aria-describedby={describedBy}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={2000}
        spellCheck={false}
        className={`absolute inset-0 size-full resize-none overflow-y-auto bg-transparent text-t1 [scrollbar-width:none] placeholder:text-t3 ${face}`}
        onChange={(event) => onType(event.target.value)}
        onScroll={(event) => {
          if (mirror.current !== null) mirror.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          // An input method's own Enter takes its candidate and nothing else.
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onEnter(event.currentTarget.value);
          else if (event.key === 'Escape') onEsc();
          else if (event.key === 'ArrowDown' && event.currentTarget.selectionEnd === event.currentTarget.value.length) onDown();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}
