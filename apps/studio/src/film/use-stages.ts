import { useEffect, useState } from 'react';
import type { OpenFilm } from '../app/queries.ts';
import { useWords } from '../words/use-words.ts';
import type { StageSlots } from './stage-slots.ts';

/** Shots that the stage shows at a moment, in the order they lie over each other, and the one that it shows after them (null: none). */
export type StagedShots = Readonly<{ shown: readonly number[]; next: number | null }>;

/** Has the two stages hold the shots that are shown, and makes the next one ready while one of them is free. Gives the stage of each shown shot. */
export function useStages(stages: StageSlots, film: OpenFilm, { shown, next }: StagedShots): ReadonlyMap<number, number> {
  const { language } = useWords();
  const [places, setPlaces] = useState<ReadonlyMap<number, number>>(new Map());
  const { shots } = film.document;
  const wanted = shown.join();
  useEffect(() => {
    const held = new Map<number, number>();
    for (const index of wanted === '' ? [] : wanted.split(',').map(Number)) {
      const shot = shots[index];
      const [keep = null] = held.values();
      if (shot !== undefined) held.set(index, stages.slotFor(film, shot, keep, language));
    }
    setPlaces(held);
    const [only, second] = held.values();
    const after = next === null ? undefined : shots[next];
    if (second !== undefined || after === undefined) return;
    if (only === undefined) {
      // Takes play: both stages are free.
      stages.slotFor(film, after, null, language);
      return;
    }
    // The server lifts one picture after the other: the next waits until this one is there.
    const { preview } = stages.slots[only as 0 | 1];
    const prepare = () => {
      if (preview.state().phase !== 'full') return;
      stop();
      stages.slotFor(film, after, only, language);
    };
    const stop = preview.subscribe(prepare);
    prepare();
    return stop;
  }, [stages, film, shots, wanted, next, language]);
  return places;
}
