import { useQuery } from '@tanstack/react-query';
import { ImagePlus, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { server } from '../app/server.ts';
import type { ListedAsset } from '../library/asset-pages.ts';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

/** A picture that was chosen; `takeId` of one that a model made. */
export type PickedPicture = Readonly<{ id: string; name: string; takeId: string | null }>;
/** A file of the project as a picture that was chosen. */
export function pickedOf({ id, name, origin, fromId }: Pick<ListedAsset, 'id' | 'name' | 'origin' | 'fromId'>): PickedPicture {
  return { id, name, takeId: origin === 'take' ? fromId : null };
}

const SHOWN = 60;

/** The picture that a model looks at or changes: the newest of the project to choose from. */
export function PictureField({
  projectId,
  picture,
  isNeeded,
  onPicture,
}: Readonly<{ projectId: string; picture: PickedPicture | null; isNeeded: boolean; onPicture: (picture: PickedPicture | null) => void }>) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <span className="text-small text-t2">{t(isNeeded ? 'stills.pictureNeeded' : 'stills.picture')}</span>
      <div className="flex items-center gap-2">
        {picture === null ? null : (
          <>
            <img src={`/api/v1/assets/${picture.id}/thumb`} alt="" className="h-12 w-16 shrink-0 rounded-sm object-cover" />
            <span className="min-w-0 flex-1 truncate">{picture.name}</span>
            <IconButton
              label={t('stills.noPicture')}
              icon={<X size={16} strokeWidth={1.6} aria-hidden />}
              onClick={() => onPicture(null)}
            />
          </>
        )}
        <Popover.Root open={isOpen} onOpenChange={setOpen}>
          <Popover.Trigger asChild>
            <Button icon={<ImagePlus size={16} strokeWidth={1.6} aria-hidden />}>{t('stills.choosePicture')}</Button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              align="start"
              sideOffset={6}
              className="z-40 max-h-96 w-[340px] max-w-[calc(100vw-24px)] overflow-y-auto rounded-md border border-line2 bg-s1 p-2"
            >
              <Pictures
                projectId={projectId}
                onPick={(picked) => {
                  onPicture(picked);
                  setOpen(false);
                }}
              />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      </div>
    </div>
  );
}

function Pictures({ projectId, onPick }: Readonly<{ projectId: string; onPick: (picked: PickedPicture) => void }>) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const pictures = useQuery({
    queryKey: ['asset', 'pick', projectId, words.trim()],
    queryFn: async ({ signal }) => {
      const asked = words.trim();
      return (
        await server().call('asset.list', { projectId, kind: 'image', limit: SHOWN, ...(asked === '' ? {} : { words: asked }) }, { signal })
      ).items;
    },
    placeholderData: (before) => before,
  });
  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        value={words}
        aria-label={t('library.search')}
        placeholder={t('library.search')}
        onChange={(event) => setWords(event.target.value)}
        className="min-h-8 w-full rounded-sm border border-ctl bg-s2 px-2 placeholder:text-t3"
      />
      {pictures.error === null ? null : <Trouble error={pictures.error} />}
      {pictures.data?.length === 0 ? <p className="p-2 text-t2">{t('library.nothingFound')}</p> : null}
      <ul className="grid grid-cols-3 gap-2">
        {pictures.data?.map(({ id, name, origin, fromId }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onPick(pickedOf({ id, name, origin, fromId }))}
              className="block w-full rounded-sm text-left"
            >
              <img src={`/api/v1/assets/${id}/thumb`} alt="" loading="lazy" className="aspect-[4/3] w-full rounded-sm object-cover" />
              <span className="block truncate text-micro text-t2">{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
