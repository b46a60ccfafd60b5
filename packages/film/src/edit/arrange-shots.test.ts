import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { Film } from '../film.ts';
import { Shot } from '../shot.ts';
import type { Cut } from './edit.ts';
import { editOf } from './edit-of.ts';
import { editProblems } from './edit-problems.ts';
import { applyFilmEdit, type FilmEditStep } from './film-edit.ts';
import { captionsOf, flatEdit, sourcesOf } from './flatten.ts';
import { chances, sampleEditedFilm, someStep } from './sample-edit.ts';

const shot = (letter: string, more: object = {}) =>
  Shot.parse({
    ...{ id: `shot_${letter.repeat(26)}`, name: letter, camera: { lengthSec: 3, moves: [] } },
    ...{ captions: [{ text: { en: `caption ${letter}` }, startSec: 1, endSec: 2 }], lines: [{ text: { en: 'one two' } }] },
    ...more,
  });
/** A film whose edit is written down. */
const edited = (shots: readonly Shot[]): Film => {
  const film = Film.parse({ format: 'fantascope/film', version: 1, title: { en: 'x' }, sound: { music: { mood: 'calm' } }, shots });
  return { ...film, edit: editOf(film) };
};
const done = (film: Film, ...steps: readonly FilmEditStep[]) => steps.reduce((now, step) => applyFilmEdit(now, step).film, film);
const arranged = (film: Film, shots: readonly Shot[]) => applyFilmEdit(film, { kind: 'arrange-shots', shots });
/** What the film shows, one letter a cut. */
const shown = (film: Film) => flatEdit(film, editOf(film)).cuts.map(({ shot: at }) => (at === null ? '-' : (film.shots[at]?.name ?? '?')));
const trims = ({ inFrame, lengthFrames, speedRatio, fadeInFrames, label }: Cut) => ({
  inFrame,
  lengthFrames,
  speedRatio,
  fadeInFrames,
  label,
});

test('a shot that goes elsewhere on the board goes there in the edit, as somebody has trimmed it, and its words go along', () => {
  const [a, b, c] = [shot('A'), shot('B'), shot('C')];
  const cut = `cut_${'C'.repeat(26)}`;
  const film = done(
    edited([a, b, c]),
    { kind: 'trim', cut, edge: 'head', byFrames: 10, mode: 'ripple' },
    { kind: 'set-speed', cut, speedRatio: 2 },
    { kind: 'split', cut, atFrame: 180 + 20, newId: 'half' },
  );
  const before = film.edit?.tracks[0]?.cuts.filter(({ id }) => id === cut || id === 'half').map(trims);
  const { film: now, inverse } = arranged(film, [c, a, b]);
  expect(shown(now)).toEqual(['C', 'C', 'A', 'B']);
  expect(now.edit?.tracks[0]?.cuts.slice(0, 2).map(trims)).toEqual(before);
  expect(captionsOf(now).map(({ text }) => text.en)).toEqual(['caption C', 'caption A', 'caption B']);
  expect(applyFilmEdit(now, inverse).film).toEqual(film);
});

test('a shot that is taken out leaves with its cuts and words, and one that is new stands where the board has it', () => {
  const [a, b, c] = [shot('A'), shot('B'), shot('C')];
  const film = edited([a, b, c]);
  const { film: less, inverse } = arranged(film, [a, c]);
  expect(shown(less)).toEqual(['A', 'C']);
  expect(captionsOf(less).map(({ text }) => text.en)).toEqual(['caption A', 'caption C']);
  expect(less.edit?.tracks.find(({ kind }) => kind === 'music')?.cuts[0]?.lengthFrames).toBe(180);
  expect(applyFilmEdit(less, inverse).film).toEqual(film);
  const { film: more } = arranged(film, [a, shot('D'), b, c]);
  expect(shown(more)).toEqual(['A', 'D', 'B', 'C']);
  expect(captionsOf(more).map(({ text }) => text.en)).toEqual(['caption A', 'caption D', 'caption B', 'caption C']);
  expect(shown(arranged(film, [shot('D'), a, b, c]).film)).toEqual(['D', 'A', 'B', 'C']);
});

test('what somebody has cut in elsewhere by hand stays there; the longest part of the shot goes along', () => {
  const [a, b, c] = [shot('A'), shot('B'), shot('C')];
  const film = edited([a, b, c]);
  const again = { ...(film.edit?.tracks[0]?.cuts[0] as Cut), id: 'again', lengthFrames: 20 };
  const cutIn = done(film, { kind: 'insert', track: 'video', index: 2, cut: again });
  expect(shown(cutIn)).toEqual(['A', 'B', 'A', 'C']);
  expect(shown(arranged(cutIn, [b, c, a]).film)).toEqual(['B', 'A', 'C', 'A']);
});

test('a shot that an edit calls by its place is the same one after a change of places', () => {
  const bare = (sec: number) => Shot.parse({ camera: { lengthSec: sec, moves: [] } });
  const [a, b, c] = [bare(2), bare(3), bare(4)];
  const film = edited([a, b, c]);
  expect(film.edit?.tracks[0]?.cuts.map(({ shows }) => shows.kind === 'shot' && shows.shot)).toEqual([0, 1, 2]);
  const secs = (of: Film) => flatEdit(of, editOf(of)).cuts.map(({ shot: at }) => of.shots[at ?? -1]?.camera.lengthSec);
  const { film: now, inverse } = arranged(film, [c, a]);
  expect(secs(now)).toEqual([4, 2]);
  expect(applyFilmEdit(now, inverse).film).toEqual(film);
});

