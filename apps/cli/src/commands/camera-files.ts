import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Camera, type CameraFileFormat, Fault, readCameraFile, writeCameraFile } from '@fantascope/film';
import type { Door } from '../door.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { wordsCamera } from './camera.ts';
import { readCameraJson } from './camera-json.ts';

type ImportOptions = Readonly<{
  out: string;
  format?: CameraFileFormat;
  name?: string;
  fps?: number;
  unit?: number;
  absolute: boolean;
  lens?: number;
  subjectDistance?: number;
}>;

type ExportOptions = Readonly<{
  out: string;
  format: CameraFileFormat;
  seconds?: number;
  fps: number;
  size?: { widthPx: number; heightPx: number };
  lens?: number;
  subjectDistance?: number;
}>;

/** Another program's camera file becomes a camera.json of keyframes. */
export async function importCamera(file: string, options: ImportOptions, { door }: Setting): Promise<void> {
  // `shoot --camera` knows a file from words by its ending.
  await checkOut(options.out, { option: '--out', ending: '.json', inputs: [file] });
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('camera.unreadable', { path: file, problem: error.code ?? error.message });
  });
  const { format, name, fps, unit: unitM, lens: lensMm, subjectDistance: subjectDistanceM } = options;
  const told = { format, name, fps, unitM, lensMm, subjectDistanceM };
  const said = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  const read = readCameraFile(bytes, { ...said, isAbsolute: options.absolute });
  for (const notice of read.notices) door.notice(notice);
  await write(options.out, `${JSON.stringify(read.camera, null, 1)}\n`);
  const { keyframes, lengthSec, lensMm: firstLensMm, subjectDistanceM: ownSubjectM } = read.camera;
  door.line(door.text.camera.imported(options.out, keyframes.length, lengthSec.toFixed(2), firstLensMm.toFixed(1)));
  door.result({
    out: options.out,
    format: read.format,
    keyframes: keyframes.length,
    lengthSec,
    lensMm: firstLensMm,
    subjectDistanceM: ownSubjectM,
    aspectRatio: read.aspectRatio,
    notices: door.spokenNotices(),
  });
}

/** A camera of words or of a camera.json becomes a file for other programs. */
export async function exportCamera(source: string, options: ExportOptions, { door }: Setting): Promise<void> {
  const { format, fps, out } = options;
  const isFile = source.endsWith('.json');
  await checkOut(out, { option: '--out', inputs: isFile ? [source] : [] });
  const camera = await cameraOf(source, { options, door, isFile });
  const { text, frames, notices } = writeCameraFile(camera, {
    format,
    fps,
    source: `fantascope ${isFile ? path.basename(source) : source}`,
  });
  for (const notice of notices) door.notice(notice);
  await write(out, text);
  door.line(door.text.camera.exported(out, frames, fps));
  const { lengthSec, lensMm, subjectDistanceM, aspectRatio } = camera;
  door.result({ out, format, frames, fps, lengthSec, lensMm, subjectDistanceM, aspectRatio, notices: door.spokenNotices() });
}

async function cameraOf(
  source: string,
  { options, door, isFile }: Readonly<{ options: ExportOptions; door: Door; isFile: boolean }>,
): Promise<Camera> {
  const { seconds, lens, subjectDistance, size } = options;
  const rig = {
    ...(seconds === undefined ? {} : { lengthSec: seconds }),
    ...(lens === undefined ? {} : { lensMm: lens }),
    ...(subjectDistance === undefined ? {} : { subjectDistanceM: subjectDistance }),
    ...(size === undefined ? {} : { aspectRatio: size.widthPx / size.heightPx }),
  };
  if (isFile) return readCameraJson(source, rig);
  return wordsCamera(source, { door, rig });
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.cannot-write', { path: file, problem: error.code ?? error.message });
  });
}
