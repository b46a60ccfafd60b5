import { Problem } from '@fantascope/client';
import { Fault, say } from '@fantascope/film';
import { CircleAlert } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { Button } from './button.tsx';

/** The sentence of an error: the server's own, or that it cannot be reached. */
export function useTroubleWords(): (error: unknown) => string {
  const { t, language } = useWords();
  return (error) => {
    if (error instanceof Fault) return say(language, error);
    if (error instanceof Problem) return error.status === 401 ? t('frame.signedOut') : error.message;
    return error instanceof TypeError ? t('parts.noServer') : error instanceof Error ? error.message : String(error);
  };
}

/** What went wrong, and a way to try it again. */
export function Trouble({ error, retry }: Readonly<{ error: unknown; retry?: () => void }>) {
  const { t } = useWords();
  const said = useTroubleWords();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line2 bg-s2 p-3">
      <span className="flex min-w-0 items-start gap-2">
        <CircleAlert size={16} strokeWidth={1.6} aria-hidden className="mt-0.5 shrink-0 text-bad" />
        <span className="min-w-0 break-words">{said(error)}</span>
      </span>
      {retry === undefined ? null : <Button onClick={retry}>{t('frame.tryAgain')}</Button>}
    </div>
  );
}
