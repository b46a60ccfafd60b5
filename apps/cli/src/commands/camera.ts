import { describeCamera, Fault, type Language, MovesCamera, parseCamera, schemaProblem } from '@fantascope/film';
import type { Door } from '../door.ts';
import type { Setting } from '../setting.ts';

/** What is known of the shot beside its words. */
type Rig = Readonly<{ lengthSec?: number; lensMm?: number; subjectDistanceM?: number; aspectRatio?: number }>;

/** The camera of some words, after saying what was not read and what was assumed. No words stand still. Throws `film.invalid`. */
export function wordsCamera(text: string, { door, rig }: Readonly<{ door: Door; rig: Rig }>): MovesCamera {
  const moves = text.trim() === '' ? [] : readCameraWords(text, { door, rig });
  const camera = MovesCamera.safeParse({ ...rig, moves }, { reportInput: true });
  if (!camera.success) throw new Fault('film.invalid', schemaProblem(camera.error));
  return camera.data;
}

function readCameraWords(text: string, { door, rig }: Readonly<{ door: Door; rig: Rig }>): MovesCamera['moves'] {
  const { moves, unread, targets, notices } = parseCamera(text, rig);
  for (const notice of notices) door.notice(notice);
  for (const target of targets) door.notice({ code: 'cli.target-is-subject', params: { target: target.text } });
  if (moves.length === 0) door.notice({ code: 'cli.no-camera', params: { text } });
  else if (unread.length > 0) door.notice({ code: 'cli.unread', params: { text: unread.map((word) => word.text).join(' … ') } });
  return moves;
}

/** Shows the camera a text stands for; understanding nothing is an answer, not a failure. */
export async function camera(
  words: string,
  options: Readonly<{ describe?: Language; subjectDistance: number; seconds: number; lens?: number }>,
  { door }: Setting,
): Promise<void> {
  const lens = options.lens === undefined ? {} : { lensMm: options.lens };
  const read = parseCamera(words, { subjectDistanceM: options.subjectDistance, lengthSec: options.seconds, ...lens });
  for (const notice of read.notices) door.notice(notice);
  if (options.describe !== undefined) door.line(describeCamera(read.moves, options.describe));
  else if (read.moves.length === 0) door.line(door.text.camera.none);
  else for (const move of read.moves) door.line(lineOf(move, options.seconds));
  if (read.unread.length > 0) door.line(`${door.text.camera.unread}: ${read.unread.map((word) => word.text).join(' … ')}`);
  door.result({ ...read, ...(options.describe === undefined ? {} : { description: describeCamera(read.moves, options.describe) }) });
}

function lineOf(move: ReturnType<typeof parseCamera>['moves'][number], seconds: number): string {
  const { kind, startRatio, endRatio, easing, isNominal, ...amounts } = move;
  const span = `${(startRatio * seconds).toFixed(1)}–${(endRatio * seconds).toFixed(1)} s`;
  const told = Object.entries(amounts).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return `${span.padEnd(12)} ${kind.padEnd(11)} ${told.join(' ')}${isNominal ? ' ~' : ''}  ${Array.isArray(easing) ? easing.join(',') : easing}`;
}
