import { TestTubeDiagonal } from 'lucide-react';
import { useWords } from '../words/use-words.ts';

/** Says of a take, an amount or a provider that it is an emulator's: nothing was paid, and the picture is a drawing. */
export function EmulatedMark() {
  const { t } = useWords();
  return (
    <span className="inline-flex items-center gap-1 rounded-sm border border-dashed border-line2 px-1.5 text-small whitespace-nowrap text-t2">
      <TestTubeDiagonal size={12} strokeWidth={1.8} aria-hidden />
      {t('parts.emulated')}
    </span>
  );
}
