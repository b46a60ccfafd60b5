import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { OpenFilm } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { shotsInFilm } from '../library/shots-from.ts';
import { Button } from '../parts/button.tsx';
import { MiddleSheet } from '../parts/middle-sheet.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import type { WordHistory } from './captions/word-history.ts';

/** Pictures of the project's library, each a shot at the film's end when it is chosen. */
export function AddShot({ film, history }: Readonly<{ film: OpenFilm; history: WordHistory }>) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { projectId } = film;
  const pictures = useQuery({
    queryKey: ['asset', 'pictures', projectId],
    queryFn: async ({ signal }) => (await server().call('asset.list', { projectId, kind: 'image', limit: 200 }, { signal })).items,
    enabled: isOpen,
  });
  const add = useMutation({
    mutationFn: (picture: Readonly<{ id: string; name: string }>) => shotsInFilm(film.id, [picture], history.noteArranged),
    onSuccess: () => setOpen(false),
  });
  const trouble = pictures.error ?? add.error;
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button icon={<Plus size={14} aria-hidden />}>{t('film.addShot')}</Button>
      </Dialog.Trigger>
      <MiddleSheet isWide title={t('film.choosePicture')}>
        {trouble === null ? null : <Trouble error={trouble} retry={() => void pictures.refetch()} />}
        {pictures.data?.length === 0 ? (
          <p>
            {t('film.noPictures')}{' '}
            <Link to="/library" search={{ project: projectId }} className="underline">
              {t('frame.toLibrary')}
            </Link>
          </p>
        ) : null}
        <ul className="grid min-h-0 grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-3 overflow-y-auto p-1">
          {pictures.data?.map((picture) => (
            <li key={picture.id}>
              <button
                type="button"
                disabled={add.isPending}
                onClick={() => add.mutate(picture)}
                className="block w-full rounded-md text-left"
              >
                <img
                  src={`/api/v1/assets/${picture.id}/thumb`}
                  alt=""
                  loading="lazy"
                  className="aspect-video w-full rounded-md bg-well object-cover"
                />
                <span className="mt-1 block truncate text-small">{picture.name}</span>
              </button>
            </li>
          ))}
        </ul>
      </MiddleSheet>
    </Dialog.Root>
  );
}
