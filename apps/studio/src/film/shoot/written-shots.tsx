import { useMutation } from '@tanstack/react-query';
import type { OpenFilm } from '../../app/queries.ts';
import { queries, server } from '../../app/server.ts';
import { Button } from '../../parts/button.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useWords } from '../../words/use-words.ts';

/** Shots that stand only in a film's document, as a brief writes them, are stored one by one before takes can be made of them. */
export function WrittenShots({ film, count }: Readonly<{ film: OpenFilm; count: number }>) {
  const { t } = useWords();
  const store = useMutation({
    mutationFn: () => server().call('film.store-shots', { filmId: film.id, revision: film.revision }),
    onSettled: () => {
      for (const name of ['film', 'shot', 'shoot']) void queries.invalidateQueries({ queryKey: [name] });
    },
  });
  if (count === 0 && store.error === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md border border-line2 bg-s2 px-3 py-2" data-written={count}>
      {count === 0 ? null : (
        <>
          <p className="min-w-0 flex-[1_1_14rem] text-t2">
            {t(count === 1 ? 'film.shootWritten_one' : 'film.shootWritten_other', { count })}
          </p>
          <Button disabled={store.isPending} onClick={() => store.mutate()}>
            {t('film.shootStore')}
          </Button>
        </>
      )}
      {store.error === null ? null : <Trouble error={store.error} retry={() => store.mutate()} />}
    </div>
  );
}
