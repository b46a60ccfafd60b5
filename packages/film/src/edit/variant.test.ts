import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { applyEdit } from './apply-edit.ts';
import { Variant } from './edit.ts';
import { editOf } from './edit-of.ts';
import { captionsOf } from './flatten.ts';
import { variantOf } from './variant.ts';

const plain = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'x' } },
  shots: [
    {
      name: 'wide',
      picture: 'a.jpg',
      camera: { moves: [] },
      startCentres: [{ aspectRatio: 0.5625, xRatio: 0.7, yRatio: 0.5 }],
      captions: [{ text: { en: 'Hello' } }],
    },
    { name: 'cup', picture: 'b.jpg', camera: { moves: [] }, startCentre: { xRatio: 0.4, yRatio: 0.4 } },
  ],
});
const withVariants = (...variants: readonly object[]): Film => ({
  ...plain,
  edit: variants.reduce(
    (edit: ReturnType<typeof editOf>, variant) => applyEdit(edit, { kind: 'add-variant', variant: Variant.parse(variant) }).edit,
    editOf(plain),
  ),
});

test('one edit is a film in each frame: the same cuts and captions, each shot centred for its shape', () => {
  const film = withVariants(
    { id: 'phone', aspect: '9:16' },
    { id: 'square', aspect: '1:1', centres: [{ shot: 'cup', xRatio: 0.9, yRatio: 0.5 }] },
  );
  const phone = variantOf(film, 'phone');
  expect([phone.widthPx, phone.heightPx]).toEqual([1080, 1920]);
  expect(phone.shots.map(({ startCentre, camera }) => [startCentre, Number(camera.aspectRatio.toFixed(4))])).toEqual([
    [{ xRatio: 0.7, yRatio: 0.5 }, 0.5625],
    [{ xRatio: 0.4, yRatio: 0.4 }, 0.5625],
  ]);
  expect(captionsOf(phone)).toEqual(captionsOf(film));
  expect(phone.edit?.tracks).toEqual(film.edit?.tracks);
  const square = variantOf(film, 'square');
  expect([square.widthPx, square.heightPx, square.shots[1]?.startCentre]).toEqual([1080, 1080, { xRatio: 0.9, yRatio: 0.5 }]);
  expect(Film.parse(JSON.parse(JSON.stringify(square)))).toEqual(square);
});

test('a variant or a shot that is not there is named', () => {
  expect(() => variantOf(plain, 'phone')).toThrow('phone');
  expect(() =>
    variantOf(withVariants({ id: 'phone', aspect: '9:16', centres: [{ shot: 'nobody', xRatio: 0, yRatio: 0 }] }), 'phone'),
  ).toThrow('nobody');
});
