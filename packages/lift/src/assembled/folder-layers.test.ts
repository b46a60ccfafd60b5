import { describe, expect, test } from 'vitest';
import { cardsOf, readPictureName } from './folder-layers.ts';

const distances = (...names: string[]): number[] =>
  cardsOf(names.map(readPictureName)).map((layer) => ('distanceM' in layer ? layer.distanceM : Number.NaN));

describe('a folder without a document', () => {
  test.each([
    ['10-hills@40m.png', 'hills', 40],
    ['3_old tree @ 2.5 m.webp', 'old tree', 2.5],
    ['subject@4M.png', 'subject', 4],
    ['00-sky.jpg', 'sky', null],
    ['05.png', '05', null],
    ['b@home.png', 'b@home', null],
  ])('reads %s as the layer %s, %s m away', (picture, name, distanceM) => {
    expect(readPictureName(picture)).toEqual({ picture, name, distanceM });
  });

  test('without any distance runs from 20 m at the back to 3 m at the front, even in 1 / metres', () => {
    const [back, middle, front] = distances('0.jpg', '1.png', '2.png');
    expect([back, front]).toEqual([20, 3]);
    expect(1 / (middle as number)).toBeCloseTo((1 / 20 + 1 / 3) / 2, 4);
    expect(distances('only.jpg')).toEqual([3]);
  });

  test('keeps the distances that names tell and puts the others between them, or beyond the outermost', () => {
    expect(distances('0@100m.jpg', '1.png', '2@2m.png')).toEqual([100, 3.9216, 2]);
    const [back, , front] = distances('0.jpg', '1@4m.png', '2.png');
    expect(back).toBeGreaterThan(4);
    expect(front).toBeLessThan(4);
  });
});
