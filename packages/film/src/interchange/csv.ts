import type { Keyframe } from '../camera.ts';
import { Fault, type Notice } from '../fault.ts';
import type { CameraTrack } from './camera-track.ts';
import type { TimedPose } from './realestate10k.ts';

const columns = ['frame', 'tSec', 'px', 'py', 'pz', 'qx', 'qy', 'qz', 'qw', 'lensMm', 'focusM'] as const;
const needed = ['px', 'py', 'pz', 'qx', 'qy', 'qz', 'qw'] as const;

/**
 * Writes poses as CSV, one line a frame, at full precision: metres, seconds, a unit quaternion camera → world, a focal length on a 36 mm wide frame.
 * Right-handed, +X right, +Y up, the camera looks along −Z, as everywhere in this house. The frame's shape is not carried.
 */
export function writeCsv(poses: readonly TimedPose[]): string {
  const lines = poses.map(({ tSec, pose }, frame) =>
    [frame, tSec, ...pose.position, ...pose.orientation, pose.lensMm, pose.focusM].map(String).join(','),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/**
 * Reads such a CSV, its columns in any order and separated by comma, semicolon or tab; tSec, frame, lensMm and focusM may be missing (then the time
 * is the frame, or the line, over `fps`). Lines that start with # are notes. Throws `camera.bad-csv`.
 */
export function readCsv(text: string, { fps = 30 }: Readonly<{ fps?: number }>): CameraTrack {
  const lines = text.split(/\r?\n/).map((line, i) => ({ line, number: i + 1 }));
  const [head, ...rows] = lines.filter(({ line }) => line.trim() !== '' && !line.startsWith('#'));
  if (head === undefined) throw new Fault('camera.bad-csv', { line: 1, column: 'px' });
  const separator = separatorOf(head.line);
  const names = head.line.split(separator).map((name) => name.trim().toLowerCase());
  const place = new Map(columns.map((column) => [column, names.indexOf(column.toLowerCase())] as const));
  const has = (column: (typeof columns)[number]) => (place.get(column) ?? -1) >= 0;
  for (const column of needed) if (!has(column)) throw new Fault('camera.bad-csv', { line: head.number, column });
  if (rows.length === 0) throw new Fault('camera.bad-csv', { line: head.number + 1, column: 'px' });

  const keyframes = rows.map(({ line, number }, i): Keyframe => {
    const cells = line.split(separator);
    const read = (column: (typeof columns)[number]) => {
      const cell = cells[place.get(column) ?? -1]?.trim() ?? '';
      // Spreadsheets of half of Europe write 0,5 and separate by semicolons.
      const value = cell === '' ? Number.NaN : Number(separator === ';' ? cell.replace(',', '.') : cell);
      if (!Number.isFinite(value)) throw new Fault('camera.bad-csv', { line: number, column });
      return value;
    };
    return {
      tSec: has('tSec') ? read('tSec') : (has('frame') ? read('frame') : i) / fps,
      position: [read('px'), read('py'), read('pz')],
      orientation: [read('qx'), read('qy'), read('qz'), read('qw')],
      ...(has('lensMm') ? { lensMm: read('lensMm') } : {}),
      ...(has('focusM') ? { focusM: read('focusM') } : {}),
    };
  });
  const notices: Notice[] = [];
  if (!has('tSec')) notices.push({ code: 'camera.no-times', params: { fps } });
  const strange = names.filter((name) => name !== '' && !columns.some((column) => column.toLowerCase() === name));
  if (strange.length > 0) notices.push({ code: 'camera.part-not-read', params: { part: strange.join(', ') } });
  return { keyframes, timeToleranceSec: 1e-9, notices };
}

/** Whether a file's first line names the columns of a camera. */
export function isCsv(text: string): boolean {
  const head = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const names = head.split(separatorOf(head)).map((name) => name.trim().toLowerCase());
  return names.includes('px') && names.includes('qx');
}

function separatorOf(head: string): string {
  return [',', ';', '\t'].reduce((best, mark) => (head.split(mark).length > head.split(best).length ? mark : best), ',');
}
