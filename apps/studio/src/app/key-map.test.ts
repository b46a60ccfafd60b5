import { expect, test } from 'vitest';
import { type KeyAction, keyActions, keyPresets, lettersOf } from './key-map.ts';

const actions = Object.keys(keyActions) as KeyAction[];

test('under every preset each action has a letter of its own, and no letter is lost', () => {
  for (const preset of keyPresets) {
    const letters = lettersOf({ preset, hasLetters: true, own: {} });
    expect(new Set(Object.values(letters)).size).toBe(actions.length);
  }
});

test('Premiere cuts with C and Resolve with B; what stood there takes the letter that became free', () => {
  expect(lettersOf({ preset: 'premiere', hasLetters: true, own: {} })).toMatchObject({ split: 'c', camera: 'x', snap: 's', setKey: 'n' });
  expect(lettersOf({ preset: 'resolve', hasLetters: true, own: {} })).toMatchObject({ select: 'a', split: 'b', brush: 'x' });
});

test('an own letter is exchanged with whatever stood on it', () => {
  const letters = lettersOf({ preset: 'fantascope', hasLetters: true, own: { focus: 'r' } });
  expect(letters).toMatchObject({ focus: 'r', region: 'f' });
  expect(new Set(Object.values(letters)).size).toBe(actions.length);
});

test('a letter of the frame, the view or the map is exchanged like any other, and none is lost', () => {
  const letters = lettersOf({ preset: 'fantascope', hasLetters: true, own: { camera: 't', snap: 'm' } });
  expect(letters).toMatchObject({ camera: 't', reframe: 'c', snap: 'm', mapSide: 'n' });
});
