import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { isPicture } from '../parts/dropped-files.ts';
import { pictureSearch } from '../parts/picture-search.ts';
import { useWords } from '../words/use-words.ts';
import { ColourSwatch } from './colour-swatch.tsx';
import { addressOf, isLook, type Look, lookOf, withColour, withoutLast } from './look.ts';
import { LookChips } from './look-chips.tsx';
import { LookPopover } from './look-popover.tsx';
import { sketchOfFile } from './sketch-file.ts';
import { typedColour } from './typed-colour.ts';

type Brought = Readonly<{ sketch: string; url: string }>;

/** Where files are searched: by words of their names, by colours, by a picture that is pasted, dropped or chosen. All of it is in the address. */
export function SearchField() {
  const { t } = useWords();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const field = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [brought, setBrought] = useState<Brought | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const look = lookOf(search);
  const words = search.q ?? '';
  useKeys((event) => {
    if (isTyping(event) || keyOf(event) !== '/' || event.ctrlKey || event.metaKey) return false;
    field.current?.focus();
    return true;
  });
  const put = (next: Look, q: string) =>
    void navigate({
      search: ({ q: _q, like: _like, sketch: _sketch, colours: _colours, ...rest }) => ({
        ...rest,
        ...(q === '' ? {} : { q }),
        ...addressOf(next),
      }),
      replace: true,
    });
  const pick = (next: Look) => {
    setUnread(null);
    put(next, words);
  };
  const lookFor = (next: Look) => {
    pick(next);
    field.current?.focus();
  };
  const bring = async (picture: File) => {
    setUnread(null);
    try {
      const sketch = await sketchOfFile(picture);
      setBrought({ sketch, url: URL.createObjectURL(picture) });
      lookFor({ ...look, like: null, sketch });
    } catch {
      // What the browser says of a file it cannot read says nothing to a person.
      setUnread(picture.name);
    }
  };
  const newest = useRef(bring);
  newest.current = bring;
  useEffect(() => pictureSearch.tell((picture) => void newest.current(picture)), []);
  // Who has pressed "Find similar" has pressed it in a panel that is gone now.
  const { like } = look;
  useEffect(() => {
    if (like !== null && document.activeElement === document.body) field.current?.focus();
  }, [like]);
  useEffect(() => () => URL.revokeObjectURL(brought?.url ?? ''), [brought]);

  const paste = (event: ClipboardEvent) => {
    const picture = [...event.clipboardData.files].find(isPicture);
    if (picture === undefined) return;
    // Otherwise the page would take it in as a file.
    event.preventDefault();
    event.stopPropagation();
    void bring(picture);
  };
  const colour = typedColour(words);
  const takeColour = () => {
    if (colour === null) return;
    put(look.colours.includes(colour.name) ? look : withColour(look, colour.name), colour.before);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && colour !== null) takeColour();
    else if (event.key === 'Backspace' && words === '' && isLook(look)) lookFor(withoutLast(look));
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative min-w-40 flex-1 max-sm:basis-full sm:max-w-lg">
      <div className="flex min-h-8 items-center gap-1 rounded-sm border border-ctl bg-s2 py-0.5 pr-1 pl-2 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-1 has-[input:focus-visible]:outline-now">
        <Search size={16} strokeWidth={1.6} aria-hidden className="shrink-0 text-t3" />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
          <LookChips look={look} picture={brought !== null && brought.sketch === look.sketch ? brought.url : null} onLook={lookFor} />
          <input
            ref={field}
            type="search"
            value={words}
            aria-label={t('library.search')}
            aria-keyshortcuts="/"
            {...(colour === null ? {} : { 'aria-describedby': hint })}
            placeholder={t('library.search')}
            onChange={(event) => put(look, event.target.value)}
            onKeyDown={press}
            onPaste={paste}
            className="min-h-6 min-w-32 flex-1 bg-transparent px-1 outline-none! placeholder:text-t3"
          />
        </div>
        <LookPopover look={look} onLook={pick} onPicture={(picture) => void bring(picture)} />
      </div>
      {colour === null ? null : (
        <button
          id={hint}
          type="button"
          onClick={takeColour}
          className="absolute top-full left-0 z-30 mt-1 flex min-h-8 items-center gap-2 rounded-md border border-line2 bg-s1 px-3 text-small hover:bg-s3"
        >
          <ColourSwatch name={colour.name} />
          {t('library.look.typed', { colour: t(`library.colour.${colour.name}`) })}
          <kbd className="font-mono text-micro text-t2">Enter</kbd>
        </button>
      )}
      {unread === null ? null : (
        <p role="alert" className="pt-1 text-small text-bad">
          {t('library.look.unread', { name: unread })}
        </p>
      )}
    </div>
  );
}
