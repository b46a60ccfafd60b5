import { Fault } from '../fault.ts';
import type { Film } from '../film.ts';
import type { Caption } from '../shot.ts';
import { clipped, headTrimmed, overlapOf, tailTrimmed } from './cut-parts.ts';
import { endOf } from './draft.ts';
import type { Cut, CutContent, Edit, Track } from './edit.ts';
import { editOf } from './edit-of.ts';
import { type EditSources, editProblems } from './edit-problems.ts';
import { shotFinder } from './shot-ref.ts';

/** A cut of the video track as it is drawn: `shot` is the place of its shot in the film, null is black. A cut of a nested edit has the ids of the cuts around it before its own, with slashes. */
export type FlatCut = Readonly<{ cut: Cut; shot: number | null }>;

/** Words over the film. `within`: the place of the cut that they fade with; null where they fade only by themselves. */
export type FlatCaption = Readonly<{
  id: string;
  text: Caption['text'];
  style: Caption['style'];
  startFrame: number;
  lengthFrames: number;
  within: number | null;
}>;

/** A cut that is heard. `shot`: the place of the shot whose cut it belongs to. */
export type FlatSound = Readonly<{ cut: Cut; shot: number | null }>;

/** What a film with an edit shows and sounds, nested edits and what is off taken apart. */
export type FlatEdit = Readonly<{ cuts: readonly FlatCut[]; captions: readonly FlatCaption[]; sounds: readonly FlatSound[] }>;

/** What a film knows of its shots, for the checks of its edit. A shot has as many frames as its camera's length says. */
export function sourcesOf(film: Pick<Film, 'shots' | 'fps'>): Required<EditSources> {
  const find = shotFinder(film);
  return {
    sourceFrames: (shows) => {
      if (shows.kind !== 'shot') return undefined;
      const shot = film.shots[find(shows.shot) ?? -1];
      return shot === undefined ? null : Math.max(1, Math.round(shot.camera.lengthSec * film.fps));
    },
  };
}

/** Takes an edit of a film apart into what is drawn and heard when. Throws a fault of `edit.*` for an edit that cannot be. */
export function flatEdit(film: Film, edit: Edit): FlatEdit {
  const [problem] = editProblems(edit, sourcesOf(film));
  if (problem !== undefined) throw new Fault(problem.code, problem.params);
  const find = shotFinder(film);
  const level = levelOf(edit.tracks, edit);
  const cuts = level.video.map((cut): FlatCut => ({ cut, shot: placeOf(cut, find) }));
  const at = new Map(cuts.map(({ cut }, index) => [cut.id, index]));
  const ofCut = (cut: Cut) => (cut.with === undefined ? undefined : at.get(cut.with));
  const captions = level.others.flatMap((cut): FlatCaption[] => {
    if (cut.shows.kind !== 'caption') return [];
    const { text, style } = cut.shows;
    const owner = ofCut(cut);
    const shown = owner === undefined ? undefined : cuts[owner];
    const isWithin = shown !== undefined && shown.shot !== null && cut.startFrame >= shown.cut.startFrame && endOf(cut) <= endOf(shown.cut);
    const { id, startFrame, lengthFrames } = cut;
    return [{ id, text, style, startFrame, lengthFrames, within: isWithin ? (owner ?? null) : null }];
  });
  const sounds = level.others.flatMap((cut): FlatSound[] =>
    cut.shows.kind === 'caption' ? [] : [{ cut, shot: cuts[ofCut(cut) ?? -1]?.shot ?? null }],
  );
  return { cuts, captions, sounds };
}

function placeOf({ shows, isEnabled }: Cut, find: ReturnType<typeof shotFinder>): number | null {
  return shows.kind === 'shot' && isEnabled ? (find(shows.shot) ?? null) : null;
}

type Level = Readonly<{ video: readonly Cut[]; others: readonly Cut[] }>;

