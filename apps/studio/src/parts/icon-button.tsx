import { Tooltip } from 'radix-ui';
import type { ButtonHTMLAttributes, ReactNode } from 'react';

/** A button that is only an icon: its word and key are in the tooltip and in its name. */
export function IconButton({
  label,
  keys,
  icon,
  isOn,
  className = '',
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> &
  Readonly<{ label: string; keys?: string; icon: ReactNode; isOn?: boolean }>) {
  return (
    <Tooltip.Root delayDuration={500}>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}
          {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
          className={`touch-target inline-flex size-8 shrink-0 items-center justify-center rounded-md text-t2 hover:bg-s3 hover:text-t1 disabled:cursor-not-allowed disabled:text-t3 disabled:hover:bg-transparent ${isOn === true ? 'bg-s3 text-now inset-ring inset-ring-ctl hover:text-now' : ''} ${className}`}
          {...rest}
        >
          {icon}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content sideOffset={6} className="z-50 rounded-sm border border-line2 bg-s3 px-2 py-1 text-small text-t1">
          {label}
          {keys === undefined ? null : <kbd className="ml-2 font-mono text-micro text-t2">{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
