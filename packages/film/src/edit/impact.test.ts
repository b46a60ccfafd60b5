import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { applyEdit } from './apply-edit.ts';
import { editOf } from './edit-of.ts';
import type { EditStep } from './edit-step.ts';
import { costOfImpact, impactOf } from './impact.ts';
import { sampleEditedFilm } from './sample-edit.ts';

const none = { shots: [], held: [], recut: [], lines: [], music: [] };
const edited = (film: Film, ...steps: readonly EditStep[]): Film => ({
  ...film,
  edit: steps.reduce((edit, step) => applyEdit(edit, step).edit, editOf(film)),
});
const withShot = (film: Film, index: number, change: Partial<Film['shots'][number]>): Film => ({
  ...film,
  shots: film.shots.map((shot, at) => (at === index ? { ...shot, ...change } : shot)),
});
const films = fc
  .record({ shots: fc.integer({ min: 2, max: 12 }), seed: fc.integer({ min: 0, max: 2 ** 31 }), at: fc.nat() })
  .map(({ shots, seed, at }) => {
    const film = sampleEditedFilm(shots, seed);
    return { film: { ...film, sound: { ...film.sound, loudness: 'web', narration: 'en' } } as Film, index: at % shots };
  });
const shotId = (letter: string) => `shot_${letter.repeat(26)}`;

test('where nothing changed nothing is stale, also once the film has its edit', () => {
  fc.assert(
    fc.property(films, ({ film }) => {
      expect(impactOf(film, structuredClone(film))).toEqual(none);
      const written = edited(film);
      expect(impactOf(written, structuredClone(written))).toEqual(none);
    }),
    { numRuns: 30 },
  );
});

test('another caption touches no shot and no music, and is put in again where it stands', () => {
  fc.assert(
    fc.property(films, ({ film }) => {
      const written = edited(film);
      const caption = written.edit?.tracks.find(({ kind }) => kind === 'captions')?.cuts[0];
      fc.pre(caption !== undefined);
      const impact = impactOf(written, edited(written, { kind: 'set-caption', cut: caption?.id ?? '', text: { en: 'another' } }));
      expect(impact).toMatchObject({ shots: [], held: [], music: [] });
      expect(impact.recut).toEqual([{ cut: caption?.id, track: 'captions', reasons: ['shows'] }]);
    }),
    { numRuns: 30 },
  );
});

test('another camera touches exactly the cuts that show the shot', () => {
  fc.assert(
    fc.property(films, ({ film, index }) => {
      const camera = { ...film.shots[index]?.camera, moves: [{ kind: 'truck', distanceM: -0.2 }] } as Film['shots'][number]['camera'];
      // The shot is shown twice: by two halves of its cut.
      const cut = editOf(film).tracks[0]?.cuts[index];
      const atFrame = (cut?.startFrame ?? 0) + 25;
      const split = edited(film, { kind: 'split', cut: cut?.id ?? '', atFrame, newId: 'late' });
      const impact = impactOf(split, withShot(split, index, { camera }));
      expect(impact.shots).toEqual([
        { shot: `shot ${index}`, reasons: ['camera'], redo: 'draw', isLifted: false, cuts: [cut?.id, 'late'] },
      ]);
      expect({ ...impact, shots: [] }).toEqual(none);
    }),
    { numRuns: 30 },
  );
});

test('order, trims and transitions are only cut again; the score falls on its cuts anew', () => {
  const film = edited(sampleEditedFilm(5, 2));
  const trimmed = edited(film, { kind: 'trim', cut: 'cut-2', edge: 'tail', byFrames: -5, mode: 'ripple' });
  const impact = impactOf(film, trimmed);
  expect(impact).toMatchObject({ shots: [], held: [], lines: [] });
  expect(impact.recut.find(({ cut }) => cut === 'cut-2')?.reasons).toEqual(['trimmed']);
  expect(impact.recut.find(({ cut }) => cut === 'cut-3')?.reasons).toEqual(['placed']);
  expect(impact.recut.some(({ cut }) => cut === 'cut-1')).toBe(false);
  expect(impact.music).toEqual([{ cut: 'music-1', reasons: ['length', 'cuts'] }]);
  const halves = edited(film, { kind: 'split', cut: 'music-1', atFrame: 100, newId: 'second' });
  expect(impactOf(film, halves).music).toEqual([]);
});

