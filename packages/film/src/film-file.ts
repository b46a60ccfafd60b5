import { z } from 'zod';
import { KeyframesCamera, MovesCamera } from './camera.ts';
import { Fault, type Notice } from './fault.ts';
import { Film } from './film.ts';
import { currentVersion } from './film-document.ts';
import type { Move } from './move.ts';
import { schemaProblem } from './schema-problem.ts';
import { Bilingual, Caption, Shot, Transition } from './shot.ts';

const text = z.union([z.string().max(2000), Bilingual]);

const rig = MovesCamera.omit({ moves: true }).partial().shape;
const camera = z.union([
  z.string().max(4000),
  z.strictObject({ ...rig, text: z.string().max(4000) }),
  z.strictObject({ ...rig, moves: MovesCamera.shape.moves }),
  z.strictObject({ ...rig, keyframes: KeyframesCamera.shape.keyframes }),
]);

const caption = z.union([z.string().max(2000), Caption.extend({ text })]);
const transition = z.union([Transition.shape.kind.unwrap(), Transition.extend({ lengthSec: Transition.shape.lengthSec.optional() })]);

const ShotInFile = Shot.extend({
  /** Length of the shot in seconds. Default 5. */
  lengthSec: z.number().min(0.04).max(3600).optional(),
  /** Words ("slow push in, then orbit left 5°"), or a rig with `text`, `moves` or `keyframes`. Default: the camera stands still. */
  camera: camera.optional(),
  /** A kind alone overlaps 0.5 s. */
  transition: transition.optional(),
  captions: z.array(caption).max(100).default([]),
});

/** A film as people write it: a plain string is a text for both languages, a camera may be told in words, and a shot's length stands at the shot. */
export const FilmFile = Film.extend({ title: text, shots: z.array(ShotInFile).min(1).max(2000) });
export type FilmFile = z.infer<typeof FilmFile>;

/** Reads camera words: the moves they name and the words nobody understood. */
export type CameraReader = (text: string) => Readonly<{ moves: readonly Move[]; unread: readonly string[] }>;

/** Makes the strict film of a hand-written one, and says which camera words were not followed. Throws a `film.*` fault that names the field. */
export function filmFromFile(
  value: unknown,
  { parseCamera }: Readonly<{ parseCamera: CameraReader }>,
): Readonly<{ film: Film; notices: readonly Notice[] }> {
  const file = FilmFile.safeParse(currentVersion(value), { reportInput: true });
  if (!file.success) throw new Fault('film.invalid', schemaProblem(file.error));
  const notices: Notice[] = [];
  const aspectRatio = file.data.widthPx / file.data.heightPx;
  const shots = file.data.shots.map(({ lengthSec, camera, transition, captions, ...shot }, index) => {
    const told = toldCamera(camera, { shot: index + 1, parseCamera, notices });
    const cameraSec = told.lengthSec;
    if (lengthSec !== undefined && cameraSec !== undefined && lengthSec !== cameraSec) {
      throw new Fault('film.two-lengths', { shot: index + 1, shotSec: lengthSec, cameraSec });
    }
    if (told.aspectRatio !== undefined && Math.abs(told.aspectRatio / aspectRatio - 1) > 0.001) {
      throw new Fault('film.other-shape', { shot: index + 1, cameraRatio: told.aspectRatio.toFixed(3), filmRatio: aspectRatio.toFixed(3) });
    }
    return {
      ...shot,
      camera: { ...told, lengthSec: lengthSec ?? cameraSec ?? 5, aspectRatio },
      transition: wholeTransition(transition),
      captions: captions.map((caption) =>
        typeof caption === 'string' ? { text: bothLanguages(caption) } : { ...caption, text: bothLanguages(caption.text) },
      ),
    };
  });
  const film = Film.safeParse({ ...file.data, title: bothLanguages(file.data.title), shots }, { reportInput: true });
  if (!film.success) throw new Fault('film.invalid', schemaProblem(film.error));
  return { film: film.data, notices };
}

type ToldCamera = Exclude<NonNullable<z.infer<typeof camera>>, string>;

function toldCamera(
  camera: z.infer<typeof ShotInFile>['camera'],
  { shot, parseCamera, notices }: Readonly<{ shot: number; parseCamera: CameraReader; notices: Notice[] }>,
): Exclude<ToldCamera, { text: string }> {
  if (camera === undefined) return { moves: [] };
  if (typeof camera !== 'string' && !('text' in camera)) return camera;
  const { text, ...rest } = typeof camera === 'string' ? { text: camera } : camera;
  const { moves, unread } = parseCamera(text);
  if (moves.length === 0) throw new Fault('film.no-camera-words', { shot, text });
  if (unread.length > 0) notices.push({ code: 'film.unread-words', params: { shot, words: unread.join(' / ') } });
  return { ...rest, moves: [...moves] };
}

function wholeTransition(told: z.infer<typeof transition> | undefined): Transition {
  const { kind, lengthSec, toward } = typeof told === 'string' ? { kind: told } : { kind: 'cut' as const, ...told };
  return { kind, lengthSec: lengthSec ?? (kind === 'cut' ? 0 : 0.5), toward: toward ?? 'left' };
}

function bothLanguages(told: string | Bilingual): Bilingual {
  return typeof told === 'string' ? { en: told, zh: told } : told;
}
