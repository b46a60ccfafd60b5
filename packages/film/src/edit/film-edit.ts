import { Fault } from '../fault.ts';
import type { Film } from '../film.ts';
import type { Shot } from '../shot.ts';
import { isSameData } from '../shot-changes.ts';
import { applyEdit } from './apply-edit.ts';
import { arrangedEdit } from './arrange-shots.ts';
import type { Edit, ShotRef } from './edit.ts';
import type { EditChange } from './edit-change.ts';
import { editOf } from './edit-of.ts';
import { editProblems, newProblems } from './edit-problems.ts';
import { editRun, shotLayer } from './edit-run.ts';
import type { EditStep } from './edit-step.ts';
import { sourcesOf } from './flatten.ts';
import { shotFinder } from './shot-ref.ts';

/** Shots put after the film's others; of a film that has an edit they stand at its end as well. */
export type AddShots = Readonly<{ kind: 'add-shots'; shots: readonly Shot[] }>;

/** Another list of shots, some gone, some new, some at another place, by which the edit of a film that has one follows (`arrangedEdit`). */
export type ArrangeShots = Readonly<{ kind: 'arrange-shots'; shots: readonly Shot[] }>;

/** Taking film steps back, and doing them again. `written`: the whole edit that was written down, or is taken away. */
export type FilmChanges = Readonly<{
  kind: 'film-changes';
  changes: readonly EditChange[];
  shots?: Readonly<{ out: readonly Shot[]; in: readonly Shot[] }>;
  written?: Readonly<{ out: Edit | null; in: Edit | null }>;
}>;

/** A change of a film's edit, or of its shots and its edit together; plain data. */
export type FilmEditStep = EditStep | AddShots | ArrangeShots | FilmChanges;

/** The film after a step, and the step that takes it back exactly. */
export type EditedFilm = Readonly<{ film: Film; inverse: FilmChanges }>;

/**
 * Does a step on a film. It knows how long shots are, and holds those with a take chosen in `film.takes` and those for which `isLocked` answers yes, by their
 * places. A film without an edit has its own written down first, and has none again once that is taken back. Throws a fault of `edit.*`; then nothing is done.
 */
export function applyFilmEdit(
  film: Film,
  step: FilmEditStep,
  { isLocked = () => false }: Readonly<{ isLocked?: (index: number) => boolean }> = {},
): EditedFilm {
  if (step.kind === 'film-changes') return changedFilm(film, step);
  if (step.kind === 'add-shots') return withShots(film, step.shots);
  if (step.kind === 'arrange-shots') return withArranged(film, step.shots);
  const { edit, inverse } = applyEdit(editOf(film), step, { ...sourcesOf(film), isHeld: holderOf(film, isLocked) });
  const undo: FilmChanges =
    film.edit === undefined
      ? { kind: 'film-changes', changes: [], written: { out: edit, in: null } }
      : { kind: 'film-changes', changes: inverse.changes };
  return { film: { ...film, edit }, inverse: undo };
}

function holderOf(film: Film, isLocked: (index: number) => boolean): (shot: ShotRef) => boolean {
  const find = shotFinder(film);
  return (ref) => {
    const index = find(ref);
    const id = film.shots[index ?? -1]?.id;
    const isTaken = id !== undefined && (film.takes?.[id] ?? 'stage') !== 'stage';
    return isTaken || (index !== undefined && isLocked(index));
  };
}

function changedFilm(film: Film, step: FilmChanges): EditedFilm {
  const { shots, written } = step;
  let now = film;
  let changes: readonly EditChange[] = [];
  if (step.changes.length > 0) {
    // Against the shots' lengths nothing is checked: what is taken back was possible before.
    const result = applyEdit(editOf(film), { kind: 'changes', changes: [...step.changes] });
    changes = result.inverse.changes;
    now = { ...now, edit: result.edit };
  }
  if (written !== undefined) {
    const { edit, ...rest } = now;
    if (!isSameData(edit ?? null, written.out)) throw new Fault('edit.undo-elsewhere', { id: 'edit' });
    now = written.in === null ? rest : { ...rest, edit: written.in };
  }
  if (shots !== undefined) {
    const kept = now.shots.length - shots.out.length;
    if (!isSameData(now.shots.slice(kept), shots.out)) throw new Fault('edit.undo-elsewhere', { id: 'shots' });
    now = { ...now, shots: [...now.shots.slice(0, kept), ...shots.in] };
  }
  const inverse: FilmChanges = {
    ...{ kind: 'film-changes', changes },
    ...(shots === undefined ? {} : { shots: { out: shots.in, in: shots.out } }),
    ...(written === undefined ? {} : { written: { out: written.in, in: written.out } }),
  };
  return { film: now, inverse };
}

function withShots(film: Film, added: readonly Shot[]): EditedFilm {
  const more: Film = { ...film, shots: [...film.shots, ...added] };
  const back = { out: added, in: [] };
  if (film.edit === undefined) return { film: more, inverse: { kind: 'film-changes', changes: [], shots: back } };
  const on = editRun(film.edit);
  const lay = shotLayer(more);
  for (const index of added.keys()) lay(on, { shot: film.shots.length + index, at: on.video().length });
  // A name that two shots have now would leave cuts of the first without a shot.
  const now = { ...more, edit: on.edit() };
  const [problem] = editProblems(now.edit, sourcesOf(now));
  if (problem !== undefined) throw new Fault(problem.code, problem.params);
  return { film: now, inverse: { kind: 'film-changes', changes: on.undo(), shots: back } };
}

function withArranged(film: Film, shots: readonly Shot[]): EditedFilm {
  const back = { out: shots, in: film.shots };
  const { edit } = film;
  if (edit === undefined) return { film: { ...film, shots: [...shots] }, inverse: { kind: 'film-changes', changes: [], shots: back } };
  const arranged = arrangedEdit({ ...film, edit }, shots);
  const now = { ...film, shots: [...shots], edit: arranged.edit };
  // What was wrong with it before, as where a shot has become shorter than its cut, does not stand in the way.
  const [problem] = newProblems(edit, now.edit, sourcesOf(now));
  if (problem !== undefined) throw new Fault(problem.code, problem.params);
  return { film: now, inverse: { kind: 'film-changes', changes: arranged.undo, shots: back } };
}
