import { Film } from '../film.ts';
import type { Cut, Edit, Track } from './edit.ts';
import type { EditStep } from './edit-step.ts';

/** Numbers from 0 to 1 that look random and are the same for the same seed (Mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A film of so many shots with transitions, captions, lines, effects and music. */
export function sampleEditedFilm(shots: number, seed = 1): Film {
  const chance = chances(seed);
  return Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'x' },
    fps: 30,
    sound: { music: { mood: 'calm' } },
    shots: Array.from({ length: shots }, (_, index) => {
      const lengthSec = 2 + Math.round(chance() * 120) / 30;
      const kinds = ['crossfade', 'dip-to-black', 'wipe', 'push'] as const;
      return {
        name: `shot ${index}`,
        camera: { lengthSec, moves: [{ kind: 'truck', distanceM: 0.1 }] },
        transition: index > 0 && chance() < 0.4 ? { kind: kinds[Math.floor(chance() * 4)], lengthSec: 0.5 } : {},
        captions: chance() < 0.7 ? [{ text: { en: `caption ${index}` }, startSec: 0.5, endSec: 1.5 }] : [],
        ...(chance() < 0.5 ? { lines: [{ text: { en: 'one two three' } }] } : {}),
        ...(chance() < 0.3 ? { effects: [{ kind: 'wind' }, { kind: 'whoosh', startSec: 1 }] } : {}),
        fadeInSec: chance() < 0.1 ? 0.4 : 0,
        fadeOutSec: chance() < 0.1 ? 0.4 : 0,
      };
    }),
  });
}

type Drawn = Readonly<{ chance: () => number; newId: () => string }>;

/** A step that may or may not be possible on an edit. */
export function someStep(edit: Edit, { chance, newId }: Drawn): EditStep {
  const pick = <T>(list: readonly T[]): T => list[Math.min(list.length - 1, Math.floor(chance() * list.length))] as T;
  const tracks = [...edit.tracks, ...edit.nested.flatMap((each) => each.tracks)].filter(({ cuts }) => cuts.length > 0);
  const track = chance() < 0.6 ? (edit.tracks[0] as Track) : pick(tracks);
  const one = pick(track.cuts) as Cut;
  const cut = one.id;
  const byFrames = Math.round((chance() - 0.5) * 60);
  const frame = one.startFrame + Math.floor(chance() * one.lengthFrames);
  const steps: readonly (() => EditStep)[] = [
    () => ({ kind: 'insert', track: track.id, index: Math.floor(chance() * track.cuts.length), cut: { ...bare(one), id: newId() } }),
    () => ({ kind: 'remove', cut }),
    () => ({ kind: 'ripple-remove', cut }),
    () => ({ kind: 'move', cut, index: Math.floor(chance() * track.cuts.length), startFrame: frame + byFrames + 30 }),
    () => ({ kind: 'split', cut, atFrame: frame, newId: newId() }),
    () => ({ kind: 'split', cut, atFrame: frame, newId: newId() }),
    () => ({ kind: 'trim', cut, edge: chance() < 0.5 ? 'head' : 'tail', byFrames, mode: pick(['ripple', 'roll', 'free'] as const) }),
    () => ({ kind: 'trim', cut, edge: chance() < 0.5 ? 'head' : 'tail', byFrames, mode: pick(['ripple', 'roll'] as const) }),
    () => ({ kind: 'slip', cut, byFrames }),
    () => ({ kind: 'slide', cut, byFrames }),
    () => ({ kind: 'set-speed', cut, speedRatio: pick([0.5, 1, 1.3, 2]) }),
    () => ({
      kind: 'set-transition',
      cut,
      transition: chance() < 0.4 ? null : { kind: 'crossfade', lengthFrames: 1 + Math.floor(chance() * 30), toward: 'left' },
    }),
    () => ({
      kind: 'set-volume',
      cut,
      volume: [
        { atFrame: 0, gainDb: -3 },
        { atFrame: 20, gainDb: 0 },
      ],
    }),
    () => ({ kind: 'set-fades', cut, fadeInFrames: Math.floor(chance() * 10), fadeOutFrames: Math.floor(chance() * 10) }),
    () => ({ kind: 'set-enabled', cut, isEnabled: chance() < 0.5 }),
    () => ({ kind: 'set-locked', cut, isLocked: chance() < 0.3 }),
    () => ({ kind: 'set-caption', cut, text: { zh: '新的字幕' } }),
    () => ({ kind: 'set-times', cut, startFrame: Math.max(0, frame + byFrames), lengthFrames: 1 + Math.floor(chance() * 60) }),
    () => ({ kind: 'link', cut, with: chance() < 0.5 ? null : (pick((edit.tracks[0] as Track).cuts) as Cut).id }),
    () => ({ kind: 'add-marker', marker: { id: newId(), frame, colour: 'red', text: 'here' } }),
    () => ({ kind: 'add-track', track: { id: newId(), kind: 'captions', isLocked: false, isEnabled: true, cuts: [] } }),
    () => ({ kind: 'set-track', track: track.id, isLocked: chance() < 0.1 }),
    () => {
      const from = track.cuts.indexOf(one);
      const last = track.cuts[Math.min(track.cuts.length - 1, from + Math.floor(chance() * 4))] as Cut;
      return { kind: 'nest', first: cut, last: last.id, newEdit: newId(), newCut: newId() };
    },
    () => ({ kind: 'unnest', cut: track.cuts.find(({ shows }) => shows.kind === 'nested')?.id ?? cut }),
    () => ({ kind: 'add-variant', variant: { id: newId(), aspect: '9:16', centres: [] } }),
  ];
  return pick(steps)();
}

function bare({ transition: _, with: __, ...cut }: Cut): Cut {
  return { ...cut, isLocked: false };
}
