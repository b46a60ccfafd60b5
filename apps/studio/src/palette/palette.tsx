import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useRef, useState } from 'react';
import { isTyping, useKeys } from '../app/keys.ts';
import { useWords } from '../words/use-words.ts';
import { foundCommands, withRecent } from './find-commands.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { type Act, useCommands } from './use-commands.ts';

const kept = 'fantascope.recent';
const readRecent = (): readonly string[] => {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
};

/** Ctrl K or ⌘K opens everything by its name; ? opens the sheet of shortcuts. */
export function Palette() {
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useKeys((event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      setOpen(open === 'palette' ? null : 'palette');
      return true;
    }
    if (event.key !== '?' || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    setOpen(open === 'shortcuts' ? null : 'shortcuts');
    return true;
  });
  return (
    <>
      <Dialog.Root open={open === 'palette'} onOpenChange={(isOpen) => setOpen(isOpen ? 'palette' : null)}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[560px] max-w-[94vw] -translate-x-1/2 flex-col rounded-lg border border-line2 bg-s1"
          >
            <Commands onDone={() => setOpen(null)} onShortcuts={() => setOpen('shortcuts')} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <ShortcutSheet isOpen={open === 'shortcuts'} onClose={() => setOpen(null)} />
    </>
  );
}

function Commands({ onDone, onShortcuts }: Readonly<{ onDone: () => void; onShortcuts: () => void }>) {
  const { t, language } = useWords();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [recent] = useState(readRecent);
  const found = foundCommands(useCommands(true, onShortcuts), text, recent);
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const run = (act: Act) => {
    localStorage.setItem(kept, JSON.stringify(withRecent(recent, act.id)));
    onDone();
    act.run();
  };
  return (
    <>
      <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search size={16} aria-hidden className="shrink-0 text-t3" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${chosen}`}
          aria-label={t('palette.title')}
          placeholder={t('palette.hint')}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            const act = found[chosen];
            if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
            else if (event.key === 'Enter' && act !== undefined) run(act);
            else return;
            event.preventDefault();
          }}
          className="min-h-12 w-full bg-transparent text-say outline-none placeholder:text-t3"
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label={t('palette.title')} className="min-h-0 overflow-y-auto p-2">
        {found.length === 0 ? <p className="p-3 text-t2">{t('palette.nothing')}</p> : null}
        {found.map((act, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <div
            key={act.id}
            id={`${id}-${index}`}
            data-at={index}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => run(act)}
            onPointerMove={() => index !== chosen && setAt(index)}
            className="flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-sm px-3 aria-selected:bg-s3"
          >
            <span className="min-w-0 truncate">
              {act[language]}
              {act.en === act.zh ? null : <span className="ml-2 text-small text-t2">{act[language === 'zh' ? 'en' : 'zh']}</span>}
            </span>
            <span className="shrink-0 text-small text-t2">{t(`palette.group.${act.group}`)}</span>
          </div>
        ))}
      </div>
    </>
  );
}
