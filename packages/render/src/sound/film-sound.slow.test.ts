import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdit, type EditStep, editOf, Film } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { filmTimeline } from '@fantascope/stage';
import { afterAll, expect, test } from 'vitest';
import { makeFilmSound } from './film-sound.ts';
import { soundPlan } from './sound-plan.ts';
import { speakFilm } from './speak-film.ts';

const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
const cacheDir = mkdtempSync(join(tmpdir(), 'film-sound-'));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

const edited = (film: Film, ...steps: readonly EditStep[]): Film => ({
  ...film,
  edit: steps.reduce((edit, step) => applyEdit(edit, step).edit, editOf(film)),
});

/** How loud a film is between two moments of it, as it is heard from the file (root mean square). */
async function heard(film: Film): Promise<(fromSec: number, toSec: number) => number> {
  const plan = soundPlan(film, filmTimeline(film), await speakFilm(film, { cacheDir }));
  if (plan === null) throw new Error('the film has a sound');
  const made = await makeFilmSound(plan, { codec: 'pcm', ffmpegPath, cacheDir, musicFiles: {} });
  const args = ['-nostdin', '-v', 'error', '-i', made.file, '-ac', '1', '-ar', '48000', '-f', 'f32le', '-'];
  const bytes = execFileSync(ffmpegPath, args, { maxBuffer: 2 ** 28 });
  await made.close();
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return (fromSec, toSec) => {
    const part = samples.subarray(Math.round(fromSec * 48_000), Math.round(toSec * 48_000));
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
  };
}
const db = (ratio: number) => 20 * Math.log10(ratio);

test('a volume curve turns down what is heard by what it says, and a fade ends in silence', async () => {
  const windy = Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, fps: 30 },
    shots: [{ camera: { lengthSec: 8, moves: [] }, effects: [{ kind: 'rain' }] }],
  });
  const cut = 'cut-1.effect-1';
  const volume = [
    { atFrame: 118, gainDb: 0 },
    { atFrame: 122, gainDb: -12 },
  ];
  const [plain, turned, faded] = await Promise.all([
    heard(windy),
    heard(edited(windy, { kind: 'set-volume', cut, volume })),
    heard(edited(windy, { kind: 'set-fades', cut, fadeInFrames: 0, fadeOutFrames: 30 })),
  ]);
  // The mix is brought to one loudness, so a film is compared with itself.
  const stepOf = (film: typeof plain) => db(film(4.5, 6.5) / film(1.5, 3.5));
  expect(Math.abs(stepOf(turned) - stepOf(plain) + 12)).toBeLessThan(1);
  expect(db(faded(7.97, 8) / faded(5, 6))).toBeLessThan(-30);
  expect(db(faded(6.5, 6.9) / faded(5, 6))).toBeGreaterThan(-3);
});

test('a line whose beginning was trimmed away begins with the word it was trimmed to, when that was said before', async () => {
  const told = Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, fps: 30 },
    sound: { narration: 'en' },
    shots: [
      { camera: { lengthSec: 8, moves: [] }, lines: [{ text: { en: 'Every night he climbs the stairs, then he lights the lamp.' } }] },
    ],
  });
  const whole = edited(told);
  const [voice] = await speakFilm(whole, { cacheDir });
  const comma = 'Every night he climbs the stairs,'.length;
  const wordSec = voice?.words.find(({ at }) => at >= comma)?.startSec ?? 0;
  expect(wordSec).toBeGreaterThan(1);
  // Trimmed within the pause at the comma.
  const byFrames = Math.floor(wordSec * 30) - 1;
  const startSec = (whole.edit?.tracks.find(({ kind }) => kind === 'voice')?.cuts[0]?.startFrame ?? 0) / 30;
  const trimmed = edited(whole, { kind: 'trim', cut: 'cut-1.line-1', edge: 'head', byFrames, mode: 'free' });
  const [before, after] = [await heard(whole), await heard(trimmed)];
  const atSec = startSec + wordSec;
  expect(db(before(startSec, atSec - 0.2) / before(atSec, atSec + 0.6))).toBeGreaterThan(-12);
  expect(db(after(0, startSec + byFrames / 30 - 0.02) / after(atSec, atSec + 0.6))).toBeLessThan(-40);
  expect(db(after(atSec, atSec + 0.12) / after(atSec, atSec + 0.6))).toBeGreaterThan(-15);
});
