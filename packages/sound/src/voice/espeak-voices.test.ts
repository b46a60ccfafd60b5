import { voicesInTurn } from '@fantascope/film';
import { expect, test } from 'vitest';
import { espeakVoices } from './espeak-voices.ts';

test('the voices that a cast without voices gets are there', () => {
  expect(voicesInTurn.filter((name) => !(name.replace('espeak/', '') in espeakVoices))).toEqual([]);
});
