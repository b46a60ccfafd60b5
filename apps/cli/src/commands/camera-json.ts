import { readFile } from 'node:fs/promises';
import { Camera, Fault, schemaProblem } from '@fantascope/film';

/** What the command line says of a camera beside its file; what is left out stays as the file has it. */
type Rig = Readonly<{ lengthSec?: number; lensMm?: number; subjectDistanceM?: number; aspectRatio?: number }>;

/** What `camera TEXT --json` says beside the camera itself. */
const saidBeside = ['unread', 'phrases', 'targets', 'notices', 'description'];

/** Reads a camera.json of moves or keyframes, as `camera TEXT --json` and `camera import` write it. Throws `camera.unreadable` and `film.invalid`. */
export async function readCameraJson(path: string, rig: Rig): Promise<Camera> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('camera.unreadable', { path, problem: error.code ?? error.message });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault('camera.unreadable', { path, problem: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const told = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(([field]) => !saidBeside.includes(field));
  const camera = Camera.safeParse({ ...Object.fromEntries(told), ...rig }, { reportInput: true });
  if (!camera.success) throw new Fault('film.invalid', schemaProblem(camera.error));
  return camera.data;
}
