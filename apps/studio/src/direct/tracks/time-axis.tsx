import type { HTMLAttributes, ReactNode } from 'react';
import { useView } from '../direct-context.ts';

/** The time axis inside a box that cuts it off: as wide as the box, or drawn out and shifted. What stands on it says where by share of the shot. */
export function TimeAxis({
  children,
  className = '',
  ...rest
}: Readonly<{ children: ReactNode }> & Omit<HTMLAttributes<HTMLDivElement>, 'style' | 'children'>) {
  const { fromRatio, spanRatio } = useView((view) => view.timeZoom);
  return (
    <div
      {...rest}
      data-axis
      className={`absolute inset-y-0 ${className}`}
      style={{ left: `${(-fromRatio / spanRatio) * 100}%`, width: `${100 / spanRatio}%` }}
    >
      {children}
    </div>
  );
}
