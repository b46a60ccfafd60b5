import { Fault } from '../fault.ts';
import type { Film } from '../film.ts';
import type { Shot } from '../shot.ts';
import { sortedText } from '../shot-changes.ts';
import { nameOf } from './cut-parts.ts';
import type { Cut, Edit, ShotRef, Track } from './edit.ts';
import type { EditChange } from './edit-change.ts';
import { type EditRun, editRun, fitting, shotLayer, takenOut } from './edit-run.ts';
import { shotFinder, shotRef } from './shot-ref.ts';

/**
 * The edit of a film that has other shots now, or another order of them. Shots are the same by their id, else by all that they are.
 *
 * A shot that is gone takes its cuts along, with their captions and sounds, and what is later closes up; within a nested edit black stays behind. A new one
 * stands behind the cuts of the shot that goes before it. One that has another place goes there too: the longest run of its cuts on the video track, each
 * trimmed, timed and faded as it was; what somebody put elsewhere by hand stays there. A transition for which there is no room any more goes. Words and sounds that would lie over each other go to
 * another track. Throws a fault of `edit.*` where a cut or track is locked; then nothing is done. What comes of it is not checked here.
 */
export function arrangedEdit(
  film: Film & Readonly<{ edit: Edit }>,
  shots: readonly Shot[],
): Readonly<{ edit: Edit; undo: readonly EditChange[] }> {
  const after: Film = { ...film, shots: [...shots] };
  const on = editRun(film.edit);
  const placeNow = placesIn(shots);
  takeOut(on, { film, isGone: (index) => placeNow(film.shots[index]) === undefined });
  renameShots(on, { film, after, placeNow });
  const lay = shotLayer(after);
  const placeBefore = placesIn(film.shots);
  const stays = inOrder(shots.map((shot) => placeBefore(shot)));
  const known = { stays, find: shotFinder(after), shotCount: shots.length };
  for (const [index, shot] of shots.entries()) {
    if (placeBefore(shot) === undefined) lay(on, { shot: index, at: placeFor(on, { ...known, index }) });
    else if (!stays.has(index)) follow(on, { ...known, index });
  }
  return { edit: on.edit(), undo: on.undo() };
}

/** Finds the place of a shot in a list of them: by its id, else by all that it is. */
function placesIn(shots: readonly Shot[]): (shot: Shot | undefined) => number | undefined {
  const names = new Map<Shot, string>();
  const name = (shot: Shot) => {
    const known = names.get(shot) ?? shot.id ?? sortedText(shot);
    names.set(shot, known);
    return known;
  };
  const same = new Map<Shot, number>(shots.map((shot, index) => [shot, index]));
  let places: ReadonlyMap<string, number> | undefined;
  return (shot) => {
    if (shot === undefined) return undefined;
    const at = same.get(shot);
    if (at !== undefined) return at;
    places ??= new Map(shots.map((each, index) => [name(each), index]));
    return places.get(name(shot));
  };
}

/** Which of some numbers, some of them missing, stay where they are while as few as possible are moved to bring all in order: a longest rising row of them. */
function inOrder(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  // From the end, by length: where the row that begins highest begins; and of each place, the one behind it in its row.
  const begins: number[] = [];
  const behind = new Map<number, number | undefined>();
  for (let index = numbers.length - 1; index >= 0; index -= 1) {
    const number = numbers[index];
    if (number === undefined) continue;
    let [low, high] = [0, begins.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[begins[middle] as number] as number) > number) low = middle + 1;
      else high = middle;
    }
    behind.set(index, begins[low - 1]);
    begins[low] = index;
  }
  const row = new Set<number>();
  for (let at = begins.at(-1); at !== undefined; at = behind.get(at)) row.add(at);
  return row;
}

function takeOut(on: EditRun, { film, isGone }: Readonly<{ film: Film; isGone: (index: number) => boolean }>): void {
  const find = shotFinder(film);
  const shows = ({ shows: what }: Cut) => what.kind === 'shot' && isGone(find(what.shot) ?? -1);
  const isKnown = ({ shows: what }: Cut) => what.kind !== 'shot' || find(what.shot) !== undefined;
  for (const { id } of on.video().filter((cut) => isKnown(cut) && shows(cut))) {
    dropTight(
      on,
      on.video().filter((cut) => cut.id !== id),
    );
    on.run({ kind: 'ripple-remove', cut: id });
  }
  for (const { tracks } of on.edit().nested)
    for (const [index, cut] of (tracks[0]?.cuts ?? []).entries()) if (isKnown(cut) && shows(cut)) blacken(on, { tracks, index, cut });
}

/** Black in the place of a cut of a nested edit, so that it stays as long as it is shown. */
function blacken(on: EditRun, { tracks, index, cut }: Readonly<{ tracks: readonly Track[]; index: number; cut: Cut }>): void {
  const [video] = tracks;
  if (cut.isLocked) throw new Fault('edit.cut-locked', { cut: nameOf(cut) });
  if (video === undefined || video.isLocked) throw new Fault('edit.track-locked', { track: video?.name ?? video?.id ?? '' });
  const { volume: _, ...rest } = cut;
  const black: Cut = { ...rest, shows: { kind: 'gap' }, inFrame: 0, speedRatio: 1 };
  on.run({ kind: 'changes', changes: [{ list: 'cuts', track: video.id, index, out: [cut], in: [black] }] });
  for (const { cuts } of tracks.slice(1))
    for (const each of cuts.filter((one) => one.with === cut.id)) on.run({ kind: 'changes', changes: [takenOut(on.edit(), each)] });
}

