import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Film } from 'lucide-react';
import { filmQuery, filmsQuery } from '../app/queries.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { NamePopover } from './name-popover.tsx';
import { filmOf } from './shots-from.ts';

/** The films of a project, last changed first, and the way to a new one. */
export function FilmCards({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const films = useQuery(filmsQuery(projectId));
  const make = async (title: string) => {
    const { filmId } = await filmOf({ projectId, title }, []);
    await navigate({ to: '/film/$filmId', params: { filmId } });
  };
  return (
    <section aria-labelledby="library-films" className="shrink-0">
      <div className="flex items-center gap-3 pb-2">
        <h2 id="library-films" className="text-head font-semibold">
          {t('library.films')}
        </h2>
        <span className="text-small text-t3">{films.data?.length}</span>
        <span className="ml-auto">
          <NamePopover label={t('library.newFilm')} field={t('library.filmTitle')} make={make} />
        </span>
      </div>
      {films.error === null ? null : <Trouble error={films.error} retry={() => void films.refetch()} />}
      {films.data?.length === 0 ? <p className="text-t2">{t('library.noFilm')}</p> : null}
      <ul className="flex gap-3 overflow-x-auto p-1 pb-2">
        {films.data?.map(({ id, title, updatedAt }) => (
          <li key={id} className="w-44 shrink-0 max-sm:w-36">
            <FilmCard filmId={id} title={title} updatedAt={updatedAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FilmCard({ filmId, title, updatedAt }: Readonly<{ filmId: string; title: string; updatedAt: string }>) {
  const { t, language } = useWords();
  const film = useQuery(filmQuery(filmId));
  const picture = film.data?.document.shots.find((shot) => shot.picture !== undefined)?.picture;
  const shots = film.data?.document.shots.length;
  const own = film.data?.document.title;
  const name = own?.[language] ?? title;
  return (
    <Link to="/film/$filmId" params={{ filmId }} className="group block rounded-md">
      <span className="flex aspect-video items-center justify-center overflow-hidden rounded-md bg-well text-t3 outline-1 outline-line group-hover:outline-line2">
        {picture === undefined ? (
          <Film size={24} strokeWidth={1.4} aria-hidden />
        ) : (
          <img src={`/api/v1/assets/${picture}/thumb`} alt="" className="size-full object-cover" />
        )}
      </span>
      <span className="block truncate pt-1.5 font-medium">{name}</span>
      <span className="block text-small text-t2">
        {shots === undefined ? '' : `${t('library.shots', { count: shots })} · `}
        <time dateTime={updatedAt}>{new Date(updatedAt).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en')}</time>
      </span>
    </Link>
  );
}
