import {
  applyEdit,
  applyFilmEdit,
  type Edit,
  type EditedEdit,
  type EditSources,
  type EditStep,
  editOf,
  Fault,
  type Shot,
  sourcesOf,
} from '@fantascope/film';
import { chances, sampleEditedFilm, someStep } from '../../packages/film/src/edit/sample-edit.ts';
import type { BenchRow } from '../row.ts';

const CUTS = 300;
const STEPS = 6000;
const WARM_STEPS = 600;

/** `ms`: the first try; `leastMs`: the shortest of five, which other programs on the machine seldom lengthen. */
type Timed = Readonly<{ kind: string; ms: number; leastMs: number }>;

const TRIES = 5;

/** Times something that changes nothing, so that it may be done again. */
function watched<T>(act: () => T): Readonly<{ of: T; ms: number; leastMs: number }> {
  const startMs = performance.now();
  const of = act();
  const ms = performance.now() - startMs;
  let leastMs = ms;
  for (let n = 1; n < TRIES; n++) {
    const againMs = performance.now();
    act();
    leastMs = Math.min(leastMs, performance.now() - againMs);
  }
  return { of, ms, leastMs };
}

/** A step's result, or the refusal. */
function tried(edit: Edit, step: EditStep, sources: EditSources): EditedEdit | Fault {
  try {
    return applyEdit(edit, step, sources);
  } catch (error) {
    // What cannot be done is refused, which takes its time too.
    if (error instanceof Fault) return error;
    throw error;
  }
}

let timed: readonly Timed[] | undefined;
/** Steps of every kind, drawn by chance, on a film of 300 shots with captions, lines, effects and music; each is taken back, so that it stays one of 300. */
function steps(): readonly Timed[] {
  if (timed !== undefined) return timed;
  const chance = chances(11);
  const film = sampleEditedFilm(CUTS, 3);
  const [edit, sources] = [editOf(film), sourcesOf(film)];
  let made = 0;
  const newId = () => {
    made += 1;
    return `new-${made}`;
  };
  const all: Timed[] = [];
  for (let n = 0; n < STEPS; n++) {
    const step = someStep(edit, { chance, newId });
    const { of, ...taken } = watched(() => tried(edit, step, sources));
    if (of instanceof Fault) {
      if (n >= WARM_STEPS) all.push({ kind: `${step.kind}, refused`, ...taken });
      continue;
    }
    const { of: _, ...undone } = watched(() => tried(of.edit, of.inverse, sources));
    if (n >= WARM_STEPS) all.push({ kind: step.kind, ...taken }, { kind: 'undo', ...undone });
  }
  timed = all;
  return all;
}

const BOARD_STEPS = 400;

/** One shot of a film of 300 moved, taken out or put in on the board, its edit following, and each taken back. */
function boardSteps(): readonly Timed[] {
  const chance = chances(5);
  const sample = sampleEditedFilm(CUTS, 3);
  const idOf = (index: number) => `shot_${String(index).padStart(26, '0')}`;
  const shots = sample.shots.map((shot, index): Shot => ({ ...shot, id: idOf(index) }));
  const { edit: _, ...bare } = { ...sample, shots };
  const film = { ...bare, edit: editOf(bare) };
  const place = () => Math.floor(chance() * CUTS);
  const [moved, out, put] = [
    () => {
      const [from, to] = [place(), place()];
      return shots.toSpliced(from, 1).toSpliced(to, 0, shots[from] as Shot);
    },
    () => shots.toSpliced(place(), 1),
    () => shots.toSpliced(place(), 0, { ...(shots[place()] as Shot), id: idOf(CUTS) }),
  ];
  const all: Timed[] = [];
  for (let n = 0; n < BOARD_STEPS; n++) {
    const [kind, arranged] = (
      [
        ['moved', moved],
        ['out', out],
        ['put', put],
      ] as const
    )[n % 3] as readonly [string, () => Shot[]];
    const list = arranged();
    const { of, ...taken } = watched(() => applyFilmEdit(film, { kind: 'arrange-shots', shots: list }));
    const { of: _back, ...undone } = watched(() => applyFilmEdit(of.film, of.inverse));
    if (n >= BOARD_STEPS / 10) all.push({ kind, ...taken }, { kind: 'undo', ...undone });
  }
  return all;
}

const share = (sorted: readonly number[], ratio: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? 0;
const ordered = (of: readonly Timed[], clock: 'ms' | 'leastMs' = 'ms') => of.map((each) => each[clock]).toSorted((a, b) => a - b);

/** The kind whose 95th percentile is largest. */
function slowestKind(clock: 'ms' | 'leastMs' = 'ms'): Readonly<{ kind: string; ms: number; count: number }> {
  const kinds = [...Map.groupBy(steps(), ({ kind }) => kind)].map(([kind, of]) => ({
    kind,
    ms: share(ordered(of, clock), 0.95),
    count: of.length,
  }));
  return kinds.toSorted((a, b) => b.ms - a.ms)[0] ?? { kind: 'none', ms: 0, count: 0 };
}

/** How long a person waits for a step on the timeline of a film of 300 cuts. */
export const rows: readonly BenchRow[] = [
  {
    name: 'edit.300cuts.p95Ms',
    unit: 'ms',
    measure: async () => {
      const sorted = ordered(steps());
      const busy = ordered(steps(), 'leastMs');
      const figures = (of: readonly number[]) => `median ${share(of, 0.5).toFixed(2)}, largest ${(of.at(-1) ?? 0).toFixed(2)} ms`;
      const note = `${sorted.length} steps, undos and refusals; ${figures(sorted)}; the shortest of five tries each: 95 % within ${share(busy, 0.95).toFixed(2)}, ${figures(busy)}`;
      return { value: Number(share(sorted, 0.95).toFixed(3)), note };
    },
  },
  {
    name: 'edit.300cuts.slowestKind.p95Ms',
    unit: 'ms',
    measure: async () => {
      const { kind, ms, count } = slowestKind();
      const busy = slowestKind('leastMs');
      return {
        value: Number(ms.toFixed(3)),
        note: `${kind}, ${count} of them; the shortest of five tries each: ${busy.kind}, ${busy.ms.toFixed(2)} ms`,
      };
    },
  },
  {
    name: 'edit.300cuts.worstStepMs',
    unit: 'ms',
    measure: async () => {
      const worst = steps().toSorted((a, b) => b.ms - a.ms)[0];
      const busy = steps().toSorted((a, b) => b.leastMs - a.leastMs)[0];
      const note = `${worst?.kind}; the shortest of five tries: ${busy?.kind}, ${busy?.leastMs.toFixed(2)} ms`;
      return { value: Number((worst?.ms ?? 0).toFixed(3)), note };
    },
  },
  {
    name: 'edit.300cuts.board.p95Ms',
    unit: 'ms',
    measure: async () => {
      const all = boardSteps();
      const [sorted, busy] = [ordered(all), ordered(all, 'leastMs')];
      const figures = (of: readonly number[]) => `median ${share(of, 0.5).toFixed(2)}, largest ${(of.at(-1) ?? 0).toFixed(2)} ms`;
      const note = `${all.length} times a shot moved, taken out or put in, its cuts, words and sounds following, or that taken back; ${figures(sorted)}; the shortest of five tries each: ${figures(busy)}`;
      return { value: Number(share(sorted, 0.95).toFixed(3)), note };
    },
  },
];