/** Transitions that would not fit if the video track had its cuts in this order. */
function dropTight(on: EditRun, cuts: readonly Cut[]): void {
  let before: Cut | undefined;
  for (const cut of cuts) {
    // The first one loses its own where it is laid out.
    const now = before === undefined ? cut : fitting(cut, before);
    if (now !== cut) on.run({ kind: 'set-transition', cut: cut.id, transition: null });
    before = now;
  }
}

/** What is called by its place, or by a name that two have now, is called anew. */
function renameShots(
  on: EditRun,
  { film, after, placeNow }: Readonly<{ film: Film; after: Film; placeNow: (shot: Shot | undefined) => number | undefined }>,
): void {
  const [find, findNow] = [shotFinder(film), shotFinder(after)];
  /** Null: the shot is gone. */
  const called = (ref: ShotRef): ShotRef | null => {
    const index = find(ref);
    if (index === undefined) return ref;
    const now = placeNow(film.shots[index]);
    if (now === undefined) return null;
    return findNow(ref) === now ? ref : shotRef(after, now);
  };
  const changes: EditChange[] = [];
  for (const { tracks } of [on.edit(), ...on.edit().nested])
    for (const [index, cut] of (tracks[0]?.cuts ?? []).entries()) {
      const ref = cut.shows.kind === 'shot' ? called(cut.shows.shot) : null;
      if (cut.shows.kind !== 'shot' || ref === null || ref === cut.shows.shot) continue;
      changes.push({ list: 'cuts', track: tracks[0]?.id ?? '', index, out: [cut], in: [{ ...cut, shows: { ...cut.shows, shot: ref } }] });
    }
  for (const [index, variant] of on.edit().variants.entries()) {
    const centres = variant.centres.flatMap((each) => {
      const shot = called(each.shot);
      return shot === null ? [] : [shot === each.shot ? each : { ...each, shot }];
    });
    if (centres.length === variant.centres.length && centres.every((each, at) => each === variant.centres[at])) continue;
    changes.push({ list: 'variants', index, out: [variant], in: [{ ...variant, centres }] });
  }
  if (changes.length > 0) on.run({ kind: 'changes', changes });
}

/** The longest row of neighbouring cuts of the video track that are asked for, by frames; the first of equals. */
function longestRun(cuts: readonly Cut[], isWanted: (cut: Cut) => boolean): readonly Cut[] {
  let [best, bestFrames]: [readonly Cut[], number] = [[], 0];
  for (let from = 0; from < cuts.length; from += 1) {
    let to = from;
    while (to < cuts.length && isWanted(cuts[to] as Cut)) to += 1;
    const run = cuts.slice(from, to);
    const frames = run.reduce((sum, { lengthFrames }) => sum + lengthFrames, 0);
    if (frames > bestFrames) [best, bestFrames] = [run, frames];
    from = to;
  }
  return best;
}

/** Whether a cut shows a shot, itself or in what is nested in it. */
function showsShot(on: EditRun, find: Finder): (cut: Cut, index: number) => boolean {
  const within = ({ shows }: Cut, index: number): boolean => {
    if (shows.kind === 'shot') return find(shows.shot) === index;
    if (shows.kind !== 'nested') return false;
    const inside = on.edit().nested.find(({ id }) => id === shows.edit);
    return inside?.tracks[0]?.cuts.some((cut) => within(cut, index)) ?? false;
  };
  return within;
}

type Finder = ReturnType<typeof shotFinder>;
type Place = Readonly<{ index: number; stays: ReadonlySet<number>; find: Finder; shotCount: number }>;

/** Where the cuts of a shot belong on the video track: behind those of the nearest shot before it that has some, else before those of the nearest one after it. */
function placeFor(on: EditRun, { index, stays, find, shotCount }: Place): number {
  const shows = showsShot(on, find);
  const cuts = on.video();
  const runOf = (shot: number) => longestRun(cuts, (cut) => shows(cut, shot));
  for (let before = index - 1; before >= 0; before -= 1) {
    const last = runOf(before).at(-1);
    if (last !== undefined) return cuts.indexOf(last) + 1;
  }
  for (let next = index + 1; next < shotCount; next += 1) {
    const [first] = stays.has(next) ? runOf(next) : [];
    if (first !== undefined) return cuts.indexOf(first);
  }
  return cuts.length;
}

/** Moves the cuts of a shot to where it stands now. */
function follow(on: EditRun, place: Place): void {
  const run = longestRun(on.video(), ({ shows }) => shows.kind === 'shot' && place.find(shows.shot) === place.index);
  const [first] = run;
  if (first === undefined) return;
  const from = on.video().indexOf(first);
  const to = placeFor(on, place);
  if (to >= from && to <= from + run.length) return;
  // Towards the end the last one goes first: so none of them is ever the first of the film on the way, which loses its transition.
  for (const [k, { id }] of (to > from ? run.toReversed() : run).entries()) {
    const index = to > from ? to - 1 - k : to + k;
    const cut = on.video().find((each) => each.id === id) as Cut;
    dropTight(
      on,
      on
        .video()
        .filter((each) => each.id !== id)
        .toSpliced(index, 0, cut),
    );
    on.run({ kind: 'move', cut: id, index });
  }
  for (const { id, transition } of run) {
    const at = on.video().findIndex((cut) => cut.id === id);
    const cut = on.video()[at] as Cut;
    if (transition === undefined || cut.transition !== undefined) continue;
    const [again, next] = [fitting({ ...cut, transition }, on.video()[at - 1]), on.video()[at + 1]];
    const isFree = again.transition !== undefined && (next === undefined || fitting(next, again) === next);
    if (isFree) on.run({ kind: 'set-transition', cut: id, transition });
  }
}
