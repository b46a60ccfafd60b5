import type { Region } from '@fantascope/film';
import type { Size } from './size.ts';

/** Where the subject is, and how near. */
export type Subject = Readonly<{ disparity: number; region: Region | null; head: Region | null }>;

/** Where the subject stands when there is none: a little nearer than the middle. */
export const disparityWithoutSubject = 0.6;

/** The subject's median disparity (0..1), its box and the box of its upper third as ratios of the picture; without a matte 0.6 and no boxes. */
export function subjectOf(disparity: Float32Array, matte: Float32Array | null, size: Size): Subject {
  if (matte === null) return { disparity: disparityWithoutSubject, region: null, head: null };
  const { widthPx: W, heightPx: H } = size;
  const inside: number[] = [];
  const perColumn = new Int32Array(W);
  const perRow = new Int32Array(H);
  for (let i = 0; i < matte.length; i++) {
    if ((matte[i] as number) <= 0.5) continue;
    const y = Math.floor(i / W);
    perRow[y] = (perRow[y] as number) + 1;
    perColumn[i - y * W] = (perColumn[i - y * W] as number) + 1;
    if (i % 7 === 0) inside.push(disparity[i] as number);
  }
  if (inside.length === 0) return { disparity: disparityWithoutSubject, region: null, head: null };
  const median = inside.sort((a, b) => a - b)[inside.length >> 1] as number;
  const [left, right] = extent(perColumn);
  const [top, bottom] = extent(perRow);
  const region = { xRatio: left / W, yRatio: top / H, widthRatio: (right - left) / W, heightRatio: (bottom - top) / H };
  return { disparity: median, region, head: headOf(matte, size, { top, bottom }) };
}

/** The box of the matte's upper third. */
function headOf(matte: Float32Array, { widthPx: W, heightPx: H }: Size, { top, bottom }: { top: number; bottom: number }): Region {
  const until = Math.max(top + 1, top + Math.round((bottom - top) / 3));
  const perColumn = new Int32Array(W);
  for (let i = top * W; i < until * W; i++) if ((matte[i] as number) > 0.5) perColumn[i % W] = (perColumn[i % W] as number) + 1;
  const [left, right] = extent(perColumn);
  return { xRatio: left / W, yRatio: top / H, widthRatio: (right - left) / W, heightRatio: (until - top) / H };
}

/** First line and one past the last line of what holds all but the outer half percent of the pixels on each side: a stray speck moves no box. */
function extent(counts: Int32Array): [number, number] {
  let total = 0;
  for (const n of counts) total += n;
  const slack = total * 0.005;
  let from = 0;
  for (let sum = 0; from < counts.length; from++) {
    sum += counts[from] as number;
    if (sum > slack) break;
  }
  let to = counts.length;
  for (let sum = 0; to > from + 1; to--) {
    sum += counts[to - 1] as number;
    if (sum > slack) break;
  }
  return [from, to];
}
