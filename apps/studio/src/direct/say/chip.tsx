import type { LucideIcon } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';

/** The hue of a chip: its lane's. */
export type ChipHue = 'cam' | 'lens' | 'focus' | 'motion' | 'air';

const hues: Readonly<Record<ChipHue, Readonly<{ icon: string; ground: string }>>> = {
  cam: { icon: 'text-cam', ground: 'bg-cam/13' },
  lens: { icon: 'text-lens', ground: 'bg-lens/13' },
  focus: { icon: 'text-focus', ground: 'bg-focus/13' },
  motion: { icon: 'text-motion', ground: 'bg-motion/13' },
  air: { icon: 'text-air', ground: 'bg-air/13' },
};

/** One thing of the shot in a few signs; opens to its numbers. Delete removes it, Alt and an arrow, or a drag, bring it earlier or later. */
export function Chip({
  hue,
  icon: Icon,
  name,
  figure,
  isLit,
  isSelected,
  onSelect,
  onHover,
  onRemove,
  onShift,
  children,
}: Readonly<{
  hue: ChipHue;
  icon: LucideIcon;
  name: string;
  figure: string;
  isLit: boolean;
  isSelected: boolean;
  onSelect: () => void;
  onHover: (isOver: boolean) => void;
  onRemove: () => void;
  onShift?: (places: number) => void;
  children: ReactNode;
}>) {
  const { t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const drag = useRef<{ fromPx: number; widthPx: number; hasMoved: boolean } | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const chips = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLButtonElement>('button[data-chip]') ?? [])];
    const place = chips.indexOf(event.currentTarget);
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      (chips[place + 1] ?? chips[place - 1])?.focus();
      onRemove();
    } else if (way !== 0 && event.altKey) onShift?.(way);
    else if (way !== 0) chips[place + way]?.focus();
    else if (event.key === 'ArrowUp') document.querySelector<HTMLElement>('[data-say]')?.querySelector('textarea')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <li className="shrink-0">
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger asChild>
          <button
            type="button"
            data-chip
            aria-keyshortcuts="Delete Alt+ArrowLeft Alt+ArrowRight"
            className={`touch-target inline-flex min-h-7 touch-none items-center gap-1.5 rounded-full border px-2.5 text-small text-t1 ${hues[hue].ground} ${isSelected ? 'border-now' : isLit ? 'border-t2' : 'border-transparent'} hover:border-line2`}
            onPointerEnter={() => onHover(true)}
            onPointerLeave={() => onHover(false)}
            onFocus={() => onHover(true)}
            onBlur={() => onHover(false)}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              if (onShift === undefined || event.button !== 0) return;
              drag.current = { fromPx: event.clientX, widthPx: event.currentTarget.offsetWidth, hasMoved: false };
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => {
              const own = drag.current;
              if (own === null || onShift === undefined) return;
              const way = event.clientX - own.fromPx;
              if (Math.abs(way) < own.widthPx * 0.6) return;
              onShift(Math.sign(way));
              drag.current = { ...own, fromPx: event.clientX, hasMoved: true };
            }}
            onPointerUp={() => {
              const own = drag.current;
              // The click that ends a drag opens nothing.
              setTimeout(() => {
                if (drag.current === own) drag.current = null;
              }, 0);
            }}
            onClick={(event) => {
              if (drag.current?.hasMoved === true) event.preventDefault();
              else onSelect();
            }}
          >
            <Icon size={14} strokeWidth={1.6} aria-hidden className={hues[hue].icon} />
            <span className="font-medium">{name}</span>
            {figure === '' ? null : <span className="text-t2">{figure}</span>}
          </button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            sideOffset={6}
            align="start"
            aria-label={name}
            className="z-50 flex min-w-56 flex-col gap-2 rounded-lg border border-line2 bg-s2 p-3"
          >
            {children}
            <div className="flex justify-between gap-2 border-t border-line pt-2">
              {onShift === undefined ? (
                <span />
              ) : (
                <span className="flex gap-1">
                  <ChipAct onClick={() => onShift(-1)}>{t('say.earlier')}</ChipAct>
                  <ChipAct onClick={() => onShift(1)}>{t('say.later')}</ChipAct>
                </span>
              )}
              <ChipAct
                onClick={() => {
                  setIsOpen(false);
                  onRemove();
                }}
              >
                {t('say.remove')}
              </ChipAct>
            </div>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </li>
  );
}

function ChipAct({ onClick, children }: Readonly<{ onClick: () => void; children: ReactNode }>) {
  return (
    <button type="button" className="min-h-7 rounded-sm px-2 text-small text-t2 hover:bg-s3 hover:text-t1" onClick={onClick}>
      {children}
    </button>
  );
}
