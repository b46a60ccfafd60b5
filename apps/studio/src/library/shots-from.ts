import { Problem } from '@fantascope/client';
import { Film, Shot } from '@fantascope/film';
import { filmQuery, type OpenFilm } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { withShots } from '../film/arrange/arranged.ts';

/** A picture that becomes a shot. */
export type ShotPicture = Readonly<{ id: string; name: string }>;
/** Where the first of the new shots stands. */
export type NewPlace = Readonly<{ filmId: string; shotNumber: number }>;

/** The name of a shot by its picture's file: without its ending. */
export function shotName(fileName: string): string {
  const plain = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  return (plain === '' ? fileName : plain).slice(0, 200);
}

/** A shot that shows one picture and holds still: five seconds, ready to be directed. */
export function shotOf(picture: string | null): Shot {
  return Shot.parse({ ...(picture === null ? {} : { picture }), camera: { lengthSec: 5, moves: [] } });
}

/** Makes one shot a picture at the end of a film, in their order, and says where the first one stands; an edit of the film has them at the same place. `onWritten` hears of the film before and after. Throws Problem. */
export async function shotsInFilm(
  filmId: string,
  pictures: readonly ShotPicture[],
  onWritten: (before: Film, after: Film) => void = () => undefined,
): Promise<NewPlace> {
  const film = await read(filmId);
  const made: Shot[] = [];
  for (const { id, name } of pictures) made.push(await makeShot({ projectId: film.projectId, filmId, picture: id, name: shotName(name) }));
  const { before, written } = await append(film, made);
  told(written);
  onWritten(before, written.document);
  return { filmId, shotNumber: written.document.shots.length - made.length + 1 };
}

/** Makes a film with one shot a picture; with one shot and no picture where there is none. Throws Problem. */
export async function filmOf(
  { projectId, title }: Readonly<{ projectId: string; title: string }>,
  pictures: readonly ShotPicture[],
): Promise<NewPlace> {
  const shots = pictures.length === 0 ? [{ id: null, name: title }] : pictures.map(({ id, name }) => ({ id, name: shotName(name) }));
  // A film holds a shot from its first moment; the stored one takes its place at once.
  const begun = Film.parse({ format: 'fantascope/film', version: 1, title: { zh: title, en: title }, shots: [shotOf(null)] });
  const film = await server().call('film.create', { projectId, document: begun as never }, { key: crypto.randomUUID() });
  const made: Shot[] = [];
  for (const { id, name } of shots) made.push(await makeShot({ projectId, filmId: film.id, picture: id, name }));
  const whole = { ...begun, shots: made };
  const written = await server().call('film.change', { filmId: film.id, document: whole as never, revision: film.revision });
  told({ ...written, document: Film.parse(written.document) });
  return { filmId: film.id, shotNumber: 1 };
}

async function makeShot(of: Readonly<{ projectId: string; filmId: string; picture: string | null; name: string }>): Promise<Shot> {
  const { picture, ...rest } = of;
  const document = shotOf(picture);
  const { id } = await server().call('shot.create', { ...rest, document: document as never }, { key: crypto.randomUUID() });
  return { ...document, id, name: of.name };
}

/** What was just written is what is shown next; only the lists are read anew. */
function told(film: OpenFilm): void {
  queries.setQueryData(filmQuery(film.id).queryKey, film);
  void queries.invalidateQueries({ queryKey: ['film', 'list'] });
}

const read = (filmId: string) => queries.fetchQuery({ ...filmQuery(filmId), staleTime: 0 });

/** Writes shots at a film's end; once more where somebody has just written it. */
async function append(film: OpenFilm, shots: readonly Shot[], isAgain = false): Promise<Readonly<{ before: Film; written: OpenFilm }>> {
  try {
    const document = await withShots(film.document, [...film.document.shots, ...shots]);
    const written = await server().call('film.change', { filmId: film.id, document: document as never, revision: film.revision });
    return { before: film.document, written: { ...written, document: Film.parse(written.document) } };
  } catch (error) {
    if (isAgain || !(error instanceof Problem) || error.status !== 409) throw error;
    return append(await read(film.id), shots, true);
  }
}
