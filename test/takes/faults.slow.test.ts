import { beforeAll, expect, test } from 'vitest';
import { complaints, type FaultRow, faultRun, faultRuns, faultTable, suiteWires } from './fault-run.ts';

let rows: readonly FaultRow[] = [];
beforeAll(async () => {
  rows = (await Promise.all(suiteWires.map((wire) => faultRuns(wire)))).flat();
  process.stdout.write(`\nstate (takes on the bill); – the protocol cannot show it\n${faultTable(rows)}\n`);
});

test('every fault of every wire: the bill is the takes made, or the take is unknown and the bill differs by exactly that', () => {
  expect(rows.flatMap(complaints)).toEqual([]);
  // A suite that met nothing would be content with anything.
  for (const wire of suiteWires) expect(rows.filter((row) => row.wire === wire && row.isShown).length).toBeGreaterThan(10);
});

test('no take was ever posted twice', () => {
  expect(rows.filter(({ posts }) => posts > 1)).toEqual([]);
});

test('with the look-up switched off on purpose, the suite complains of every wire that has one', async () => {
  const withoutFind = <T extends object>(wire: T): T => {
    const { find: _, ...rest } = wire as T & { find?: unknown };
    return rest as T;
  };
  for (const wire of ['kling-v1', 'comfyui'] as const) {
    const row = await faultRun(wire, 'accept-then-500', withoutFind);
    expect(row).toMatchObject({ isShown: true, state: 'unknown', billed: 1, posts: 1 });
    expect(complaints(row)).toEqual([`${wire} × accept-then-500: unknown instead of ready`]);
  }
});

test('no key is in anything that was said or kept', () => {
  const said = rows.map((row) => row.said).join('\n');
  expect(said.length).toBeGreaterThan(10_000);
  expect(said.match(/.{0,40}(emulated-(access|secret|api-key|fal-id|fal-secret)|eyJ[\w-]+\.).{0,20}/g)).toBe(null);
});
