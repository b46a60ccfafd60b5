import { applyEdit, editOf, Fault } from '@fantascope/film';
import { chances, sampleEditedFilm, someStep } from '../../packages/film/src/edit/sample-edit.ts';
import type { BenchRow } from '../row.ts';

const CUTS = 300;
const STEPS = 6000;
const WARM_STEPS = 600;

type Timed = Readonly<{ kind: string; ms: number }>;

let timed: readonly Timed[] | undefined;
/** Steps of every kind, drawn by chance, on a film of 300 shots with captions, lines, effects and music; each is taken back, so that it stays one of 300. */
function steps(): readonly Timed[] {
  if (timed !== undefined) return timed;
  const chance = chances(11);
  const edit = editOf(sampleEditedFilm(CUTS, 3));
  let made = 0;
  const newId = () => {
    made += 1;
    return `new-${made}`;
  };
  const all: Timed[] = [];
  for (let n = 0; n < STEPS; n++) {
    const step = someStep(edit, { chance, newId });
    const startMs = performance.now();
    try {
      const { inverse, edit: next } = applyEdit(edit, step);
      const doneMs = performance.now();
      applyEdit(next, inverse);
      const undoneMs = performance.now();
      if (n >= WARM_STEPS) all.push({ kind: step.kind, ms: doneMs - startMs }, { kind: 'undo', ms: undoneMs - doneMs });
    } catch (error) {
      // What cannot be done is refused, which takes its time too.
      if (!(error instanceof Fault)) throw error;
      if (n >= WARM_STEPS) all.push({ kind: `${step.kind}, refused`, ms: performance.now() - startMs });
    }
  }
  timed = all;
  return all;
}

const share = (sorted: readonly number[], ratio: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? 0;
const ordered = (of: readonly Timed[]) => of.map(({ ms }) => ms).toSorted((a, b) => a - b);

/** The kind whose 95th percentile is largest. */
function slowestKind(): Readonly<{ kind: string; ms: number; count: number }> {
  const kinds = [...Map.groupBy(steps(), ({ kind }) => kind)].map(([kind, of]) => ({
    kind,
    ms: share(ordered(of), 0.95),
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
      const note = `${sorted.length} steps, undos and refusals; median ${share(sorted, 0.5).toFixed(2)}, largest ${(sorted.at(-1) ?? 0).toFixed(2)} ms`;
      return { value: Number(share(sorted, 0.95).toFixed(3)), note };
    },
  },
  {
    name: 'edit.300cuts.slowestKind.p95Ms',
    unit: 'ms',
    measure: async () => {
      const { kind, ms, count } = slowestKind();
      return { value: Number(ms.toFixed(3)), note: `${kind}, ${count} of them` };
    },
  },
];
