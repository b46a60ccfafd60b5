import { Fault } from '../fault.ts';
import type { Film } from '../film.ts';
import type { Shot } from '../shot.ts';
import { sortedText } from '../shot-changes.ts';
import { applyEdit, type EditContext } from './apply-edit.ts';
import { overlapOf } from './cut-parts.ts';
import { endOf } from './draft.ts';
import type { Cut, Edit, ShotRef, Track } from './edit.ts';
import type { EditChange } from './edit-change.ts';
import { editOf } from './edit-of.ts';
import { editProblems } from './edit-problems.ts';
import type { EditStep } from './edit-step.ts';
import { sourcesOf } from './flatten.ts';
import { shotFinder } from './shot-ref.ts';

/** Shots put after the film's others; of a film that has an edit they stand at its end as well. */
export type AddShots = Readonly<{ kind: 'add-shots'; shots: readonly Shot[] }>;

/** Taking film steps back, and doing them again. `written`: the whole edit that was written down, or is taken away. */
export type FilmChanges = Readonly<{
  kind: 'film-changes';
  changes: readonly EditChange[];
  shots?: Readonly<{ out: readonly Shot[]; in: readonly Shot[] }>;
  written?: Readonly<{ out: Edit | null; in: Edit | null }>;
}>;

/** A change of a film's edit, or of its shots and its edit together; plain data. */
export type FilmEditStep = EditStep | AddShots | FilmChanges;

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
    if (sortedText(edit ?? null) !== sortedText(written.out)) throw new Fault('edit.undo-elsewhere', { id: 'edit' });
    now = written.in === null ? rest : { ...rest, edit: written.in };
  }
  if (shots !== undefined) {
    const kept = now.shots.length - shots.out.length;
    if (sortedText(now.shots.slice(kept)) !== sortedText(shots.out)) throw new Fault('edit.undo-elsewhere', { id: 'shots' });
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
  const { edit, undo } = appended(film.edit, more, film.shots.length);
  // A name that two shots have now would leave cuts of the first without a shot.
  const [problem] = editProblems(edit, sourcesOf(more));
  if (problem !== undefined) throw new Fault(problem.code, problem.params);
  return { film: { ...more, edit }, inverse: { kind: 'film-changes', changes: undo, shots: back } };
}

/** An edit with the shots of its film from one place on at its end, each with its captions, lines and effects. */
function appended(edit: Edit, film: Film, from: number): Readonly<{ edit: Edit; undo: readonly EditChange[] }> {
  const { edit: _, ...bare } = film;
  const own = editOf(bare);
  let now = edit;
  let undo: readonly EditChange[] = [];
  const run = (step: EditStep, sources: EditContext = {}) => {
    const done = applyEdit(now, step, sources);
    now = done.edit;
    undo = [...done.inverse.changes, ...undo];
  };
  for (const cut of own.tracks[0]?.cuts.slice(from) ?? []) {
    const [video] = now.tracks;
    if (video === undefined) break;
    const id = freeId(now, cut.id);
    run({ kind: 'insert', track: video.id, cut: { ...fitting(cut, video.cuts.at(-1)), id } }, sourcesOf(film));
    const startFrame = now.tracks[0]?.cuts.at(-1)?.startFrame ?? 0;
    for (const { kind, cuts } of own.tracks.slice(1)) {
      for (const each of cuts.filter((one) => one.with === cut.id)) {
        const placed = { ...each, id: freeId(now, each.id), with: id, startFrame: each.startFrame - cut.startFrame + startFrame };
        const track = now.tracks.find((one) => hasRoom(one, kind, placed));
        if (track !== undefined) run({ kind: 'insert', track: track.id, cut: placed });
        else run({ kind: 'add-track', track: { id: freeId(now, kind), kind, isLocked: false, isEnabled: true, cuts: [placed] } });
      }
    }
  }
  return { edit: now, undo };
}

/** A cut without its transition where the one before it leaves no room for that. */
function fitting(cut: Cut, before: Cut | undefined): Cut {
  const roomFrames = before === undefined ? 0 : Math.min(cut.lengthFrames, before.lengthFrames - overlapOf(before));
  if (overlapOf(cut) <= roomFrames) return cut;
  const { transition: _, ...rest } = cut;
  return rest;
}

function hasRoom({ kind, isLocked, isEnabled, cuts }: Track, wanted: Track['kind'], cut: Cut): boolean {
  if (kind !== wanted || isLocked || !isEnabled) return false;
  return cuts.every((each) => endOf(each) <= cut.startFrame || each.startFrame >= endOf(cut));
}

/** An id that nothing of an edit has: the wanted one, else with the first number that is free. */
function freeId(edit: Edit, wanted: string): string {
  const tracks = [...edit.tracks, ...edit.nested.flatMap((each) => each.tracks)];
  const taken = new Set([
    ...[...edit.nested, ...edit.markers, ...edit.variants, ...tracks].map(({ id }) => id),
    ...tracks.flatMap(({ cuts }) => cuts.map(({ id }) => id)),
  ]);
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}~${n}`;
  return id;
}
