import { expect, test } from 'vitest';
import { crashRun } from './crash-run.ts';

const isFull = process.env['FANTASCOPE_TEST'] === 'full';

test.runIf(isFull)(
  'assets in a bucket: servers, workers and the database killed twelve times, and every object is whole, every ready take has one (only with FANTASCOPE_TEST=full: it takes minutes)',
  { timeout: 900_000 },
  async () => {
    const wires = ['kling-v1', 'fal-queue', 'comfyui'];
    const report = await crashRun({ kills: 12, takes: 24, seed: 12, isSabotaged: false, assets: 's3', wires });
    expect(report.complaints).toEqual([]);
    expect(report).toMatchObject({ assets: 's3', lost: 0, paidTwice: 0, halfAssets: 0, ledgerWrong: 0 });
    expect(report.ends['ready']).toBeGreaterThan(0);
    expect(report.kills).toBeGreaterThanOrEqual(12);
  },
);
