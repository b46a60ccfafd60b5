import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { Film } from '../film.ts';
import { Shot } from '../shot.ts';
import { editOf } from './edit-of.ts';
import { editProblems } from './edit-problems.ts';
import { applyFilmEdit, type EditedFilm, type FilmEditStep } from './film-edit.ts';
import { captionsOf, sourcesOf } from './flatten.ts';
import { chances, sampleEditedFilm, someStep } from './sample-edit.ts';

const shotId = `shot_${'1'.repeat(26)}`;
const takeId = `take_${'1'.repeat(26)}`;
const added = (letter: string, more: object = {}) =>
  Shot.parse({
    ...{ id: `shot_${letter.repeat(26)}`, camera: { lengthSec: 3, moves: [] } },
    ...{ captions: [{ text: { en: `caption ${letter}` }, startSec: 1, endSec: 2 }], lines: [{ text: { en: 'one two' } }] },
    ...more,
  });
const tried = (film: Film, step: FilmEditStep): EditedFilm | Fault => {
  try {
    return applyFilmEdit(film, step);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};

test('any run of film steps, new shots among them, taken back gives the very same film, down to one without an edit', () => {
  let steps = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 2 ** 31 }), (shots, seed) => {
      const chance = chances(seed);
      const first = sampleEditedFilm(shots, seed);
      let film: Film = first;
      let made = 0;
      const newId = () => {
        made += 1;
        return `new-${made}`;
      };
      const undos: { inverse: FilmEditStep; was: Film }[] = [];
      for (let n = 0; n < 20; n += 1) {
        const shot = {
          ...added('2'),
          id: `shot_${String(n).padStart(26, '0')}`,
          ...(chance() < 0.5 ? { transition: { kind: 'wipe', lengthSec: 1, toward: 'up' } } : {}),
        };
        const step: FilmEditStep =
          chance() < 0.2 ? { kind: 'add-shots', shots: [Shot.parse(shot)] } : someStep(editOf(film), { chance, newId });
        const result = tried(film, step);
        if (result instanceof Fault) continue;
        steps += 1;
        const again = JSON.parse(JSON.stringify(result.inverse)) as FilmEditStep;
        const undone = applyFilmEdit(result.film, again);
        expect(undone.film).toEqual(film);
        expect(applyFilmEdit(undone.film, undone.inverse).film).toEqual(result.film);
        if (result.film.edit !== undefined) expect(editProblems(result.film.edit, sourcesOf(result.film))).toEqual([]);
        undos.push({ inverse: result.inverse, was: film });
        film = result.film;
      }
      for (const { inverse, was } of undos.toReversed()) {
        film = applyFilmEdit(film, inverse).film;
        expect(film).toEqual(was);
      }
      expect(film).toEqual(first);
      expect('edit' in film).toBe(false);
    }),
    { numRuns: 60 },
  );
  expect(steps).toBeGreaterThan(300);
});

test('a new shot stands at the end of an edit with its caption and line, and music goes on to the new end', () => {
  const film = { ...sampleEditedFilm(3, 4) };
  const written: Film = { ...film, edit: editOf(film) };
  const endFrame = editOf(film).tracks[0]?.cuts.reduce((end, cut) => Math.max(end, cut.startFrame + cut.lengthFrames), 0) ?? 0;
  const { film: more } = applyFilmEdit(written, { kind: 'add-shots', shots: [added('2')] });
  expect(more.edit?.tracks[0]?.cuts.at(-1)).toMatchObject({
    ...{ shows: { kind: 'shot', shot: `shot_${'2'.repeat(26)}` }, startFrame: endFrame, lengthFrames: 90 },
  });
  expect(captionsOf(more).at(-1)).toMatchObject({ text: { en: 'caption 2' }, startFrame: endFrame + 30, lengthFrames: 30 });
  expect(more.edit?.tracks.find(({ kind }) => kind === 'music')?.cuts[0]?.lengthFrames).toBe(endFrame + 90);
  // Without an edit the shots are the film.
  expect(applyFilmEdit(film, { kind: 'add-shots', shots: [added('2')] }).film.edit).toBeUndefined();
  // A removed shot does not come back with the next one.
  const removed = applyFilmEdit(more, { kind: 'ripple-remove', cut: more.edit?.tracks[0]?.cuts.at(-1)?.id ?? '' }).film;
  const last = applyFilmEdit(removed, { kind: 'add-shots', shots: [added('3')] }).film;
  expect(last.edit?.tracks[0]?.cuts.map(({ shows }) => (shows.kind === 'shot' ? shows.shot : ''))).not.toContain(`shot_${'2'.repeat(26)}`);
});

test('a film knows how long its shots are and which are held', () => {
  const film = Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, takes: { [shotId]: takeId } },
    shots: [added('1'), added('2')],
  });
  const [first = '', second = ''] = editOf(film).tracks[0]?.cuts.map(({ id }) => id) ?? [];
  const trim = (cut: string, byFrames: number) => ({ kind: 'trim', cut, edge: 'tail', byFrames, mode: 'ripple' }) as const;
  expect(() => applyFilmEdit(film, trim(second, 1))).toThrow('it has 90');
  expect(applyFilmEdit(film, trim(second, -1)).film.edit?.tracks[0]?.cuts[1]?.lengthFrames).toBe(89);
  expect(() => applyFilmEdit(film, trim(first, -1))).toThrow('approved or locked');
  expect(applyFilmEdit(film, { ...trim(first, -1), unlocks: [shotId] }).film.edit?.tracks[0]?.cuts[0]?.lengthFrames).toBe(89);
  expect(() => applyFilmEdit(film, trim(second, -1), { isLocked: (index) => index === 1 })).toThrow('approved or locked');
});

test('what was changed since is not taken back over it', () => {
  const film = sampleEditedFilm(3, 4);
  const { film: done, inverse } = applyFilmEdit(film, { kind: 'set-label', cut: 'cut-1', label: 'x' });
  const later = applyFilmEdit(done, { kind: 'set-label', cut: 'cut-1', label: 'y' }).film;
  expect(() => applyFilmEdit(later, inverse)).toThrow('cannot be taken back');
});
