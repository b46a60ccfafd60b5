import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { IconButton } from './icon-button.tsx';

/** A dialog in the middle of the page, with a title and a way out; stands in a Dialog.Root. */
export function MiddleSheet({ title, isWide = false, children }: Readonly<{ title: string; isWide?: boolean; children: ReactNode }>) {
  const { t } = useWords();
  return (
    <Dialog.Portal>
      <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
      <Dialog.Content
        aria-describedby={undefined}
        // The sheet itself, not its first button: that is the one that closes it.
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          (event.currentTarget as HTMLElement | null)?.focus();
        }}
        className={`fixed top-1/2 left-1/2 z-50 flex max-h-[90vh] max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-lg border border-line2 bg-s1 p-5 outline-none ${isWide ? 'w-[720px]' : 'w-[480px]'}`}
      >
        <div className="flex items-center justify-between">
          <Dialog.Title className="text-drawer font-semibold">{title}</Dialog.Title>
          <Dialog.Close asChild>
            <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
          </Dialog.Close>
        </div>
        {children}
      </Dialog.Content>
    </Dialog.Portal>
  );
}
