import { parseArgs } from 'node:util';
import type { BenchRow } from './row.ts';

/** The suites of `npm run bench -- --only NAME`; rows run one after another so that none disturbs another. */
const suites: Record<string, () => Promise<readonly BenchRow[]>> = {
  stage: async () => [
    ...(await import('./rows/kernel.ts')).rows,
    ...(await import('./rows/look.ts')).rows,
    ...(await import('./rows/export.ts')).rows,
    ...(await import('./rows/depth.ts')).rows,
    ...(await import('./rows/lift.ts')).rows,
  ],
  film: async () => (await import('./rows/film.ts')).rows,
  edit: async () => (await import('./rows/edit.ts')).rows,
  plan: async () => (await import('./rows/plan.ts')).rows,
  server: async () => [...(await import('./rows/server.ts')).rows, ...(await import('./rows/likeness.ts')).rows],
  studio: async () => (await import('./rows/studio.ts')).rows,
  jobs: async () => (await import('./rows/jobs.ts')).rows,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, row: { type: 'string' }, json: { type: 'boolean', default: false } } });
const chosen = values.only === undefined ? Object.keys(suites) : values.only.split(',');
const figures: { name: string; value: number | null; unit: string; note: string }[] = [];
for (const name of chosen) {
  const suite = suites[name];
  if (suite === undefined) {
    process.stderr.write(`There is no bench suite "${name}"; there are: ${Object.keys(suites).join(', ')}.\n`);
    process.exit(2);
  }
  for (const row of await suite()) {
    if (values.row !== undefined && !row.name.includes(values.row)) continue;
    process.stderr.write(`${row.name} …`);
    try {
      const { value, note } = await row.measure();
      figures.push({ name: row.name, value, unit: row.unit, note });
      process.stderr.write(` ${value} ${row.unit}\n`);
    } catch (cause) {
      // A row that cannot be measured is said to be so; it never takes the others with it.
      const problem = cause instanceof Error ? cause.message : String(cause);
      figures.push({ name: row.name, value: null, unit: row.unit, note: `not measured: ${problem}` });
      process.stderr.write(` not measured: ${problem}\n`);
    }
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else for (const { name, value, unit, note } of figures) process.stdout.write(`${name.padEnd(52)} ${value ?? '—'} ${unit}  ${note}\n`);
// Rows may leave servers and browsers open for the next one.
process.exit(figures.some(({ value }) => value === null) ? 1 : 0);
