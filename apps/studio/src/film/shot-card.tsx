import type { Shot } from '@fantascope/film';
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  Copy,
  Eye,
  Film,
  History,
  Image,
  LoaderCircle,
  Lock,
  type LucideIcon,
  X,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { DragEvent, KeyboardEvent, ReactNode } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { rangeText } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import type { StaleTake } from './redo/redo-choice.ts';
import { useStaleWords } from './redo/use-stale.ts';
import { costOf, type ShotState, shotState } from './shot-state.ts';

const looks: Readonly<Record<ShotState, readonly [LucideIcon, string]>> = {
  unknown: [CircleHelp, 'text-warn'],
  shooting: [LoaderCircle, 'text-cam'],
  locked: [Lock, 'text-ok'],
  approved: [CircleCheck, 'text-ok'],
  review: [Eye, 'text-t2'],
  unshot: [CircleDashed, 'text-t2'],
};

/** One shot of the film: opened by Enter or a click, moved by dragging or with Space and arrows. */
export function ShotCard({
  shot,
  number,
  takes,
  chosen,
  stale,
  placed,
  isLocked,
  isLifted,
  isShown,
  onOpen,
  onKey,
  onDrag,
  onDropOn,
  onDuplicate,
  onPlace,
  onTakeOut,
  words,
}: Readonly<{
  shot: Shot;
  number: number;
  takes: readonly ListedTake[];
  /** The take that stands for the shot in the film; null where the stage draws it. */
  chosen: ListedTake | null;
  /** What of the shot was changed since that take was made, and what redoing it costs; null: nothing was. */
  stale: StaleTake | null;
  /** What a person placed: a take, `stage`, or nothing. */
  placed: string | null;
  isLocked: boolean;
  isLifted: boolean;
  isShown: boolean;
  onOpen: () => void;
  onKey: (event: KeyboardEvent) => void;
  onDrag: (event: DragEvent) => void;
  onDropOn: (event: DragEvent) => void;
  onDuplicate: () => void;
  onPlace: (take: string | null) => void;
  onTakeOut: (() => void) | null;
  /** What is shown and said in it. */
  words: ReactNode;
}>) {
  const { t } = useWords();
  const state = shotState(takes, isLocked);
  const [Icon, colour] = looks[state];
  const picture = chosen?.assetId ?? shot.picture;
  const { paidMicros, mostMicros } = costOf(takes);
  const name = shot.name ?? t('film.unnamed', { number });
  return (
    <li className="@container relative" onDragOver={(event) => event.preventDefault()} onDrop={onDropOn}>
      <button
        type="button"
        draggable
        data-card={number - 1}
        aria-describedby="film-keys"
        aria-pressed={isLifted}
        onClick={onOpen}
        onKeyDown={onKey}
        onDragStart={onDrag}
        className={`block w-full rounded-md text-left ${isLifted ? 'outline-2 outline-offset-4 outline-now outline-dashed' : isShown ? 'outline-2 outline-offset-2 outline-now' : ''}`}
      >
        <span
          data-over="picture"
          className={`relative block aspect-video overflow-hidden rounded-md bg-well ${state === 'unknown' ? 'hatched' : ''}`}
        >
          {picture === undefined ? null : (
            <img
              src={`/api/v1/assets/${picture}/thumb`}
              alt=""
              draggable={false}
              className={`size-full object-cover ${state === 'unknown' ? 'opacity-70' : ''}`}
            />
          )}
          <span className="absolute top-1.5 left-1.5 rounded-sm bg-scrim px-1.5 font-mono text-small text-t1">
            {String(number).padStart(2, '0')}
          </span>
          <span className="absolute right-1.5 bottom-1.5 rounded-sm bg-scrim px-1.5 font-mono text-small text-t1">
            {t('film.sec', { sec: shot.camera.lengthSec.toFixed(1) })}
          </span>
        </span>
        <span className="mt-1.5 block truncate pr-8 font-medium">{name}</span>
        <span className="flex flex-wrap items-center justify-between gap-x-2 text-small">
          <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colour}`}>
            <Icon size={14} strokeWidth={1.8} aria-hidden />
            {t(`film.state.${state}`)}
          </span>
          <span className="text-t2">
            {t('film.takes', { count: takes.length })} {rangeText(paidMicros, mostMicros)}
          </span>
        </span>
        <span className="flex items-center gap-1.5 text-small text-t2" data-shown={chosen?.id ?? 'stage'}>
          {chosen === null ? (
            <Image size={14} strokeWidth={1.6} aria-hidden className="shrink-0" />
          ) : (
            <Film size={14} strokeWidth={1.6} aria-hidden className="shrink-0" />
          )}
          <span className="wrap-anywhere">{chosen === null ? t('film.byStage') : t('film.byTake', { model: chosen.model })}</span>
        </span>
        {stale === null ? null : <Stale item={stale} isHeld={stale.isApproved || stale.isLocked || isLocked} />}
      </button>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <IconButton
            label={t('film.more', { name })}
            icon={<span aria-hidden>⋯</span>}
            className="absolute! top-[calc(56.25cqw+3px)] right-0 size-7!"
          />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" className="z-50 min-w-44 rounded-md border border-line2 bg-s3 p-1">
            {chosen === null ? null : (
              <Item icon={<Image size={14} aria-hidden />} word={t('film.useStage')} onSelect={() => onPlace('stage')} />
            )}
            {placed === null ? null : (
              <Item icon={<Film size={14} aria-hidden />} word={t('film.useApproved')} onSelect={() => onPlace(null)} />
            )}
            <Item icon={<Copy size={14} aria-hidden />} word={t('film.duplicate')} onSelect={onDuplicate} />
            <Item icon={<X size={14} aria-hidden />} word={t('film.takeOut')} onSelect={onTakeOut} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {words}
    </li>
  );
}

/** Before it is paid: what was changed, what redoing costs as an estimate, and that what a person holds stays. */
function Stale({ item, isHeld }: Readonly<{ item: StaleTake; isHeld: boolean }>) {
  const { t } = useWords();
  const { parts, facts } = useStaleWords();
  const said = [parts(item), ...facts({ ...item, isInFilm: false }), ...(isHeld ? [t('film.staleStays')] : [])];
  return (
    <span className="flex items-start gap-1.5 text-small" data-stale-card={item.takeId}>
      <History size={14} strokeWidth={1.6} aria-hidden className="mt-px shrink-0 text-warn" />
      <span className="min-w-0">
        <span className="block text-warn">{t('film.staleShort')}</span>
        <span className="block wrap-anywhere text-t2">{said.join(' · ')}</span>
      </span>
    </span>
  );
}

function Item({ icon, word, onSelect }: Readonly<{ icon: ReactNode; word: string; onSelect: (() => void) | null }>) {
  return (
    <DropdownMenu.Item
      disabled={onSelect === null}
      onSelect={() => onSelect?.()}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 outline-none data-[disabled]:text-t3 data-[highlighted]:bg-s4"
    >
      {icon}
      {word}
    </DropdownMenu.Item>
  );
}
