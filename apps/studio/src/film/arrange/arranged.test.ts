import { captionsOf, editOf, Film, Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { moved } from '../board-order.ts';
import { arrangeImpact } from './arrange-film.ts';
import { rearranged, withShots } from './arranged.ts';

const id = (letter: string) => `shot_${letter.repeat(26)}`;
const shot = (letter: string, caption = letter) =>
  Shot.parse({
    ...{ id: id(letter), name: letter, camera: { lengthSec: 2, moves: [] } },
    captions: [{ text: { en: caption }, startSec: 0.5, endSec: 1.5 }],
  });
const bare = Film.parse({ format: 'fantascope/film', version: 1, title: { en: 'x' }, shots: ['A', 'B', 'C'].map((each) => shot(each)) });
const edited: Film = { ...bare, edit: editOf(bare) };
const shown = ({ edit }: Film) => edit?.tracks[0]?.cuts.map(({ shows }) => (shows.kind === 'shot' ? shows.shot : ''));

test('of a film without an edit the board is the order; with one, a card that is moved takes its cut along', async () => {
  const order = moved(bare.shots, 2, 0);
  expect(await withShots(bare, order)).toEqual({ ...bare, shots: order });
  const now = await withShots(edited, order);
  expect(shown(now)).toEqual([id('C'), id('A'), id('B')]);
  expect(captionsOf(now).map(({ text }) => text.en)).toEqual(['C', 'A', 'B']);
});

test('one undo brings shots, order and edit back together, each shot as it is by then', async () => {
  for (const next of [moved(edited.shots, 0, 2), edited.shots.toSpliced(1, 1), edited.shots.toSpliced(1, 0, shot('D'))]) {
    const now = await withShots(edited, next);
    expect(rearranged(now, { from: now, to: edited })).toEqual(edited);
  }
  const now = await withShots(edited, edited.shots.toSpliced(1, 1));
  const said: Film = { ...now, title: { en: 'later' }, shots: [shot('A', 'another'), ...now.shots.slice(1)] };
  const back = rearranged(said, { from: now, to: edited });
  expect(back?.shots.map(({ captions }) => captions[0]?.text.en)).toEqual(['another', 'B', 'C']);
  expect(back?.title.en).toBe('later');
  expect(back?.edit).toEqual(edited.edit);
});

test('what was arranged elsewhere since is not taken back over it', async () => {
  const now = await withShots(edited, moved(edited.shots, 0, 2));
  const later = await withShots(now, moved(now.shots, 1, 0));
  expect(rearranged(later, { from: now, to: edited })).toBeNull();
});

test('another order shoots nothing again: cuts that begin elsewhere are put together again, at no price', async () => {
  for (const film of [bare, edited]) {
    const now = await withShots(film, moved(film.shots, 2, 1));
    expect(arrangeImpact(film, now)).toEqual({ recut: 2, shoot: 0 });
    expect(arrangeImpact(film, await withShots(film, film.shots.slice(1)))).toEqual({ recut: 2, shoot: 0 });
    expect(arrangeImpact(film, await withShots(film, [...film.shots, shot('D')]))).toEqual({ recut: 1, shoot: 0 });
  }
});
