import { expect, test } from 'vitest';
import { readFilmDocument } from './film-document.ts';
import { Shot } from './shot.ts';
import { shotInFrame, startCentreIn, withStartCentre } from './shot-in-frame.ts';

const tall = 1080 / 1920;
const shot = Shot.parse({ camera: {}, startCentre: { xRatio: 0.5, yRatio: 0.4 } });

test('each shape of frame keeps its own centre; a shape without one has the one for all', () => {
  const one = { ...shot, startCentres: withStartCentre(shot, { aspectRatio: tall, centre: { xRatio: 0.7, yRatio: 0.5 } }) };
  const both = { ...one, startCentres: withStartCentre(one, { aspectRatio: 1, centre: { xRatio: 0.2, yRatio: 0.5 } }) };
  expect(startCentreIn(both, tall)).toEqual({ xRatio: 0.7, yRatio: 0.5 });
  expect(startCentreIn(both, 1)).toEqual({ xRatio: 0.2, yRatio: 0.5 });
  expect(startCentreIn(both, 16 / 9)).toEqual({ xRatio: 0.5, yRatio: 0.4 });
});

test('a shape is known again in spite of even pixels; 21:9 and 2.39 are two', () => {
  const of = (aspectRatio: number) => ({ startCentres: [{ aspectRatio, xRatio: 0.1, yRatio: 0.2 }] });
  expect(startCentreIn(of(2.39), 1920 / 804)).toEqual({ xRatio: 0.1, yRatio: 0.2 });
  expect(startCentreIn(of(2.39), 21 / 9)).toBeUndefined();
});

test("another centre replaces the shape's own, and taking the last away leaves nothing in the document", () => {
  const first = withStartCentre({}, { aspectRatio: tall, centre: { xRatio: 0.1, yRatio: 0.1 } });
  const second = withStartCentre({ startCentres: first }, { aspectRatio: tall, centre: { xRatio: 0.9, yRatio: 0.1 } });
  expect(second).toEqual([{ aspectRatio: 0.5625, xRatio: 0.9, yRatio: 0.1 }]);
  expect(withStartCentre({ startCentres: second }, { aspectRatio: tall, centre: null })).toBeUndefined();
});

test("a shot in a frame has that frame's shape and centre, and none of other shapes", () => {
  const own = Shot.parse({ ...shot, startCentres: [{ aspectRatio: tall, xRatio: 0.7, yRatio: 0.5 }] });
  const seen = shotInFrame(own, tall);
  expect(seen.camera.aspectRatio).toBe(tall);
  expect(seen.startCentre).toEqual({ xRatio: 0.7, yRatio: 0.5 });
  expect(seen).not.toHaveProperty('startCentres');
  expect(shotInFrame(Shot.parse({ camera: {} }), 1)).not.toHaveProperty('startCentre');
});

test('the schema takes centres inside the photograph and regions that say where they were drawn', () => {
  const region = { xRatio: 0.1, yRatio: 0.1, widthRatio: 0.3, heightRatio: 0.3 };
  const film = (own: object, move: object) => ({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' } },
    shots: [{ camera: { moves: [{ kind: 'push-to', ...move }] }, ...own }],
  });
  expect(
    readFilmDocument(film({ startCentres: [{ aspectRatio: 1, xRatio: 0, yRatio: 1 }] }, { region, drawnIn: region })).shots,
  ).toHaveLength(1);
  expect(() => readFilmDocument(film({ startCentres: [{ aspectRatio: 1, xRatio: 1.1, yRatio: 1 }] }, { region }))).toThrow();
  expect(() => readFilmDocument(film({}, { framing: 'CU', drawnIn: region }))).toThrow();
});
