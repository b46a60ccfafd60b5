import { Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

/** A button that asks for a name and makes something of it. */
export function NamePopover({ label, field, make }: Readonly<{ label: string; field: string; make: (name: string) => Promise<void> }>) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    if (name.trim() === '' || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await make(name.trim());
      setName('');
      setOpen(false);
    } catch (trouble) {
      setError(trouble);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button icon={<Plus size={16} strokeWidth={1.6} aria-hidden />}>{label}</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={6} className="z-40 w-72 rounded-md border border-line2 bg-s1 p-3">
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <TextField label={field} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
            {error === null ? null : <Trouble error={error} />}
            <Button type="submit" disabled={name.trim() === '' || isBusy}>
              {t('library.make')}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
