import type { WordParams } from '../fault.ts';

/** Where in a brief something stands, as parameters placeEn and placeZh of a notice: a line of its text, else a shot of its list. */
export function briefPlace({ lineNumber, shot }: Readonly<{ lineNumber?: number | undefined; shot?: number }>): WordParams {
  if (lineNumber !== undefined) return { placeEn: `Line ${lineNumber}`, placeZh: `第 ${lineNumber} 行` };
  if (shot !== undefined) return { placeEn: `Shot ${shot}`, placeZh: `第 ${shot} 个镜头` };
  return { placeEn: 'The brief', placeZh: '简报' };
}
