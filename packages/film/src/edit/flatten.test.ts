import { describe, expect, test } from 'vitest';
import { lineStarts, spokenLines } from '../sound/spoken-lines.ts';
import { applyEdit } from './apply-edit.ts';
import { editOf } from './edit-of.ts';
import { captionsOf, flatEdit, withEditTakes } from './flatten.ts';
import { sampleEditedFilm } from './sample-edit.ts';

const film = sampleEditedFilm(12, 3);

describe('a flat edit', () => {
  test('says the lines of its voice tracks when they stand on the film, and no others', () => {
    const edit = editOf(film);
    const voice = edit.tracks.find(({ kind }) => kind === 'voice');
    const [first, second] = voice?.cuts ?? [];
    const without = applyEdit(edit, { kind: 'remove', cut: first?.id ?? '' }).edit;
    const later = applyEdit(without, { kind: 'trim', cut: 'cut-1', edge: 'tail', byFrames: -15, mode: 'ripple' }).edit;
    const lines = spokenLines({ ...film, edit: later }, 'en');
    expect(lines).toHaveLength((voice?.cuts.length ?? 0) - 1);
    const starts = lineStarts(lines, { shots: [], lengthsSec: lines.map(() => 0.5) });
    expect(Math.round((starts[0] ?? 0) * 30)).toBe((second?.startFrame ?? 0) - 15);
  });

  test('leaves out what is off, and lists all captions with their frames', () => {
    const edit = editOf(film);
    const all = captionsOf({ ...film, edit });
    expect(all).toHaveLength(film.shots.flatMap(({ captions }) => captions).length);
    const track = edit.tracks.find(({ kind }) => kind === 'captions');
    const off = applyEdit(edit, { kind: 'set-track', track: track?.id ?? '', isEnabled: false }).edit;
    expect(captionsOf({ ...film, edit: off })).toHaveLength(all.length - (track?.cuts.length ?? 0));
    expect(flatEdit(film, edit).sounds.filter(({ cut }) => cut.shows.kind === 'music')).toHaveLength(1);
  });

  test('asks for one take of a shot, and refuses two', () => {
    const ids = film.shots.map((shot, index) => ({ ...shot, id: `shot_${String(index).padStart(26, '0')}` }));
    const [one, two] = ['take_00000000000000000000000001', 'take_00000000000000000000000002'];
    const stored = { ...film, shots: ids };
    const [cut] = editOf(stored).tracks[0]?.cuts ?? [];
    const split = applyEdit(editOf(stored), { kind: 'split', cut: cut?.id ?? '', atFrame: 30, newId: 'second' }).edit;
    const chosen = applyEdit(split, { kind: 'set-take', cut: 'second', take: one ?? '' }).edit;
    expect(withEditTakes({ ...stored, edit: chosen }).takes).toEqual({ [ids[0]?.id ?? '']: one });
    const both = applyEdit(chosen, { kind: 'set-take', cut: cut?.id ?? '', take: two ?? '' }).edit;
    expect(() => withEditTakes({ ...stored, edit: both })).toThrow('different takes');
  });
});
