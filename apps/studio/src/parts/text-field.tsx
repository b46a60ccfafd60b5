import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

/** A field for text with its name above and, below, what it takes or what is wrong with what stands in it. */
export function TextField({
  label,
  hint,
  trouble,
  isLabelHidden = false,
  className = '',
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> &
  Readonly<{ label: string; hint?: ReactNode; trouble?: string | null; isLabelHidden?: boolean }>) {
  const id = useId();
  const below = trouble ?? hint;
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-small text-t2'}>
        {label}
      </label>
      <input
        id={id}
        aria-invalid={trouble !== undefined && trouble !== null}
        {...(below === undefined || below === null ? {} : { 'aria-describedby': `${id}-below` })}
        autoComplete="off"
        spellCheck={false}
        className="min-h-8 w-full min-w-0 rounded-sm border border-ctl bg-s2 px-2 text-base text-t1 placeholder:text-t3 aria-invalid:border-bad disabled:text-t3"
        {...rest}
      />
      {below === undefined || below === null ? null : (
        <p id={`${id}-below`} className={`text-small ${trouble === undefined || trouble === null ? 'text-t3' : 'text-bad'}`}>
          {below}
        </p>
      )}
    </div>
  );
}
