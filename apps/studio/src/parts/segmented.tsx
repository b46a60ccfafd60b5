import { ToggleGroup } from 'radix-ui';

/** One choice of a few, side by side; never empty. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
}: Readonly<{
  label: string;
  value: T;
  choices: readonly Readonly<{ value: T; text: string; isDisabled?: boolean }>[];
  onChange: (value: T) => void;
}>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== '' && onChange(next as T)}
      className="inline-flex rounded-md bg-well p-0.5"
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          disabled={choice.isDisabled === true}
          className="min-h-6 min-w-8 rounded-sm px-2 text-small text-t2 hover:text-t1 data-[state=on]:bg-s4 data-[state=on]:inset-ring data-[state=on]:inset-ring-ctl data-[state=on]:font-medium data-[state=on]:text-t1 disabled:text-t3"
        >
          {choice.text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
