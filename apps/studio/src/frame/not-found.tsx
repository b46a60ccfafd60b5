import { Link } from '@tanstack/react-router';
import { useWords } from '../words/use-words.ts';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useWords();
  return (
    <div className="flex h-full flex-col items-center justify-center gap-4">
      <h1 className="text-drawer font-semibold">{t('frame.notFound')}</h1>
      <Link to="/library" className="rounded-md border border-line2 bg-s3 px-3 py-1.5 hover:bg-s4">
        {t('frame.toLibrary')}
      </Link>
    </div>
  );
}
