import type { ButtonHTMLAttributes, ReactNode } from 'react';

/** Looks of a button. `lamp` is the one yellow button of a view. */
export type ButtonLook = 'lamp' | 'plain' | 'quiet' | 'danger';

const looks: Readonly<Record<ButtonLook, string>> = {
  lamp: 'bg-lamp text-on-lamp font-semibold hover:brightness-105 disabled:bg-s3 disabled:text-t3',
  plain: 'bg-s3 text-t1 hover:bg-s4 border border-line2 disabled:text-t3',
  quiet: 'text-t2 hover:text-t1 hover:bg-s3 disabled:text-t3 disabled:hover:bg-transparent',
  danger: 'bg-s3 text-bad border border-line2 hover:bg-s4 disabled:text-t3',
};

/** A button with a word, and perhaps an icon before it. */
export function Button({
  look = 'plain',
  icon,
  size = 'base',
  className = '',
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Readonly<{ look?: ButtonLook; icon?: ReactNode; size?: 'base' | 'large' }>) {
  const height = size === 'large' ? 'min-h-11 px-4 text-say' : 'min-h-7 px-2.5 text-base';
  return (
    <button
      type="button"
      className={`inline-flex items-center justify-center gap-2 rounded-md transition-colors duration-[120ms] disabled:cursor-not-allowed ${height} ${looks[look]} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
