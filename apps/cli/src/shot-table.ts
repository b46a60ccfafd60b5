import { describeCamera, type Film, type Language, type Shot } from '@fantascope/film';
import { cutTo, padTo, widthOf } from './column-text.ts';
import type { CliText } from './text/cli-text.ts';

/** Columns of a terminal that the list stays within. */
const most = 110;

/** A film's shots on a line each: number, length, what is seen, the camera, what is said; and the whole length. */
export function shotTable(film: Film, { text, language }: Readonly<{ text: CliText['make']; language: Language }>): readonly string[] {
  const rows = film.shots.map((shot, i) => [
    String(i + 1),
    shot.camera.lengthSec.toFixed(1),
    shows(shot),
    'moves' in shot.camera ? describeCamera(shot.camera.moves, language) : `${shot.camera.keyframes.length}`,
    said(shot, language),
  ]);
  const head = ['', text.columns.length, text.columns.shows, text.columns.camera, text.columns.line];
  const wide = (column: number, limit: number) =>
    Math.min(limit, Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? '')))) + 2;
  const widths = [wide(0, 4), wide(1, 8), wide(2, 32), wide(3, 30)];
  const left = most - widths.reduce((sum, width) => sum + width, 0);
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i < widths.length ? padTo(cutTo(cell, (widths[i] ?? 2) - 1), widths[i] ?? 2) : cutTo(cell, left)))
      .join('')
      .trimEnd();
  const totalSec = film.shots.reduce((sum, { camera, transition }) => sum + camera.lengthSec - transition.lengthSec, 0);
  return [line(head), ...rows.map(line), '', text.total(film.shots.length, totalSec.toFixed(1))];
}

function shows({ picture, animatic }: Shot): string {
  if (picture !== undefined) return picture.split('/').at(-1) ?? picture;
  if (animatic === undefined) return '';
  const { place, hour, weather, subject, size } = animatic;
  return [place, hour, ...(weather === 'clear' ? [] : [weather]), ...(subject === undefined ? [] : [`${subject} ${size}`])].join(' · ');
}

function said({ lines = [] }: Shot, language: Language): string {
  return lines.map(({ who, text }) => `${who === undefined ? '' : `${who}: `}${text[language] ?? text.en ?? text.zh ?? ''}`).join(' ');
}
