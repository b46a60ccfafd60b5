import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ListedTake, OpenFilm } from '../app/queries.ts';
import { Button } from '../parts/button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { type Lifted, liftedBy, moved } from './board-order.ts';
import { CardWords } from './captions/card-words.tsx';
import { wordsByShot } from './captions/told-words.ts';
import { ChangedElsewhere, type WordHistory } from './captions/word-history.ts';
import { changeFilm, duplicateShot, filmStaleQuery, placeTake, restoreFilm } from './film-queries.ts';
import { ShotCard } from './shot-card.tsx';
import { takeInFilm } from './shot-state.ts';

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
  const [takenOut, setTakenOut] = useState<Readonly<{ revision: number; name: string }> | null>(null);
  const { shots, takes: placed, cast = [], captionLanguages } = film.document;
  const words = useMemo(() => wordsByShot(film.document), [film.document]);
  const speakers = cast.filter(({ kind }) => kind === 'character').map((member) => member.name);
  const wordsOf = (index: number | null, name: string, shot: Readonly<{ id?: string | undefined }>) => (
    <CardWords
      {...{ name, speakers, history, languages: captionLanguages, words: words.get(index) ?? [] }}
      shotId={film.document.edit === undefined ? (shot.id ?? null) : null}
      isLocked={isLocked(shot.id)}
    />
  );
  const stale = new Set((useQuery(filmStaleQuery(film)).data ?? []).map(({ takeId }) => takeId));
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
  const move = (from: number, to: number) => {
    if (from === to) return;
    setSaid(t('film.moved', { from: from + 1, to: to + 1 }));
    void attempt(() => changeFilm(film, { ...film.document, shots: [...moved(shots, from, to)] }));
  };
  const takeOut = (index: number) => {
    const name = shots[index]?.name ?? t('film.unnamed', { number: index + 1 });
    void attempt(async () => {
      await changeFilm(film, { ...film.document, shots: shots.toSpliced(index, 1) });
      setTakenOut({ revision: film.revision, name });
    });
  };
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
      {takenOut === null ? null : (
        <p role="status" className="flex items-center gap-3 px-4 pt-3 text-t2">
          {t('film.tookOut', { name: takenOut.name })}
          <Button onClick={() => void attempt(() => restoreFilm(film.id, takenOut.revision)).then(() => setTakenOut(null))}>
            {t('film.putBack')}
          </Button>
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
            isStale={stale.has(takeInFilm(film.document, shot.id, takesOf(shot.id))?.id ?? '')}
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
            onDuplicate={() => void attempt(() => duplicateShot(film, index, t('film.copyOf', { name: shot.name ?? String(index + 1) })))}
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
