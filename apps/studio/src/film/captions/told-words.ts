import { type Bilingual, Fault, type Film, flatEdit, type Language, type Shot } from '@fantascope/film';

/** Where words stand: in a stored shot, the how many-eth of their kind; or in a cut of the film's edit. */
export type WordsPlace = Readonly<{ in: 'shot'; shotId: string; at: number } | { in: 'cut'; cutId: string }>;

/** Words that a film shows or says. */
export type ToldWords = Readonly<{
  key: string;
  kind: 'caption' | 'line';
  place: WordsPlace;
  text: Bilingual;
  /** Of a line: who says it; undefined: the narrator. */
  who: string | undefined;
  /** Of a caption: how long it is shown, seconds; null for a line, whose voice takes as long as it takes. */
  lengthSec: number | null;
  /** It cannot be changed where it stands: its cut or track is locked, it belongs to an edit within the edit, or its shot is not stored. */
  isFixed: boolean;
}>;

/** The words of each shot of a film by the shot's place, in their order; under null those that lie over no shot. Of a film with an edit, the words of that. */
export function wordsByShot(film: Film): ReadonlyMap<number | null, readonly ToldWords[]> {
  if (film.edit !== undefined) return wordsOfEdit(film, film.edit);
  return new Map(film.shots.map((shot, index) => [index, wordsOfShot(shot, index)]));
}

function wordsOfShot({ id, captions, lines = [], camera: { lengthSec } }: Shot, index: number): readonly ToldWords[] {
  const of = (kind: ToldWords['kind'], at: number) => ({
    ...{ key: `${id ?? index} ${kind} ${at}`, kind, isFixed: id === undefined },
    place: { in: 'shot', shotId: id ?? '', at } as const,
  });
  return [
    ...captions.map(({ text, startSec, endSec = lengthSec }, at): ToldWords => {
      const shownSec = Math.max(0, Math.min(endSec, lengthSec) - startSec);
      return { ...of('caption', at), text, who: undefined, lengthSec: shownSec };
    }),
    ...lines.map(({ text, who }, at): ToldWords => ({ ...of('line', at), text, who, lengthSec: null })),
  ];
}

function wordsOfEdit(film: Film, edit: NonNullable<Film['edit']>): ReadonlyMap<number | null, readonly ToldWords[]> {
  const found = new Map<number | null, ToldWords[]>();
  const { cuts, captions, sounds } = flat(film, edit);
  const shotAt = (frame: number) =>
    cuts.findLast(({ cut }) => frame >= cut.startFrame && frame < cut.startFrame + cut.lengthFrames)?.shot ?? null;
  const open = new Map(edit.tracks.flatMap(({ isLocked, cuts: own }) => own.map((cut) => [cut.id, !isLocked && !cut.isLocked] as const)));
  const put = (startFrame: number, { id, ...words }: Omit<ToldWords, 'key' | 'place' | 'isFixed'> & Readonly<{ id: string }>) => {
    const shot = shotAt(startFrame);
    const told: ToldWords = { ...words, key: id, place: { in: 'cut', cutId: id }, isFixed: open.get(id) !== true };
    found.set(shot, [...(found.get(shot) ?? []), told]);
  };
  for (const { id, text, startFrame, lengthFrames } of captions)
    put(startFrame, { id, kind: 'caption', text, who: undefined, lengthSec: lengthFrames / film.fps });
  for (const { cut } of sounds)
    if (cut.shows.kind === 'line')
      put(cut.startFrame, { id: cut.id, kind: 'line', text: cut.shows.text, who: cut.shows.who, lengthSec: null });
  return found;
}

/** An edit that cannot be laid out shows no words; the monitor says what is wrong with it. */
function flat(film: Film, edit: NonNullable<Film['edit']>): ReturnType<typeof flatEdit> {
  try {
    return flatEdit(film, edit);
  } catch (error) {
    if (error instanceof Fault) return { cuts: [], captions: [], sounds: [] };
    throw error;
  }
}

/** A text that says something else in one language; null where nothing is left of it. */
export function withText(text: Bilingual, language: Language, said: string): Bilingual | null {
  const { [language]: _, ...others } = text;
  const next = said.trim() === '' ? others : { ...others, [language]: said.trim() };
  return Object.keys(next).length === 0 ? null : next;
}
