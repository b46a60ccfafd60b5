import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../parts/icon-button.tsx';
import { useWords } from '../words/use-words.ts';

/** A drawer at the right, from under the top bar down: its title, what is scrolled, and a foot that stays. What lies beside it can be used meanwhile. */
export function SideDrawer({
  name,
  title,
  foot,
  children,
  onClose,
}: Readonly<{
  /** What tests find it by. */
  name: string;
  title: string;
  foot: ReactNode;
  children: ReactNode;
  onClose: () => void;
}>) {
  const { t } = useWords();
  const [opener] = useState(() => document.activeElement);
  return (
    <Dialog.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          data-drawer={name}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement | null)?.focus();
          }}
          className="fixed top-11 right-0 bottom-0 z-30 flex w-[min(560px,100vw)] flex-col max-[1000px]:w-screen gap-3 border-l border-line2 bg-s1 p-5 shadow-2xl outline-none short:p-3"
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-drawer font-semibold">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto">{children}</div>
          <section className="flex flex-col gap-2 border-t border-line pt-3">{foot}</section>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
