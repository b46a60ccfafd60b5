import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { applyEdit, type EditedEdit } from './apply-edit.ts';
import { Cut, Edit } from './edit.ts';
import { editOf } from './edit-of.ts';
import { editProblems } from './edit-problems.ts';
import { EditStep } from './edit-step.ts';
import { chances, sampleEditedFilm, someStep } from './sample-edit.ts';

const tried = (edit: Edit, step: EditStep): EditedEdit | Fault => {
  try {
    return applyEdit(edit, step);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};
const done = (edit: Edit, step: EditStep): Edit => applyEdit(edit, step).edit;
const codeOf = (edit: Edit, step: EditStep) => {
  const result = tried(edit, step);
  return result instanceof Fault ? result.code : 'done';
};
const cutsOf = (edit: Edit) => [edit, ...edit.nested].flatMap(({ tracks }) => tracks.flatMap(({ cuts }) => cuts));
const find = (edit: Edit, id: string) => cutsOf(edit).find((cut) => cut.id === id);
const places = (edit: Edit, track = 0) =>
  edit.tracks[track]?.cuts.map(({ id, startFrame, lengthFrames }) => `${id} ${startFrame}+${lengthFrames}`);
const caption = (id: string, startFrame: number, lengthFrames: number, more: Partial<Cut> = {}) =>
  Cut.parse({ id, shows: { kind: 'caption', text: { en: id } }, startFrame, lengthFrames, ...more });
const shot = (id: string, startFrame: number, lengthFrames: number, more: object = {}) =>
  Cut.parse({ id, shows: { kind: 'shot', shot: 0 }, startFrame, lengthFrames, ...more });
const crossfade = { transition: { kind: 'crossfade', lengthFrames: 10, toward: 'left' } } as const;

/** a 0–100, b 90–190 out of a crossfade, c 190–240; a caption of b at 120–150, a free one at 200–220, music to the end. */
const small = Edit.parse({
  tracks: [
    { id: 'v', kind: 'video', cuts: [shot('a', 0, 100), shot('b', 90, 100, crossfade), shot('c', 190, 50)] },
    { id: 't', kind: 'captions', cuts: [caption('of b', 120, 30, { with: 'b' }), caption('free', 200, 20)] },
    {
      id: 'm',
      kind: 'music',
      cuts: [{ id: 'score', shows: { kind: 'music', music: { mood: 'calm' } }, startFrame: 0, lengthFrames: 240 }],
    },
  ],
});

describe('undo and invariants', () => {
  const story = (shots: number, seed: number, steps: number) => {
    const chance = chances(seed);
    let made = 0;
    let edit = editOf(sampleEditedFilm(shots, seed));
    const undos: EditStep[] = [];
    const states: string[] = [];
    const kinds = new Set<string>();
    expect(editProblems(edit)).toEqual([]);
    for (let n = 0; n < steps; n += 1) {
      const newId = () => {
        made += 1;
        return `new-${made}`;
      };
      const step = EditStep.parse(JSON.parse(JSON.stringify(someStep(edit, { chance, newId }))));
      const was = JSON.stringify(edit);
      const result = tried(edit, step);
      expect(JSON.stringify(edit)).toBe(was);
      if (result instanceof Fault) continue;
      kinds.add(step.kind);
      expect(editProblems(result.edit), JSON.stringify(step)).toEqual([]);
      // Of what was locked only the place in time may change.
      if (step.kind !== 'set-locked') {
        for (const cut of cutsOf(edit).filter(({ isLocked }) => isLocked)) {
          expect({ ...find(result.edit, cut.id), startFrame: 0, with: 0 }, JSON.stringify(step)).toEqual({
            ...cut,
            startFrame: 0,
            with: 0,
          });
        }
      }
      const undone = applyEdit(result.edit, EditStep.parse(JSON.parse(JSON.stringify(result.inverse))));
      expect(undone.edit, JSON.stringify(step)).toEqual(edit);
      expect(applyEdit(undone.edit, undone.inverse).edit).toEqual(result.edit);
      states.push(was);
      undos.push(result.inverse);
      edit = result.edit;
    }
    expect(Edit.parse(JSON.parse(JSON.stringify(edit)))).toEqual(edit);
    for (const inverse of undos.toReversed()) {
      edit = done(edit, inverse);
      expect(JSON.parse(JSON.stringify(edit))).toEqual(JSON.parse(states.pop() as string));
    }
    return kinds;
  };

  test('any run of steps taken back gives the very same document, and none leaves a document that cannot be', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 2 ** 31 }), (shots, seed) => {
        for (const kind of story(shots, seed, 25)) kinds.add(kind);
      }),
      { numRuns: 120 },
    );
    expect([...kinds].length).toBeGreaterThan(20);
  });

  test('a film of 300 cuts too', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        for (const kind of story(300, seed, 30)) kinds.add(kind);
      }),
      { numRuns: 4, examples: [[7]] },
    );
    expect(kinds.size).toBeGreaterThan(12);
  });

  test('what a change breaks far from where it was made is found too', () => {
    const edit = editOf(sampleEditedFilm(300, 3));
    const owner = edit.tracks[0]?.cuts[20] as Cut;
    const out = { list: 'cuts', track: 'video', index: 20, out: [owner], in: [] } as const;
    const gone = codeOf(edit, { kind: 'changes', changes: [{ ...out, out: [...out.out], in: [{ ...owner, id: 'other' }] }] });
    expect(gone).toBe(edit.tracks.slice(1).some(({ cuts }) => cuts.some((cut) => cut.with === owner.id)) ? 'edit.no-such-thing' : 'done');
    const twin = { ...caption(edit.tracks[0]?.cuts[280]?.id ?? '', 1_000_000, 5) };
    expect(codeOf(edit, { kind: 'insert', track: 'captions', cut: twin })).toBe('edit.id-twice');
    expect(codeOf(edit, { kind: 'add-marker', marker: { id: owner.id, frame: 0, colour: 'red', text: '' } })).toBe('edit.id-twice');
  });
});