/** The cuts of one level with those of nested edits in their place. */
function levelOf([video, ...rest]: readonly Track[], edit: Edit): Level {
  const shown: Cut[] = [];
  const others = rest.flatMap(({ isEnabled, cuts }) => (isEnabled ? cuts.filter((cut) => cut.isEnabled) : []));
  for (const cut of video?.cuts ?? []) {
    const inside = cut.isEnabled && cut.shows.kind === 'nested' ? nestedIn(edit, cut.shows) : undefined;
    if (inside === undefined) shown.push(cut);
    else {
      const opened = openedNest(cut, levelOf(inside.tracks, edit));
      shown.push(...opened.video);
      others.push(...opened.others);
    }
  }
  return { video: shown, others: others.toSorted((a, b) => a.startFrame - b.startFrame) };
}

function nestedIn(edit: Edit, shows: Extract<CutContent, { kind: 'nested' }>): Edit['nested'][number] | undefined {
  return edit.nested.find(({ id }) => id === shows.edit);
}

/** What of a nested edit a cut shows, on the frames of the level around it. A trimmed transition or fade keeps only what is left of it. */
function openedNest(nest: Cut, { video, others }: Level): Level {
  const { inFrame: from, lengthFrames } = nest;
  const to = from + lengthFrames;
  const placed = (cut: Cut): Cut => ({
    ...cut,
    id: `${nest.id}/${cut.id}`,
    startFrame: cut.startFrame - from + nest.startFrame,
    ...(cut.with === undefined ? {} : { with: `${nest.id}/${cut.with}` }),
  });
  const seen = video.filter((cut) => endOf(cut) > from && cut.startFrame < to);
  const shown = seen.map((cut, index): Cut => {
    const head = Math.max(0, from - cut.startFrame);
    const tail = Math.max(0, endOf(cut) - to);
    const { transition, ...kept } = headTrimmed(tailTrimmed(cut, -tail), head);
    const left = overlapOf({ ...(transition === undefined ? {} : { transition }) }) - head;
    const way = index === 0 ? nest.transition : transition !== undefined && left > 0 ? { ...transition, lengthFrames: left } : undefined;
    const fadeInFrames = Math.max(0, cut.fadeInFrames - head, index === 0 ? nest.fadeInFrames : 0);
    const fadeOutFrames = Math.max(0, cut.fadeOutFrames - tail, index === seen.length - 1 ? nest.fadeOutFrames : 0);
    const whole = { ...kept, startFrame: cut.startFrame + head, fadeInFrames, fadeOutFrames };
    return placed(way === undefined ? whole : { ...whole, transition: way });
  });
  const heard = others.flatMap((cut) => {
    const part = clipped(cut, from, to);
    return part === null ? [] : [placed(part)];
  });
  return { video: shown, others: heard };
}

/** A film whose takes are those that its edit asks for; the same film where it asks for none. Throws edit.two-takes. */
export function withEditTakes(film: Film): Film {
  if (film.edit === undefined) return film;
  const find = shotFinder(film);
  const asked: Record<string, string> = {};
  for (const { tracks } of [film.edit, ...film.edit.nested]) {
    for (const { shows } of tracks[0]?.cuts ?? []) {
      if (shows.kind !== 'shot' || shows.take === undefined) continue;
      const id = film.shots[find(shows.shot) ?? -1]?.id;
      if (id === undefined) continue;
      if ((asked[id] ?? shows.take) !== shows.take) throw new Fault('edit.two-takes', { shot: shows.shot });
      asked[id] = shows.take;
    }
  }
  return Object.keys(asked).length === 0 ? film : { ...film, takes: { ...film.takes, ...asked } };
}

/** Every caption of a film with its time on the film, in order: the edit's, or those of its shots. For subtitles. */
export function captionsOf(film: Film): readonly FlatCaption[] {
  return flatEdit(film, editOf(film)).captions;
}
