import { z } from 'zod';
import { Bilingual } from './bilingual.ts';
import { KeyframesCamera, MovesCamera } from './camera.ts';
import { Fault, type Notice } from './fault.ts';
import { Film } from './film.ts';
import { currentVersion, invalidFilm } from './film-document.ts';
import { type Aspect, aspects, type FrameSize, frameInside } from './frame-size.ts';
import type { Move } from './move.ts';
import { schemaProblem } from './schema-problem.ts';
import { seededFilm } from './seed-shakes.ts';
import { Caption, Shot, Transition } from './shot.ts';

const text = z.union([z.string().max(2000), Bilingual]);

const { moves, ...wholeRig } = MovesCamera.shape;
// No defaults for what the shot and the film say themselves: a length or a shape written here must be theirs. A scene may say the distance.
const rig = {
  ...wholeRig,
  lengthSec: wholeRig.lengthSec.unwrap().optional(),
  aspectRatio: wholeRig.aspectRatio.unwrap().optional(),
  subjectDistanceM: wholeRig.subjectDistanceM.unwrap().optional(),
};
const usualDistanceM = wholeRig.subjectDistanceM.parse(undefined);
const stillRig = z.strictObject(rig).parse({});
const toldInWords = z.strictObject({ ...rig, text: z.string().max(4000) });
const toldInMoves = z.strictObject({ ...rig, moves });
const toldInKeyframes = z.strictObject({ ...rig, keyframes: KeyframesCamera.shape.keyframes });
const camera = z.union([z.string().max(4000), toldInWords, toldInMoves, toldInKeyframes]);

const caption = z.union([z.string().max(2000), Caption.extend({ text })]);
// No defaults, so that a length without a kind is told from a cut.
const kind = Transition.shape.kind.unwrap();
const transition = z.union([kind, Transition.extend({ kind: kind.optional(), lengthSec: Transition.shape.lengthSec.unwrap().optional() })]);

const ShotInFile = Shot.extend({
  /** Length of the shot in seconds. Default 5. */
  lengthSec: z.number().min(0.04).max(3600).optional(),
  /** Words ("slow push in, then orbit left 5°"), or a rig with `text`, `moves` or `keyframes`. Default: the camera stands still. */
  camera: camera.optional(),
  /** A kind alone overlaps 0.5 s; a length alone is a crossfade. */
  transition: transition.optional(),
  captions: z.array(caption).max(100).default([]),
});

/** A film as people write it: a plain string is a text for both languages, a camera may be told in words, and a shot's length stands at the shot. */
export const FilmFile = Film.extend({
  title: text,
  /** The largest frame of this shape inside widthPx × heightPx is taken. */
  aspect: z.enum(aspects).optional(),
  shots: z.array(ShotInFile).min(1).max(2000),
});
export type FilmFile = z.infer<typeof FilmFile>;

/** What a shot tells the reader of its camera words: amounts without a number are shares of the distance, spoken seconds shares of the length. */
export type CameraScale = Readonly<{ subjectDistanceM: number; lengthSec: number; lensMm: number }>;

/** Reads camera words: the moves they name, the words nobody understood, what the moves aim at, and what had to be assumed. `parseCamera` is one. */
export type CameraReader = (
  text: string,
  scale: CameraScale,
) => Readonly<{
  moves: readonly Move[];
  unread: readonly Readonly<{ text: string }>[];
  targets?: readonly Readonly<{ text: string }>[];
  notices?: readonly Notice[];
}>;

/** A frame asked for at the door. */
export type AskedFrame = Readonly<{ size?: FrameSize; aspect?: Aspect; fps?: Film['fps'] }>;

/** How far the subject of each shot stands where its picture says so itself, in metres; for cameras that do not say it. */
export type OwnDistances = Readonly<{ ownDistancesM?: readonly (number | null)[] }>;

