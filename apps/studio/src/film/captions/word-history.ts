import type { Film, Shot } from '@fantascope/film';
import { filmQuery, type OpenFilm } from '../../app/queries.ts';
import { queries } from '../../app/server.ts';
import { type Arrangement, rearranged, withShots } from '../arrange/arranged.ts';
import { changeFilm, changeShot } from '../film-queries.ts';
import { editWithWords, type NewWords, shotWithMore, shotWithWords, withLines } from './change-words.ts';
import type { ToldWords } from './told-words.ts';

/** Changes of a film's words and of the order of its shots, each written at once, and taken back in their order. */
export type WordHistory = Readonly<{
  state: () => HistoryState;
  subscribe: (listener: () => void) => () => void;
  /** Throws what the server says; then nothing is changed. */
  change: (told: ToldWords, now: NewWords) => Promise<void>;
  add: (shotId: string, kind: ToldWords['kind'], text: Readonly<{ zh?: string; en?: string }>) => Promise<void>;
  /** Gives a film other shots, or another order of them; its edit follows in the same step. */
  arrange: (film: OpenFilm, shots: readonly Shot[]) => Promise<OpenFilm>;
  /** Something was arranged that is written already. */
  noteArranged: (before: Arrangement, after: Arrangement) => void;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
}>;

/** What can be taken back and done again, and what went wrong last. `newest`: names the change that is taken back next; null: none. */
export type HistoryState = Readonly<{ canUndo: boolean; canRedo: boolean; newest: object | null; trouble: unknown }>;

/** Said where somebody else has changed the same words since. */
export class ChangedElsewhere extends Error {}

type Words = Pick<Shot, 'captions' | 'lines'>;
type Step = Readonly<
  | { shotId: string; before: Words; after: Words }
  | { before: Film['edit']; after: Film['edit'] }
  | { arranged: Readonly<{ before: Arrangement; after: Arrangement }> }
>;

const MOST_STEPS = 200;
const wordsOf = ({ captions, lines }: Shot): Words => ({ captions, lines });
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const arrangementOf = ({ shots, edit }: Arrangement): Arrangement => (edit === undefined ? { shots } : { shots, edit });
const arrangedStep = (before: Arrangement, after: Arrangement): Step => ({
  arranged: { before: arrangementOf(before), after: arrangementOf(after) },
});

/** Opens the history of one film. */
export function openWordHistory(filmId: string): WordHistory {
  const listeners = new Set<() => void>();
  let [done, undone]: [readonly Step[], readonly Step[]] = [[], []];
  let state: HistoryState = { canUndo: false, canRedo: false, newest: null, trouble: null };
  let last: Promise<unknown> = Promise.resolve();
  const tell = (trouble: unknown) => {
    state = { canUndo: done.length > 0, canRedo: undone.length > 0, newest: done.at(-1) ?? null, trouble };
    for (const listener of listeners) listener();
  };
  /** One after the other: two at once would write over each other's revision. */
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const run = last.then(work).then(
      (done) => {
        tell(null);
        return done;
      },
      (error: unknown) => {
        tell(error);
        throw error;
      },
    );
    last = run.catch(() => undefined);
    return run;
  };
  const keep = (step: Step) => {
    done = [...done, step].slice(-MOST_STEPS);
    undone = [];
  };
  const inShot = async (shotId: string, change: (shot: Shot) => Shot): Promise<Step> => {
    let step: Step | undefined;
    await changeShot(filmId, shotId, (shot) => {
      const next = change(shot);
      step = { shotId, before: wordsOf(shot), after: wordsOf(next) };
      return next;
    });
    return step as Step;
  };
  const inEdit = async (change: (film: Film) => Film['edit']): Promise<Step> => {
    const film = await queries.fetchQuery({ ...filmQuery(filmId), staleTime: 0 });
    const { edit: before, ...document } = film.document;
    const after = change(film.document);
    await changeFilm(film, after === undefined ? document : { ...document, edit: after });
    return { before, after };
  };
  const put = async (step: Step, from: 'before' | 'after', to: 'before' | 'after') => {
    if ('shotId' in step)
      return inShot(step.shotId, (shot) => {
        if (!isSame(wordsOf(shot), step[from])) throw new ChangedElsewhere();
        const { captions, lines = [] } = step[to];
        return withLines({ ...shot, captions }, lines);
      });
    if ('arranged' in step) {
      const film = await queries.fetchQuery({ ...filmQuery(filmId), staleTime: 0 });
      const document = rearranged(film.document, { from: step.arranged[from], to: step.arranged[to] });
      if (document === null) throw new ChangedElsewhere();
      return changeFilm(film, document);
    }
    return inEdit(({ edit }) => {
      if (!isSame(edit, step[from])) throw new ChangedElsewhere();
      return step[to];
    });
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (told, now) =>
      inTurn(async () => {
        const { place, kind } = told;
        if (place.in === 'cut') return keep(await inEdit((film) => editWithWords(film, told, now)));
        keep(await inShot(place.shotId, (shot) => shotWithWords(shot, { kind, at: place.at, now })));
      }),
    add: (shotId, kind, text) => inTurn(async () => keep(await inShot(shotId, (shot) => shotWithMore(shot, kind, text)))),
    arrange: (film, shots) =>
      inTurn(async () => {
        const written = await changeFilm(film, await withShots(film.document, shots));
        keep(arrangedStep(film.document, written.document));
        return written;
      }),
    noteArranged: (before, after) => {
      keep(arrangedStep(before, after));
      tell(null);
    },
    undo: () =>
      inTurn(async () => {
        const step = done.at(-1);
        if (step === undefined) return;
        await put(step, 'after', 'before');
        done = done.slice(0, -1);
        undone = [...undone, step];
      }),
    redo: () =>
      inTurn(async () => {
        const step = undone.at(-1);
        if (step === undefined) return;
        await put(step, 'before', 'after');
        undone = undone.slice(0, -1);
        done = [...done, step];
      }),
  };
}
