import { applyEdit, Edit, editOf, Film } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FilmFrame, filmTimeline, frameAt, type Timeline } from './timeline.ts';

const kinds = ['cut', 'crossfade', 'dip-to-black', 'wipe', 'push'] as const;
const shot = fc.record({
  frames: fc.integer({ min: 40, max: 90 }),
  overlap: fc.integer({ min: 0, max: 18 }),
  kind: fc.constantFrom(...kinds),
  from: fc.integer({ min: 0, max: 30 }),
  fade: fc.integer({ min: 0, max: 8 }),
});
const films = fc.array(shot, { minLength: 2, maxLength: 6 }).map((plans) =>
  Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'x' },
    fps: 30,
    shots: plans.map(({ frames, overlap, kind, from, fade }, index) => ({
      camera: { lengthSec: frames / 30, moves: [] },
      transition: { kind: index === 0 ? 'cut' : kind, lengthSec: index === 0 || kind === 'cut' ? 0 : overlap / 30 },
      captions: [{ text: { en: `${index}` }, startSec: from / 30, endSec: (from + 9) / 30 }, { text: { en: `all ${index}` } }],
      fadeInSec: fade / 30,
      fadeOutSec: fade / 30,
    })),
  }),
);

/** What is seen, without the numbers captions have. */
function seen(frame: FilmFrame): unknown {
  const captions = frame.captions.map(({ words, opacityRatio, shotIndex }) =>
    [words.text.en, opacityRatio.toFixed(9), shotIndex].join(' '),
  );
  return { ...frame, captions: captions.sort() };
}
const allSeen = (timeline: Timeline) => Array.from({ length: timeline.totalFrames }, (_, frame) => seen(frameAt(timeline, frame)));
const withEdit = (film: Film, edit: Edit) => filmTimeline({ ...film, edit });

const two = Film.parse({
  format: 'fantascope/film',
  version: 1,
  title: { en: 'x' },
  fps: 30,
  shots: [
    { id: 'shot_00000000000000000000000001', camera: { lengthSec: 4, moves: [] } },
    { id: 'shot_00000000000000000000000002', camera: { lengthSec: 2, moves: [] } },
  ],
});

describe('a film drawn from its edit', () => {
  test('shows every frame as its shots alone show it, where the edit is the one they amount to', () => {
    fc.assert(
      fc.property(films, (film) => {
        expect(allSeen(withEdit(film, editOf(film)))).toEqual(allSeen(filmTimeline(film)));
      }),
      { numRuns: 40 },
    );
  });

  test('shows the same after a cut is split, and after cuts are nested', () => {
    fc.assert(
      fc.property(films, fc.nat(), fc.nat(), (film, at, length) => {
        const edit = editOf(film);
        const cuts = edit.tracks[0]?.cuts ?? [];
        const first = at % cuts.length;
        const last = first + (length % (cuts.length - first));
        const nested = applyEdit(edit, {
          kind: 'nest',
          first: cuts[first]?.id ?? '',
          last: cuts[last]?.id ?? '',
          newEdit: 'n',
          newCut: 'c',
        });
        expect(allSeen(withEdit(film, nested.edit))).toEqual(allSeen(filmTimeline(film)));
      }),
      { numRuns: 40 },
    );
    const whole = applyEdit(editOf(two), { kind: 'set-speed', cut: 'cut_00000000000000000000000001', speedRatio: 0.7 }).edit;
    const split = applyEdit(whole, { kind: 'split', cut: 'cut_00000000000000000000000001', atFrame: 61, newId: 'b' }).edit;
    expect(allSeen(withEdit(two, split))).toEqual(allSeen(withEdit(two, whole)));
  });

  test('a trimmed cut begins within its shot and a fast one goes through it faster; two cuts name the same shot', () => {
    let edit = editOf(two);
    const [first, second] = edit.tracks[0]?.cuts.map(({ id }) => id) ?? ['', ''];
    edit = applyEdit(edit, { kind: 'split', cut: first ?? '', atFrame: 60, newId: 'late' }).edit;
    edit = applyEdit(edit, { kind: 'move', cut: 'late', index: 2 }).edit;
    edit = applyEdit(edit, { kind: 'set-speed', cut: 'late', speedRatio: 2 }).edit;
    const timeline = withEdit(two, edit);
    expect(timeline.shots.map(({ index, startFrame, frames, inFrame }) => [index, startFrame, frames, inFrame])).toEqual([
      [0, 0, 60, 0],
      [1, 60, 60, 0],
      [0, 120, 30, 60],
    ]);
    expect(frameAt(timeline, 130).shots).toEqual([{ index: 0, tSec: 80 / 30, brightnessRatio: 1 }]);
    const gap = withEdit(two, applyEdit(edit, { kind: 'remove', cut: second ?? '' }).edit);
    expect(frameAt(gap, 90).shots).toEqual([{ index: 0, tSec: 0, brightnessRatio: 0 }]);
    const off = withEdit(two, applyEdit(edit, { kind: 'set-enabled', cut: second ?? '', isEnabled: false }).edit);
    expect(allSeen(off)).toEqual(allSeen(gap));
  });

  test('words of no cut lie over all they reach and fade by themselves', () => {
    const edit = Edit.parse({
      tracks: [
        { ...editOf(two).tracks[0] },
        {
          id: 't',
          kind: 'captions',
          cuts: [{ id: 'over', shows: { kind: 'caption', text: { en: 'over' } }, startFrame: 100, lengthFrames: 40 }],
        },
      ],
    });
    const timeline = withEdit(two, edit);
    const opacity = (frame: number) => frameAt(timeline, frame).captions.map(({ opacityRatio }) => opacityRatio.toFixed(2));
    expect([99, 100, 119, 120, 139, 140].map(opacity)).toEqual([[], ['0.10'], ['1.00'], ['1.00'], ['0.10'], []]);
  });

  test('an edit that names a shot the film has not is refused', () => {
    const edit = editOf(two);
    expect(() => filmTimeline({ ...two, shots: two.shots.slice(0, 1), edit })).toThrow('which the film has not');
  });
});