/** Makes the strict film of a hand-written one, and says which camera words were not followed. `size`, `aspect` and `fps` go before the file's own. Throws a `film.*` fault that names the field. */
export function filmFromFile(
  value: unknown,
  { parseCamera, ownDistancesM = [], ...asked }: Readonly<{ parseCamera: CameraReader }> & AskedFrame & OwnDistances,
): Readonly<{ film: Film; notices: readonly Notice[] }> {
  const document = currentVersion(value);
  const file = FilmFile.safeParse(document, { reportInput: true });
  if (!file.success) {
    throw invalidFilm(file.error, document, (told) => ('text' in told ? toldInWords : 'keyframes' in told ? toldInKeyframes : toldInMoves));
  }
  const notices: Notice[] = [];
  const { aspect, ...told } = file.data;
  const { size = told, fps = told.fps } = asked;
  const shape = asked.aspect ?? aspect;
  const { widthPx, heightPx } = shape === undefined ? size : frameInside(shape, size);
  const aspectRatio = widthPx / heightPx;
  const shots = told.shots.map(({ lengthSec, camera, transition, captions, ...shot }, index) => {
    const rig = rigOf({ lengthSec, camera, aspectRatio, distanceM: ownDistancesM[index] ?? usualDistanceM }, index + 1);
    const read = readWords(rig, { shot: index + 1, parseCamera });
    notices.push(...read.notices);
    return {
      ...shot,
      camera: read.camera,
      transition: wholeTransition(transition, index + 1),
      captions: captions.map((one) => (typeof one === 'string' ? { text: bothLanguages(one) } : { ...one, text: bothLanguages(one.text) })),
    };
  });
  const film = Film.safeParse({ ...told, widthPx, heightPx, fps, title: bothLanguages(told.title), shots }, { reportInput: true });
  if (!film.success) throw new Fault('film.invalid', schemaProblem(film.error));
  return { film: seededFilm(film.data), notices };
}

type ToldCamera = Exclude<z.infer<typeof camera>, string>;
type WholeRig = ToldCamera & { lengthSec: number; subjectDistanceM: number };
type ToldShot = Readonly<{
  lengthSec: number | undefined;
  camera: z.infer<typeof camera> | undefined;
  aspectRatio: number;
  distanceM: number;
}>;

/** The told camera with the length of its shot and the shape of its film. Throws where it says others itself. */
function rigOf({ lengthSec, camera: told = { ...stillRig, moves: [] }, aspectRatio, distanceM }: ToldShot, shot: number): WholeRig {
  const rig: ToldCamera = typeof told === 'string' ? { ...stillRig, text: told } : told;
  if (lengthSec !== undefined && rig.lengthSec !== undefined && lengthSec !== rig.lengthSec) {
    throw new Fault('film.two-lengths', { shot, shotSec: lengthSec, cameraSec: rig.lengthSec });
  }
  if (rig.aspectRatio !== undefined && Math.abs(rig.aspectRatio / aspectRatio - 1) > 0.001) {
    throw new Fault('film.other-shape', { shot, cameraRatio: rig.aspectRatio.toFixed(3), filmRatio: aspectRatio.toFixed(3) });
  }
  return { ...rig, lengthSec: lengthSec ?? rig.lengthSec ?? 5, aspectRatio, subjectDistanceM: rig.subjectDistanceM ?? distanceM };
}

function readWords(
  rig: WholeRig,
  { shot, parseCamera }: Readonly<{ shot: number; parseCamera: CameraReader }>,
): Readonly<{ camera: Exclude<WholeRig, { text: string }>; notices: readonly Notice[] }> {
  if (!('text' in rig)) return { camera: rig, notices: [] };
  const { text, ...camera } = rig;
  const { moves, unread, targets = [], notices = [] } = parseCamera(text, camera);
  if (moves.length === 0) throw new Fault('film.no-camera-words', { shot, text });
  return {
    camera: { ...camera, moves: [...moves] },
    notices: [
      ...notices,
      ...targets.map(({ text }): Notice => ({ code: 'film.target-is-subject', params: { shot, target: text } })),
      ...unread.map(({ text }): Notice => ({ code: 'film.unread-words', params: { shot, words: text } })),
    ],
  };
}

/** Throws `film.cut-with-length`: a cut has none. */
function wholeTransition(told: z.infer<typeof transition> | undefined, shot: number): Transition {
  const { kind: named, lengthSec, toward } = typeof told === 'string' ? { kind: told } : (told ?? {});
  const kind = named ?? ((lengthSec ?? 0) > 0 ? 'crossfade' : 'cut');
  if (kind === 'cut' && lengthSec !== undefined && lengthSec > 0) throw new Fault('film.cut-with-length', { shot, lengthSec });
  return { kind, lengthSec: lengthSec ?? (kind === 'cut' ? 0 : 0.5), toward: toward ?? 'left' };
}

function bothLanguages(told: string | Bilingual): Bilingual {
  return typeof told === 'string' ? { en: told, zh: told } : told;
}
