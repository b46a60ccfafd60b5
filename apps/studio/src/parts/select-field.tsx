import { useId } from 'react';

/** One choice of many, by its name. */
export function SelectField<T extends string>({
  label,
  value,
  choices,
  onChange,
  isLabelHidden = false,
  isDisabled = false,
  className = '',
}: Readonly<{
  label: string;
  value: T;
  choices: readonly Readonly<{ value: T; text: string }>[];
  onChange: (value: T) => void;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  className?: string;
}>) {
  const id = useId();
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-small text-t2'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value as T)}
        className="min-h-8 w-full min-w-0 rounded-sm border border-ctl bg-s2 px-1.5 text-base text-t1 disabled:text-t3"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </div>
  );
}
