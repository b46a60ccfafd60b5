import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import type { OpenFilm } from '../app/queries.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { filmLabelQuery } from './film-queries.ts';

/** How an export of the film says that a machine had a part in it, why so, and where that is decided. */
export function LabelState({ film }: Readonly<{ film: OpenFilm }>) {
  const { t } = useWords();
  const label = useQuery(filmLabelQuery(film));
  if (label.data === undefined) return label.error === null ? null : <Trouble error={label.error} retry={() => void label.refetch()} />;
  const { least, policy, isGenerated } = label.data;
  return (
    <section aria-labelledby="film-label" className="flex flex-col gap-1 rounded-md border border-line p-3">
      <h2 id="film-label" className="flex items-center gap-2 font-semibold">
        <ShieldCheck size={16} strokeWidth={1.6} aria-hidden />
        {t('film.label')}
      </h2>
      <p>{t(`film.labelLeast.${least}`)}</p>
      <p className="text-small text-t2">
        {t(isGenerated ? 'film.labelGenerated' : 'film.labelOwn')} {t(`film.labelPolicy.${policy}`)}{' '}
        <Link to="/settings" search={{ section: 'labels' }} className="underline">
          {t('film.labelWhere')}
        </Link>
      </p>
    </section>
  );
}
