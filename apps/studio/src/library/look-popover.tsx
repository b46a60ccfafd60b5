import { type ColourName, colourNames } from '@fantascope/stage/sketch';
import { ImageIcon, Palette } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import { ColourSwatch } from './colour-swatch.tsx';
import { type Look, MOST_COLOURS, withColour } from './look.ts';

/** Colours and tones to search by, and a way in for a picture; says what is compared and what is not. */
export function LookPopover({
  look,
  onLook,
  onPicture,
}: Readonly<{ look: Look; onLook: (look: Look) => void; onPicture: (picture: File) => void }>) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const isFull = look.colours.length >= MOST_COLOURS;
  const one = (name: ColourName) => {
    const isOn = look.colours.includes(name);
    return (
      <button
        key={name}
        type="button"
        aria-pressed={isOn}
        disabled={isFull && !isOn}
        onClick={() => onLook(withColour(look, name))}
        className={`flex min-h-7 items-center gap-2 rounded-sm border px-2 text-left text-small hover:bg-s3 disabled:text-t3 ${isOn ? 'border-now bg-s3 text-t1' : 'border-transparent text-t2'}`}
      >
        <ColourSwatch name={name} />
        {t(`library.colour.${name}`)}
      </button>
    );
  };
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={t('library.look')}
          title={t('library.look')}
          className="touch-target inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-t2 hover:bg-s3 hover:text-t1"
        >
          <Palette size={16} strokeWidth={1.6} aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t('library.look')}
          className="z-40 flex max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-16px)] flex-col gap-3 overflow-y-auto rounded-md border border-line2 bg-s1 p-3"
        >
          <div>
            <p className="font-semibold">{t('library.look')}</p>
            <p className="text-small text-t2">{t('library.look.how')}</p>
          </div>
          <div className="grid grid-cols-3 gap-1">{colourNames.slice(0, 12).map(one)}</div>
          <div className="grid grid-cols-2 gap-1 border-t border-line pt-3">{colourNames.slice(12).map(one)}</div>
          <div className="flex flex-col gap-2 border-t border-line pt-3">
            <Button icon={<ImageIcon size={16} strokeWidth={1.6} aria-hidden />} onClick={() => field.current?.click()}>
              {t('library.look.choose')}
            </Button>
            <p className="text-small text-t2">{t('library.look.bring')}</p>
            <input
              ref={field}
              type="file"
              hidden
              tabIndex={-1}
              accept="image/*"
              aria-label={t('library.look.choose')}
              onChange={(event) => {
                const [picture] = event.target.files ?? [];
                if (picture !== undefined) onPicture(picture);
                // The same file may be chosen again.
                event.target.value = '';
              }}
            />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
