import { openPlace } from '../frame/open-place.ts';
import { pictureTaker } from '../parts/picture-taker.ts';
import { uploads } from '../parts/uploads.ts';
import { filmOf, type NewPlace, shotName, shotsInFilm } from './shots-from.ts';
import { makeProject, projectNow } from './which-project.ts';

/** What becomes of pictures that come in: shots at the end of the open film, the picture of the open shot, a film of their own, or only files. */
export type Fate = 'shots' | 'picture' | 'film' | 'files';

/** How files are received. `projectName`: of a project that is made for the first file; `goTo`: opens the new shot; `tell`: a shot could not be made. */
export type Receiving = Readonly<{ projectName: string; goTo: (place: NewPlace) => void; tell: (trouble: unknown) => void }>;

/** Sends files into the project that is open, and goes to what becomes of them as soon as they are there. */
export async function receiveFiles(files: readonly File[], fate: Fate, { projectName, goTo, tell }: Receiving): Promise<void> {
  if (files.length === 0) return;
  const place = openPlace.state();
  const put = fate === 'picture' ? pictureTaker.now() : null;
  try {
    const projectId = (await projectNow()) ?? (await makeProject(projectName));
    uploads.add(files, {
      projectId,
      onDone: (assets) => {
        const pictures = assets.filter(({ kind }) => kind === 'image').map(({ id, name }) => ({ id, name }));
        void become({ pictures, projectId }).catch(tell);
      },
    });
  } catch (error) {
    tell(error);
  }

  async function become({
    pictures,
    projectId,
  }: Readonly<{ pictures: readonly Readonly<{ id: string; name: string }>[]; projectId: string }>) {
    const [first] = pictures;
    if (fate === 'files' || first === undefined) return;
    if (fate === 'picture') return put?.(first.id);
    if (fate === 'film' || place === null) return goTo(await filmOf({ projectId, title: shotName(first.name) }, pictures));
    const made = await shotsInFilm(place.filmId, pictures);
    // On the board of the film the new cards appear where one is.
    if (place.shotNumber !== null) goTo(made);
  }
}
