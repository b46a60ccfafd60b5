import { expect, test } from 'vitest';
import { cellsOf, columnsOf, keptRatio, meterOf, type PlanLine } from './carriers.ts';

type Parts = Pick<PlanLine, 'carriers' | 'losses'>;
const text = { en: 'x', zh: 'x' };
const way = (part: string, by: string) => ({ part, by, as: '' });
const loss = (part: string, kind: string, over: Readonly<Record<string, unknown>> = {}) => ({
  part,
  kind,
  severity: 'notable',
  text,
  ...over,
});
const cell = (line: Parts, column: Parameters<ReturnType<typeof cellsOf>['get']>[0]) => cellsOf(line).get(column);

test('a column shows the weakest of its parts: two moves by number and one in words are only said', () => {
  const line = { carriers: [way('camera.moves.0', 'number'), way('camera.moves.1', 'words')], losses: [] };
  expect(cell(line, 'path')).toBe('words');
});

test('what is not sent is lost, also where nothing carries it', () => {
  expect(cell({ carriers: [], losses: [loss('air.0', 'dropped')] }, 'air')).toBe('lost');
});

test('another length is approximate, and a slight guess of a path sent in figures is not', () => {
  const length = { carriers: [way('camera.lengthSec', 'field')], losses: [loss('camera.lengthSec', 'quantised', { severity: 'slight' })] };
  expect(cell(length, 'length')).toBe('approx');
  const path = { carriers: [way('camera.moves.0', 'number')], losses: [loss('camera.moves', 'approximated', { severity: 'slight' })] };
  expect(cell(path, 'path')).toBe('number');
});

test('when the camera moves is told apart from how: a pair of frames keeps the ends and leaves the pace', () => {
  const line = {
    carriers: [way('camera.moves.0', 'frame-pair')],
    losses: [loss('camera.moves.0', 'approximated', { aspects: ['timing'] })],
  };
  expect([cell(line, 'path'), cell(line, 'timing')]).toEqual(['pair', 'pair']);
  const said = { carriers: [way('camera.moves.0', 'token')], losses: [loss('camera.moves', 'words', { aspects: ['timing'] })] };
  expect([cell(said, 'path'), cell(said, 'timing')]).toEqual(['token', 'words']);
});

test('a clip that the stage could not hand over is no part of the shot', () => {
  expect([...cellsOf({ carriers: [], losses: [loss('referenceVideo', 'dropped')] }).keys()]).toEqual([]);
});

test('the columns are those of the shot: no column for air where no model speaks of air', () => {
  const line = { carriers: [way('camera.moves.0', 'number'), way('motions.0', 'words')], losses: [] };
  expect(columnsOf([line])).toEqual(['path', 'timing', 'motion']);
});

test('the meter is sorted, strongest first, and a row that follows everything keeps all of it', () => {
  const mixed = cellsOf({ carriers: [way('air.0', 'words'), way('camera.moves.0', 'number')], losses: [loss('motions.0', 'dropped')] });
  expect(meterOf(mixed)).toEqual(['followed', 'followed', 'said', 'lost']);
  expect(keptRatio(cellsOf({ carriers: [way('camera.moves.0', 'number')], losses: [] }))).toBe(1);
  expect(keptRatio(mixed)).toBeCloseTo(7 / 12);
});
