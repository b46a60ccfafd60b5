import { parseArgs } from 'node:util';
import { crashRun } from './crash-run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    takes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    wires: { type: 'string' },
    sabotage: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const report = await crashRun({
  kills,
  takes: values.takes === undefined ? Math.max(200, kills * 2) : Number(values.takes),
  seed: Number(values.seed),
  isSabotaged: values.sabotage,
  ...(values.wires === undefined ? {} : { wires: values.wires.split(',') }),
  ...(values.verbose ? { onStep: (line: string) => process.stderr.write(`${line}\n`) } : {}),
});
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else for (const [name, value] of Object.entries(report)) process.stdout.write(`${name.padEnd(18)} ${JSON.stringify(value)}\n`);
const { lost, paidTwice, halfAssets, ledgerWrong, crashes, unknown, unknownExplained } = report;
const isRight = lost === 0 && crashes === 0 && halfAssets === 0 && unknown === unknownExplained && paidTwice === 0 && ledgerWrong === 0;
process.exitCode = isRight ? 0 : 1;
process.exit();
