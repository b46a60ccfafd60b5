// biome-ignore-all lint/a11y/useFocusableInteractive: focus goes to the cells of a row
// biome-ignore-all lint/a11y/useSemanticElements: a grid of pictures is no table
import { Camera, type Move } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { server } from '../../app/server.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useView } from '../direct-context.ts';
import type { Adding } from './add-moves.ts';
import { otherMoves, type StripMove, usualMoves } from './preset-list.ts';
import { SaveMove } from './save-move.tsx';
import { isFound } from './search-moves.ts';
import { Thumb } from './thumb.tsx';
import { useAddMoves } from './use-add-moves.ts';
import { useThumbs } from './use-thumbs.ts';

const strengths = ['weak', 'medium', 'strong'] as const;

/** The moves at hand, each shown on this picture. */
export function MoveStrip() {
  const { t, language } = useWords();
  const { view } = useDirect();
  const thumbs = useThumbs();
  const saved = useSavedMoves();
  const strength = useView((state) => state.strength);
  const [typed, setTyped] = useState<string | null>(null);
  const families = useMemo(() => {
    const found = [
      { name: t('strip.own'), moves: saved },
      { name: t('strip.usual'), moves: usualMoves },
      ...[...new Set(otherMoves.map(({ family }) => family[language]))].map((name) => ({
        name,
        moves: otherMoves.filter(({ family }) => family[language] === name),
      })),
    ];
    return found
      .map(({ name, moves }) => ({ name, moves: moves.filter((move) => isFound(move, typed ?? '')) }))
      .filter(({ moves }) => moves.length > 0);
  }, [saved, typed, language, t]);
  const addMoves = useAddMoves();
  const [isPathGone, setPathGone] = useState(false);
  const add = (own: readonly Move[], adding: Adding) => {
    const { selection, tSec } = view.state();
    setPathGone(addMoves(own, { adding, selection, tSec }) === 'path-replaced');
  };
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-9 shrink-0 items-center gap-1 pr-1 pl-3">
        <h2 className="flex-1 text-head font-semibold">{t('strip.title')}</h2>
        <IconButton
          label={t('strip.search')}
          isOn={typed !== null}
          icon={<Search size={16} strokeWidth={1.6} />}
          onClick={() => setTyped(typed === null ? '' : null)}
        />
      </div>
      {typed === null ? null : (
        <div className="px-3 pb-2">
          <input
            type="search"
            ref={(input) => {
              if (typed === '') input?.focus();
            }}
            aria-label={t('strip.search')}
            placeholder={t('strip.searchHint')}
            value={typed}
            className="min-h-7 w-full rounded-sm border border-ctl bg-s2 px-2 text-small text-t1 placeholder:text-t3"
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
          />
        </div>
      )}
      <div
        role="grid"
        aria-label={t('strip.grid')}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-3 pb-2 outline-offset-[-2px]"
        onFocus={(event) =>
          event.target === event.currentTarget && event.currentTarget.querySelector<HTMLElement>('[role=gridcell]')?.focus()
        }
        onKeyDown={roam}
      >
        {families.length === 0 ? <p className="py-2 text-small text-t2">{t('strip.none')}</p> : null}
        {families.map(({ name, moves }, place) => (
          <div
            key={name}
            role="row"
            aria-label={name}
            className="grid grid-cols-2 gap-x-2 gap-y-1.5 max-[899px]:grid-flow-col max-[899px]:auto-cols-[76px] max-[899px]:grid-cols-none"
          >
            {place === 0 && typed === null && saved.length === 0 ? null : (
              <div role="rowheader" className="col-span-2 pt-2 text-micro text-t3 max-[899px]:hidden">
                {name}
              </div>
            )}
            {moves.map((move) => (
              <Thumb key={move.id} move={move} thumbs={thumbs} onAdd={add} />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={isPathGone ? 'shrink-0 border-t border-line px-3 py-1.5 text-small text-t2' : 'sr-only'}>
        {isPathGone ? t('strip.pathReplaced') : ''}
      </p>
      <div className="flex shrink-0 flex-col gap-1 border-t border-line px-3 py-1.5 max-[899px]:hidden">
        <span aria-hidden className="text-small text-t2">
          {t('strip.strength')}
        </span>
        <Segmented
          label={t('strip.strength')}
          value={strength}
          choices={strengths.map((value) => ({ value, text: t(`strip.${value}`) }))}
          onChange={(next) => view.set({ strength: next })}
        />
        <SaveMove />
      </div>
    </div>
  );
}

/** The cameras of moves that were saved in the project. */
function useSavedMoves(): readonly StripMove[] {
  const { film } = useDirect();
  const { data } = useQuery({
    queryKey: ['preset', 'list', film.projectId],
    queryFn: async ({ signal }) => (await server().call('preset.list', { projectId: film.projectId }, { signal })).items,
  });
  return useMemo(
    () =>
      (data ?? []).flatMap(({ id, name, camera }) => {
        const read = Camera.safeParse(camera);
        if (!read.success || !isMoves(read.data)) return [];
        return [{ id, name: { en: name, zh: name }, family: { en: name, zh: name }, saved: read.data.moves }];
      }),
    [data],
  );
}

/** Arrows go from thumb to thumb, by what stands where on the screen. */
function roam(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !/^Arrow/.test(event.key)) return;
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=gridcell]')];
  const own = document.activeElement?.getBoundingClientRect();
  if (own === undefined) return;
  const isAcross = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const way = event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 1;
  const far = (cell: HTMLElement) => {
    const { left, top } = cell.getBoundingClientRect();
    const [along, beside] = isAcross
      ? [(left - own.left) * way, Math.abs(top - own.top)]
      : [(top - own.top) * way, Math.abs(left - own.left)];
    return along < 4 ? Number.POSITIVE_INFINITY : along + beside * 4;
  };
  const [next] = cells.filter((cell) => Number.isFinite(far(cell))).sort((a, b) => far(a) - far(b));
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  event.preventDefault();
  event.stopPropagation();
}
