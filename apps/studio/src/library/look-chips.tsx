import { useQuery } from '@tanstack/react-query';
import { ImageIcon, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { server } from '../app/server.ts';
import { useWords } from '../words/use-words.ts';
import { ColourSwatch } from './colour-swatch.tsx';
import { type Look, withColour } from './look.ts';

/** What is looked for, in the search field: each can be taken away by a press, Delete or Backspace. `picture`: an address of the picture that was brought. */
export function LookChips({ look, picture, onLook }: Readonly<{ look: Look; picture: string | null; onLook: (look: Look) => void }>) {
  const { t } = useWords();
  const { like, sketch, colours } = look;
  const without = () => onLook({ ...look, like: null, sketch: null });
  return (
    <>
      {like === null ? null : <LikeFile assetId={like} onRemove={without} />}
      {sketch === null ? null : (
        <Chip says={t('library.look.picture')} onRemove={without}>
          {picture === null ? <ImageIcon size={14} strokeWidth={1.6} aria-hidden /> : <Face src={picture} />}
        </Chip>
      )}
      {colours.map((name) => (
        <Chip key={name} says={t(`library.colour.${name}`)} onRemove={() => onLook(withColour(look, name))}>
          <ColourSwatch name={name} />
        </Chip>
      ))}
    </>
  );
}

function LikeFile({ assetId, onRemove }: Readonly<{ assetId: string; onRemove: () => void }>) {
  const { t } = useWords();
  const asset = useQuery({
    queryKey: ['asset', 'show', assetId],
    queryFn: ({ signal }) => server().call('asset.show', { assetId }, { signal }),
  });
  const name = asset.data?.name;
  return (
    <Chip says={name === undefined ? t('library.look.file') : t('library.look.like', { name })} onRemove={onRemove}>
      <Face src={`/api/v1/assets/${assetId}/thumb`} />
    </Chip>
  );
}

const Face = ({ src }: Readonly<{ src: string }>) => <img src={src} alt="" className="size-5 shrink-0 rounded-sm object-cover" />;

function Chip({ says, onRemove, children }: Readonly<{ says: string; onRemove: () => void; children: ReactNode }>) {
  const { t } = useWords();
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onRemove();
  };
  return (
    <button
      type="button"
      aria-label={t('library.look.remove', { what: says })}
      onClick={onRemove}
      onKeyDown={press}
      className="inline-flex min-h-6 max-w-48 items-center gap-1.5 rounded-sm border border-line2 bg-s3 px-1.5 text-small text-t1 hover:bg-s4"
    >
      {children}
      <span className="truncate">{says}</span>
      <X size={12} strokeWidth={1.8} aria-hidden className="shrink-0 text-t2" />
    </button>
  );
}
