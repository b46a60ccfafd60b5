import { type Bilingual, type Cut, type Edit, Fault, type Film, type Shot } from '@fantascope/film';
import type { ToldWords } from './told-words.ts';

/** What becomes of words: another text, another speaker (null: the narrator), or gone. */
export type NewWords = Readonly<{ text?: Bilingual; who?: string | null }> | null;

type Place = Pick<ToldWords, 'kind' | 'place'>;

/** A shot whose words were changed. */
export function shotWithWords(shot: Shot, { kind, at, now }: Readonly<{ kind: ToldWords['kind']; at: number; now: NewWords }>): Shot {
  const changed = <T extends Readonly<{ text: Bilingual; who?: string | undefined }>>(all: readonly T[]): T[] =>
    all.flatMap((each, index) => (index !== at ? [each] : now === null ? [] : [withWords(each, now)]));
  if (kind === 'caption') return { ...shot, captions: changed(shot.captions) };
  return withLines(shot, changed(shot.lines ?? []));
}

/** A shot with one more caption, shown all through it, or one more line, said by the narrator. */
export function shotWithMore(shot: Shot, kind: ToldWords['kind'], text: Bilingual): Shot {
  if (kind === 'caption') return { ...shot, captions: [...shot.captions, { text, style: 'caption', startSec: 0 }] };
  return withLines(shot, [...(shot.lines ?? []), { text }]);
}

/** A shot with these lines; where there are none it has no list of them, so that its captions are read. */
export function withLines({ lines: _, ...shot }: Shot, lines: NonNullable<Shot['lines']>): Shot {
  return lines.length === 0 ? shot : { ...shot, lines };
}

function withWords<T extends Readonly<{ text: Bilingual; who?: string | undefined }>>(
  of: T,
  { text = of.text, who }: NonNullable<NewWords>,
): T {
  const { who: _, ...rest } = of;
  const speaker = who === undefined ? of.who : (who ?? undefined);
  return { ...rest, text, ...(speaker === undefined ? {} : { who: speaker }) } as T;
}

/**
 * A film's edit whose words in one cut were changed; times and order stay, so that no rule of the edit can be broken by it. By hand and not by a step of the edit: the
 * code of all steps would come with the first page. Throws edit.no-such-thing, edit.not-for-this and edit.cut-locked.
 */
export function editWithWords({ edit }: Pick<Film, 'edit'>, { place }: Place, now: NewWords): Edit {
  const id = place.in === 'cut' ? place.cutId : place.shotId;
  const track = edit?.tracks.find(({ cuts }) => cuts.some((cut) => cut.id === id));
  const cut = track?.cuts.find((each) => each.id === id);
  if (edit === undefined || track === undefined || cut === undefined) throw new Fault('edit.no-such-thing', { id });
  if (track.isLocked || cut.isLocked) throw new Fault('edit.cut-locked', { cut: cut.label ?? id });
  const cuts = track.cuts.flatMap((each) => (each !== cut ? [each] : now === null ? [] : [cutWithWords(cut, now)]));
  return { ...edit, tracks: edit.tracks.map((each) => (each === track ? { ...track, cuts } : each)) };
}

function cutWithWords(cut: Cut, now: NonNullable<NewWords>): Cut {
  const { shows } = cut;
  if (shows.kind === 'line') return { ...cut, shows: withWords(shows, now) };
  if (shows.kind === 'caption') return { ...cut, shows: { ...shows, text: now.text ?? shows.text } };
  throw new Fault('edit.not-for-this', { step: 'words', cut: cut.label ?? cut.id, kind: shows.kind });
}
