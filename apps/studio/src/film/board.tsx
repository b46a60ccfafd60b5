import type { Film, Shot } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ListedTake, OpenFilm } from '../app/queries.ts';
import { Button } from '../parts/button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { isSameArrangement } from './arrange/arranged.ts';
import { type Lifted, liftedBy, moved } from './board-order.ts';
import { CardWords } from './captions/card-words.tsx';
import { wordsByShot } from './captions/told-words.ts';
import { ChangedElsewhere, type WordHistory } from './captions/word-history.ts';
import { copiedShot, filmStaleQuery, placeTake, restoreFilm } from './film-queries.ts';
import { staleOf } from './redo/redo-choice.ts';
import { ShotCard } from './shot-card.tsx';
import { takeInFilm } from './shot-state.ts';

/** A shot that was taken out of the film: how to put it back. */
type TakenOut = Readonly<{ name: string; shot: Shot; revision: number; change: object | null }>;

/** The film's shots as cards, in their order. */
export function Board({
  film,
  takesOf,
  isLocked,
  shownIndex,
  history,
  wordTrouble,
}: Readonly<{
  film: OpenFilm;
  takesOf: (shotId: string | undefined) => readonly ListedTake[];
  isLocked: (shotId: string | undefined) => boolean;
  shownIndex: number;
  history: WordHistory;
  /** What went wrong with the last change of words; null: nothing. */
  wordTrouble: unknown;
}>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const list = useRef<HTMLUListElement>(null);
  const dragged = useRef<number | null>(null);
  const [lifted, setLifted] = useState<Lifted>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const [arranged, setArranged] = useState<Readonly<{ document: Film; recut: number }> | null>(null);
  const [takenOut, setTakenOut] = useState<TakenOut | null>(null);
  const { shots, takes: placed, cast = [], captionLanguages } = film.document;
  const words = useMemo(() => wordsByShot(film.document), [film.document]);
  const speakers = cast.filter(({ kind }) => kind === 'character').map((member) => member.name);
  const isAsArranged = useMemo(() => arranged !== null && isSameArrangement(arranged.document, film.document), [arranged, film.document]);
  const wordsOf = (index: number | null, name: string, shot: Readonly<{ id?: string | undefined }>) => (
    <CardWords
      {...{ name, speakers, history, languages: captionLanguages, words: words.get(index) ?? [] }}
      shotId={film.document.edit === undefined ? (shot.id ?? null) : null}
      isLocked={isLocked(shot.id)}
    />
  );
  const stale = useQuery(filmStaleQuery(film)).data ?? [];
  const order = shots.map((shot, index) => ({ shot, index }));
  const shown = lifted === null ? order : moved(order, lifted.from, lifted.at);
  const attempt = async (work: () => Promise<unknown>) => {
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      setTrouble(error);
    }
  };
  // What goes wrong is told by the history's state.
  const arrange = async (next: readonly Shot[]): Promise<boolean> => {
    const written = await history.arrange(film, next).catch(() => null);
    if (written === null) return false;
    // What it means is only told: where its code cannot be fetched, the change stands all the same.
    const found = await import('./arrange/arrange-film.ts').catch(() => null);
    const { recut = 0, shoot = 0 } = found?.arrangeImpact(film.document, written.document) ?? {};
    setArranged(recut === 0 || shoot > 0 ? null : { document: written.document, recut });
    return true;
  };
  const move = (from: number, to: number) => {
    if (from === to) return;
    setSaid(t('film.moved', { from: from + 1, to: to + 1 }));
    void arrange(moved(shots, from, to));
  };
  const takeOut = (index: number) => {
    const shot = shots[index];
    if (shot === undefined) return;
    void arrange(shots.toSpliced(index, 1)).then((isDone) => {
      if (!isDone) return;
      const name = shot.name ?? t('film.unnamed', { number: index + 1 });
      setTakenOut({ name, shot, revision: film.revision, change: history.state().newest });
    });
  };
  const putBack = async ({ revision, change }: TakenOut) => {
    // Where more was changed since, only the film of before holds it.
    if (history.state().newest === change) await history.undo();
    else await restoreFilm(film.id, revision);
    setTakenOut(null);
  };
  const duplicate = (index: number) =>
    void attempt(async () => {
      const copy = await copiedShot(film, index, t('film.copyOf', { name: shots[index]?.name ?? String(index + 1) }));
      await arrange(shots.toSpliced(index + 1, 0, copy));
    });
  const onKey = (event: KeyboardEvent, index: number) => {
    const columns = list.current === null ? 1 : getComputedStyle(list.current).gridTemplateColumns.split(' ').length;
    const done = liftedBy(lifted, { key: event.key, index, count: shots.length, columns });
    if (done === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setLifted(done.lifted);
    if (done.drop !== undefined) move(done.drop.from, done.drop.to);
    else if (done.lifted !== null) setSaid(t('film.lifted', { place: done.lifted.at + 1, count: shots.length }));
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <p id="film-keys" className="sr-only">
        {t('film.keys')}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      {trouble === null ? null : (
        <div className="px-4 pt-3">
          <Trouble error={trouble} retry={() => setTrouble(null)} />
        </div>
      )}
      {wordTrouble === null ? null : (
        <div className="px-4 pt-3">
          <Trouble error={wordTrouble instanceof ChangedElsewhere ? new Error(t('film.undoElsewhere')) : wordTrouble} />
        </div>
      )}
      {takenOut === null || shots.some(({ id }) => id !== undefined && id === takenOut.shot.id) ? null : (
        <p role="status" className="flex items-center gap-3 px-4 pt-3 text-t2">
          {t('film.tookOut', { name: takenOut.name })}
          <Button onClick={() => void attempt(() => putBack(takenOut))}>{t('film.putBack')}</Button>
        </p>
      )}
      {arranged === null || !isAsArranged ? null : (
        <p role="status" data-arranged className="px-4 pt-3 text-small text-t2">
          {t(arranged.recut === 1 ? 'film.arranged_one' : 'film.arranged_other', { count: arranged.recut })}
        </p>
      )}
      <ul ref={list} className="grid grid-cols-[repeat(auto-fill,minmax(176px,1fr))] gap-x-3 gap-y-5 p-4">
        {shown.map(({ shot, index }, place) => (
          <ShotCard
            key={shot.id ?? index}
            shot={shot}
            number={place + 1}
            takes={takesOf(shot.id)}
            chosen={takeInFilm(film.document, shot.id, takesOf(shot.id))}
            stale={staleOf(stale, { shotId: shot.id, chosenId: takeInFilm(film.document, shot.id, takesOf(shot.id))?.id ?? null })}
            placed={placed?.[shot.id ?? ''] ?? null}
            onPlace={(take) => void attempt(async () => shot.id === undefined || (await placeTake(film.id, shot.id, take)))}
            isLocked={isLocked(shot.id)}
            isLifted={lifted !== null && index === lifted.from}
            isShown={lifted === null && index === shownIndex}
            onOpen={() => {
              if (lifted === null)
                void navigate({ to: '/film/$filmId/shot/$shotNumber', params: { filmId: film.id, shotNumber: String(index + 1) } });
            }}
            onKey={(event) => onKey(event, index)}
            onDrag={(event) => {
              dragged.current = index;
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', shot.name ?? String(index + 1));
            }}
            onDropOn={(event) => {
              const from = dragged.current;
              dragged.current = null;
              if (from === null) return;
              event.preventDefault();
              event.stopPropagation();
              move(from, index);
            }}
            onDuplicate={() => duplicate(index)}
            onTakeOut={shots.length < 2 ? null : () => takeOut(index)}
            words={wordsOf(index, shot.name ?? t('film.unnamed', { number: index + 1 }), shot)}
          />
        ))}
      </ul>
      {(words.get(null) ?? []).length === 0 ? null : (
        <section className="max-w-96 px-4 pb-4" aria-label={t('film.wordsOver')}>
          <h2 className="text-small text-t2">{t('film.wordsOver')}</h2>
          {wordsOf(null, t('film.wordsOver'), {})}
        </section>
      )}
    </div>
  );
}
