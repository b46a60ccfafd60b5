import { type Aspect, aspects, Film, frameInside } from '@fantascope/film';
import { useMutation } from '@tanstack/react-query';
import { ChevronDown, RectangleHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { filmQuery } from '../../app/queries.ts';
import { queries, server } from '../../app/server.ts';
import { useTroubleWords } from '../../parts/trouble.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { menuRow, menuSheet } from './menu-parts.ts';

/** The shape of the frame. It is the film's: every shot of it follows, cropped about its subject, never stretched. */
export function AspectMenu() {
  const { t } = useWords();
  const said = useTroubleWords();
  const { film } = useDirect();
  const { widthPx, heightPx } = film.document;
  const shape = useMutation({
    mutationFn: async (aspect: Aspect) => {
      // As it is now: shots and title may have been changed elsewhere.
      const { document, revision } = await server().call('film.show', { filmId: film.id });
      const box = { widthPx: Math.max(widthPx, heightPx, 1920), heightPx: 1080 };
      return server().call('film.change', {
        filmId: film.id,
        document: { ...Film.parse(document), ...frameInside(aspect, box) } as never,
        revision,
      });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: filmQuery(film.id).queryKey }),
  });
  const now = aspects.find((aspect) => {
    const frame = frameInside(aspect, { widthPx: Math.max(widthPx, heightPx, 1920), heightPx: 1080 });
    return Math.abs(frame.widthPx / frame.heightPx - widthPx / heightPx) < 0.01;
  });
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          aria-label={`${t('tracks.aspect')}, ${now ?? ''}`}
          title={shape.error === null ? `${t('tracks.aspect')} · ${t('tracks.aspectNote')}` : said(shape.error)}
          className={`inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-base hover:bg-s3 ${shape.error === null ? 'text-t1' : 'text-bad'}`}
        >
          <RectangleHorizontal size={16} strokeWidth={1.6} aria-hidden className="text-t2" />
          {now ?? `${widthPx}×${heightPx}`}
          <ChevronDown size={14} strokeWidth={1.6} aria-hidden className="text-t3" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content sideOffset={6} className={menuSheet}>
          <DropdownMenu.Label className="px-2 py-1 text-small text-t3">{t('tracks.aspectNote')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={now ?? ''} onValueChange={(next) => shape.mutate(next as Aspect)}>
            {aspects.map((aspect) => (
              <DropdownMenu.RadioItem key={aspect} value={aspect} className={menuRow}>
                {aspect}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
