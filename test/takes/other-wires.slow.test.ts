import { emulatorNames, faultNames } from '@fantascope/emulators';
import { wires } from '@fantascope/models';
import { expect, test } from 'vitest';
import { hasRequest } from './desk.ts';
import { allFaults, complaints, type FaultRow, faultRuns, faultTable, suiteWires } from './fault-run.ts';

const others = emulatorNames.filter((wire) => !suiteWires.includes(wire) && wires[wire] !== undefined);
const isFull = process.env['FANTASCOPE_TEST'] === 'full';
/** In a light run: one fault of each kind. */
const light = ['none', 'accept-then-500', 'rate-limit', 'fails', 'poll-503', 'expired-result'] as const;

const rows: FaultRow[] = [];

test.each(others.filter(hasRequest))(
  '%s: the bill is the takes made, or the take is unknown and the bill differs by exactly that',
  async (wire) => {
    const own = await faultRuns(wire, isFull ? allFaults : light);
    rows.push(...own);
    expect(own.flatMap(complaints)).toEqual([]);
    expect(own.filter(({ posts }) => posts > 1)).toEqual([]);
    expect(own.some(({ state }) => state === 'ready')).toBe(true);
  },
);

test('no emulator is left out', () => {
  expect(others.filter((wire) => !hasRequest(wire))).toEqual([]);
});

test('the table of what was seen, without a key in anything said or kept', () => {
  process.stdout.write(`\nstate (takes on the bill); – the protocol cannot show it\n${faultTable(rows)}\n`);
  expect(rows.length).toBeGreaterThan(0);
  expect(faultNames.length).toBeGreaterThan(light.length);
  const said = rows.map((row) => row.said).join('\n');
  expect(said.match(/.{0,40}(emulated-[\w-]*(secret|key|token)|eyJ[\w-]+\.).{0,20}/g)).toBe(null);
});
