import { useNavigate, useSearch } from '@tanstack/react-router';
import { Clapperboard } from 'lucide-react';
import { useCallback } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { Button } from '../../parts/button.tsx';
import { later } from '../../parts/later.tsx';
import { noteOpening } from '../../shoot/use-drawer.ts';
import { useWords, withWords } from '../../words/use-words.ts';

const FilmDrawer = later(async () => (await withWords(['film', 'shoot'], import('./film-drawer.tsx'))).FilmDrawer);

/** Opens the drawer in which the whole film is shot. It stands in the address, so that a reload finds it again. */
export function ShootFilm({ film }: Readonly<{ film: OpenFilm }>) {
  const { t } = useWords();
  const navigate = useNavigate({ from: '/film/$filmId' });
  const { drawer } = useSearch({ from: '/film/$filmId' });
  const choose = useCallback((model: string) => void navigate({ search: (search) => ({ ...search, model }), replace: true }), [navigate]);
  return (
    <>
      <Button
        data-shoot-film
        icon={<Clapperboard size={14} strokeWidth={1.6} aria-hidden />}
        onClick={(event) => {
          // A click by a key has no place on the screen.
          noteOpening(event.detail === 0 ? 'key' : 'pointer');
          void navigate({ search: (search) => ({ ...search, drawer: 'shoot' }) });
        }}
      >
        {t('film.shoot')}
      </Button>
      {drawer === 'shoot' ? (
        <FilmDrawer
          film={film}
          onModel={choose}
          onClose={() => void navigate({ search: ({ drawer: _, model: __, ...rest }) => rest, replace: true })}
        />
      ) : null}
    </>
  );
}
