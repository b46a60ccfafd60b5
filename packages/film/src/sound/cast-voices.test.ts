import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { voiceOf } from './cast-voices.ts';

const film = Film.parse({
  format: 'fantascope/film',
  version: 1,
  title: { en: 'A film' },
  cast: [
    { name: 'Mei' },
    { name: 'The sea', kind: 'place' },
    { name: 'Lin', voice: { pitchRatio: 1.2 } },
    { name: 'Old Wu', voice: { name: 'espeak/elder' } },
  ],
  sound: { voice: { name: 'espeak/male' } },
  shots: [{ camera: { lengthSec: 5, moves: [] } }],
});

test('everyone in the cast has a voice of their own, the rest is the narrator’s', () => {
  expect(voiceOf(film, 'Mei').name).toBe('espeak/female');
  expect(voiceOf(film, 'Lin')).toMatchObject({ name: 'espeak/male', pitchRatio: 1.2 });
  expect(voiceOf(film, 'Old Wu').name).toBe('espeak/elder');
  for (const who of [undefined, 'The sea', 'a stranger']) expect(voiceOf(film, who).name).toBe('espeak/male');
});