describe('steps', () => {
  test('removing leaves black as long as only the cut was seen; a ripple closes up, and brings captions, music and markers along', () => {
    const marked = done(small, { kind: 'add-marker', marker: { id: 'k', frame: 210, colour: 'red', text: '' } });
    expect(places(done(small, { kind: 'remove', cut: 'b' }))).toEqual(['a 0+100', 'b.gap 100+90', 'c 190+50']);
    const closed = done(marked, { kind: 'ripple-remove', cut: 'b' });
    expect(places(closed)).toEqual(['a 0+100', 'c 100+50']);
    expect(places(closed, 1)).toEqual(['free 110+20']);
    expect(places(closed, 2)).toEqual(['score 0+150']);
    expect(closed.markers[0]?.frame).toBe(120);
  });

  test('the first cut has nothing to come out of', () => {
    const closed = done(small, { kind: 'ripple-remove', cut: 'a' });
    expect(places(closed)).toEqual(['b 0+100', 'c 100+50']);
    expect(find(closed, 'b')?.transition).toBeUndefined();
    expect(places(closed, 1)).toEqual(['of b 30+30', 'free 110+20']);
    const swapped = done(small, { kind: 'move', cut: 'b', index: 0 });
    expect(places(swapped)).toEqual(['b 0+100', 'a 100+100', 'c 200+50']);
    expect(places(swapped, 1)).toEqual(['of b 30+30', 'free 200+20']);
  });

  test('a split shows the same as before, from the right frame on, and what begins later belongs to the second half', () => {
    const fast = done(small, { kind: 'set-speed', cut: 'b', speedRatio: 0.5 });
    expect(places(fast)).toEqual(['a 0+100', 'b 90+200', 'c 290+50']);
    const split = done(fast, { kind: 'split', cut: 'b', atFrame: 141, newId: 'b2' });
    expect(places(split)).toEqual(['a 0+100', 'b 90+51', 'b2 141+149', 'c 290+50']);
    expect(find(split, 'b2')).toMatchObject({ inFrame: 25.5, speedRatio: 0.5 });
    expect(find(split, 'of b')?.with).toBe('b2');
    expect(codeOf(small, { kind: 'split', cut: 'b', atFrame: 95, newId: 'x' })).toBe('edit.inside-transition');
    expect(codeOf(small, { kind: 'split', cut: 'a', atFrame: 95, newId: 'x' })).toBe('edit.inside-transition');
  });

  test('trimming ripples or rolls, and takes along what belongs to the cut', () => {
    const head = done(small, { kind: 'trim', cut: 'b', edge: 'head', byFrames: 40, mode: 'ripple' });
    expect(places(head)).toEqual(['a 0+100', 'b 90+60', 'c 150+50']);
    expect(find(head, 'b')?.inFrame).toBe(40);
    expect(places(head, 1)).toEqual(['of b 90+20', 'free 160+20']);
    const tail = done(small, { kind: 'trim', cut: 'a', edge: 'tail', byFrames: 15, mode: 'ripple' });
    expect(places(tail)).toEqual(['a 0+115', 'b 105+100', 'c 205+50']);
    expect(places(tail, 1)).toEqual(['of b 135+30', 'free 215+20']);
    const rolled = done(small, { kind: 'trim', cut: 'b', edge: 'tail', byFrames: 5, mode: 'roll' });
    expect(places(rolled)).toEqual(['a 0+100', 'b 90+105', 'c 195+45']);
    expect(find(rolled, 'c')?.inFrame).toBe(5);
    expect(codeOf(small, { kind: 'trim', cut: 'b', edge: 'head', byFrames: -1, mode: 'ripple' })).toBe('edit.outside-source');
    expect(codeOf(small, { kind: 'trim', cut: 'b', edge: 'tail', byFrames: -95, mode: 'ripple' })).toBe('edit.transition-too-long');
    expect(codeOf(small, { kind: 'trim', cut: 'a', edge: 'head', byFrames: 3, mode: 'roll' })).toBe('edit.no-neighbour');
  });

  test('sliding moves a cut between its neighbours and the film stays as long', () => {
    const slid = done(small, { kind: 'slide', cut: 'b', byFrames: 8 });
    expect(places(slid)).toEqual(['a 0+108', 'b 98+100', 'c 198+42']);
    expect(find(slid, 'c')?.inFrame).toBe(8);
    expect(places(slid, 1)).toEqual(['of b 128+30', 'free 200+20']);
    expect(find(done(small, { kind: 'slip', cut: 'b', byFrames: 12 }), 'b')).toMatchObject({
      inFrame: 12,
      lengthFrames: 100,
      startFrame: 90,
    });
  });

  test('a transition takes its overlap out of the film', () => {
    const longer = done(small, { kind: 'set-transition', cut: 'c', transition: { kind: 'wipe', lengthFrames: 20, toward: 'up' } });
    expect(places(longer)).toEqual(['a 0+100', 'b 90+100', 'c 170+50']);
    expect(places(done(longer, { kind: 'set-transition', cut: 'c', transition: null }))).toEqual(places(small));
    expect(codeOf(small, { kind: 'set-transition', cut: 'a', transition: crossfade.transition })).toBe('edit.transition-first');
    const tooLong = { kind: 'wipe', lengthFrames: 60, toward: 'up' } as const;
    expect(codeOf(small, { kind: 'set-transition', cut: 'c', transition: tooLong })).toBe('edit.transition-too-long');
  });

  test('nesting and taking apart again give the same film', () => {
    const nested = done(small, { kind: 'nest', first: 'b', last: 'c', newEdit: 'scene', newCut: 'n', name: 'Night' });
    expect(places(nested)).toEqual(['a 0+100', 'n 90+150']);
    expect(nested.nested[0]?.tracks.map(({ cuts }) => cuts.map(({ id, startFrame }) => `${id} ${startFrame}`))).toEqual([
      ['b 0', 'c 100'],
      ['of b 30'],
    ]);
    expect(done(nested, { kind: 'unnest', cut: 'n' })).toEqual(small);
    const inside = { ...shot('n2', 0, 10), shows: { kind: 'nested', edit: 'scene' } } as const;
    expect(codeOf(nested, { kind: 'insert', track: 'scene.v', index: 0, cut: inside })).toBe('edit.no-such-thing');
    expect(codeOf(nested, { kind: 'insert', track: 'scene.video', index: 0, cut: inside })).toBe('edit.nested-in-itself');
  });

  test('what is locked or held does not change, but may be moved by what goes before it', () => {
    const locked = done(small, { kind: 'set-locked', cut: 'c', isLocked: true });
    expect(codeOf(locked, { kind: 'slip', cut: 'c', byFrames: 1 })).toBe('edit.cut-locked');
    expect(codeOf(locked, { kind: 'trim', cut: 'b', edge: 'tail', byFrames: 3, mode: 'roll' })).toBe('edit.cut-locked');
    expect(places(done(locked, { kind: 'ripple-remove', cut: 'a' }))).toEqual(['b 0+100', 'c 100+50']);
    const held = { isHeld: () => true };
    const refused = () => applyEdit(small, { kind: 'slip', cut: 'b', byFrames: 1 }, held);
    expect(refused).toThrow('Shot 0 is approved or locked');
    expect(applyEdit(small, { kind: 'slip', cut: 'b', byFrames: 1, unlocks: [0] }, held).edit.tracks[0]?.cuts[1]?.inFrame).toBe(1);
    const quiet = done(small, { kind: 'set-track', track: 't', isLocked: true });
    expect(codeOf(quiet, { kind: 'ripple-remove', cut: 'a' })).toBe('edit.track-locked');
  });

  test('a cut is never longer than what it shows, and shows a shot that there is', () => {
    const sourceFrames = ({ shot: at }: { shot?: unknown }) => (at === 0 ? 100 : null);
    const run = (step: EditStep) => () => applyEdit(small, step, { sourceFrames: (shows) => sourceFrames(shows as { shot?: unknown }) });
    expect(run({ kind: 'slip', cut: 'b', byFrames: 1 })).toThrow('it has 100');
    expect(run({ kind: 'insert', track: 'v', index: 1, cut: { ...shot('x', 0, 5), shows: { kind: 'shot', shot: 'gone' } } })).toThrow(
      'gone',
    );
  });

  test('a step touches only the cuts it changes: the others are the same objects', () => {
    const edit = editOf(sampleEditedFilm(300));
    const [video] = edit.tracks;
    const touched = (step: EditStep) => {
      const now = new Set(cutsOf(done(edit, step)));
      return cutsOf(edit).filter((cut) => !now.has(cut)).length;
    };
    const cut = video?.cuts[150]?.id ?? '';
    expect(touched({ kind: 'slip', cut, byFrames: 3 })).toBe(1);
    expect(touched({ kind: 'trim', cut, edge: 'tail', byFrames: 4, mode: 'roll' })).toBeLessThan(8);
    expect(touched({ kind: 'set-label', cut, label: 'x' })).toBe(1);
    // A ripple in the middle moves what is later, and nothing that is earlier.
    const later = cutsOf(edit).filter(({ startFrame }) => startFrame >= (video?.cuts[150]?.startFrame ?? 0)).length;
    expect(touched({ kind: 'ripple-remove', cut })).toBeLessThanOrEqual(later + 1);
  });
});
