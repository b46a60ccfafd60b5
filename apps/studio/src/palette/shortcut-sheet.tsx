import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { keyMap, shownLetter } from '../app/key-map.ts';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import { shortcutTable, shownKeys } from './shortcut-table.ts';

/** Every shortcut by its area, with the keys as they are set in this browser. */
export function ShortcutSheet({ isOpen, onClose }: Readonly<{ isOpen: boolean; onClose: () => void }>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { hasLetters } = useStore(keyMap, (state) => state);
  const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[88vh] w-[960px] max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 rounded-lg border border-line2 bg-s1 p-5"
        >
          <div className="flex items-center gap-3">
            <Dialog.Title className="text-drawer font-semibold">{t('palette.shortcuts')}</Dialog.Title>
            <Button
              look="quiet"
              className="ml-auto"
              onClick={() => {
                onClose();
                void navigate({ to: '/settings', search: { section: 'keys' } });
              }}
            >
              {t('palette.change')}
            </Button>
            <Dialog.Close asChild>
              <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
            </Dialog.Close>
          </div>
          {hasLetters ? null : <p className="text-warn">{t('palette.lettersOff')}</p>}
          <div className="min-h-0 overflow-y-auto">
            <div className="columns-3 gap-8 max-lg:columns-2 max-sm:columns-1">
              {shortcutTable.map(({ area, rows }) => (
                <section key={area} className="mb-5 break-inside-avoid">
                  <h3 className="mb-1 text-head font-semibold">{t(area)}</h3>
                  <dl>
                    {rows.map(([keys, word]) => (
                      <div key={`${keys} ${word}`} className="flex items-center justify-between gap-3 border-b border-line py-1">
                        <dt>{t(word)}</dt>
                        <dd className="shrink-0 font-mono text-small text-t2">{shownKeys(keys, shownLetter, isMac)}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ))}
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
