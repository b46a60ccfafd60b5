import { Film } from '@fantascope/film';
import { expect, test } from 'vitest';
import { checkSpokenHere, speakFilm } from './speak-film.ts';

const filmWith = (narration: 'en' | 'off', who: string) =>
  Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, sound: { narration } },
    cast: [{ name: 'Mei', voice: { name: 'openai/nova' } }, { name: 'Wu' }],
    shots: [{ camera: { lengthSec: 4, moves: [] }, lines: [{ who, text: { en: 'Hello.' } }] }],
  });

test('where nobody buys, a film whose lines need a bought voice is refused before it is drawn, and no other voice stands in', async () => {
  const refused = expect.objectContaining({ code: 'sound.voice-by-key', params: { name: 'openai/nova' } });
  expect(() => checkSpokenHere(filmWith('en', 'Mei'))).toThrow(refused);
  await expect(speakFilm(filmWith('en', 'Mei'), {})).rejects.toEqual(refused);
});

test('a bought voice that says nothing in the film is no hindrance', () => {
  expect(() => checkSpokenHere(filmWith('en', 'Wu'))).not.toThrow();
  expect(() => checkSpokenHere(filmWith('off', 'Mei'))).not.toThrow();
});

test('what one of Kokoro’s voices cannot say is refused before anything is drawn', () => {
  const film = filmWith('en', 'Wu');
  const withVoice = (name: string, en: string) => ({
    ...film,
    cast: [{ ...film.cast?.[1], voice: { name, rateRatio: 1, pitchRatio: 1 } }] as typeof film.cast,
    shots: film.shots.map((shot) => ({ ...shot, lines: [{ who: 'Wu', text: { en } }] })),
  });
  expect(() => checkSpokenHere(withVoice('kokoro/af_heart', 'Hello.'))).not.toThrow();
  expect(() => checkSpokenHere(withVoice('kokoro/af_heart', '你好'))).toThrow(expect.objectContaining({ code: 'sound.voice-english' }));
  expect(() => checkSpokenHere(withVoice('kokoro/nobody', 'Hello.'))).toThrow(expect.objectContaining({ code: 'sound.no-such-voice' }));
});