test('words that would lie over each other go to another track; nothing of them is lost', () => {
  const long = { effects: [{ kind: 'whoosh', startSec: 2, lengthSec: 3 }], captions: [], lines: [] };
  const [a, b, c] = [shot('A', long), shot('B'), shot('C', { ...long, effects: [{ kind: 'whoosh', startSec: 0, lengthSec: 2 }] })];
  const film = edited([a, b, c]);
  const { film: now, inverse } = arranged(film, [a, c]);
  const effects = (of: Film) =>
    of.edit?.tracks.filter(({ kind }) => kind === 'effects').map(({ cuts }) => cuts.map(({ startFrame }) => startFrame));
  expect([effects(film), effects(now)]).toEqual([[[60, 180]], [[60], [90]]]);
  expect(applyFilmEdit(now, inverse).film).toEqual(film);
});

test('a transition that has no room any more goes, and one that has stays', () => {
  const long = { transition: { kind: 'crossfade', lengthSec: 1 } };
  const [a, b, c] = [shot('A'), shot('B', long), shot('C', long)];
  const tiny = shot('D', { camera: { lengthSec: 0.5, moves: [] }, captions: [], lines: [] });
  const { film: now } = arranged(edited([a, b, c]), [a, b, tiny, c]);
  expect(shown(now)).toEqual(['A', 'B', 'D', 'C']);
  expect(now.edit?.tracks[0]?.cuts.map(({ transition }) => transition?.lengthFrames)).toEqual([undefined, 30, undefined, undefined]);
});

test('a locked cut is not taken out or moved with its shot: nothing is done, and it is named', () => {
  const [a, b] = [shot('A'), shot('B')];
  const film = done(edited([a, b]), { kind: 'set-locked', cut: `cut_${'B'.repeat(26)}`, isLocked: true });
  expect(() => arranged(film, [a])).toThrow('locked');
  expect(() => arranged(film, [b, a])).not.toThrow();
  // Of an edit without cuts nothing is left to show.
  const only = done(edited([a, b]), { kind: 'ripple-remove', cut: `cut_${'B'.repeat(26)}` });
  expect(() => arranged(only, [b])).toThrow('at least one cut');
  expect(shown(arranged(edited([a]), [shot('C')]).film)).toEqual(['C']);
});

test('whatever was done to an edit, every new shot comes into it, every one that is gone leaves it, the others keep their cuts as they are, and one step takes it back', () => {
  let [tried, refused] = [0, 0];
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 2 ** 31 }), (count, seed) => {
      const chance = chances(seed);
      const sample = sampleEditedFilm(count, seed);
      const withIds = sample.shots.map((each, index) =>
        index % 2 === 0 ? each : { ...each, id: `shot_${String(index).padStart(26, '0')}` },
      );
      let film: Film = { ...sample, shots: withIds };
      let made = 0;
      const newId = () => {
        made += 1;
        return `new-${made}`;
      };
      for (let n = 0; n < 12; n += 1) {
        try {
          film = applyFilmEdit(film, someStep(editOf(film), { chance, newId })).film;
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }
      const rest = film.shots.filter(() => chance() < 0.8);
      const order = rest.length === 0 ? film.shots : chance() < 0.5 ? rest : rest.toSorted(() => chance() - 0.5);
      const fresh = { ...shot('N'), name: 'fresh' };
      const shots = chance() < 0.5 ? order : order.toSpliced(Math.floor(chance() * (order.length + 1)), 0, fresh);
      tried += 1;
      let result: ReturnType<typeof arranged>;
      try {
        result = arranged(film, shots);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // Only what a person has locked stands in the way, and that something has to be left.
        expect(['edit.cut-locked', 'edit.track-locked', 'edit.one-video-track']).toContain(error.code);
        refused += 1;
        return;
      }
      expect(applyFilmEdit(result.film, JSON.parse(JSON.stringify(result.inverse)) as FilmEditStep).film).toEqual(film);
      const { edit } = result.film;
      if (edit === undefined) return;
      expect(editProblems(edit, sourcesOf(result.film))).toEqual([]);
      const names = new Set(shown(result.film));
      expect(names.has('fresh')).toBe(shots.includes(fresh));
      const video = (of: Film) => editOf(of).tracks[0]?.cuts ?? [];
      const now = new Map(video(result.film).map((cut) => [cut.id, trims(cut)]));
      const gone = new Set(film.shots.filter((each) => !shots.includes(each)));
      for (const cut of video(film)) {
        const at =
          cut.shows.kind === 'shot' ? (flatEdit(film, editOf(film)).cuts.find((each) => each.cut.id === cut.id)?.shot ?? null) : null;
        if (cut.shows.kind === 'shot' && at === null) continue;
        const own = at === null ? undefined : film.shots[at];
        if (own !== undefined && gone.has(own)) expect(now.has(cut.id)).toBe(false);
        else expect(now.get(cut.id)).toEqual(trims(cut));
      }
    }),
    { numRuns: 200 },
  );
  expect(tried - refused).toBeGreaterThan(120);
});
