import { describeCamera, type Language, parseCamera } from '@fantascope/film';
import type { Door } from '../door.ts';
import type { Setting } from '../program.ts';

/** Reads camera words and says what was not read. */
export function readCameraWords(
  text: string,
  { door, subjectDistanceM, lengthSec }: { door: Door; subjectDistanceM: number; lengthSec: number },
): ReturnType<typeof parseCamera> {
  const read = parseCamera(text, { subjectDistanceM, lengthSec });
  if (read.moves.length === 0) door.notice({ code: 'cli.no-camera', params: { text } });
  else if (read.unread.length > 0) door.notice({ code: 'cli.unread', params: { text: read.unread.map((word) => word.text).join(' … ') } });
  return read;
}

/** Shows the camera a text stands for; understanding nothing is an answer, not a failure. */
export async function camera(
  words: string,
  options: Readonly<{ describe?: Language; subjectDistance: number; seconds: number }>,
  { door }: Setting,
): Promise<void> {
  const read = parseCamera(words, { subjectDistanceM: options.subjectDistance, lengthSec: options.seconds });
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
