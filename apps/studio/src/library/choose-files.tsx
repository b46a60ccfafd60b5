import { FolderUp, Upload } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button, type ButtonLook } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';

/** What the chooser of the browser offers first; what a file really is, the server says. */
const offered = 'image/*,video/*,audio/*,.cube,.scene,.take';

/** A button that opens the browser's chooser for files, or for a whole folder. */
export function ChooseFiles({
  of,
  look = 'plain',
  isMany = true,
  onFiles,
}: Readonly<{ of: 'files' | 'folder'; look?: ButtonLook; isMany?: boolean; onFiles: (files: readonly File[]) => void }>) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const isFolder = of === 'folder';
  const icon: ReactNode = isFolder ? (
    <FolderUp size={16} strokeWidth={1.6} aria-hidden />
  ) : (
    <Upload size={16} strokeWidth={1.6} aria-hidden />
  );
  return (
    <>
      <Button look={look} icon={icon} onClick={() => field.current?.click()}>
        {t(isFolder ? 'library.chooseFolder' : 'library.chooseFiles')}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={t(isFolder ? 'library.chooseFolder' : 'library.chooseFiles')}
        multiple={isMany}
        {...(isFolder ? { webkitdirectory: '' } : { accept: offered })}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])].filter(({ name }) => !name.startsWith('.')));
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
}