const stored = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'x' } },
  cast: [{ name: 'Mei', description: { en: 'a girl in red' } }],
  sound: { narration: 'en' },
  takes: { [shotId('1')]: `take_${'1'.repeat(26)}` },
  shots: ['1', '2', '3', '4'].map((letter, index) => ({
    ...{ id: shotId(letter), picture: `${letter}.jpg`, camera: { moves: [] }, subject: 'a girl' },
    ...(index < 2 ? { cast: ['Mei'] } : {}),
    lines: [{ text: { en: `line ${letter}` }, ...(index < 2 ? { who: 'Mei' } : {}) }],
  })),
});

test('what is approved or locked is held and costs nothing; the others are shot again, each at its price, unknown prices told', () => {
  const recast = { ...stored, cast: [{ ...stored.cast?.[0], description: { en: 'a girl in blue' } }] } as Film;
  const isShot = (index: number) => index < 3;
  const impact = impactOf(stored, recast, { isShot });
  expect(impact.held.map(({ shot, reasons }) => [shot, reasons])).toEqual([[shotId('1'), ['cast']]]);
  expect(impact.shots.map(({ shot, reasons, redo }) => [shot, reasons, redo])).toEqual([[shotId('2'), ['cast'], 'shoot']]);
  expect(impactOf(stored, recast, { isShot, isLocked: () => true }).shots).toEqual([]);
  const reworded = stored.shots.reduce((film, _, index) => withShot(film, index, { subject: 'a boy', picture: 'new.jpg' }), stored);
  const all = impactOf(stored, reworded, { isShot });
  expect(all.shots.map(({ redo, isLifted }) => [redo, isLifted])).toEqual([
    ['shoot', false],
    ['shoot', false],
    ['draw', true],
  ]);
  const cost = costOfImpact(all, ({ shot }) => (shot === shotId('2') ? { currency: 'USD', low: 0.2, high: 0.5 } : undefined));
  expect(cost).toEqual({ totals: [{ currency: 'USD', low: 0.2, high: 0.5 }], unpriced: 1, free: 1 });
  const mixed = costOfImpact(all, ({ shot }) => ({ currency: shot === shotId('2') ? 'USD' : 'CNY', low: 1, high: 2 }));
  expect(mixed.totals.map(({ currency }) => currency)).toEqual(['USD', 'CNY']);
});

test('lines are spoken again for other words, another voice or another language, each said why', () => {
  const reason = (after: Film) => impactOf(stored, after).lines.map((line) => [line.text, line.reason]);
  expect(reason(withShot(stored, 2, { lines: [{ text: { en: 'something else' } }] }))).toEqual([['something else', 'words']]);
  const voiced = { ...stored, cast: [{ ...stored.cast?.[0], voice: { name: 'espeak/en-gb', rateRatio: 1.2 } }] };
  expect(reason(Film.parse(voiced))).toEqual([
    ['line 1', 'voice'],
    ['line 2', 'voice'],
  ]);
  expect(reason({ ...stored, sound: { loudness: 'web', narration: 'zh' } }).map(([, why]) => why)).toEqual(Array(4).fill('language'));
});

test('a shot that was not there is lifted and drawn; what is gone is only cut', () => {
  const more = { ...stored, shots: [...stored.shots, { ...(stored.shots[0] as Film['shots'][number]), id: shotId('5') }] };
  expect(impactOf(stored, more).shots).toMatchObject([{ shot: shotId('5'), reasons: ['new'], redo: 'draw', isLifted: true }]);
  const fewer = impactOf(more, stored);
  expect(fewer.shots).toEqual([]);
  expect(fewer.recut).toContainEqual({ cut: `cut_${'5'.repeat(26)}`, track: 'video', reasons: ['gone'] });
});
