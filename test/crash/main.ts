import { parseArgs } from 'node:util';
import { crashRun } from './crash-run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    takes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    wires: { type: 'string' },
    assets: { type: 'string', default: 'folder' },
    sabotage: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const { assets } = values;
if (assets !== 'folder' && assets !== 's3') throw new Error(`--assets is folder or s3, not ${assets}`);
const report = await crashRun({
  kills,
  takes: values.takes === undefined ? Math.max(200, kills * 2) : Number(values.takes),
  seed: Number(values.seed),
  isSabotaged: values.sabotage,
  // What forgetting costs shows where the post has gone out and its reply is not kept.
  ...(values.sabotage ? { points: ['after-post' as const], faultRatio: 0 } : {}),
  assets,
  ...(values.wires === undefined ? {} : { wires: values.wires.split(',') }),
  ...(values.verbose ? { onStep: (line: string) => process.stderr.write(`${line}\n`) } : {}),
});
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else for (const [name, value] of Object.entries(report)) process.stdout.write(`${name.padEnd(18)} ${JSON.stringify(value)}\n`);
const { lost, paidTwice, halfAssets, ledgerWrong, crashes, unknown, unknownExplained } = report;
const isRight = lost === 0 && crashes === 0 && halfAssets === 0 && unknown === unknownExplained && paidTwice === 0 && ledgerWrong === 0;
process.exitCode = isRight ? 0 : 1;
process.exit();
