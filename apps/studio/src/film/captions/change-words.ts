import { applyEdit, type Bilingual, type Cut, type Edit, Fault, type Film, type Shot, sourcesOf } from '@fantascope/film';
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

/** A film's edit whose words in one cut were changed. Throws a fault of `edit.*`. */
export function editWithWords(film: Film, { place }: Place, now: NewWords): Edit {
  const { edit } = film;
  if (edit === undefined || place.in !== 'cut')
    throw new Fault('edit.no-such-thing', { id: place.in === 'cut' ? place.cutId : place.shotId });
  const { cutId } = place;
  const sources = sourcesOf(film);
  if (now === null) return applyEdit(edit, { kind: 'remove', cut: cutId }, sources).edit;
  const [track, index] = placeOf(edit, cutId);
  const cut = track.cuts[index] as Cut;
  if (cut.shows.kind === 'caption')
    return applyEdit(edit, { kind: 'set-caption', cut: cutId, ...(now.text === undefined ? {} : { text: now.text }) }, sources).edit;
  if (cut.shows.kind !== 'line') throw new Fault('edit.not-for-this', { step: 'set-line', cut: cutId, kind: cut.shows.kind });
  if (track.isLocked || cut.isLocked) throw new Fault('edit.cut-locked', { cut: cut.label ?? cutId });
  const next: Cut = { ...cut, shows: withWords(cut.shows, now) };
  return applyEdit(edit, { kind: 'changes', changes: [{ list: 'cuts', track: track.id, index, out: [cut], in: [next] }] }, sources).edit;
}

function placeOf(edit: Edit, cutId: string): readonly [Edit['tracks'][number], number] {
  for (const track of edit.tracks) {
    const index = track.cuts.findIndex(({ id }) => id === cutId);
    if (index >= 0) return [track, index];
  }
  throw new Fault('edit.no-such-thing', { id: cutId });
}
