import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { menuRow, menuSheet } from '../tracks/menu-parts.ts';

/** What else can be done about a camera that leaves its picture. Only what works: an edge is filled in Stills, by a model that takes a mask. */
export function OutsideMenu({ onIgnore }: Readonly<{ onIgnore: () => void }>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { film } = useDirect();
  const picture = useShot((state) => state.shot.picture);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          aria-label={t('viewport.outsideMore')}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm border border-line2 text-t1 hover:bg-casing"
        >
          <Ellipsis size={14} strokeWidth={1.8} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content sideOffset={6} align="end" className={menuSheet}>
          {picture === undefined ? null : (
            <DropdownMenu.Item
              className={menuRow}
              onSelect={() => void navigate({ to: '/library', search: { project: film.projectId, tab: 'stills', asset: picture } })}
            >
              {t('viewport.outsideExtend')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className={menuRow} onSelect={onIgnore}>
            {t('viewport.outsideIgnore')}
          </DropdownMenu.Item>
          <DropdownMenu.Label className="max-w-72 px-2 py-1 text-small text-t2">{t('viewport.outsideMeans')}</DropdownMenu.Label>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
