import { useQuery } from '@tanstack/react-query';
import { Download, Film, RotateCcw, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { filmsQuery } from '../app/queries.ts';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import type { ListedAsset } from './asset-pages.ts';
import type { FilmTarget } from './use-direct-pictures.ts';

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const;
const item = 'flex min-h-7 cursor-default items-center rounded-sm px-2 outline-none data-[highlighted]:bg-s4';

/** What can be done with all the files that are chosen. */
export function BulkBar({
  items,
  projectId,
  isBin,
  onRemove,
  onRestore,
  onFilm,
  onClear,
}: Readonly<{
  items: readonly ListedAsset[];
  projectId: string;
  isBin: boolean;
  onRemove: () => void;
  onRestore: () => void;
  onFilm: (items: readonly ListedAsset[], target: FilmTarget) => Promise<void>;
  onClear: () => void;
}>) {
  const { t } = useWords();
  const films = useQuery(filmsQuery(projectId));
  const pictures = items.filter(({ kind }) => kind === 'image');
  return (
    <div
      role="toolbar"
      aria-label={t('library.chosen', { count: items.length })}
      className="mb-2 flex shrink-0 flex-wrap items-center gap-2 rounded-lg border border-line2 bg-s3 px-3 py-2"
    >
      <span role="status" className="mr-auto font-medium">
        {t('library.chosen', { count: items.length })}
      </span>
      {isBin ? (
        <Button icon={<RotateCcw {...icon} />} onClick={onRestore}>
          {t('library.restore')}
        </Button>
      ) : (
        <>
          <DropdownMenu.Root>
            <DropdownMenu.Trigger asChild>
              <Button icon={<Film {...icon} />} disabled={pictures.length === 0}>
                {t('library.toFilm', { count: pictures.length })}
              </Button>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content sideOffset={6} className="z-40 max-h-80 w-64 overflow-y-auto rounded-md border border-line2 bg-s3 p-1">
                <DropdownMenu.Item className={item} onSelect={() => void onFilm(pictures, 'new')}>
                  {t('library.inNewFilm')}
                </DropdownMenu.Item>
                {films.data?.map(({ id, title }) => (
                  <DropdownMenu.Item key={id} className={item} onSelect={() => void onFilm(pictures, { filmId: id })}>
                    <span className="truncate">{title}</span>
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
          <Button icon={<Download {...icon} />} onClick={() => void saveAll(items)}>
            {t('library.download')}
          </Button>
          <Button look="danger" icon={<Trash2 {...icon} />} onClick={onRemove}>
            {t('library.remove')}
          </Button>
        </>
      )}
      <Button look="quiet" onClick={onClear}>
        {t('library.clear')}
      </Button>
    </div>
  );
}

const BETWEEN_MS = 300;

/** Saves file after file; a browser that is asked for many at once keeps only some. */
async function saveAll(items: readonly ListedAsset[]): Promise<void> {
  for (const { id, name } of items) {
    const link = document.createElement('a');
    link.href = `/api/v1/assets/${id}/bytes?download=1`;
    link.download = name;
    link.click();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
}
