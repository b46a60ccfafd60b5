import { expect, test } from 'vitest';
import { crashRun } from './crash-run.ts';

// A light pass; `npm run test:crash` kills a hundred times, on all wires. A process is started for each kill: on a busy machine that takes the most of its time.
const wires = ['kling-v1', 'fal-queue', 'comfyui', 'runway'];

test('servers, workers and the database killed twelve times: nothing lost, nothing paid twice, the ledger is the bills', {
  timeout: 600_000,
}, async () => {
  const report = await crashRun({ kills: 12, takes: 24, seed: 11, isSabotaged: false, wires });
  expect(report.complaints).toEqual([]);
  expect(report).toMatchObject({ lost: 0, paidTwice: 0, halfAssets: 0, ledgerWrong: 0 });
  expect(report.unknownExplained).toBe(report.unknown);
  expect(report.kills).toBeGreaterThanOrEqual(12);
  expect(report.takes).toBeGreaterThanOrEqual(24);
});

test('a program that forgets that it has asked is found out', { timeout: 600_000 }, async () => {
  // A provider that knows an order again by the client's own key would refuse the second: this one knows none.
  const asked = { kills: 4, takes: 8, seed: 5, isSabotaged: true, wires: ['fal-queue'], faultRatio: 0 };
  const report = await crashRun({ ...asked, points: ['after-post'] });
  expect(report.killsByPoint['after-post']).toBeGreaterThan(0);
  expect(report.paidTwice).toBeGreaterThan(0);
});
