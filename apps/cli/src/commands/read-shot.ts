import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Camera, Fault, MovesCamera, parseCamera, Shot, schemaProblem } from '@fantascope/film';
import { parse as parseYaml } from 'yaml';
import type { Setting } from '../setting.ts';

/** What the command line says of a shot beside its file or its words. */
export type ShotOptions = Readonly<{ picture?: string; seconds?: number; lens?: number; aspect?: number; action?: string }>;

/** Reads a shot from a file (a shot, or a camera alone; its camera may be words) or from the words of the command line. Throws `camera.unreadable` and `film.invalid`. */
export function readShot(source: string, options: ShotOptions, { door }: Setting): Shot {
  const isFile = ['.json', '.yaml', '.yml'].includes(extname(source).toLowerCase());
  const read = isFile ? fromFile(source, options) : fromWords(source, options, { door });
  const given = {
    ...read,
    ...(options.picture === undefined ? {} : { picture: options.picture }),
    ...(options.action === undefined ? {} : { action: options.action }),
  };
  const shot = Shot.safeParse(given, { reportInput: true });
  if (!shot.success) throw new Fault('film.invalid', schemaProblem(shot.error));
  return shot.data;
}

function rigOf({ seconds, lens, aspect }: ShotOptions): Readonly<{ lengthSec?: number; lensMm?: number; aspectRatio?: number }> {
  return {
    ...(seconds === undefined ? {} : { lengthSec: seconds }),
    ...(lens === undefined ? {} : { lensMm: lens }),
    ...(aspect === undefined ? {} : { aspectRatio: aspect }),
  };
}

function fromWords(words: string, options: ShotOptions, { door }: Pick<Setting, 'door'>): object {
  const rig = rigOf(options);
  const { moves, unread, notices } = parseCamera(words, rig);
  for (const notice of notices) door.notice(notice);
  // What is no camera is what the shot is of.
  const rest = unread.map(({ text }) => text.trim()).filter((text) => /\p{L}/u.test(text));
  return { camera: { ...rig, moves }, ...(rest.length === 0 ? {} : { subject: rest.join(/[\u4e00-\u9fff]/.test(words) ? '，' : ', ') }) };
}

function fromFile(path: string, options: ShotOptions): object {
  if (!existsSync(path)) throw new Fault('camera.unreadable', { path, problem: 'ENOENT' });
  let value: unknown;
  try {
    const text = readFileSync(path, 'utf8');
    value = extname(path).toLowerCase() === '.json' ? JSON.parse(text) : parseYaml(text);
  } catch (cause) {
    throw new Fault('camera.unreadable', { path, problem: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  if (typeof value !== 'object' || value === null) throw new Fault('camera.unreadable', { path, problem: 'not an object' });
  const rig = rigOf(options);
  const given = value as { camera?: unknown; moves?: unknown; keyframes?: unknown };
  // A camera alone is a shot of nothing else.
  if (given.camera === undefined && (given.moves !== undefined || given.keyframes !== undefined))
    return { camera: { ...cameraFields(given), ...rig } };
  if (typeof given.camera === 'string')
    return { ...given, camera: { ...MovesCamera.parse(rig), moves: parseCamera(given.camera, rig).moves } };
  return { ...given, camera: { ...(typeof given.camera === 'object' ? given.camera : {}), ...rig } };
}

/** What `camera TEXT --json` says beside the camera is no part of it. */
function cameraFields(given: object): object {
  const known = new Set(Camera.options.flatMap((option) => Object.keys(option.shape)));
  return Object.fromEntries(
    Object.entries(given).filter(
      ([field]) => known.has(field) || !['unread', 'phrases', 'targets', 'notices', 'description'].includes(field),
    ),
  );
}
